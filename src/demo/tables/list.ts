/** Splits a comma-separated table cell, so that long word lists stay readable in the source. */
export function list(text: string): readonly string[] {
  return text.trim().split(/\s*,\s*/)
}
