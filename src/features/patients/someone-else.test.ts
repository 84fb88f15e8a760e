import { expect, test } from 'vitest'
import { type Demographics, EMPTY_DEMOGRAPHICS } from './demographics.ts'
import { isSomeoneElse } from './someone-else.ts'

const person = (family: string, given: string, birthDate?: string): Demographics => ({
  ...EMPTY_DEMOGRAPHICS,
  names: [{ use: 'official', family, given: given.split(' '), prefix: [], suffix: [] }],
  ...(birthDate ? { birthDate: birthDate as NonNullable<Demographics['birthDate']> } : {}),
})

test.each([
  ['a marriage', person('Orchard', 'Ines', '1980-02-03'), person('Halloway', 'Ines', '1980-02-03'), false],
  [
    'a corrected birth date',
    person('Orchard', 'Ines', '1980-02-03'),
    person('Orchard', 'Ines', '1980-03-02'),
    false,
  ],
  [
    'a corrected given name',
    person('Orchard', 'Ines', '1980-02-03'),
    person('Orchard', 'Agnes', '1980-02-03'),
    false,
  ],
  [
    'a birth date known better',
    person('Orchard', 'Ines', '1980'),
    person('Halloway', 'Ines', '1980-02-03'),
    false,
  ],
  [
    'names in other letters',
    person('García-Löwe', 'José', '1980-02-03'),
    person('GARCIA LOWE', 'Jose', '1980-02-03'),
    false,
  ],
  ['names swapped', person('Ines', 'Orchard', '1980-02-03'), person('Orchard', 'Ines', '1980-02-03'), false],
  ['a missing birth date', person('Orchard', 'Ines'), person('Orchard', 'Ines', '1980-02-03'), false],
  ['no name at all', EMPTY_DEMOGRAPHICS, person('Orchard', 'Ines', '1980-02-03'), false],
  [
    'everything different',
    person('Orchard', 'Ines', '1980-02-03'),
    person('Tamsin', 'Kojo', '1951-09-09'),
    true,
  ],
  [
    'one given name, two birth dates',
    person('Orchard', 'John', '1980-02-03'),
    person('Tamsin', 'John', '1951-09-09'),
    true,
  ],
  [
    'one surname, two birth dates',
    person('Orchard', 'John', '1980-02-03'),
    person('Orchard', 'Mary', '1951-09-09'),
    true,
  ],
  [
    'one birth date, two names',
    person('Orchard', 'Ines', '1980-02-03'),
    person('Tamsin', 'Kojo', '1980-02-03'),
    true,
  ],
])('%s', (_what, known, arriving, expected) => {
  expect(isSomeoneElse(known, arriving)).toBe(expected)
  expect(isSomeoneElse(arriving, known)).toBe(expected)
})
