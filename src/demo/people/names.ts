import type { Random } from '../random.ts'
import { AVOIDED_NAMES } from '../tables/avoided-names.ts'
import type { NameTable } from '../tables/name-table.ts'
import { ARABIC_NAMES } from '../tables/names-arabic.ts'
import { CHINESE_NAMES } from '../tables/names-chinese.ts'
import { ENGLISH_NAMES } from '../tables/names-english.ts'
import { GERMAN_NAMES } from '../tables/names-german.ts'
import { HAWAIIAN_NAMES } from '../tables/names-hawaiian.ts'
import { HINDI_NAMES } from '../tables/names-hindi.ts'
import { SLAVIC_NAMES } from '../tables/names-slavic.ts'
import { SPANISH_NAMES } from '../tables/names-spanish.ts'
import { VIETNAMESE_NAMES } from '../tables/names-vietnamese.ts'
import { WEST_AFRICAN_NAMES } from '../tables/names-west-african.ts'

export const NAME_TABLES: readonly NameTable[] = [
  ENGLISH_NAMES,
  SPANISH_NAMES,
  VIETNAMESE_NAMES,
  CHINESE_NAMES,
  ARABIC_NAMES,
  SLAVIC_NAMES,
  WEST_AFRICAN_NAMES,
  HINDI_NAMES,
  HAWAIIAN_NAMES,
  GERMAN_NAMES,
]

export type Sex = 'female' | 'male'

export type DrawnNames = { readonly given: readonly string[]; readonly family: string }

/** A given name, sometimes a middle one, and a surname in the form that this culture gives it. */
export function drawNames(random: Random, table: NameTable, sex: Sex): DrawnNames {
  const drawn = drawAny(random, table, sex)
  return isAvoided(drawn) ? drawNames(random, table, sex) : drawn
}

/** Whether the name, middle names left out, is that of somebody well known. */
export function isAvoided(names: DrawnNames): boolean {
  return names.given.some((given) => AVOIDED_NAMES.has(`${given} ${names.family}`))
}

function drawAny(random: Random, table: NameTable, sex: Sex): DrawnNames {
  const givenNames = sex === 'female' ? table.female : table.male
  const first = random.pick(givenNames)
  const middles = sex === 'female' ? table.middleFemale : table.middleMale
  if (middles) return { given: [random.pick(middles), first], family: random.pick(table.family) }
  const second = random.chance(table.culture === 'english' ? 0.45 : 0.08)
    ? random.pick(givenNames)
    : undefined
  const given = second !== undefined && second !== first ? [first, second] : [first]
  return { given, family: drawFamily(random, table, sex) }
}

/** A surname alone, for a spouse or a parent. */
export function drawFamily(random: Random, table: NameTable, sex: Sex): string {
  const family = random.pick(table.family)
  if (table.twoSurnames) return `${family} ${random.pick(table.family)}`
  return sex === 'female' ? feminine(family, table) : family
}

/** The name by which the person is called: Vietnamese names carry it last. */
export function callName(names: DrawnNames, table: NameTable): string {
  return (table.middleFemale ? names.given.at(-1) : names.given[0]) ?? names.family
}

function feminine(family: string, table: NameTable): string {
  for (const [ending, womansEnding] of table.feminine ?? []) {
    if (family.endsWith(ending)) return family.slice(0, -ending.length) + womansEnding
  }
  return family
}
