// A crowd of invented people for measuring: the same seed gives the same crowd. Common names are as common as in a large
// city (Zipf), the long tail is made of syllables, so that rare names, doubles and near-doubles all occur.
import { EMPTY_DEMOGRAPHICS, type PartialDate, type RecordDraft } from '../src/features/patients/public.ts'
import { derivedId } from '../src/platform/ids.ts'

const FAMILIES = `Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker
Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter
Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers
Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood
James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez Powell Jenkins
Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Fisher Vasquez Simmons Romero Jordan Patterson Alexander
Hamilton Graham Reynolds Griffin Wallace Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens
Murray Ford Castro Marshall Owens Harrison Fernandez McDonald Woods Washington Kennedy Wells Vargas Henry Chen Freeman
Webb Tucker Guzman Burns Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz Hunt
Hicks Holmes Palmer Wagner Black Robertson Boyd Rose Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza Daniels
O'Brien O'Connor D'Angelo MacLeod Müller Schröder Nowak Kowalski Ivanov Petrov Kaur Singh Khan Ahmed Yamamoto Suzuki`

const GIVEN_FEMALE = `Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra
Ashley Kimberly Emily Donna Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Maria
Guadalupe Rosa Isabel Carmen Ana Sofia Lucia Teresa Catherine Christine Samantha Debra Rachel Carolyn Janet Emma Helen
Olivia Diane Julie Joyce Victoria Kelly Joan Evelyn Lauren Judith Megan Cheryl Andrea Hannah Jacqueline Martha Gloria`
const GIVEN_MALE = `James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark
Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas
Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Frank Patrick Raymond Jack Dennis
Jose Juan Luis Carlos Jesus Antonio Francisco Manuel Miguel Jorge Pedro Alejandro Ricardo Fernando Eduardo Rafael`

const ONSETS = 'b br c ch d dr f fl g gr h j k kl l m n p pr r s sch sh st t tr v w z'.split(' ')
const VOWELS = 'a e i o u ai ea ie ou'.split(' ')
const CODAS = 'l ld lm m n nd ng ns r rd rk rt s st t tt x ck'.split(' ')
const ENDINGS = 'er ez son ski man ova ini in berg ley ton well s es a o'.split(' ')

/** A small generator of numbers in [0, 1): mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function* inventRegistrations(count: number, seed: number): Generator<RecordDraft> {
  const random = randomNumbers(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const common = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T
  const families = FAMILIES.split(/\s+/)
  const females = GIVEN_FEMALE.split(/\s+/)
  const males = GIVEN_MALE.split(/\s+/)
  const invented = Array.from({ length: Math.min(60_000, Math.max(500, count / 8)) }, () => {
    const stem =
      pick(ONSETS) + pick(VOWELS) + pick(CODAS) + (random() < 0.4 ? pick(VOWELS) + pick(CODAS) : '')
    const word = stem + pick(ENDINGS)
    return word.charAt(0).toUpperCase() + word.slice(1)
  })
  const digits = (length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('')

  for (let at = 0; at < count; at++) {
    const isFemale = random() < 0.51
    const family = random() < 0.6 ? common(families) : pick(invented)
    const second = random() < 0.08 ? ` ${common(families)}` : ''
    const given = [common(isFemale ? females : males)]
    if (random() < 0.35) given.push(common(isFemale ? females : males))
    const year = 2025 - Math.floor((random() + random()) * 0.5 * 100)
    const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
    const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
    const official = { use: 'official', family: family + second, given, prefix: [], suffix: [] } as const
    const maiden = { use: 'maiden', family: common(families), given: [], prefix: [], suffix: [] } as const
    yield {
      recordId: derivedId('bench', String(seed), String(at)),
      source: 'bench',
      facility: pick(['North Campus', 'South Campus', 'River Clinic']),
      entryVersion: 1,
      demographics: {
        ...EMPTY_DEMOGRAPHICS,
        names: isFemale && random() < 0.25 ? [official, maiden] : [official],
        birthDate: `${year}-${month}-${day}` as PartialDate,
        sex: isFemale ? 'female' : 'male',
        identifiers: [
          { kind: 'MR', system: 'urn:bench:mrn', value: String(1_000_000 + at).padStart(10, '0') },
          {
            kind: 'SS',
            system: 'http://hl7.org/fhir/sid/us-ssn',
            value: `9${digits(2)}-${digits(2)}-${digits(4)}`,
          },
        ],
        telecoms: [{ kind: 'phone', use: 'home', value: `(555) ${digits(3)}-${digits(4)}` }],
        addresses: [{ lines: [`${1 + Math.floor(random() * 999)} Elm St`], city: 'Salem', state: 'MA' }],
      },
    }
  }
}
