import type { LabKey, PanelKey } from './lab-tests.ts'
import type { MedicationKey } from './medications.ts'
import type { ProcedureKey } from './procedures.ts'
import type { Specialty } from './specialties.ts'

/** How a condition meets the department. */
export type Sort = 'long-term' | 'clinic' | 'emergency' | 'admission' | 'day-surgery'

export type Sensitivity = 'PSY' | 'ETH' | 'HIV' | 'SDV'

/** One condition: an ICD-10-CM code with our own wording, and what usually goes with it. */
export type ConditionRow = {
  readonly code: string
  readonly text: string
  readonly sort: Sort
  readonly from: number
  readonly to: number
  /** Long-term: share of people in the age band who have it. Others: weight among the reasons of their sort. */
  readonly share: number
  readonly sex?: 'female' | 'male'
  readonly meds?: readonly MedicationKey[]
  readonly panels?: readonly PanelKey[]
  /** How far untreated disease moves a laboratory value. */
  readonly moves?: Readonly<Partial<Record<LabKey, number>>>
  readonly procedures?: readonly ProcedureKey[]
  readonly sensitivity?: Sensitivity
  readonly specialty?: Specialty
  readonly imaging?: string
  readonly stayDays?: readonly [number, number]
  /** The patient's words, or what was seen. */
  readonly complaint: string
  readonly plan: string
}

type Extras = Partial<
  Omit<ConditionRow, 'code' | 'text' | 'sort' | 'from' | 'to' | 'share' | 'complaint' | 'plan'>
>

const rowOf =
  (sort: Sort) =>
  (
    code: string,
    text: string,
    [from, to, share]: readonly [number, number, number],
    complaint: string,
    plan: string,
    extras: Extras = {},
  ): ConditionRow => ({ code, text, sort, from, to, share, complaint, plan, ...extras })

export const longTerm = rowOf('long-term')
export const clinic = rowOf('clinic')
export const emergency = rowOf('emergency')
export const admission = rowOf('admission')
export const daySurgery = rowOf('day-surgery')
