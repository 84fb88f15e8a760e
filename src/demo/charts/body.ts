// What a laboratory or a nurse would measure in this person on this day. Values drift from one day to the next, disease moves
// them, treatment brings most of it back, so that a trend plot looks like life.
import { ageOn, type Day } from '../calendar.ts'
import type { PersonFacts } from '../people/person.ts'
import { streamOf } from '../random.ts'
import type { ConditionRow } from '../tables/condition-row.ts'
import { LAB_TESTS, type LabKey, type LabTest } from '../tables/lab-tests.ts'
import type { Problem } from './visits.ts'

export type Stay = { readonly row: ConditionRow; readonly from: Day; readonly to: Day }

export type Vitals = {
  readonly systolic: number
  readonly diastolic: number
  readonly pulse: number
  readonly temperature: number
  readonly breaths: number
  readonly oxygen: number
  readonly weightKg: number
  readonly heightCm: number
}

export type Body = {
  lab(key: LabKey, day: Day, stay?: Stay): number
  vitals(day: Day, stay?: Stay): Vitals
  /** From this day on the condition is treated. */
  treat(code: string, day: Day): void
}

export function bodyOf(person: PersonFacts, problems: readonly Problem[]): Body {
  const random = streamOf(person.seed, 'body', person.index)
  const own = streamOf(person.seed, 'constitution', person.index)
  const treatedSince = new Map<string, Day>()
  const strays = new Map<string, number>()
  const offsets = new Map<string, number>()
  const systolicBase = 108 + own.next() * 18
  const pulseBase = 62 + own.next() * 18
  const weightTrend = own.around(0, 0.9)

  const stray = (key: string, spread: number) => {
    const value = 0.7 * (strays.get(key) ?? random.around(0, 1)) + random.around(0, 0.71)
    strays.set(key, value)
    return value * spread
  }
  const offset = (key: string, spread: number) => {
    const known = offsets.get(key)
    if (known !== undefined) return known * spread
    const drawn = own.around(0, 0.6)
    offsets.set(key, drawn)
    return drawn * spread
  }
  const moved = (key: LabKey, day: Day) => {
    let sum = 0
    for (const { row, onset } of problems) {
      const full = row.moves?.[key]
      if (full === undefined || day < onset) continue
      const untreated = Math.min(1, 0.45 + (day - onset) / 900)
      const since = treatedSince.get(row.code)
      const isLasting = row.code.startsWith('N18') || row.code === 'E11.22'
      sum +=
        full *
        (since === undefined || isLasting
          ? untreated
          : 0.3 + (untreated - 0.3) / (1 + Math.max(0, day - since) / 110))
    }
    return sum
  }
  return {
    treat: (code, day) => {
      if (!treatedSince.has(code)) treatedSince.set(code, day)
    },
    lab: (key, day, stay) => {
      const test: LabTest = LAB_TESTS[key]
      const acute = stay?.row.moves?.[key] ?? 0
      const usual = usualValue(key, person, day)
      const value =
        usual +
        offset(key, test.spread) +
        stray(key, test.spread) +
        moved(key, day) +
        acute * recovery(day, stay)
      return rounded(Math.max(floorOf(key), value), test.digits)
    },
    vitals: (day, stay) => {
      const age = ageOn(person.birth, day)
      const heightCm = heightAt(person, day)
      const hasPressure = problems.some((problem) => problem.row.code === 'I10' && day >= problem.onset)
      const since = treatedSince.get('I10')
      const pressure = !hasPressure
        ? 0
        : since === undefined
          ? 30
          : 9 + 21 / (1 + Math.max(0, day - since) / 60)
      const ill = recovery(day, stay)
      const isFeverish = stay !== undefined && FEVERISH.test(stay.row.code)
      const isShort = stay !== undefined && /^[JI]/.test(stay.row.code)
      const child = age < 14 ? (14 - age) / 14 : 0
      const systolic =
        systolicBase - child * 28 + Math.max(0, age - 45) * 0.35 + pressure + stray('systolic', 6)
      return {
        systolic: Math.round(systolic - (stay?.row.code === 'A41.9' ? 34 * ill : 0)),
        diastolic: Math.round(systolic * 0.6 + stray('diastolic', 3)),
        pulse: Math.round(pulseBase + child * 48 + stray('pulse', 5) + (isFeverish ? 26 * ill : 0)),
        temperature: rounded(36.75 + stray('temperature', 0.18) + (isFeverish ? 1.9 * ill : 0), 1),
        breaths: Math.round(15 + child * 18 + stray('breaths', 1.2) + (isShort ? 8 * ill : 0)),
        oxygen: Math.min(100, Math.round(97.6 + stray('oxygen', 0.7) - (isShort ? 7 * ill : 0))),
        weightKg: rounded(
          weightAt(person, day, heightCm, weightTrend) +
            (age < 2 ? 0 : stray('weight', age < 14 ? 0.3 : 0.8)),
          1,
        ),
        heightCm,
      }
    },
  }
}

const FEVERISH = /^(J18|A41|K35|K81|L03|J21|R50|J02|H66)/

// One at admission, falling evenly to a tenth on the day of going home.
function recovery(day: Day, stay: Stay | undefined): number {
  if (stay === undefined) return 0
  return Math.max(0.1, 1 - (0.9 * (day - stay.from)) / Math.max(1, stay.to - stay.from))
}

function usualValue(key: LabKey, person: PersonFacts, day: Day): number {
  const usual = LAB_TESTS[key].usual
  const isFemale = person.sex === 'female'
  if (key === 'hemoglobin') return isFemale ? 13.4 : 15
  if (key === 'hematocrit') return isFemale ? 40 : 44.6
  if (key === 'creatinine') return ageOn(person.birth, day) < 14 ? 0.5 : isFemale ? 0.76 : 0.95
  if (key === 'egfr') return 112 - Math.min(50, Math.max(0, ageOn(person.birth, day) - 30) * 0.7)
  if (key === 'hdl') return isFemale ? 57 : 47
  return usual
}

function floorOf(key: LabKey): number {
  const lowest: Partial<Record<LabKey, number>> = {
    egfr: 6,
    cd4: 40,
    viralLoad: 20,
    troponin: 0.01,
    natriureticPeptide: 15,
    crp: 0.2,
    ldl: 38,
    alt: 6,
    ast: 8,
    hemoglobin: 5.4,
    hematocrit: 17,
    platelets: 35,
    bicarbonate: 8,
    tsh: 0.2,
  }
  return lowest[key] ?? 0.1
}

/** Height of a child grows to the height that the person reaches. */
export function heightAt(person: PersonFacts, day: Day): number {
  const years = (day - person.birth) / 365.25
  if (years >= 18) return person.heightCm
  const share =
    years < 1
      ? 0.295 + 0.145 * years
      : years < 2
        ? 0.44 + 0.07 * (years - 1)
        : 0.51 + 0.49 * Math.min(1, (years - 2) / 14.5)
  return Math.round(person.heightCm * share * 10) / 10
}

function weightAt(person: PersonFacts, day: Day, heightCm: number, trend: number): number {
  const years = (day - person.birth) / 365.25
  if (years < 1) return 3.4 + 6.4 * Math.min(1, years * 1.2)
  const metres = heightCm / 100
  const index =
    years < 18
      ? 16 + Math.max(0, years - 6) * 0.42
      : person.bodyMassIndex + (trend * (day - person.asOf)) / 1500
  return index * metres * metres
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
