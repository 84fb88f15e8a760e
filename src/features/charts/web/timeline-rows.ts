// The timeline as rows under years and months, in the facility's calendar. Pure.
import { formatInstant, formatPartialDate } from '../../../web/ui/date-format.ts'
import type { EntryLine } from '../schemas.ts'

export type TimelineRow =
  | { readonly is: 'year'; readonly key: string; readonly label: string }
  | { readonly is: 'month'; readonly key: string; readonly label: string }
  | {
      readonly is: 'entry'
      readonly key: string
      readonly entry: EntryLine
      readonly day: string
      readonly repeats: boolean
    }

/** Entries come newest first. `day` is what to write before the title; it repeats when the entry above has the same. */
export function timelineRows(entries: readonly EntryLine[], timeZone: string): readonly TimelineRow[] {
  const rows: TimelineRow[] = []
  let year = ''
  let month = ''
  let before = ''
  for (const entry of entries) {
    const day = dayOf(entry, timeZone)
    const [own, monthName] = partsOf(day)
    if (own !== year) rows.push({ is: 'year', key: `year ${own} ${rows.length}`, label: own })
    const label = monthName === undefined ? `${own}, month not recorded` : `${monthName} ${own}`
    if (day !== UNDATED && (own !== year || label !== month))
      rows.push({ is: 'month', key: `${label} ${rows.length}`, label })
    rows.push({
      is: 'entry',
      key: entry.entryId,
      entry,
      day,
      repeats: own === year && label === month && day === before,
    })
    year = own
    month = label
    before = day
  }
  return rows
}

const UNDATED = 'No date'

/** The day as far as the source knew it: "05 Mar 1951", "Mar 1951", "1951", "No date". */
export function dayOf(entry: Pick<EntryLine, 'occurredFrom' | 'sortAt'>, timeZone: string): string {
  const from = entry.occurredFrom
  if (from === null) return UNDATED
  if (from.length <= 10) return formatPartialDate(from)
  const at = new Date(from)
  return formatInstant(Number.isNaN(at.getTime()) ? new Date(entry.sortAt) : at, timeZone, 'date', at)
}

function partsOf(day: string): [string, string | undefined] {
  if (day === UNDATED) return ['Without a date', undefined]
  const words = day.split(' ')
  return [words.at(-1) ?? day, words.at(-2)]
}
