// Units as people write them: the UCUM codes that machines send, in the signs of the ward. Pure.

/** Whole units that no rule makes readable. */
const WHOLE: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  '%': '%',
  '1': '',
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  '[in_i]': 'in',
  '[ft_i]': 'ft',
  '[pH]': 'pH',
  '/min': 'per min',
  '{beats}/min': 'beats/min',
  '{breaths}/min': 'breaths/min',
  mo: 'months',
  wk: 'weeks',
  a: 'years',
  d: 'days',
}

/** Parts of a unit, between its points and strokes. */
const PARTS: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH₂O',
  'm[H2O]': 'mH₂O',
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  '[in_i]': 'in',
  '[in_us]': 'in',
  '[ft_i]': 'ft',
  '[pH]': 'pH',
  '[IU]': 'IU',
  'm[IU]': 'mIU',
  'u[IU]': 'µIU',
  'k[IU]': 'kIU',
  '[iU]': 'IU',
  'm[iU]': 'mIU',
  'u[iU]': 'µIU',
  'k[iU]': 'kIU',
  '[arb_U]': 'arb. units',
  '[GPL_U]': 'GPL',
  '[MPL_U]': 'MPL',
  '[drp]': 'drops',
  '[tsp_us]': 'tsp',
  '[tbs_us]': 'tbsp',
  '[diop]': 'dioptres',
  '[ppm]': 'ppm',
  '[ppb]': 'ppb',
  ug: 'µg',
  uL: 'µL',
  ul: 'µL',
  um: 'µm',
  umol: 'µmol',
  us: 'µs',
  uU: 'µU',
  ukat: 'µkat',
  deg: '°',
  Ohm: 'Ω',
}

const RAISED: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
}

/** Between digits of UCUM: `.` multiplies, `/` divides; what stands in brackets or braces belongs to its part. */
const PIECES = /\{[^{}]*\}|[./]|(?:\[[^\]]*\]|[^./{}[\]])+/g

/** `mm[Hg]` → "mmHg", `10*3/uL` → "10³/µL", `mL/min/{1.73_m2}` → "mL/min/1.73 m²". What is not UCUM comes back as it is. */
export function unitWords(unit: string): string {
  if (Object.hasOwn(WHOLE, unit)) return WHOLE[unit] as string
  // A unit with blanks is words already.
  if (/\s/.test(unit)) return unit
  const pieces = unit.match(PIECES)
  if (pieces === null || pieces.join('') !== unit) return unit
  return pieces.map(pieceWords).join('').replace(/^(\/)/, 'per ').trim()
}

function pieceWords(piece: string): string {
  if (piece === '/') return '/'
  if (piece === '.') return '·'
  // A note: {creat}, {1.73_m2}. An area or count is part of what was measured, and is written out.
  if (piece.startsWith('{')) return raise(piece.slice(1, -1).replaceAll('_', ' '))
  if (Object.hasOwn(PARTS, piece)) return PARTS[piece] as string
  const power = /^10[*^](-?\d+)$/.exec(piece)
  if (power?.[1] !== undefined) return `10${raised(power[1])}`
  return raise(piece)
}

/** `m2` → "m²"; digits stand above only where they follow the sign of a measure. */
function raise(words: string): string {
  return words.replace(
    /(^|\s)([kcdmµu]?m|s|h)(-?[1-9])$/,
    (_all, before, sign, power) => `${before}${sign}${raised(power)}`,
  )
}

function raised(digits: string): string {
  return [...digits].map((digit) => RAISED[digit] ?? digit).join('')
}

/** A value with its unit as the list holds it ("98 mm[Hg]"), the unit in readable words. */
export function valueWords(entry: {
  readonly valueText: string | null
  readonly valueUnit: string | null
}): string | null {
  const { valueText, valueUnit } = entry
  if (valueText === null || valueUnit === null || !valueText.endsWith(` ${valueUnit}`)) return valueText
  const number = valueText.slice(0, valueText.length - valueUnit.length - 1)
  const unit = unitWords(valueUnit)
  if (unit === '') return number
  return unit === '%' || unit === '°' ? `${number}${unit === '%' ? ' %' : unit}` : `${number} ${unit}`
}
