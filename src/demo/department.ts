// What the generator hands over: the department, its people with their records, and the plan of what is wrong and what is to do.
import type { Bundle, Resource } from '@medplum/fhirtypes'
import type { FacilityKey } from './tables/facilities.ts'
import type { DemoRole, DemoUser } from './tables/users.ts'

/** What was put wrong on purpose. */
export type FlawKind =
  | 'duplicate'
  | 'overlap'
  | 'overlay'
  | 'missing-discharge-summary'
  | 'unsigned-document'
  | 'missing-demographics'
  | 'misfiled-document'
  | 'result-without-unit'
  | 'encounter-left-open'
  | 'impossible-value'
  | 'fat-chart'

export type Flaw = {
  readonly kind: FlawKind
  readonly personIndex: number
  /** Source ids (`Patient/…`, `DocumentReference/…`) of what is touched, the patient record first. */
  readonly where: readonly string[]
  /** One sentence, without names. */
  readonly what: string
}

export type WorkKind =
  | 'review-duplicate'
  | 'split-overlay'
  | 'refile-document'
  | 'index-document'
  | 'complete-discharge-summary'
  | 'sign-document'
  | 'close-encounter'
  | 'complete-demographics'
  | 'answer-request'
  | 'review-rejects'
  | 'second-look'
  | 'code-encounter'
  | 'review-documentation'

export type PlannedWork = {
  /** Stable; the same work planned twice has the same key. */
  readonly key: string
  readonly kind: WorkKind
  /** Nothing when the work belongs to no one patient. */
  readonly personIndex?: number
  readonly subjects: readonly string[]
  readonly priority: 'stat' | 'high' | 'normal' | 'low'
  readonly openedOn: string
  readonly dueOn: string
  readonly role: DemoRole
  /** One sentence for the work queue, without names. */
  readonly title: string
}

export type ResourceBundle = Bundle<Resource>

/** One MPI record as its facility would send it. */
export type GeneratedRecord = {
  readonly patientId: string
  readonly facility: FacilityKey
  readonly recordNumber: string
  /** FHIR R4 transactions, to be stored in this order. */
  readonly bundles: readonly ResourceBundle[]
}

export type GeneratedPerson = {
  readonly index: number
  readonly records: readonly GeneratedRecord[]
  readonly flaws: readonly Flaw[]
  readonly workItems: readonly PlannedWork[]
}

/** All flaws and all work; each walk generates the people anew, so that nothing needs to be held. */
export type Plan = { readonly flaws: Iterable<Flaw>; readonly workItems: Iterable<PlannedWork> }

export type DepartmentOptions = {
  /** Any text or number; another seed gives other people. */
  readonly seed: string | number
  /** How many people. */
  readonly patients: number
  /** The day on which the department is looked at, like 2026-11-23. */
  readonly asOf: string
  /** `full`: whole charts. `light`: demographics, coverage and a few encounters, for large populations. */
  readonly charts?: 'full' | 'light'
}

export type Department = {
  /** Organizations, locations, practitioners and their roles; to be stored first. */
  readonly facilities: ResourceBundle
  readonly practitioners: readonly PractitionerFacts[]
  readonly users: readonly DemoUser[]
  readonly persons: Iterable<GeneratedPerson>
  readonly plan: Plan
}

export type PractitionerFacts = {
  readonly id: string
  readonly facility: FacilityKey
  readonly specialty: string
  readonly given: string
  readonly family: string
  readonly display: string
  readonly npi: string
}

/** Where the department's resources are said to live; a host that nobody can own. */
export const BASE_URL = 'https://records.larkmoor.example/fhir'

/** A transaction that stores each resource under its own id. */
export function transactionOf(id: string, resources: readonly Resource[]): ResourceBundle {
  return {
    resourceType: 'Bundle',
    id,
    type: 'transaction',
    entry: resources.map((resource) => ({
      fullUrl: `${BASE_URL}/${resource.resourceType}/${resource.id}`,
      resource,
      request: { method: 'PUT' as const, url: `${resource.resourceType}/${resource.id}` },
    })),
  }
}
