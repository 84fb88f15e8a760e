// Whether the command palette is open; opened by Ctrl-K, `/` and the field in the top bar.
import { createOpenState } from '../open-state.ts'

const state = createOpenState()
export const openPalette = (): void => state.set(true)
export const closePalette = (): void => state.set(false)
export const usePaletteOpen = state.use
