// The whole chart: walks the visits in order of time and writes what each one leaves behind.
import type { Condition, Encounter, MedicationRequest, Procedure, Resource } from '@medplum/fhirtypes'
import { clockText, isoDate, type Moment, plusMinutes } from '../calendar.ts'
import type { Flaw, FlawKind, PractitionerFacts } from '../department.ts'
import { ageAt, FAT_CHART_INDEX, type PersonFacts, personOf } from '../people/person.ts'
import { type RecordFacts, recordsOf } from '../people/records.ts'
import { locationId } from '../practitioners.ts'
import { isChosen, type Random, streamOf } from '../random.ts'
import { ACT_CODE, ICD10CM, ICD10PCS, IDENTIFIER_TYPE, RXNORM } from '../tables/codes.ts'
import type { ConditionRow, Sensitivity } from '../tables/condition-row.ts'
import { NEWBORN } from '../tables/conditions-birth.ts'
import { PANELS, type PanelKey } from '../tables/lab-tests.ts'
import { MEDICATIONS, type Medication, type MedicationKey } from '../tables/medications.ts'
import { PROCEDURES, type ProcedureRow } from '../tables/procedures.ts'
import {
  allergiesOf,
  putAllergies,
  putDiabetesPlan,
  putFamilyHistory,
  putImmunizations,
  putPressurePlan,
} from './background.ts'
import { type Body, bodyOf, type Stay, type Vitals } from './body.ts'
import { type DocumentKind, putDocument } from './documents.ts'
import {
  clinicNote,
  dischargeSummary,
  emergencyNote,
  historyAndPhysical,
  type NoteFacts,
  operativeNote,
  radiologyReport,
} from './note-texts.ts'
import {
  coding,
  concept,
  instantAt,
  metaAt,
  nextId,
  practitionerRef,
  put,
  type RecordChart,
  recordChart,
} from './record-chart.ts'
import { putImpossibleHeartRate, putPanel, putSmokingStatus, putVitals } from './results.ts'
import { type Problem, problemsOf, type Visit, visitsOf } from './visits.ts'

/** What the planner of work needs to know of a visit. */
export type VisitTrace = {
  readonly patientId: string
  readonly encounter: string
  readonly kind: Visit['kind']
  readonly endDay: number
  readonly isInHouse: boolean
  readonly unindexed: readonly string[]
}

export type Chart = {
  readonly resources: ReadonlyMap<string, readonly Resource[]>
  readonly flaws: readonly Flaw[]
  readonly visits: readonly VisitTrace[]
}

/** Shares of documents, of stays, and of fifty people that carry each flaw of a chart. */
export const CHART_FLAWS = {
  unsignedShare: 0.03,
  unsignedRecentShare: 0.35,
  missingSummaryShare: 0.15,
  misfiled: 2,
  withoutUnits: 2,
  leftOpen: 2,
  impossible: 2,
  unindexed: 5,
} as const

type Writer = {
  readonly person: PersonFacts
  readonly body: Body
  readonly problems: readonly Problem[]
  readonly random: Random
  readonly allergies: ReturnType<typeof allergiesOf>
  readonly charts: ReadonlyMap<string, RecordChart>
  readonly medications: Map<string, string[]>
  readonly flaws: Flaw[]
  readonly traces: VisitTrace[]
  readonly pending: Set<FlawKind | 'unindexed'>
  readonly staff: readonly PractitionerFacts[]
}

