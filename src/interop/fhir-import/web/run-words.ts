// How an import's state and outcome are said.
import type { Tone } from '../../../web/ui/StatusBadge.tsx'
import type { ImportRun } from '../schemas.ts'

export const RUN_STATES: Readonly<
  Record<ImportRun['state'], { readonly word: string; readonly tone: Tone }>
> = {
  receiving: { word: 'Receiving files', tone: 'neutral' },
  queued: { word: 'Waiting', tone: 'neutral' },
  running: { word: 'Running', tone: 'info' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Stopped', tone: 'warn' },
}

export function isMoving(run: Pick<ImportRun, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running'
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** How long an import took, as people say it. */
export function durationInWords(fromIso: string, toIso: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 1000))
  if (seconds < 60) return countOf(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
