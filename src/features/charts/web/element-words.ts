// Names of FHIR elements in words. Pure.

const OWN_WORDS: Readonly<Record<string, string>> = {
  id: 'Source id',
  meta: 'About this version',
  versionId: 'Version',
  lastUpdated: 'Last updated',
  cvx: 'CVX',
  url: 'Address',
  uri: 'Address',
  udi: 'UDI',
  valueX: 'Value',
  asNeededBoolean: 'As needed',
  effectiveDateTime: 'When',
  effectivePeriod: 'When',
  onsetDateTime: 'Onset',
  abatementDateTime: 'Resolved',
  doseAndRate: 'Dose and rate',
  vaccineCode: 'Vaccine',
  medicationCodeableConcept: 'Medication',
  medicationReference: 'Medication',
  contentType: 'Kind of file',
  identifier: 'Identifiers',
}

/** The type that closes the name of a choice element: `valueQuantity`, `onsetAge`. */
const CHOICE =
  /^(value|onset|abatement|effective|occurrence|performed|deceased|multipleBirth|medication|reported|asNeeded|dose|rate|serviced|location|product|item|timing|allowed|used|scheduled|due|target|detail|born|age|content|probability|collected|time|diagnosis|procedure|defaultValue|fixed)(Quantity|CodeableConcept|String|Boolean|Integer|Decimal|DateTime|Date|Time|Instant|Period|Range|Ratio|Age|Duration|Money|Reference|Timing|SampledData|Attachment|Identifier|Coding|Code|Uri|Address)$/

/** `clinicalStatus` → "Clinical status". */
export function elementWords(name: string): string {
  if (Object.hasOwn(OWN_WORDS, name)) return OWN_WORDS[name] as string
  const bare = name.replace(CHOICE, '$1')
  const words = bare
    .replace(/^_/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The last part of an extension's address in words: `…/us-core-birthsex` → "Us core birthsex". */
export function extensionWords(address: string): string {
  const last = address.split(/[/#:]/).findLast((part) => part !== '') ?? address
  const words = last
    .replace(/[-_]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
