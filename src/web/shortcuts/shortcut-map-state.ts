// Whether the keyboard map is open; opened by `?` and by its button.
import { createOpenState } from '../open-state.ts'

const state = createOpenState()
export const openShortcutMap = (): void => state.set(true)
export const closeShortcutMap = (): void => state.set(false)
export const useShortcutMapOpen = state.use
