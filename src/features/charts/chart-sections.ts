// The sections of a chart and the kinds of entries that each one shows. Pure; the server and the page both read it.

export const CHART_SECTIONS = [
  'problems',
  'medications',
  'allergies',
  'results',
  'vitals',
  'immunizations',
  'procedures',
  'care_plans',
  'encounters',
  'documents',
  'insurance',
  'history',
  'other',
] as const

export type ChartSection = (typeof CHART_SECTIONS)[number]

const KINDS: Readonly<Record<Exclude<ChartSection, 'other'>, readonly string[]>> = {
  problems: ['Condition', 'DetectedIssue', 'RiskAssessment', 'ClinicalImpression'],
  medications: ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration', 'MedicationDispense'],
  allergies: ['AllergyIntolerance', 'AdverseEvent'],
  results: ['Observation', 'DiagnosticReport', 'Specimen', 'MolecularSequence'],
  vitals: ['Observation'],
  immunizations: ['Immunization', 'ImmunizationEvaluation', 'ImmunizationRecommendation'],
  procedures: ['Procedure', 'ServiceRequest', 'DeviceUseStatement', 'DeviceRequest', 'ImagingStudy'],
  care_plans: ['CarePlan', 'Goal', 'CareTeam', 'NutritionOrder'],
  encounters: ['Encounter', 'EpisodeOfCare', 'Appointment'],
  documents: [
    'DocumentReference',
    'Composition',
    'DocumentManifest',
    'Media',
    'Consent',
    'QuestionnaireResponse',
  ],
  insurance: [
    'Coverage',
    'Claim',
    'ClaimResponse',
    'ExplanationOfBenefit',
    'Account',
    'Invoice',
    'ChargeItem',
  ],
  history: ['FamilyMemberHistory'],
}

const NAMED_KINDS: ReadonlySet<string> = new Set(Object.values(KINDS).flat())
const SECTION_TITLES: Readonly<Record<ChartSection, string>> = {
  problems: 'Problems',
  medications: 'Medications',
  allergies: 'Allergies',
  results: 'Results',
  vitals: 'Vital signs',
  immunizations: 'Immunizations',
  procedures: 'Procedures',
  care_plans: 'Care plans',
  encounters: 'Encounters',
  documents: 'Documents',
  insurance: 'Insurance',
  history: 'Family history',
  other: 'Everything else',
}

export function sectionTitle(section: ChartSection): string {
  return SECTION_TITLES[section]
}

/** The kinds a section lists; `other` takes those of `presentKinds` that no section names. */
export function kindsOfSection(section: ChartSection, presentKinds: readonly string[]): readonly string[] {
  if (section === 'other') return presentKinds.filter((kind) => !NAMED_KINDS.has(kind))
  return KINDS[section]
}

export type KindCount = { readonly kind: string; readonly category: string; readonly entries: number }

/** How many entries each section shows, from the counts kept per kind. Vital signs are observations of that category. */
export function sectionCounts(kinds: readonly KindCount[]): Record<ChartSection, number> {
  const present = [...new Set(kinds.map((row) => row.kind))]
  const entries = CHART_SECTIONS.map((section) => {
    const wanted = new Set(kindsOfSection(section, present))
    const rows = kinds.filter((row) => wanted.has(row.kind) && sectionTakes(section, row))
    return [section, rows.reduce((sum, row) => sum + row.entries, 0)] as const
  })
  return Object.fromEntries(entries) as Record<ChartSection, number>
}

export const VITAL_SIGNS = 'vital-signs'

/** Splits observations between vital signs and results; every other kind belongs where its section says. */
export function sectionTakes(section: ChartSection, row: { kind: string; category: string | null }): boolean {
  if (row.kind !== 'Observation') return section !== 'vitals'
  return (section === 'vitals') === (row.category === VITAL_SIGNS)
}
