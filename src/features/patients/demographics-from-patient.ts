// Reads a FHIR R4 Patient into demographics. Lenient where the standard is: an element without a value is skipped, so
// that a thin registration still gets its chart; the Patient itself is kept whole by charts.
import type {
  Address,
  ContactPoint,
  Extension,
  HumanName,
  Identifier,
  Patient,
  PatientContact,
  Period,
} from '@medplum/fhirtypes'
import type {
  AddressFact,
  ContactFact,
  Demographics,
  IdentifierFact,
  LanguageFact,
  NameFact,
  NameUse,
  TelecomFact,
  TelecomKind,
} from './demographics.ts'
import { parsePartialDate } from './partial-date.ts'

const RACE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'
const ETHNICITY = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'
const BIRTH_SEX = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'
const MOTHERS_MAIDEN_NAME = 'http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName'
const BIRTH_PLACE = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace'

const KIND_SYSTEMS = ['http://terminology.hl7.org/CodeSystem/v2-0203', 'http://hl7.org/fhir/v2/0203']
const KIND_BY_SYSTEM: Readonly<Record<string, string>> = {
  'http://hl7.org/fhir/sid/us-ssn': 'SS',
  'http://hl7.org/fhir/sid/us-medicare': 'MC',
  'http://hl7.org/fhir/sid/us-mbi': 'MC',
  'urn:oid:2.16.840.1.113883.4.1': 'SS',
}
// PostgreSQL text holds no NUL.
const UNSTORABLE = new RegExp(String.fromCharCode(0), 'g')
const NAME_USES: readonly string[] = ['official', 'usual', 'maiden', 'old', 'nickname', 'temp', 'anonymous']
const TELECOM_KINDS: readonly string[] = ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other']

/** Pure; never throws on a Patient that passed validation. */
export function demographicsFromPatient(patient: Patient): Demographics {
  const birthDate = patient.birthDate ? parsePartialDate(patient.birthDate) : undefined
  const birthPlace = extensionOf(patient, BIRTH_PLACE)?.valueAddress
  return {
    names: present(patient.name).flatMap(nameFrom),
    identifiers: present(patient.identifier).flatMap(identifierFrom),
    addresses: present(patient.address).flatMap(addressFrom),
    telecoms: present(patient.telecom).flatMap(telecomFrom),
    contacts: present(patient.contact).map(contactFrom),
    ...given('birthDate', birthDate),
    ...given('sex', patient.gender),
    ...given('birthSex', extensionOf(patient, BIRTH_SEX)?.valueCode),
    isDeceased: patient.deceasedBoolean === true || Boolean(patient.deceasedDateTime),
    ...given('deceasedAt', patient.deceasedDateTime),
    ...multipleBirth(patient),
    ...given('maritalStatus', patient.maritalStatus?.coding?.[0]?.code ?? patient.maritalStatus?.text),
    languages: languagesFrom(patient),
    race: ombCategories(patient, RACE),
    ethnicity: ombCategories(patient, ETHNICITY),
    ...given('mothersMaidenName', extensionOf(patient, MOTHERS_MAIDEN_NAME)?.valueString),
    ...given('birthPlace', birthPlace && addressText(birthPlace)),
    isActive: patient.active !== false,
    flags: present(patient.meta?.security).flatMap((label) => (label.code ? [label.code] : [])),
  }
}

function nameFrom(name: HumanName): NameFact[] {
  const fact: NameFact = {
    use: nameUse(name),
    ...given('family', trimmed(name.family)),
    given: words(name.given),
    prefix: words(name.prefix),
    suffix: words(name.suffix),
    ...period(name.period),
  }
  if (fact.family || fact.given.length) return [fact]
  const text = trimmed(name.text)
  return text ? [{ ...fact, ...splitNameText(text) }] : []
}

// Without a use the first thought is the name that the person is registered under.
function nameUse(name: HumanName): NameUse {
  return name.use && NAME_USES.includes(name.use) ? (name.use as NameUse) : 'official'
}

// `Family, Given Given` or `Given Given Family`: the two orders in which a whole name is written.
function splitNameText(text: string): Pick<NameFact, 'family' | 'given'> {
  const [family, rest] = text.split(',', 2)
  if (family && rest !== undefined) return { family: family.trim(), given: words(rest.split(/\s+/)) }
  const parts = words(text.split(/\s+/))
  return { ...given('family', parts.at(-1)), given: parts.slice(0, -1) }
}

