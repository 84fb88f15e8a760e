// An Encounter resource as the department works on it: class, period, place and the numbers it goes by.
import type { EncounterDraft } from '../../features/charts/public.ts'
import type { VisitNumber } from '../../features/patients/public.ts'
import { arrayOf, dateOf, objectOf, textOf } from './json-reading.ts'
import type { FhirResource } from './piece.ts'

const VISIT_KINDS = new Set(['VN', 'AN'])

/** Reads what is there; every element of an Encounter but its status may be missing. */
export function encounterDraft(resource: FhirResource, title: string): EncounterDraft | null {
  if (resource.resourceType !== 'Encounter') return null
  const period = objectOf(resource.period)
  const numbers = encounterNumbers(resource)
  return {
    classCode: textOf(objectOf(resource.class)?.code),
    title,
    status: textOf(resource.status) ?? 'unknown',
    startedAt: dateOf(period?.start),
    endedAt: dateOf(period?.end),
    facility: textOf(objectOf(resource.serviceProvider)?.display),
    visitNumber: numbers.find((number) => number.kind !== 'AN')?.number ?? null,
    accountNumber: numbers.find((number) => number.kind === 'AN')?.number ?? null,
  }
}

export type EncounterNumber = Pick<VisitNumber, 'number' | 'kind'>

/** The visit and account numbers of an Encounter; an identifier of another or no type counts as a visit number. */
export function encounterNumbers(resource: FhirResource): EncounterNumber[] {
  return arrayOf(resource.identifier).flatMap((item) => {
    const identifier = objectOf(item)
    const number = textOf(identifier?.value)
    if (!number) return []
    const codes = arrayOf(objectOf(identifier?.type)?.coding).map((coding) => textOf(objectOf(coding)?.code))
    return [{ number, kind: codes.find((code) => code !== null && VISIT_KINDS.has(code)) ?? 'VN' }]
  })
}
