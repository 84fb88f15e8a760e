// The vocabulary of the trail: what an action means, as the rest of a sentence that begins with the actor's name.
// Each feature's events.ts names its own when it is loaded; audit cannot import the features above it.
const sentences = new Map<string, string>()

/** `{ 'chart.open': 'opened the chart' }`. Throws when two features give one action two meanings. */
export function nameActions<const Actions extends Readonly<Record<`${string}.${string}`, string>>>(
  actions: Actions,
): Actions {
  for (const [action, sentence] of Object.entries(actions)) {
    const known = sentences.get(action)
    if (known !== undefined && known !== sentence) throw new Error(`The action ${action} is named twice.`)
    sentences.set(action, sentence)
  }
  return actions
}

/** An action that nobody named (an older version's, say) is described by its own words. */
export function describeAction(action: string): string {
  return sentences.get(action) ?? action.replaceAll(/[._]/g, ' ')
}

/** Every named action with its sentence, in alphabetical order; for filters. */
export function namedActions(): { action: string; sentence: string }[] {
  return [...sentences]
    .map(([action, sentence]) => ({ action, sentence }))
    .sort((a, b) => (a.action < b.action ? -1 : 1))
}
