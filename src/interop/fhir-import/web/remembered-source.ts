// The source named last on this computer, so that the same feed gets the same name again.
const KEY = 'chartroom-import-source'

export function rememberedSource(): string {
  try {
    return window.localStorage.getItem(KEY) ?? ''
  } catch {
    return '' // Storage may be switched off; the field then starts empty.
  }
}

export function rememberSource(source: string): void {
  try {
    window.localStorage.setItem(KEY, source)
  } catch {
    return // As above.
  }
}
