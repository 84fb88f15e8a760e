// The words and tones in which entries are written. Pure.
import { HIGH_CRITICALITY } from '../../../formats/fhir/summary/value.ts'
import type { Tone } from '../../../web/ui/StatusBadge.tsx'
import type { EntryLine } from '../schemas.ts'

/** `MedicationRequest` → "Medication request". */
export function kindWords(kind: string): string {
  const words = kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `entered-in-error` → "Entered in error". */
export function codeWords(code: string): string {
  const words = /^[A-Z_]+$/.test(code) ? code.replace(/_/g, ' ') : code.replace(/[-_]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const ENDED: ReadonlySet<string> = new Set([
  'resolved',
  'inactive',
  'remission',
  'completed',
  'stopped',
  'cancelled',
  'revoked',
  'finished',
  'ended',
])

/** Problems, medications and plans that still count. */
export function isActive(entry: Pick<EntryLine, 'status' | 'voided'>): boolean {
  return (
    !entry.voided &&
    entry.status !== 'entered-in-error' &&
    (entry.status === null || !ENDED.has(entry.status))
  )
}

export function statusTone(status: string): Tone {
  switch (status) {
    case 'active':
    case 'recurrence':
    case 'relapse':
    case 'in-progress':
    case 'accepted':
      return 'info'
    case 'final':
    case 'finished':
    case 'completed':
    case 'resolved':
    case 'current':
    case 'available':
      return 'neutral'
    case 'amended':
    case 'corrected':
    case 'preliminary':
    case 'draft':
    case 'on-hold':
      return 'warn'
    case 'entered-in-error':
    case 'not-done':
      return 'bad'
    default:
      return 'neutral'
  }
}

export type AbnormalWords = { readonly sign: string; readonly words: string; readonly tone: Tone }

const ABNORMAL: Readonly<Record<string, AbnormalWords>> = {
  H: { sign: '▲', words: 'High', tone: 'warn' },
  HU: { sign: '▲▲', words: 'Much too high', tone: 'bad' },
  HH: { sign: '▲▲', words: 'Critically high', tone: 'bad' },
  L: { sign: '▼', words: 'Low', tone: 'warn' },
  LU: { sign: '▼▼', words: 'Much too low', tone: 'bad' },
  LL: { sign: '▼▼', words: 'Critically low', tone: 'bad' },
  A: { sign: '!', words: 'Abnormal', tone: 'warn' },
  AA: { sign: '!!', words: 'Critically abnormal', tone: 'bad' },
  POS: { sign: '+', words: 'Positive', tone: 'warn' },
  DET: { sign: '+', words: 'Detected', tone: 'warn' },
  RR: { sign: '+', words: 'Reactive', tone: 'warn' },
  R: { sign: '!', words: 'Resistant', tone: 'warn' },
  I: { sign: '!', words: 'Intermediate', tone: 'warn' },
  '<': { sign: '▼', words: 'Below the scale', tone: 'warn' },
  '>': { sign: '▲', words: 'Above the scale', tone: 'warn' },
}

/** A flag as a sign and a word, so that colour is never the only thing that tells it. */
export function abnormalWords(flag: string): AbnormalWords {
  return ABNORMAL[flag] ?? { sign: '!', words: flag, tone: 'warn' }
}

/** "3.5 – 5.1", "≤ 5.1", "≥ 3.5". */
export function rangeWords(low: number | null, high: number | null): string | undefined {
  if (low !== null && high !== null) return `${low} – ${high}`
  if (high !== null) return `≤ ${high}`
  return low === null ? undefined : `≥ ${low}`
}

export function isHighCriticality(entry: Pick<EntryLine, 'kind' | 'valueText'>): boolean {
  return entry.kind === 'AllergyIntolerance' && entry.valueText?.startsWith(HIGH_CRITICALITY) === true
}

const CLASSES: Readonly<Record<string, string>> = {
  AMB: 'Ambulatory',
  EMER: 'Emergency',
  FLD: 'Field',
  HH: 'Home health',
  IMP: 'Inpatient',
  ACUTE: 'Inpatient acute',
  NONAC: 'Inpatient non-acute',
  OBSENC: 'Observation',
  PRENC: 'Pre-admission',
  SS: 'Short stay',
  VR: 'Virtual',
}

/** The class of an encounter in words. */
export function encounterClassWords(code: string | null): string | undefined {
  return code === null ? undefined : (CLASSES[code] ?? codeWords(code))
}

const CATEGORIES: Readonly<Record<string, string>> = {
  LAB: 'Laboratory',
  RAD: 'Radiology',
  PAT: 'Pathology',
  CG: 'Cytogenetics',
  CH: 'Chemistry',
  HM: 'Hematology',
  MB: 'Microbiology',
  SP: 'Surgical pathology',
  BLB: 'Blood bank',
  CUS: 'Cardiac ultrasound',
  EC: 'Electrocardiogram',
  NMS: 'Nuclear medicine',
  CT: 'CT scan',
  MR: 'MRI',
}

/** The category of an entry in words; laboratories send HL7's short ones. */
export function categoryWords(code: string): string {
  return Object.hasOwn(CATEGORIES, code) ? (CATEGORIES[code] as string) : codeWords(code)
}

const LABELS: Readonly<Record<string, string>> = {
  ETH: 'Substance use',
  PSY: 'Psychiatry',
  HIV: 'HIV',
  SEX: 'Sexual health',
  STD: 'Sexual health',
  SDV: 'Domestic violence',
  VIO: 'Violence',
  BH: 'Behavioral health',
  SUD: 'Substance use',
  GDIS: 'Genetics',
  R: 'Restricted',
  V: 'Very restricted',
  N: 'Normal',
}

export function sensitivityWords(label: string): string {
  return LABELS[label] ?? codeWords(label)
}

/** Labels that say nothing special. */
export function tellingLabels(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => !['N', 'U', 'L', 'M'].includes(label))
}
