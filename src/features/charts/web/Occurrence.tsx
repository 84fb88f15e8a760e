import { DateText, Instant } from '../../../web/ui/Dates.tsx'
import { NotRecorded } from '../../../web/ui/KeyValueList.tsx'

/** A date as the source gave it: with its precision, an instant in the facility's time zone. */
export function Occurrence({ value, show = 'date' }: { value: string | null; show?: 'date' | 'full' }) {
  if (value === null) return <NotRecorded />
  return value.length > 10 ? <Instant value={value} show={show} /> : <DateText value={value} />
}
