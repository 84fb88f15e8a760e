// The primitive types of FHIR R4 and what their values must look like. http://hl7.org/fhir/R4/datatypes.html#primitive

/** What is wrong with the value, as the rest of a sentence; undefined when it is right. */
export type PrimitiveCheck = (value: unknown) => string | undefined

const MAX_STRING = 1024 * 1024
/** FHIR strings hold no control characters apart from tab, line feed and carriage return; nor can text in a database. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these characters are looked for.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`
}

function string(value: unknown): string | undefined {
  if (typeof value !== 'string') return `must be text in quotes, not ${kindOf(value)}`
  if (value === '') return 'is empty; an element without a value must be left out'
  if (forbidden.test(value)) return 'holds a control character, which FHIR does not allow'
  return undefined
}

function text(value: unknown): string | undefined {
  const wrong = string(value)
  if (wrong !== undefined) return wrong
  if ((value as string).length > MAX_STRING)
    return 'is longer than 1 MB, the most that FHIR allows for a text'
  return undefined
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object'
    ? 'an object'
    : typeof value === 'number'
      ? 'a number'
      : `a ${typeof value}`
}

function patterned(pattern: RegExp, sentence: string): PrimitiveCheck {
  return (value) => {
    const wrong = string(value)
    if (wrong !== undefined) return wrong
    return pattern.test(value as string) ? undefined : `${sentence}, but is ${shown(value)}`
  }
}

const datePattern = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/
const dateTimePattern =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/
const instantPattern =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function dated(pattern: RegExp, sentence: string): PrimitiveCheck {
  return (value) => {
    const wrong = string(value)
    if (wrong !== undefined) return wrong
    const match = pattern.exec(value as string)
    if (match === null) return `${sentence}, but is ${shown(value)}`
    const year = Number(match[1])
    if (year === 0) return `is in the year 0000, which does not exist`
    if (match[3] === undefined) return undefined
    const month = Number(match[2])
    const day = Number(match[3])
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
    const last = month === 2 && !isLeap ? 28 : (monthDays[month - 1] as number)
    return day > last ? `is ${shown(value)}, a day that does not exist` : undefined
  }
}

function whole(from: number, sentence: string): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'number') return `must be a number without quotes, not ${kindOf(value)}`
    const fits = Number.isInteger(value) && value >= from && value <= 2_147_483_647
    return fits ? undefined : `${sentence}, but is ${shown(value)}`
  }
}

const base64Characters = /^[0-9a-zA-Z+/=\s]*$/

function base64(value: unknown): string | undefined {
  const wrong = string(value)
  if (wrong !== undefined) return wrong
  const content = value as string
  if (!base64Characters.test(content)) return 'is not base64 text'
  let characters = 0
  for (let i = 0; i < content.length; i += 1) if (content.charCodeAt(i) > 0x20) characters += 1
  return characters > 0 && characters % 4 === 0
    ? undefined
    : 'is not complete base64 text: it was cut or mistyped'
}

// Only these four are white space in FHIR; a no-break space is a character like any other.
const uri = patterned(/^[^ \t\r\n]*$/, 'must be a URI without blanks')

export const primitiveChecks: Readonly<Record<string, PrimitiveCheck>> = {
  base64Binary: base64,
  boolean: (value) =>
    typeof value === 'boolean' ? undefined : `must be true or false without quotes, not ${kindOf(value)}`,
  canonical: uri,
  code: patterned(
    /^[^ \t\r\n]+([ \t\r\n][^ \t\r\n]+)*$/,
    'must be a code without blanks around it or double blanks inside',
  ),
  date: dated(datePattern, 'must be a date such as 2024-05-31, 2024-05 or 2024'),
  dateTime: dated(
    dateTimePattern,
    'must be a date, or a date and time with seconds and time zone such as 2024-05-31T08:30:00+02:00',
  ),
  decimal: (value) =>
    typeof value === 'number' && Number.isFinite(value)
      ? undefined
      : `must be a number without quotes, not ${kindOf(value)}`,
  id: patterned(/^[A-Za-z0-9\-.]{1,64}$/, 'must be at most 64 letters, digits, “-” or “.”'),
  instant: dated(
    instantPattern,
    'must be an instant with seconds and time zone such as 2024-05-31T08:30:00.000+02:00',
  ),
  integer: whole(-2_147_483_648, 'must be a whole number of 32 bits'),
  markdown: text,
  oid: patterned(/^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$/, 'must be an OID such as urn:oid:1.2.3'),
  positiveInt: whole(1, 'must be a whole number above 0'),
  string: text,
  time: patterned(/^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/, 'must be a time such as 08:30:00'),
  unsignedInt: whole(0, 'must be a whole number, 0 or more'),
  uri,
  url: uri,
  uuid: patterned(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be a UUID such as urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
  ),
  xhtml: string,
}
