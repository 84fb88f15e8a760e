// From a number that somebody typed to the one person who has it, for giving a chart out.
import type { Ctx } from '../../platform/ctx.ts'
import { ChartroomError } from '../../platform/errors.ts'
import { isUuid } from '../../platform/ids.ts'
import { accessScope, mayFindPerson } from '../access/public.ts'
import type { Deps } from '../audit/public.ts'
import { requirePermission } from '../identity/public.ts'
import { findPersonsByNumber, normaliseIdentifier } from '../patients/public.ts'

/** The number of somebody who is hidden from the actor is nobody's number; the trail knows which it was. */
export async function findOnePerson(deps: Deps, ctx: Ctx, text: string): Promise<string> {
  await requirePermission(deps, ctx, 'export.chart')
  const [numbered, scope] = await Promise.all([
    findPersonsByNumber(deps.db.kysely, normaliseIdentifier(text)),
    accessScope(deps, ctx),
  ])
  const visible = [...new Set(numbered)].filter((personId) => mayFindPerson(scope, personId))
  const [only, ...others] = visible
  if (only && others.length === 0) return only
  // Some sources number their records with UUIDs, so a number comes before an id.
  if (!only && isUuid(text)) return text
  if (!only) {
    await deps.audit.refuse(ctx, {
      action: 'charts.exported',
      ...(numbered[0] === undefined ? {} : { personId: numbered[0] }),
      details: { reason: numbered[0] === undefined ? 'not_found' : 'restricted' },
    })
  }
  throw only
    ? new ChartroomError(
        'conflict',
        'charts.number_of_several',
        'Several persons have this number. Search for the patient and give the person id.',
        { details: { personIds: visible } },
      )
    : new ChartroomError(
        'not_found',
        'charts.no_such_number',
        'Nobody has this number. Search for the patient with `chartroom patient search`.',
      )
}
