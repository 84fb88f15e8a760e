// The words of notes: own templates, filled with the facts of the person and the visit.
import { clockText, isoDate } from '../calendar.ts'
import { displayName } from '../people/patient-resource.ts'
import { ageAt, type PersonFacts } from '../people/person.ts'
import type { RecordFacts } from '../people/records.ts'
import type { ProcedureRow } from '../tables/procedures.ts'
import type { Vitals } from './body.ts'
import type { Visit } from './visits.ts'

export type NoteFacts = {
  readonly person: PersonFacts
  readonly record: RecordFacts
  readonly visit: Visit
  readonly vitals: Vitals
  readonly lastVitals?: Vitals
  readonly problems: readonly string[]
  readonly medications: readonly string[]
  readonly allergies: readonly string[]
  readonly procedures: readonly ProcedureRow[]
}

export function clinicNote(facts: NoteFacts): string {
  const { visit } = facts
  return page(facts, 'CLINIC NOTE', [
    ['REASON FOR VISIT', reasonOf(visit)],
    [
      'HISTORY',
      `${who(facts)} comes for ${complaintOf(visit)}. ${visit.reason ? 'No other new complaints.' : 'Feels well otherwise.'}`,
    ],
    ['KNOWN CONDITIONS', bullets(facts.problems, 'None known.')],
    ['MEDICATIONS', bullets(facts.medications, 'None.')],
    ['ALLERGIES', bullets(facts.allergies, 'No known allergies.')],
    ['EXAMINATION', examination(facts.vitals)],
    ['ASSESSMENT AND PLAN', planOf(facts)],
  ])
}

export function emergencyNote(facts: NoteFacts): string {
  return page(facts, 'EMERGENCY DEPARTMENT NOTE', [
    ['CHIEF COMPLAINT', complaintOf(facts.visit)],
    [
      'HISTORY',
      `${who(facts)} presents with ${complaintOf(facts.visit)}. Arrived ${clockText(facts.visit.start)}.`,
    ],
    ['PAST HISTORY', bullets(facts.problems, 'Nothing of note.')],
    ['ALLERGIES', bullets(facts.allergies, 'No known allergies.')],
    ['EXAMINATION', examination(facts.vitals)],
    [
      'PROCEDURES',
      bullets(
        facts.procedures.map((row) => `${row.text}. ${row.findings}`),
        'None.',
      ),
    ],
    ['DIAGNOSIS', diagnosisOf(facts.visit)],
    ['PLAN', planOf(facts)],
  ])
}

export function historyAndPhysical(facts: NoteFacts): string {
  return page(facts, 'HISTORY AND PHYSICAL', [
    ['CHIEF COMPLAINT', complaintOf(facts.visit)],
    ['HISTORY OF PRESENT ILLNESS', `${who(facts)} is admitted with ${complaintOf(facts.visit)}.`],
    ['PAST MEDICAL HISTORY', bullets(facts.problems, 'Nothing of note.')],
    ['MEDICATIONS AT HOME', bullets(facts.medications, 'None.')],
    ['ALLERGIES', bullets(facts.allergies, 'No known allergies.')],
    [
      'SOCIAL HISTORY',
      `Tobacco: ${facts.person.smoking}. Lives in ${facts.person.addresses.at(-1)?.city ?? 'the area'}.`,
    ],
    ['EXAMINATION', examination(facts.vitals)],
    ['ASSESSMENT', diagnosisOf(facts.visit)],
    [
      'PLAN',
      facts.procedures.length > 0
        ? `${facts.procedures.map((row) => row.text).join('; ')}. Consent obtained.`
        : 'Treatment and monitoring as ordered.',
    ],
  ])
}

export function dischargeSummary(facts: NoteFacts): string {
  const { visit } = facts
  const days = Math.max(1, visit.end.day - visit.start.day)
  const last = facts.lastVitals ?? facts.vitals
  return page(facts, visit.died ? 'DEATH SUMMARY' : 'DISCHARGE SUMMARY', [
    ['ADMITTED', clockText(visit.start)],
    [visit.died ? 'DIED' : 'DISCHARGED', `${clockText(visit.end)} (${days} ${days === 1 ? 'day' : 'days'})`],
    ['PRINCIPAL DIAGNOSIS', diagnosisOf(visit)],
    ['OTHER CONDITIONS', bullets(facts.problems, 'None.')],
    [
      'PROCEDURES',
      bullets(
        facts.procedures.map((row) => row.text),
        'None.',
      ),
    ],
    ['HOSPITAL COURSE', courseOf(facts, days)],
    ['LAST VITAL SIGNS', examination(last)],
    ...(visit.died
      ? []
      : ([
          ['MEDICATIONS AT DISCHARGE', bullets(facts.medications, 'None.')],
          ['CONDITION', 'Stable.'],
          ['FOLLOW-UP', planOf(facts)],
        ] as const)),
  ])
}

