// One record's chart while it is being written: numbered ids, the encounter in hand, labels for sensitive entries.
import type { CodeableConcept, Coding, Meta, Resource } from '@medplum/fhirtypes'
import { isoInstant, type Moment } from '../calendar.ts'
import type { PractitionerFacts } from '../department.ts'
import type { RecordFacts } from '../people/records.ts'
import { ACT_CODE, CONFIDENTIALITY } from '../tables/codes.ts'
import type { Sensitivity } from '../tables/condition-row.ts'

export type RecordChart = {
  readonly record: RecordFacts
  readonly resources: Resource[]
  readonly subject: { readonly reference: string }
  /** Set while the entries of somebody else are written into this record. */
  idPart: string
  /** ICD-10-CM codes on the problem list already, with the Condition's reference. */
  readonly problems: Map<string, string>
  readonly onceWritten: Set<string>
  readonly counters: Map<string, number>
}

/** A reference to a resource of the department, by its source id. */
export type Ref = { reference: string }

export function recordChart(record: RecordFacts): RecordChart {
  return {
    record,
    resources: [],
    subject: { reference: `Patient/${record.patientId}` },
    idPart: '',
    problems: new Map(),
    onceWritten: new Set(),
    counters: new Map(),
  }
}

export function nextId(chart: RecordChart, kind: string): string {
  const name = `${chart.idPart}${kind}`
  const number = (chart.counters.get(name) ?? 0) + 1
  chart.counters.set(name, number)
  return `${chart.record.patientId}-${name}${number}`
}

/** Adds the resource and returns a reference to it. */
export function put(chart: RecordChart, resource: Resource & { id: string }): { reference: string } {
  chart.resources.push(resource)
  return { reference: `${resource.resourceType}/${resource.id}` }
}

export function metaAt(chart: RecordChart, moment: Moment, sensitivity?: Sensitivity): Meta {
  const lastUpdated = instantAt(chart, moment)
  if (sensitivity === undefined) return { lastUpdated }
  return {
    lastUpdated,
    security: [
      { system: ACT_CODE, code: sensitivity, display: LABELS[sensitivity] },
      { system: CONFIDENTIALITY, code: 'R', display: 'restricted' },
    ],
  }
}

const LABELS: Readonly<Record<Sensitivity, string>> = {
  PSY: 'psychiatry disorder information sensitivity',
  ETH: 'substance abuse information sensitivity',
  HIV: 'HIV/AIDS information sensitivity',
  SDV: 'sexual assault, abuse, or domestic violence information sensitivity',
}

export function instantAt(chart: RecordChart, moment: Moment): string {
  return isoInstant(moment, chart.record.facility.zone)
}

export function practitionerRef(practitioner: PractitionerFacts): { reference: string; display: string } {
  return { reference: `Practitioner/${practitioner.id}`, display: practitioner.display }
}

export function concept(system: string, code: string, text: string): CodeableConcept {
  return { coding: [coding(system, code, text)], text }
}

export function coding(system: string, code: string, display?: string): Coding {
  return display === undefined ? { system, code } : { system, code, display }
}
