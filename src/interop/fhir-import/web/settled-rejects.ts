// Which item comes next when some leave the list. Pure.

/** The row after the chosen ones, or the last before them; undefined when none is left. */
export function nextAfter(keys: readonly string[], chosen: ReadonlySet<string>): string | undefined {
  const last = keys.findLastIndex((key) => chosen.has(key))
  const after = keys.slice(last + 1).find((key) => !chosen.has(key))
  return after ?? keys.slice(0, Math.max(0, last)).findLast((key) => !chosen.has(key))
}

/** What an act is about: the marked items, or else the one that is open. */
export function chosenOf(marked: ReadonlySet<string>, opened: string | undefined): readonly string[] {
  if (marked.size > 0) return [...marked]
  return opened === undefined ? [] : [opened]
}

/** The result of a resubmission as the job reports it. */
export function resubmissionInWords(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null) return undefined
  const { placed, still } = result as { placed?: unknown; still?: unknown }
  if (typeof placed !== 'number' || typeof still !== 'number') return undefined
  if (still === 0) return placed === 1 ? 'It is in its chart now.' : `All ${placed} are in their charts now.`
  if (placed === 0) return still === 1 ? 'It is refused again.' : `All ${still} are refused again.`
  return `${placed} placed, ${still} refused again.`
}