export function operativeNote(facts: NoteFacts, procedure: ProcedureRow): string {
  return page(facts, 'OPERATIVE NOTE', [
    ['BEFORE SURGERY', diagnosisOf(facts.visit)],
    ['AFTER SURGERY', 'The same.'],
    ['PROCEDURE', procedure.text],
    ['ANESTHESIA', procedure.anesthesia],
    ['FINDINGS', procedure.findings],
    [
      'DESCRIPTION',
      `A pause was held and the patient and the side were confirmed. ${procedure.steps} Counts were correct.`,
    ],
    ['TIME', `${procedure.minutes} minutes`],
    ['BLOOD LOSS', procedure.minutes > 60 ? '150 mL' : 'Little.'],
    ['COMPLICATIONS', 'None.'],
  ])
}

export function radiologyReport(facts: NoteFacts, study: string): string {
  return page(facts, 'RADIOLOGY REPORT', [
    ['STUDY', study],
    ['REASON', complaintOf(facts.visit)],
    ['COMPARISON', 'None.'],
    ['FINDINGS', findingsOf(study, facts.visit)],
    ['IMPRESSION', impressionOf(facts.visit)],
  ])
}

type Section = readonly [heading: string, text: string]

function page(facts: NoteFacts, title: string, sections: readonly Section[]): string {
  const { person, record, visit } = facts
  const head = [
    record.facility.name.toUpperCase(),
    title,
    '',
    `Patient: ${displayName(person)}`,
    `Record: ${record.recordNumber}`,
    `Born: ${person.birthPrecision === 'day' ? isoDate(person.birth) : isoDate(person.birth).slice(0, 4)}   Sex: ${person.sex}`,
    `Date: ${isoDate(visit.start.day)}`,
    '',
  ]
  const body = sections.flatMap(([heading, text]) => [heading, text, ''])
  return [...head, ...body, `${visit.practitioner.display}`, ''].join('\n')
}

function who({ person, visit }: NoteFacts): string {
  const age = ageAt(person, visit.start.day)
  const noun =
    age < 2
      ? 'infant'
      : age < 14
        ? person.sex === 'female'
          ? 'girl'
          : 'boy'
        : person.sex === 'female'
          ? 'woman'
          : 'man'
  return age < 2 ? `This ${visit.start.day - person.birth}-day-old infant` : `This ${age}-year-old ${noun}`
}

function reasonOf(visit: Visit): string {
  return visit.reason?.complaint ?? visit.routine?.text ?? 'Follow-up of long-term conditions'
}

function complaintOf(visit: Visit): string {
  return (visit.reason?.complaint ?? visit.routine?.text ?? 'follow-up').toLowerCase()
}

function diagnosisOf(visit: Visit): string {
  return visit.reason ? `${visit.reason.text} (${visit.reason.code})` : (visit.routine?.text ?? 'Follow-up')
}

function planOf(facts: NoteFacts): string {
  if (facts.visit.reason) return `${facts.visit.reason.text}: ${facts.visit.reason.plan}`
  if (facts.visit.routine) return 'Up to date with screening and vaccines. Next examination in a year.'
  return bullets(
    facts.problems.slice(0, 4).map((text) => `${text}: continue as before.`),
    'Return in six months.',
  )
}

function courseOf(facts: NoteFacts, days: number): string {
  const first = `${who(facts)} was admitted with ${complaintOf(facts.visit)}.`
  const operation = facts.procedures.map((row) => `${row.text} was done: ${row.findings}`).join(' ')
  const end = facts.visit.died
    ? 'In spite of treatment the condition worsened and the patient died. The family was present.'
    : days > 5
      ? 'Recovery was slow but steady, and the patient went home able to walk.'
      : 'The patient improved from day to day and went home.'
  return [first, operation, end].filter((part) => part !== '').join(' ')
}

function examination(vitals: Vitals): string {
  return `Blood pressure ${vitals.systolic}/${vitals.diastolic}, pulse ${vitals.pulse}, temperature ${vitals.temperature.toFixed(1)} C, breaths ${vitals.breaths}, oxygen ${vitals.oxygen} %, weight ${vitals.weightKg} kg.`
}

function findingsOf(study: string, visit: Visit): string {
  if (study.includes('chest'))
    return visit.reason?.code.startsWith('J18')
      ? 'Opacity in the right lower zone. Heart of normal size.'
      : 'Lungs clear. Heart of normal size.'
  if (study.includes('head')) return 'No bleeding. No shift. Ventricles of normal size.'
  if (/wrist|hip|ankle/.test(study))
    return /^S[578]2/.test(visit.reason?.code ?? '') ? 'Fracture with slight displacement.' : 'No fracture.'
  return 'Findings fit the question asked. No other finding of note.'
}

function impressionOf(visit: Visit): string {
  return visit.reason ? `In keeping with: ${visit.reason.text.toLowerCase()}.` : 'Normal study.'
}

function bullets(lines: readonly string[], none: string): string {
  return lines.length === 0 ? none : lines.map((line) => `- ${line}`).join('\n')
}
