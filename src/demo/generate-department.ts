// The synthetic department: same seed, same bytes; person 7 is the same in a department of ten and of a million.

import { dayFromIso } from './calendar.ts'
import { chartOf } from './charts/chart.ts'
import {
  type Department,
  type DepartmentOptions,
  type Flaw,
  type GeneratedPerson,
  type PlannedWork,
  type PractitionerFacts,
  transactionOf,
} from './department.ts'
import { coverageResources } from './people/patient-resource.ts'
import { personOf } from './people/person.ts'
import { patientOf, recordsOf } from './people/records.ts'
import { directoryBundle, practitionersOf, usersOf } from './practitioners.ts'
import { streamOf } from './random.ts'
import { departmentWork, workOf } from './work.ts'

/** Generates the department; people come one at a time, as they are asked for. */
export function generateDepartment(options: DepartmentOptions): Department {
  if (!Number.isInteger(options.patients) || options.patients < 0) {
    throw new RangeError('The number of patients must be a whole number, zero or more.')
  }
  dayFromIso(options.asOf)
  const seed = String(options.seed)
  const practitioners = practitionersOf(seed)
  const persons = {
    *[Symbol.iterator]() {
      for (let index = 0; index < options.patients; index++)
        yield generatePerson(options, practitioners, index)
    },
  }
  return {
    facilities: directoryBundle(practitioners, options.asOf),
    practitioners,
    users: usersOf(practitioners),
    persons,
    plan: {
      flaws: {
        *[Symbol.iterator](): Generator<Flaw> {
          for (const person of persons) yield* person.flaws
        },
      },
      workItems: {
        *[Symbol.iterator](): Generator<PlannedWork> {
          for (const person of persons) yield* person.workItems
          yield* departmentWork(options)
        },
      },
    },
  }
}

/** One person alone; `practitioners` are those of the same seed. */
export function generatePerson(
  options: DepartmentOptions,
  practitioners: readonly PractitionerFacts[],
  index: number,
): GeneratedPerson {
  const seed = String(options.seed)
  const person = personOf(seed, index, options.asOf)
  const { records, flaws } = recordsOf(person, sourceTag(seed))
  const chart = chartOf(person, records, practitioners, options.charts ?? 'full')
  const allFlaws = [...flaws, ...chart.flaws]
  return {
    index,
    records: records.map((record) => ({
      patientId: record.patientId,
      facility: record.facility.key,
      recordNumber: record.recordNumber,
      bundles: [
        transactionOf(`${record.patientId}-chart`, [
          patientOf(person, record),
          ...coverageResources(record.patientId, person, record.facility),
          ...(chart.resources.get(record.patientId) ?? []),
        ]),
      ],
    })),
    flaws: allFlaws,
    workItems: workOf(person, allFlaws, chart.visits),
  }
}

/** Sets apart the source ids of different seeds. */
function sourceTag(seed: string): string {
  const random = streamOf(seed, 'tag')
  return `d${Array.from({ length: 4 }, () => random.pick([...'bcdfghjkmnpqrstvwxz23456789'])).join('')}`
}
