// The last few pages and commands used from the palette, by id, in this browser. Never a search text, never a patient.
const KEY = 'chartroom-recent'
const KEPT = 6

export function readRecent(): readonly string[] {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string').slice(0, KEPT)
      : []
  } catch {
    return [] // Storage may be switched off or hold something foreign; nothing is recent then.
  }
}

export function rememberRecent(id: string): void {
  try {
    const kept = [id, ...readRecent().filter((one) => one !== id)].slice(0, KEPT)
    window.localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // Storage may be switched off; then nothing is remembered.
  }
}
