// How dates and instants are written on the desk: day, month in letters, year; nobody has to guess which number is the month.
const DAY_MS = 86_400_000

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `1951` → "1951", `1951-03` → "Mar 1951", `1951-03-05` → "05 Mar 1951"; anything else comes back as it is. */
export function formatPartialDate(value: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(value)
  if (match === null) return value
  const [, year = '', month, day] = match
  if (month === undefined) return year
  const name = months[Number(month) - 1]
  if (name === undefined) return value
  return day === undefined ? `${name} ${year}` : `${day} ${name} ${year}`
}

/** The same in full words, for the hover: "Monday, 5 March 1951". */
export function describePartialDate(value: string): string {
  const parts = value.slice(0, 10).split('-').map(Number)
  const [year, month, day] = parts
  if (year === undefined || Number.isNaN(year)) return value
  if (month === undefined) return `${year}, month and day not recorded`
  const date = new Date(Date.UTC(year, month - 1, day ?? 1))
  if (year < 100) date.setUTCFullYear(year)
  if (day === undefined)
    return `${new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date)}, day not recorded`
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(date)
}

export type InstantStyle = 'full' | 'date' | 'time' | 'seconds' | 'relative'

type Fields = { year: string; month: string; day: string; hour: string; minute: string; second: string }

const formatters = new Map<string, Intl.DateTimeFormat>()

function fieldsOf(at: Date, timeZone: string): Fields {
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone,
    })
    formatters.set(timeZone, formatter)
  }
  const fields = { year: '', month: '', day: '', hour: '', minute: '', second: '' }
  for (const part of formatter.formatToParts(at))
    if (part.type in fields) fields[part.type as keyof Fields] = part.value
  return fields
}

/** An instant in a facility's time zone. */
export function formatInstant(at: Date, timeZone: string, style: InstantStyle, now: Date): string {
  if (Number.isNaN(at.getTime())) return 'not a date'
  if (style === 'relative') return formatRelative(at, timeZone, now)
  const f = fieldsOf(at, timeZone)
  const date = `${f.day} ${months[Number(f.month) - 1]} ${f.year}`
  if (style === 'date') return date
  const time = `${f.hour}:${f.minute}`
  if (style === 'time') return time
  return style === 'seconds' ? `${date} ${time}:${f.second}` : `${date} ${time}`
}

function formatRelative(at: Date, timeZone: string, now: Date): string {
  const ms = at.getTime() - now.getTime()
  const minutes = Math.round(Math.abs(ms) / 60_000)
  if (minutes === 0) return 'now'
  const words =
    minutes < 60
      ? `${minutes} min`
      : minutes < 48 * 60
        ? `${Math.round(minutes / 60)} h`
        : Math.abs(ms) < 60 * DAY_MS
          ? `${Math.round(Math.abs(ms) / DAY_MS)} days`
          : undefined
  if (words === undefined) return formatInstant(at, timeZone, 'date', now)
  return ms < 0 ? `${words} ago` : `in ${words}`
}

/** For the hover: facility time with its zone, and UTC. */
export function describeInstant(at: Date, timeZone: string): string {
  if (Number.isNaN(at.getTime())) return 'not a date'
  const here = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
  return `${here} · ${at.toISOString()}`
}