export function chartOf(
  person: PersonFacts,
  records: readonly RecordFacts[],
  staff: readonly PractitionerFacts[],
  size: 'full' | 'light',
): Chart {
  const charts = new Map(records.map((record) => [record.patientId, recordChart(record)]))
  const writer = writerFor(person, charts, staff)
  const visits = visitsOf(person, records, writer.problems, staff)
  if (size === 'light') {
    for (const visit of visits.slice(-2)) writeEncounterAlone(writer, visit)
    return { resources: resourcesOf(charts), flaws: [], visits: writer.traces }
  }
  for (const chart of charts.values()) writeBackground(writer, chart)
  for (const visit of visits) writeVisit(writer, visit)
  for (const record of records) if (record.overlaidBy) writeOverlay(writer, record, record.overlaidBy, staff)
  if (person.index === FAT_CHART_INDEX) {
    const [first] = records
    if (first)
      writer.flaws.push({
        kind: 'fat-chart',
        personIndex: person.index,
        where: [`Patient/${first.patientId}`],
        what: 'A chart of several thousand entries.',
      })
  }
  return { resources: resourcesOf(charts), flaws: writer.flaws, visits: writer.traces }
}

function resourcesOf(charts: ReadonlyMap<string, RecordChart>): Map<string, Resource[]> {
  return new Map([...charts].map(([id, chart]) => [id, chart.resources]))
}

function writerFor(
  person: PersonFacts,
  charts: ReadonlyMap<string, RecordChart>,
  staff: readonly PractitionerFacts[],
): Writer {
  const problems = problemsOf(person)
  const pending: Writer['pending'] = new Set()
  const choose = (kind: FlawKind | 'unindexed', count: number) => {
    if (person.index !== FAT_CHART_INDEX && isChosen(`${person.seed}/${kind}`, person.index, 50, count))
      pending.add(kind)
  }
  choose('misfiled-document', CHART_FLAWS.misfiled)
  choose('result-without-unit', CHART_FLAWS.withoutUnits)
  choose('encounter-left-open', CHART_FLAWS.leftOpen)
  choose('impossible-value', CHART_FLAWS.impossible)
  choose('unindexed', CHART_FLAWS.unindexed)
  return {
    person,
    body: bodyOf(person, problems),
    problems,
    random: streamOf(person.seed, 'chart', person.index),
    allergies: allergiesOf(person),
    charts,
    medications: new Map(),
    flaws: [],
    traces: [],
    pending,
    staff,
  }
}

function writeBackground(writer: Writer, chart: RecordChart): void {
  const moment: Moment = { day: chart.record.registeredOn, minute: 540 }
  putAllergies(chart, writer.allergies, moment, writer.random)
  if (ageAt(writer.person, chart.record.registeredOn) >= 18 && writer.random.chance(0.4))
    putFamilyHistory(chart, moment, writer.random)
  if (!chart.record.patientId.endsWith('b')) putImmunizations(chart, writer.person, writer.random)
}

// The second person's visits go into the first one's record, under ids of their own.
function writeOverlay(
  writer: Writer,
  record: RecordFacts,
  other: PersonFacts,
  staff: readonly PractitionerFacts[],
): void {
  const chart = writer.charts.get(record.patientId)
  if (chart === undefined) return
  const guest: PersonFacts = { ...other, firstSeen: Math.max(other.birth, other.asOf - 900) }
  chart.idPart = 'x'
  chart.problems.clear()
  const guestWriter: Writer = {
    ...writerFor(guest, new Map([[record.patientId, chart]]), staff),
    flaws: writer.flaws,
    traces: writer.traces,
    pending: new Set(),
  }
  for (const visit of visitsOf(guest, [record], guestWriter.problems, staff).slice(-5))
    writeVisit(guestWriter, visit)
}

function writeEncounterAlone(writer: Writer, visit: Visit): void {
  const chart = writer.charts.get(visit.record.patientId)
  if (chart === undefined) return
  const encounter = putEncounter(writer, chart, visit, 'finished')
  trace(writer, visit, encounter.reference, [])
  if (visit.reason) putCondition(chart, visit.reason, visit, encounter, 'resolved')
}

