import {
  describeInstant,
  describePartialDate,
  formatInstant,
  formatPartialDate,
  type InstantStyle,
} from './date-format.ts'
import { useFacilityTimeZone } from './facility-time.ts'
import { NotRecorded } from './KeyValueList.tsx'

export type PartialDateTextProps = { readonly value: string | null | undefined }

/** A date as far as it is known: year, month or day. Hover shows it in words. */
export function PartialDateText({ value }: PartialDateTextProps) {
  if (value === null || value === undefined || value === '') return <NotRecorded />
  return (
    <time dateTime={value} title={describePartialDate(value)} style={{ whiteSpace: 'nowrap' }}>
      {formatPartialDate(value)}
    </time>
  )
}

/** A whole calendar date (`2026-11-23`), without time zone. */
export const DateText = PartialDateText

export type InstantProps = {
  readonly value: string | Date | null | undefined
  /** `full` date and time, `date`, `time`, `seconds`, or `relative` ("12 min ago"). */
  readonly show?: InstantStyle
  /** Another facility's time zone. */
  readonly timeZone?: string
}

/** An instant in the facility's time zone; hover shows zone, seconds and UTC. */
export function Instant({ value, show = 'full', timeZone }: InstantProps) {
  const facility = useFacilityTimeZone()
  if (value === null || value === undefined || value === '') return <NotRecorded />
  const at = value instanceof Date ? value : new Date(value)
  if (Number.isNaN(at.getTime())) return <span>{String(value)}</span>
  const zone = timeZone ?? facility
  return (
    <time dateTime={at.toISOString()} title={describeInstant(at, zone)} style={{ whiteSpace: 'nowrap' }}>
      {formatInstant(at, zone, show, new Date())}
    </time>
  )
}
