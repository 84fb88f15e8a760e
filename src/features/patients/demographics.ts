// What one registration says about a person: a plain record, the same for every source (FHIR, HL7 v2, C-CDA, CSV).
import type { PartialDate } from './partial-date.ts'

export type Sex = 'female' | 'male' | 'other' | 'unknown'

export type NameUse = 'official' | 'usual' | 'maiden' | 'old' | 'nickname' | 'temp' | 'anonymous'

export type Period = { readonly from?: string; readonly to?: string }

export type NameFact = Period & {
  readonly use: NameUse
  readonly family?: string
  readonly given: readonly string[]
  readonly prefix: readonly string[]
  readonly suffix: readonly string[]
}

/** `kind` is a code of HL7 table 0203 (MR, SS, DL, PPN, MB, AN, VN, …); `U` where the source names none. */
export type IdentifierFact = Period & {
  readonly kind: string
  readonly system?: string
  readonly value: string
  readonly assigner?: string
}

export type AddressFact = Period & {
  readonly use?: string
  readonly lines: readonly string[]
  readonly city?: string
  readonly district?: string
  readonly state?: string
  readonly postalCode?: string
  readonly country?: string
}

export type TelecomKind = 'phone' | 'fax' | 'email' | 'pager' | 'url' | 'sms' | 'other'

export type TelecomFact = Period & {
  readonly kind: TelecomKind
  readonly use?: string
  readonly value: string
}

export type ContactFact = {
  readonly relationship: readonly string[]
  readonly name?: string
  readonly organization?: string
  readonly telecoms: readonly TelecomFact[]
  readonly address?: string
}

export type LanguageFact = { readonly code?: string; readonly text?: string; readonly isPreferred: boolean }

export type Demographics = {
  readonly names: readonly NameFact[]
  readonly identifiers: readonly IdentifierFact[]
  readonly addresses: readonly AddressFact[]
  readonly telecoms: readonly TelecomFact[]
  readonly contacts: readonly ContactFact[]
  readonly birthDate?: PartialDate
  readonly sex?: Sex
  readonly birthSex?: string
  readonly isDeceased: boolean
  /** As given: a date or an instant, of any precision. */
  readonly deceasedAt?: string
  readonly isMultipleBirth?: boolean
  readonly multipleBirthOrder?: number
  readonly maritalStatus?: string
  readonly languages: readonly LanguageFact[]
  readonly race: readonly string[]
  readonly ethnicity: readonly string[]
  readonly mothersMaidenName?: string
  readonly birthPlace?: string
  readonly isActive: boolean
  /** Security labels and other marks that the source put on the registration as a whole. */
  readonly flags: readonly string[]
}

const NAME_RANK: Readonly<Record<NameUse, number>> = {
  official: 0,
  usual: 1,
  temp: 2,
  nickname: 3,
  anonymous: 4,
  old: 5,
  maiden: 6,
}

/** The name a person goes by: a current official one before a usual one, former names last. */
export function displayName(demographics: Pick<Demographics, 'names'>): NameFact | undefined {
  const rank = (name: NameFact) => NAME_RANK[name.use] + (name.to ? 10 : 0)
  return demographics.names.toSorted((a, b) => rank(a) - rank(b))[0]
}

/** `Smith, John Allen` as labels and lists show it; a registration without a name says so. */
export function formatName(name: NameFact | undefined): string {
  if (!name) return 'Name not recorded'
  const given = name.given.join(' ')
  const suffix = name.suffix.length ? ` ${name.suffix.join(' ')}` : ''
  if (!name.family) return `${given}${suffix}` || 'Name not recorded'
  return given ? `${name.family}${suffix}, ${given}` : `${name.family}${suffix}`
}

/** The medical record number that stands on the chart: the first MR identifier still in use, else the first MR. */
export function medicalRecordNumber(demographics: Demographics): IdentifierFact | undefined {
  const numbers = demographics.identifiers.filter((identifier) => identifier.kind === 'MR')
  return numbers.find((number) => !number.to) ?? numbers[0]
}

/** An empty registration, to be spread over. */
export const EMPTY_DEMOGRAPHICS: Demographics = {
  names: [],
  identifiers: [],
  addresses: [],
  telecoms: [],
  contacts: [],
  isDeceased: false,
  languages: [],
  race: [],
  ethnicity: [],
  isActive: true,
  flags: [],
}
