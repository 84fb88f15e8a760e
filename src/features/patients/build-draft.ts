// A valid registration by default, for tests; each test states only what matters to it.
import type { Ctx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { type Demographics, EMPTY_DEMOGRAPHICS } from './demographics.ts'
import { type PartialDate, parsePartialDate } from './partial-date.ts'
import type { RecordDraft } from './prepare-record.ts'

export function buildDraft(
  change: Partial<Omit<RecordDraft, 'demographics'>> & {
    demographics?: Partial<Demographics>
    family?: string
    given?: string
    born?: string
    mrn?: string
    phone?: string
  } = {},
): RecordDraft {
  const { demographics, family, given, born, mrn, phone, ...draft } = change
  return {
    recordId: newId(),
    source: 'test',
    facility: 'North Campus',
    entryVersion: 1,
    ...draft,
    demographics: {
      ...EMPTY_DEMOGRAPHICS,
      names: [
        {
          use: 'official',
          family: family ?? 'Smith',
          given: (given ?? 'John').split(' '),
          prefix: [],
          suffix: [],
        },
      ],
      birthDate: parsePartialDate(born ?? '1980-03-04') as PartialDate,
      sex: 'male',
      identifiers: [{ kind: 'MR', system: 'urn:north', value: mrn ?? '0012345' }],
      telecoms: phone ? [{ kind: 'phone', use: 'home', value: phone }] : [],
      ...demographics,
    },
  }
}

export function buildCtx(permissions: readonly string[] = ['patient.search', 'patient.read']): Ctx {
  return {
    actor: { kind: 'user', id: 'user-1', name: 'Rita Records', roles: [], permissions: new Set(permissions) },
    purpose: 'operations',
    source: { program: 'server', requestId: newId() },
  }
}