function writeVisit(writer: Writer, visit: Visit): void {
  const chart = writer.charts.get(visit.record.patientId)
  if (chart === undefined) return
  const { person, body, random } = writer
  const isLeftOpen = visit.kind !== 'clinic' && !visit.isInHouse && takes(writer, 'encounter-left-open')
  const encounter = putEncounter(
    writer,
    chart,
    visit,
    visit.isInHouse || isLeftOpen ? 'in-progress' : 'finished',
  )
  if (isLeftOpen)
    flaw(
      writer,
      'encounter-left-open',
      chart,
      [encounter.reference],
      'The encounter has an end but is still in progress.',
    )

  const sensitivity = visit.reason?.sensitivity
  const place = { chart, encounter, moment: plusMinutes(visit.start, 6) }
  const stay: Stay | undefined =
    visit.reason && visit.kind !== 'clinic'
      ? { row: visit.reason, from: visit.start.day, to: visit.end.day }
      : undefined
  const isChild = ageAt(person, visit.start.day) < 3
  const vitals = body.vitals(visit.start.day, stay)
  const known = writer.problems.filter((problem) => problem.onset <= visit.start.day)
  const followed =
    visit.reason === undefined
      ? known.slice(0, visit.routine ? 6 : 8)
      : visit.kind === 'clinic'
        ? []
        : known.slice(0, 5)

  putVitals(
    place,
    vitals,
    isChild && visit.kind === 'clinic' ? 'child' : visit.kind === 'clinic' ? 'visit' : 'ward',
  )
  if (takes(writer, 'impossible-value'))
    flaw(
      writer,
      'impossible-value',
      chart,
      [putImpossibleHeartRate(place).reference],
      'A heart rate of 820 a minute.',
    )
  for (const problem of followed) writeProblem(writer, chart, problem, visit, encounter)
  if (visit.reason)
    putCondition(chart, visit.reason, visit, encounter, visit.isInHouse ? 'active' : 'resolved')
  if (
    ageAt(person, visit.start.day) >= 16 &&
    !chart.onceWritten.has(`${chart.idPart}smoking${isoDate(visit.start.day).slice(0, 4)}`)
  ) {
    chart.onceWritten.add(`${chart.idPart}smoking${isoDate(visit.start.day).slice(0, 4)}`)
    putSmokingStatus(place, person.smoking)
  }
  writeLaboratory(writer, chart, visit, encounter, followed, stay)
  if (visit.kind === 'inpatient') writeWardDays(writer, chart, visit, encounter, stay)

  const procedures = (visit.reason?.procedures ?? []).map((key): ProcedureRow => PROCEDURES[key])
  const operationAt = plusMinutes(visit.start, visit.kind === 'inpatient' ? 190 : 45)
  if (!visit.isInHouse || procedures.length > 0)
    for (const row of procedures) putProcedure(chart, row, visit, encounter, operationAt, sensitivity)
  for (const key of visit.reason?.meds ?? [])
    writeMedication(writer, chart, key, visit, encounter, sensitivity)
  const facts: NoteFacts = {
    person,
    record: visit.record,
    visit,
    vitals,
    lastVitals: body.vitals(visit.end.day, stay),
    problems: known.map((problem) => problem.row.text),
    medications: writer.medications.get(visit.record.patientId) ?? [],
    allergies: writer.allergies.map((allergen) => allergen.text),
    procedures,
  }
  writeNotes(writer, chart, facts, encounter, operationAt)
  const unindexed: string[] = []
  if (takes(writer, 'unindexed')) {
    const text = `FAX\nTo: ${visit.record.facility.name}, medical records\nRe: outside records\n\nPages follow. Received ${clockText(visit.end)}.\n`
    const moment = plusMinutes(visit.end, visit.isInHouse ? -600 : 30)
    unindexed.push(
      putDocument(chart, { kind: 'unindexed', text, moment, author: visit.practitioner, isSigned: true })
        .reference,
    )
  }
  trace(writer, visit, encounter.reference, unindexed)
  if (random.chance(0.02)) chart.onceWritten.delete(`${chart.idPart}height`)
}

