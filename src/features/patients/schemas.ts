// The HTTP edge of patients. Search takes its text in the body: nothing that identifies a patient stands in a URL.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'

const sex = z.string().nullable()
const number = z.object({ recordId: z.uuid(), mrn: z.string(), facility: z.string().nullable() })

export const patientSearchQuestion = z.object({
  text: z.string().min(1),
  limit: z.number().int().min(1).max(50).default(20),
  after: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
})

export const patientSearchRow = z.object({
  personId: z.uuid(),
  personNumber: z.number(),
  recordIds: z.array(z.uuid()),
  name: z.string(),
  birthDate: z.string().nullable(),
  sex,
  isDeceased: z.boolean(),
  mrns: z.array(number),
  score: z.number().min(0).max(1),
  why: z.array(z.string()),
  encounter: z.object({ encounterId: z.uuid(), kind: z.string(), number: z.string() }).optional(),
})

export const patientSearchAnswer = z.object({
  rows: z.array(patientSearchRow),
  /** Persons found; when `isMore`, at least so many: another word would narrow it. */
  total: z.number(),
  isMore: z.boolean(),
  next: z.string().optional(),
})

export type PatientSearchQuestion = z.output<typeof patientSearchQuestion>
export type PatientSearchRow = z.output<typeof patientSearchRow>
export type PatientSearchAnswer = z.output<typeof patientSearchAnswer>

export const searchPatientsContract = contract({
  id: 'patients.search',
  method: 'POST',
  path: '/api/patients/search',
  access: 'patient.search',
  summary: 'Find persons by any mix of name parts, birth date, number, phone and e-mail.',
  body: patientSearchQuestion,
  answer: patientSearchAnswer,
})

export const personBanner = z.object({
  personId: z.uuid(),
  personNumber: z.number(),
  name: z.string(),
  otherNames: z.array(z.object({ name: z.string(), use: z.string() })),
  birthDate: z.string().nullable(),
  /** In completed years, at death where the date of death is known. */
  age: z.object({ years: z.number(), isExact: z.boolean() }).nullable(),
  sex,
  isDeceased: z.boolean(),
  deceasedAt: z.string().nullable(),
  language: z.string().nullable(),
  /** Marks that the sources put on the registration, as their codes. */
  flags: z.array(z.string()),
  /** True when several registrations are joined in this person. */
  isMerged: z.boolean(),
  /** The retired person number that was asked for, when it led here. */
  reachedFrom: z.number().nullable(),
  records: z.array(
    z.object({
      recordId: z.uuid(),
      facility: z.string().nullable(),
      mrn: z.string().nullable(),
      source: z.string(),
      isActive: z.boolean(),
      updatedAt: z.iso.datetime(),
    }),
  ),
})

export type PersonBanner = z.output<typeof personBanner>

export const openPersonBannerContract = contract({
  id: 'patients.open_banner',
  method: 'GET',
  path: '/api/persons/:personId/banner',
  access: 'patient.read',
  summary: 'Who a person is: name, numbers, birth date and age, sex, whether deceased, alerts.',
  params: z.object({ personId: z.uuid() }),
  answer: personBanner,
})
