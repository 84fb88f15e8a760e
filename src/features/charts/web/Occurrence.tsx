import { DateText, Instant } from '../../../web/ui/Dates.tsx'
import { NotRecorded } from '../../../web/ui/KeyValueList.tsx'

/** A date as the source gave it: with its precision, an instant in the facility's time zone. */
export function Occurrence({ value, show = 'date' }: { value: string | null; show?: 'date' | 'full' }) {
  if (value === null) return <NotRecorded />
  if (value.length <= 10) return <DateText value={value} />
  if (show === 'date') return <Instant value={value} show="date" />
  // Two parts, so that a narrow column breaks between day and hour.
  return (
    <>
      <Instant value={value} show="date" /> <Instant value={value} show="time" />
    </>
  )
}
