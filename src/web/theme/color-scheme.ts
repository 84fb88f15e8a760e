// Light, dark, or as the system says; remembered in this browser. color-scheme.js reads the same key before the first paint.
import { localStorageColorSchemeManager } from '@mantine/core'

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'chartroom-color-scheme' })
