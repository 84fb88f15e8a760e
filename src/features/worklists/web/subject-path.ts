// Where the thing stands that an item is about. Nothing when only the item itself can be shown.
import type { WorkItemView } from '../schemas.ts'

type Subject = Pick<WorkItemView, 'kind' | 'personId' | 'encounterId'>

export function subjectPath({ kind, personId, encounterId }: Subject): string | undefined {
  if (kind === 'review-rejects') return '/rejects'
  if (personId === null) return undefined
  return encounterId === null ? `/charts/${personId}` : `/charts/${personId}/encounters/${encounterId}`
}

/** The pages on which somebody is at this item: the whole chart, not only where it was opened. */
export function workplacePath(subject: Subject): string | undefined {
  const path = subjectPath(subject)
  return path?.startsWith('/charts/') ? `/charts/${subject.personId}` : path
}
