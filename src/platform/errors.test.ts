import { expect, test } from 'vitest'
import { asChartroomError, ChartroomError } from './errors.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('duplicate key (Ada Quill)'), { code }, more)

test.each([
  ['the database is going down', withCode('57P01'), 'unavailable', 'platform.database_away'],
  ['the connection was refused', withCode('ECONNREFUSED'), 'unavailable', 'platform.database_away'],
  [
    'the socket is not there',
    withCode('ENOENT', { syscall: 'connect' }),
    'unavailable',
    'platform.database_away',
  ],
  [
    'the connection ended',
    new Error('Connection terminated unexpectedly'),
    'unavailable',
    'platform.database_away',
  ],
  ['the disk of the database is full', withCode('53100'), 'unavailable', 'platform.database_disk_full'],
  ['a file is missing', withCode('ENOENT', { syscall: 'open' }), 'internal', 'platform.unexpected'],
  ['a constraint is broken', withCode('23505'), 'internal', 'platform.unexpected'],
  ['something else is thrown', 'a text', 'internal', 'platform.unexpected'],
])('when %s, the sentence says so and quotes no data', (_when, thrown, kind, code) => {
  const error = asChartroomError(thrown)
  expect([error.kind, error.code]).toEqual([kind, code])
  expect(error.message).not.toContain('Quill')
})

test('an error of ours stays what it is', () => {
  const ours = new ChartroomError('conflict', 'test.conflict', 'Somebody was faster.')
  expect(asChartroomError(ours)).toBe(ours)
})