function trace(writer: Writer, visit: Visit, encounter: string, unindexed: readonly string[]): void {
  writer.traces.push({
    patientId: visit.record.patientId,
    encounter,
    kind: visit.kind,
    endDay: visit.end.day,
    isInHouse: visit.isInHouse,
    unindexed,
  })
}

function takes(writer: Writer, kind: FlawKind | 'unindexed'): boolean {
  return writer.pending.delete(kind)
}

function flaw(
  writer: Writer,
  kind: FlawKind,
  chart: RecordChart,
  where: readonly string[],
  what: string,
): void {
  writer.flaws.push({
    kind,
    personIndex: writer.person.index,
    where: [chart.subject.reference, ...where],
    what,
  })
}

const CLASSES = {
  clinic: ['AMB', 'ambulatory', 'Office visit'],
  emergency: ['EMER', 'emergency', 'Emergency visit'],
  inpatient: ['IMP', 'inpatient encounter', 'Hospital stay'],
  'day-surgery': ['SS', 'short stay', 'Day surgery'],
} as const

function putEncounter(
  writer: Writer,
  chart: RecordChart,
  visit: Visit,
  status: 'finished' | 'in-progress',
): { reference: string } {
  const [code, display, text] = CLASSES[visit.kind]
  const { facility } = visit.record
  const department = facility.departments.find((one) => one.key === visit.departmentKey)
  const id = nextId(chart, 'enc')
  const number =
    `${String(writer.person.index).padStart(4, '0')}${id.slice(id.lastIndexOf('-') + 1).replace('enc', '')}${visit.record.patientId.slice(-1)}`.toUpperCase()
  const reason = visit.reason
    ? concept(ICD10CM, visit.reason.code, visit.reason.text)
    : visit.routine
      ? concept(ICD10CM, visit.routine.code, visit.routine.text)
      : { text: 'Follow-up of long-term conditions' }
  const disposition = visit.died ? (['exp', 'Expired'] as const) : (['home', 'Home'] as const)
  const resource: Encounter & { id: string } = {
    resourceType: 'Encounter',
    id,
    meta: metaAt(chart, visit.isInHouse ? visit.start : visit.end, visit.reason?.sensitivity),
    identifier: [
      {
        type: { coding: [coding(IDENTIFIER_TYPE, 'VN', 'Visit number')] },
        system: facility.visitSystem,
        value: `V${number}`,
      },
      {
        type: { coding: [coding(IDENTIFIER_TYPE, 'AN', 'Account number')] },
        system: facility.accountSystem,
        value: `A${number}`,
      },
    ],
    status,
    class: coding(ACT_CODE, code, display),
    type: [{ text: visit.reason?.code === NEWBORN.code ? 'Birth' : text }],
    subject: chart.subject,
    participant: [
      {
        type: [
          {
            coding: [
              coding('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'ATND', 'attender'),
            ],
          },
        ],
        individual: practitionerRef(visit.practitioner),
      },
    ],
    period: {
      start: instantAt(chart, visit.start),
      ...(visit.isInHouse ? {} : { end: instantAt(chart, visit.end) }),
    },
    reasonCode: [reason],
    ...(visit.kind === 'clinic' || visit.isInHouse
      ? {}
      : {
          hospitalization: {
            dischargeDisposition: concept(
              'http://terminology.hl7.org/CodeSystem/discharge-disposition',
              disposition[0],
              disposition[1],
            ),
          },
        }),
    location: [
      {
        location: {
          reference: `Location/${locationId(facility.key, visit.departmentKey)}`,
          display: department?.name ?? visit.departmentKey,
        },
      },
    ],
    serviceProvider: { reference: `Organization/${facility.key}`, display: facility.name },
  }
  return put(chart, resource)
}

function putCondition(
  chart: RecordChart,
  row: ConditionRow,
  visit: Visit,
  encounter: { reference: string },
  status: 'active' | 'resolved',
  onset?: number,
): { reference: string } {
  const isListed = row.sort === 'long-term'
  const system = 'http://terminology.hl7.org/CodeSystem/'
  const resource: Condition & { id: string } = {
    resourceType: 'Condition',
    id: nextId(chart, 'cond'),
    meta: metaAt(chart, visit.start, row.sensitivity),
    clinicalStatus: {
      coding: [coding(`${system}condition-clinical`, status, status === 'active' ? 'Active' : 'Resolved')],
    },
    verificationStatus: { coding: [coding(`${system}condition-ver-status`, 'confirmed', 'Confirmed')] },
    category: [
      {
        coding: [
          isListed
            ? coding(`${system}condition-category`, 'problem-list-item', 'Problem List Item')
            : coding(`${system}condition-category`, 'encounter-diagnosis', 'Encounter Diagnosis'),
        ],
      },
    ],
    code: concept(ICD10CM, row.code, row.text),
    subject: chart.subject,
    encounter,
    onsetDateTime: isoDate(onset ?? visit.start.day),
    ...(status === 'resolved' ? { abatementDateTime: isoDate(visit.end.day) } : {}),
    recordedDate: instantAt(chart, visit.start),
    recorder: practitionerRef(visit.practitioner),
  }
  return put(chart, resource)
}

function writeProblem(
  writer: Writer,
  chart: RecordChart,
  problem: Problem,
  visit: Visit,
  encounter: { reference: string },
): void {
  const { row, onset } = problem
  if (!chart.problems.has(row.code)) {
    chart.problems.set(row.code, putCondition(chart, row, visit, encounter, 'active', onset).reference)
    const meds = row.meds ?? []
    const chosen = row.code === 'I10' || row.code === 'E78.5' ? [writer.random.pick(meds)] : meds
    for (const key of chosen) writeMedication(writer, chart, key, visit, encounter, row.sensitivity)
    if (visit.kind === 'clinic' && (row.code === 'E11.9' || row.code === 'E11.22'))
      putDiabetesPlan(chart, visit.start)
    if (visit.kind === 'clinic' && row.code === 'I10') putPressurePlan(chart, visit.start)
  }
  writer.body.treat(row.code, visit.start.day)
}

function writeMedication(
  writer: Writer,
  chart: RecordChart,
  key: MedicationKey,
  visit: Visit,
  encounter: { reference: string },
  sensitivity: Sensitivity | undefined,
): void {
  const medication: Medication = MEDICATIONS[key]
  if (writer.allergies.some((allergen) => allergen.blocks?.includes(key))) return
  const taken = writer.medications.get(visit.record.patientId) ?? []
  const isLongTerm = medication.courseDays === undefined
  if (isLongTerm && taken.includes(medication.text)) return
  if (isLongTerm) writer.medications.set(visit.record.patientId, [...taken, medication.text])
  const isOver = !isLongTerm && visit.start.day + (medication.courseDays ?? 0) < writer.person.asOf
  const resource: MedicationRequest & { id: string } = {
    resourceType: 'MedicationRequest',
    id: nextId(chart, 'med'),
    meta: metaAt(chart, visit.start, sensitivity),
    status: isOver || writer.person.death !== undefined ? 'completed' : 'active',
    intent: 'order',
    medicationCodeableConcept:
      medication.rxnorm === undefined
        ? { text: medication.text }
        : { coding: [coding(RXNORM, medication.rxnorm, medication.ingredient)], text: medication.text },
    subject: chart.subject,
    encounter,
    authoredOn: instantAt(chart, plusMinutes(visit.start, 12)),
    requester: practitionerRef(visit.practitioner),
    ...(visit.reason ? { reasonCode: [concept(ICD10CM, visit.reason.code, visit.reason.text)] } : {}),
    dosageInstruction: [
      {
        text: medication.sig,
        timing: {
          repeat:
            medication.perDay >= 1
              ? { frequency: medication.perDay, period: 1, periodUnit: 'd' }
              : { frequency: 1, period: medication.perDay < 0.2 ? 7 : 2, periodUnit: 'd' },
        },
      },
    ],
    dispenseRequest: isLongTerm
      ? {
          numberOfRepeatsAllowed: 3,
          expectedSupplyDuration: { value: 90, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
        }
      : { numberOfRepeatsAllowed: 0 },
  }
  put(chart, resource)
}

function writeLaboratory(
  writer: Writer,
  chart: RecordChart,
  visit: Visit,
  encounter: { reference: string },
  followed: readonly Problem[],
  stay: Stay | undefined,
): void {
  const { person, body, random } = writer
  const wanted = new Map<PanelKey, Sensitivity | undefined>()
  for (const key of visit.reason?.panels ?? []) wanted.set(key, visit.reason?.sensitivity)
  if (visit.kind === 'clinic') {
    for (const { row } of followed)
      for (const key of row.panels ?? []) if (random.chance(0.65)) wanted.set(key, row.sensitivity)
    if (visit.routine && ageAt(person, visit.start.day) >= 35 && random.chance(0.6)) {
      wanted.set('lipids', wanted.get('lipids'))
      wanted.set('metabolic', wanted.get('metabolic'))
    }
  }
  const moment = plusMinutes(visit.start, visit.kind === 'clinic' ? 12 : 50)
  for (const [key, sensitivity] of wanted) {
    const withoutUnits = takes(writer, 'result-without-unit')
    const report = putPanel(
      { chart, encounter, moment },
      PANELS[key],
      (lab) => body.lab(lab, visit.start.day, stay),
      person.sex === 'female',
      { withoutUnits, ...(sensitivity ? { sensitivity } : {}) },
    )
    if (withoutUnits)
      flaw(
        writer,
        'result-without-unit',
        chart,
        [report.reference],
        'All results of this report came without a unit.',
      )
  }
}

function writeWardDays(
  writer: Writer,
  chart: RecordChart,
  visit: Visit,
  encounter: { reference: string },
  stay: Stay | undefined,
): void {
  const { person, body } = writer
  const isNewborn = visit.reason?.code === NEWBORN.code
  for (let day = visit.start.day + 1; day < visit.end.day; day++) {
    for (const minute of isNewborn ? [420] : [420, 1140])
      putVitals(
        { chart, encounter, moment: { day, minute } },
        body.vitals(day, stay),
        isNewborn ? 'child' : 'ward',
      )
    if (isNewborn || ageAt(person, day) < 2) continue
    const daily = (visit.reason?.panels ?? []).filter(
      (key) => key === 'metabolic' || key === 'bloodCount' || key === 'heart',
    )
    for (const key of daily)
      putPanel(
        { chart, encounter, moment: { day, minute: 330 } },
        PANELS[key],
        (lab) => body.lab(lab, day, stay),
        person.sex === 'female',
      )
  }
}

function putProcedure(
  chart: RecordChart,
  row: ProcedureRow,
  visit: Visit,
  encounter: { reference: string },
  start: Moment,
  sensitivity: Sensitivity | undefined,
): void {
  const resource: Procedure & { id: string } = {
    resourceType: 'Procedure',
    id: nextId(chart, 'proc'),
    meta: metaAt(chart, plusMinutes(start, row.minutes), sensitivity),
    status: 'completed',
    code: row.pcs === undefined ? { text: row.text } : concept(ICD10PCS, row.pcs, row.text),
    subject: chart.subject,
    encounter,
    performedPeriod: {
      start: instantAt(chart, start),
      end: instantAt(chart, plusMinutes(start, row.minutes)),
    },
    performer: [{ actor: practitionerRef(visit.practitioner) }],
    ...(visit.reason ? { reasonCode: [concept(ICD10CM, visit.reason.code, visit.reason.text)] } : {}),
  }
  put(chart, resource)
}

function writeNotes(
  writer: Writer,
  chart: RecordChart,
  facts: NoteFacts,
  encounter: { reference: string },
  operationAt: Moment,
): void {
  const { person, random } = writer
  const { visit } = facts
  const sensitivity = visit.reason?.sensitivity
  const file = (kind: DocumentKind, text: string, moment: Moment, author = visit.practitioner) => {
    const share = person.asOf - moment.day < 14 ? CHART_FLAWS.unsignedRecentShare : CHART_FLAWS.unsignedShare
    const isSigned = !random.chance(share)
    const { reference } = putDocument(chart, { kind, text, moment, author, encounter, isSigned, sensitivity })
    if (!isSigned) flaw(writer, 'unsigned-document', chart, [reference], 'A note without its signature.')
  }
  const after = plusMinutes(visit.end, 40)
  switch (visit.kind) {
    case 'clinic':
      if (random.chance(0.9)) file('clinic-note', clinicNote(facts), plusMinutes(visit.end, 5))
      break
    case 'emergency':
      file('emergency-note', emergencyNote(facts), plusMinutes(visit.end, 5))
      break
    case 'day-surgery':
      break
    case 'inpatient':
      file('history-and-physical', historyAndPhysical(facts), plusMinutes(visit.start, 120))
      if (visit.isInHouse) break
      if (random.chance(CHART_FLAWS.missingSummaryShare) && visit.reason?.code !== NEWBORN.code) {
        flaw(
          writer,
          'missing-discharge-summary',
          chart,
          [encounter.reference],
          'A finished stay without a discharge summary.',
        )
      } else {
        file('discharge-summary', dischargeSummary(facts), visit.died ? plusMinutes(visit.end, 15) : after)
      }
  }
  for (const procedure of facts.procedures) {
    if (visit.kind === 'inpatient' || visit.kind === 'day-surgery')
      file(
        'operative-note',
        operativeNote(facts, procedure),
        plusMinutes(operationAt, procedure.minutes + 20),
      )
  }
  const study = visit.reason?.imaging
  if (study !== undefined) {
    const radiologist = writer.staff.filter((one) => one.specialty === 'radiology')
    file(
      'radiology-report',
      radiologyReport(facts, study),
      plusMinutes(visit.start, 75),
      visit.record.facility.key === 'hospital' && radiologist.length > 0
        ? random.pick(radiologist)
        : visit.practitioner,
    )
  }
  if (visit.kind === 'clinic' && person.index > 0 && takes(writer, 'misfiled-document'))
    writeMisfiled(writer, chart, facts, encounter)
}

// A note about somebody with a lower index, so that it is the same in every size of department.
function writeMisfiled(
  writer: Writer,
  chart: RecordChart,
  facts: NoteFacts,
  encounter: { reference: string },
): void {
  const { person, random } = writer
  const other = personOf(
    person.seed,
    random.int(Math.max(0, person.index - 40), person.index - 1),
    isoDate(person.asOf),
  )
  const [otherRecord] = recordsOf(other, chart.record.patientId.split('-')[0] ?? '').records
  if (otherRecord === undefined) return
  const vitals: Vitals = { ...facts.vitals, systolic: facts.vitals.systolic + 7 }
  const { reason: _reason, ...visit } = facts.visit
  const text = clinicNote({
    ...facts,
    person: other,
    record: otherRecord,
    vitals,
    visit,
    problems: [],
    medications: [],
    allergies: [],
  })
  const { reference } = putDocument(chart, {
    kind: 'clinic-note',
    text,
    moment: plusMinutes(facts.visit.end, 8),
    author: facts.visit.practitioner,
    encounter,
    isSigned: true,
  })
  flaw(
    writer,
    'misfiled-document',
    chart,
    [reference, `Patient/${otherRecord.patientId}`],
    'The note is about the second patient named here.',
  )
}