function identifierFrom(identifier: Identifier): IdentifierFact[] {
  const value = trimmed(identifier.value)
  if (!value) return []
  return [
    {
      kind: identifierKind(identifier),
      ...given('system', identifier.system),
      value,
      ...given('assigner', identifier.assigner?.display ?? identifier.assigner?.identifier?.value),
      ...period(identifier.period),
    },
  ]
}

function identifierKind(identifier: Identifier): string {
  const coding = identifier.type?.coding?.find((each) => KIND_SYSTEMS.includes(each.system ?? ''))
  return coding?.code ?? KIND_BY_SYSTEM[identifier.system ?? ''] ?? 'U'
}

function addressFrom(address: Address): AddressFact[] {
  const lines = words(address.line)
  const fact: AddressFact = {
    ...given('use', address.use),
    lines: lines.length || address.city || !address.text ? lines : [address.text],
    ...given('city', trimmed(address.city)),
    ...given('district', trimmed(address.district)),
    ...given('state', trimmed(address.state)),
    ...given('postalCode', trimmed(address.postalCode)),
    ...given('country', trimmed(address.country)),
    ...period(address.period),
  }
  const hasPlace = fact.lines.length || fact.city || fact.state || fact.postalCode || fact.country
  return hasPlace ? [fact] : []
}

function telecomFrom(telecom: ContactPoint): TelecomFact[] {
  const value = trimmed(telecom.value)
  if (!value) return []
  const kind = TELECOM_KINDS.includes(telecom.system ?? '') ? (telecom.system as TelecomKind) : 'other'
  return [{ kind, ...given('use', telecom.use), value, ...period(telecom.period) }]
}

function contactFrom(contact: PatientContact): ContactFact {
  const name = contact.name ? nameFrom(contact.name)[0] : undefined
  return {
    relationship: present(contact.relationship).flatMap((each) => {
      const word = each.coding?.[0]?.display ?? each.text ?? each.coding?.[0]?.code
      return word ? [word] : []
    }),
    ...given('name', name && [...name.given, name.family ?? ''].join(' ').trim()),
    ...given('organization', contact.organization?.display),
    telecoms: present(contact.telecom).flatMap(telecomFrom),
    ...given('address', contact.address && addressText(contact.address)),
  }
}

function multipleBirth(patient: Patient): Pick<Demographics, 'isMultipleBirth' | 'multipleBirthOrder'> {
  if (patient.multipleBirthInteger !== undefined) {
    return { isMultipleBirth: true, multipleBirthOrder: patient.multipleBirthInteger }
  }
  return given('isMultipleBirth', patient.multipleBirthBoolean)
}

function languagesFrom(patient: Patient): LanguageFact[] {
  return present(patient.communication).map((each) => ({
    ...given('code', each.language?.coding?.[0]?.code),
    ...given('text', each.language?.text ?? each.language?.coding?.[0]?.display),
    isPreferred: each.preferred === true,
  }))
}

function ombCategories(patient: Patient, url: string): string[] {
  return present(extensionOf(patient, url)?.extension).flatMap((part) => {
    const coding = part.valueCoding
    return (part.url === 'ombCategory' || part.url === 'detailed') && coding?.code ? [coding.code] : []
  })
}

function extensionOf(patient: Patient, url: string): Extension | undefined {
  return patient.extension?.find((extension) => extension.url === url)
}

function addressText(address: Address): string | undefined {
  const parts = [...words(address.line), address.city, address.state, address.postalCode, address.country]
  return parts.filter(Boolean).join(', ') || trimmed(address.text)
}

function period(given: Period | undefined): { from?: string; to?: string } {
  return { ...(given?.start ? { from: given.start } : {}), ...(given?.end ? { to: given.end } : {}) }
}

// JSON arrays of primitives may hold null where only an extension stands.
function words(list: readonly (string | null)[] | undefined): string[] {
  return (list ?? []).flatMap((word) => trimmed(word ?? undefined) ?? [])
}

function present<T>(list: readonly T[] | undefined): readonly T[] {
  return list ?? []
}

function trimmed(text: string | undefined): string | undefined {
  return text?.toWellFormed().replace(UNSTORABLE, '').replace(/\s+/g, ' ').trim() || undefined
}

function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined | null | '',
): { [K in Key]?: Value } {
  return (value === undefined || value === null || value === '' ? {} : { [key]: value }) as {
    [K in Key]?: Value
  }
}
