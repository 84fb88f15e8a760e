// What the department has to do about it: one work item per flaw that needs a person, and the day's ordinary work.
import { dayFromIso, isoDate } from './calendar.ts'
import type { VisitTrace } from './charts/chart.ts'
import type { DepartmentOptions, Flaw, FlawKind, PlannedWork, WorkKind } from './department.ts'
import { lastDayOf, type PersonFacts } from './people/person.ts'
import { isChosen, streamOf } from './random.ts'
import type { DemoRole } from './tables/users.ts'

type Rule = {
  readonly kind: WorkKind
  readonly role: DemoRole
  readonly priority: PlannedWork['priority']
  readonly days: number
  readonly title: string
}

/** Flaws that somebody has to look at; the others wait to be found. */
const RULES: Partial<Record<FlawKind, Rule>> = {
  duplicate: {
    kind: 'review-duplicate',
    role: 'records_technician',
    priority: 'normal',
    days: 5,
    title: 'Two records that may be one person',
  },
  overlay: {
    kind: 'split-overlay',
    role: 'records_technician',
    priority: 'stat',
    days: 1,
    title: 'One record that may hold two people',
  },
  'misfiled-document': {
    kind: 'refile-document',
    role: 'records_technician',
    priority: 'high',
    days: 1,
    title: 'Document that seems to belong to somebody else',
  },
  'missing-discharge-summary': {
    kind: 'complete-discharge-summary',
    role: 'clinician',
    priority: 'high',
    days: 14,
    title: 'Discharge summary is missing',
  },
  'unsigned-document': {
    kind: 'sign-document',
    role: 'clinician',
    priority: 'normal',
    days: 7,
    title: 'Document waits for a signature',
  },
  'encounter-left-open': {
    kind: 'close-encounter',
    role: 'records_technician',
    priority: 'normal',
    days: 3,
    title: 'Encounter is still open after discharge',
  },
  'missing-demographics': {
    kind: 'complete-demographics',
    role: 'records_technician',
    priority: 'low',
    days: 10,
    title: 'Registration has gaps',
  },
}

export function workOf(
  person: PersonFacts,
  flaws: readonly Flaw[],
  visits: readonly VisitTrace[],
): PlannedWork[] {
  const random = streamOf(person.seed, 'work', person.index)
  const items: PlannedWork[] = []
  const add = (rule: Rule, subjects: readonly string[], openedAgo: number) =>
    items.push({
      key: `${person.seed}:${person.index}:${rule.kind}:${subjects.at(-1)}`,
      kind: rule.kind,
      personIndex: person.index,
      subjects,
      priority: rule.priority,
      openedOn: isoDate(person.asOf - openedAgo),
      dueOn: isoDate(person.asOf - openedAgo + rule.days),
      role: rule.role,
      title: rule.title,
    })
  for (const flaw of flaws) {
    const rule = RULES[flaw.kind]
    if (rule !== undefined) add(rule, flaw.where, random.int(0, rule.days + 2))
  }
  for (const visit of visits) {
    const patient = `Patient/${visit.patientId}`
    const ago = person.asOf - visit.endDay
    if (visit.isInHouse) {
      add(
        {
          kind: 'review-documentation',
          role: 'cdi_specialist',
          priority: 'normal',
          days: 1,
          title: 'Review the documentation of a patient in the house',
        },
        [patient, visit.encounter],
        0,
      )
    } else if (visit.kind !== 'clinic' && ago <= 21) {
      add(
        {
          kind: 'code-encounter',
          role: 'coder',
          priority: ago > 4 ? 'high' : 'normal',
          days: 4,
          title: 'Code a discharged encounter',
        },
        [patient, visit.encounter],
        ago,
      )
    } else if (visit.kind === 'inpatient' && ago <= 120 && random.chance(0.1)) {
      add(
        {
          kind: 'second-look',
          role: 'coder',
          priority: 'low',
          days: 10,
          title: 'Second look at a coded stay',
        },
        [patient, visit.encounter],
        random.int(0, 6),
      )
    }
    for (const document of visit.unindexed) {
      add(
        {
          kind: 'index-document',
          role: 'records_technician',
          priority: 'normal',
          days: 2,
          title: 'Faxed document waits for an index',
        },
        [patient, document],
        random.int(0, 3),
      )
    }
  }
  const [latest] = visits.slice(-1)
  if (
    latest !== undefined &&
    lastDayOf(person) > person.asOf - 900 &&
    isChosen(`${person.seed}/request`, person.index, 50, 3)
  ) {
    add(
      {
        kind: 'answer-request',
        role: 'roi_specialist',
        priority: random.chance(0.2) ? 'high' : 'normal',
        days: 30,
        title: 'Request for a copy of the record',
      },
      [`Patient/${latest.patientId}`],
      random.int(1, 33),
    )
  }
  return items
}

/** Work that belongs to no one patient. */
export function departmentWork(options: DepartmentOptions): PlannedWork[] {
  if (options.patients === 0) return []
  const asOf = dayFromIso(options.asOf)
  return ['laboratory feed', 'overnight import'].map((source, place) => ({
    key: `${options.seed}:rejects:${place + 1}`,
    kind: 'review-rejects' as const,
    subjects: [],
    priority: place === 0 ? ('high' as const) : ('normal' as const),
    openedOn: isoDate(asOf - place),
    dueOn: isoDate(asOf - place + 1),
    role: 'records_technician' as const,
    title: `Look through what the ${source} could not place`,
  }))
}
