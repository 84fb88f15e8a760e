// The kinds of work and the queues they wait in: what it is, who does it, how urgent, in how many days, and how it may
// end. Pure: the screen reads the same table.
import type { Role } from '../identity/public.ts'

export type WorkOutcome = { readonly outcome: string; readonly title: string }

export type WorkKindRule = {
  /** As the heading of an item. */
  readonly title: string
  /** What is to be done, for somebody who meets it for the first time. */
  readonly sentence: string
  readonly queue: QueueId
  readonly role: Role
  /** 1 at once … 5 when there is time. */
  readonly priority: Priority
  /** Due so many days after it was raised. */
  readonly days: number
  readonly outcomes: readonly WorkOutcome[]
}

export type Priority = 1 | 2 | 3 | 4 | 5

export const PRIORITY_NAMES: Readonly<Record<Priority, string>> = {
  1: 'At once',
  2: 'High',
  3: 'Normal',
  4: 'Low',
  5: 'When there is time',
}

/** In the order of a record's life. */
export const QUEUES = {
  identity: { title: 'Identity', sentence: 'Records that may be one person, two persons, or have gaps.' },
  unplaced: { title: 'Unplaced', sentence: 'What came in and found no place.' },
  filing: { title: 'Filing', sentence: 'Documents and encounters that are not where they belong.' },
  completion: { title: 'Completion', sentence: 'What is missing or unsigned in a chart.' },
  documentation: { title: 'CDI review', sentence: 'Documentation to review while the patient is here.' },
  coding: { title: 'Coding', sentence: 'Encounters to code, and second looks.' },
  release: { title: 'Release', sentence: 'Requests for copies of a record.' },
} as const satisfies Readonly<Record<string, { title: string; sentence: string }>>

export type QueueId = keyof typeof QUEUES
export const QUEUE_IDS = Object.keys(QUEUES) as readonly QueueId[]

const DONE: WorkOutcome = { outcome: 'done', title: 'Done' }
const NOT_NEEDED: WorkOutcome = { outcome: 'not-needed', title: 'Nothing was to be done' }
const USUAL = [DONE, NOT_NEEDED] as const

export const WORK_KINDS = {
  'review-duplicate': {
    title: 'Review a duplicate',
    sentence: 'Two records look like one person. Compare them and decide.',
    queue: 'identity',
    role: 'records_technician',
    priority: 3,
    days: 5,
    outcomes: [
      { outcome: 'same-person', title: 'One person' },
      { outcome: 'different-persons', title: 'Two different persons' },
      { outcome: 'cannot-tell', title: 'Cannot be told' },
    ],
  },
  'split-overlay': {
    title: 'Split an overlay',
    sentence: 'One record seems to hold two people. Separate what belongs to whom.',
    queue: 'identity',
    role: 'records_technician',
    priority: 1,
    days: 1,
    outcomes: [
      { outcome: 'split', title: 'Split' },
      { outcome: 'one-person', title: 'It is one person' },
    ],
  },
  'complete-demographics': {
    title: 'Complete a registration',
    sentence: 'The registration has gaps. Find and add what is missing.',
    queue: 'identity',
    role: 'records_technician',
    priority: 4,
    days: 10,
    outcomes: [DONE, { outcome: 'not-known', title: 'Not to be found out' }, NOT_NEEDED],
  },
  'review-rejects': {
    title: 'Look through rejects',
    sentence: 'Something that came in could not be placed. Place it or dismiss it.',
    queue: 'unplaced',
    role: 'records_technician',
    priority: 2,
    days: 1,
    outcomes: USUAL,
  },
  'refile-document': {
    title: 'Refile a document',
    sentence: 'A document seems to belong to somebody else. Move it to the right chart.',
    queue: 'filing',
    role: 'records_technician',
    priority: 2,
    days: 1,
    outcomes: [
      { outcome: 'refiled', title: 'Refiled' },
      { outcome: 'right-chart', title: 'It is in the right chart' },
    ],
  },
  'index-document': {
    title: 'Index a document',
    sentence: 'A document waits for its kind, date and encounter.',
    queue: 'filing',
    role: 'records_technician',
    priority: 3,
    days: 2,
    outcomes: [
      { outcome: 'indexed', title: 'Indexed' },
      { outcome: 'unreadable', title: 'Unreadable' },
      NOT_NEEDED,
    ],
  },
  'close-encounter': {
    title: 'Close an encounter',
    sentence: 'An encounter is still open after the discharge. Find out why and close it.',
    queue: 'filing',
    role: 'records_technician',
    priority: 3,
    days: 3,
    outcomes: [
      { outcome: 'closed', title: 'Closed' },
      { outcome: 'still-here', title: 'The patient is still here' },
    ],
  },
  'complete-discharge-summary': {
    title: 'Write a discharge summary',
    sentence: 'The stay has no discharge summary. Dictate or write it.',
    queue: 'completion',
    role: 'clinician',
    priority: 2,
    days: 14,
    outcomes: [
      { outcome: 'written', title: 'Written' },
      { outcome: 'not-mine', title: 'Not mine to write' },
    ],
  },
  'sign-document': {
    title: 'Sign a document',
    sentence: 'A document waits for its author’s signature.',
    queue: 'completion',
    role: 'clinician',
    priority: 3,
    days: 7,
    outcomes: [
      { outcome: 'signed', title: 'Signed' },
      { outcome: 'not-mine', title: 'Not mine to sign' },
    ],
  },
  'review-documentation': {
    title: 'Review documentation',
    sentence: 'A patient is in the house. Review whether the record says what is treated.',
    queue: 'documentation',
    role: 'cdi_specialist',
    priority: 3,
    days: 1,
    outcomes: [
      { outcome: 'complete', title: 'The record is complete' },
      { outcome: 'query-needed', title: 'A query is needed' },
    ],
  },
  'code-encounter': {
    title: 'Code an encounter',
    sentence: 'A discharged encounter waits for its codes.',
    queue: 'coding',
    role: 'coder',
    priority: 3,
    days: 4,
    outcomes: [
      { outcome: 'coded', title: 'Coded' },
      { outcome: 'waiting', title: 'Waits for a document or an answer' },
      NOT_NEEDED,
    ],
  },
  'second-look': {
    title: 'Second look',
    sentence: 'A coded stay is looked at once more by somebody else.',
    queue: 'coding',
    role: 'coder',
    priority: 4,
    days: 10,
    outcomes: [
      { outcome: 'agreed', title: 'Agreed' },
      { outcome: 'changed', title: 'Codes changed' },
    ],
  },
  'answer-request': {
    title: 'Answer a request',
    sentence: 'Somebody asked for a copy of the record.',
    queue: 'release',
    role: 'roi_specialist',
    priority: 3,
    days: 30,
    outcomes: [
      { outcome: 'released', title: 'Released' },
      { outcome: 'declined', title: 'Declined' },
      { outcome: 'withdrawn', title: 'Withdrawn' },
    ],
  },
} as const satisfies Readonly<Record<string, WorkKindRule>>

export type WorkKind = keyof typeof WORK_KINDS
export const WORK_KIND_NAMES = Object.keys(WORK_KINDS) as readonly WorkKind[]

export function isWorkKind(text: string): text is WorkKind {
  return Object.hasOwn(WORK_KINDS, text)
}

/** The rule of a kind, with the wide types that lists need. */
export function ruleOf(kind: WorkKind): WorkKindRule {
  return WORK_KINDS[kind]
}
