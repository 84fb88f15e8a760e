// Who a person is, as the banner above every chart shows it. A retired person number leads to the person that its
// registrations belong to now.
import type { Ctx } from '../../platform/ctx.ts'
import { accessScope, mayFindPerson } from '../access/public.ts'
import { requirePermission } from '../identity/public.ts'
import { displayName, formatName } from './demographics.ts'
import { patientsError } from './errors.ts'
import type { LookupDeps } from './lookup-deps.ts'
import { ageInYears, type PartialDate, parsePartialDate } from './partial-date.ts'
import { findPerson, type MpiRecord, recordsOfPerson } from './patient-store.ts'
import type { PersonBanner } from './schemas.ts'

export async function openPersonBanner(deps: LookupDeps, ctx: Ctx, personId: string): Promise<PersonBanner> {
  await requirePermission(deps, ctx, 'patient.read', { personId })

  const [found, scope] = await Promise.all([findPerson(deps.db.kysely, personId), accessScope(deps, ctx)])
  const person = found && mayFindPerson(scope, found.personId) ? found : undefined
  const records = person ? await recordsOfPerson(deps.db.kysely, person.personId) : []
  const today = parsePartialDate(deps.clock.now().toISOString().slice(0, 10))
  const banner = person && today ? presentBanner(records, today, person.reachedFrom) : undefined
  if (!person || !banner) {
    await deps.audit.refuse(ctx, {
      action: 'patients.banner_opened',
      personId,
      details: { reason: found ? 'restricted' : 'not_found' },
    })
    throw patientsError('patients.person_not_found')
  }

  await deps.audit.read(ctx, { action: 'patients.banner_opened', personId: person.personId })
  return banner
}

/** Pure: the registration that was touched last speaks for the person. */
export function presentBanner(
  records: readonly MpiRecord[],
  today: PartialDate,
  reachedFrom: number | null,
): PersonBanner | undefined {
  const newest = records.toSorted(
    (a, b) =>
      Number(b.demographics.isActive) - Number(a.demographics.isActive) ||
      b.updatedAt.getTime() - a.updatedAt.getTime(),
  )[0]
  if (!newest) return undefined
  const { demographics } = newest
  const shownName = formatName(displayName(demographics))
  const dead = records.find((record) => record.demographics.isDeceased)?.demographics
  const language = demographics.languages.find((each) => each.isPreferred) ?? demographics.languages[0]
  return {
    personId: newest.personId,
    personNumber: newest.personNumber,
    name: shownName,
    otherNames: otherNames(records, shownName),
    birthDate: demographics.birthDate ?? null,
    age: ageOf(demographics.birthDate, dead ? deathDay(dead.deceasedAt) : today),
    sex: demographics.sex ?? null,
    isDeceased: Boolean(dead),
    deceasedAt: dead?.deceasedAt ?? null,
    language: language?.text ?? language?.code ?? null,
    flags: [...new Set(records.flatMap((record) => record.demographics.flags))],
    isMerged: records.length > 1,
    reachedFrom,
    records: records.map((record) => ({
      recordId: record.recordId,
      facility: record.facility,
      mrn: record.mrn,
      source: record.source,
      isActive: record.demographics.isActive,
      updatedAt: record.updatedAt.toISOString(),
    })),
  }
}

function otherNames(records: readonly MpiRecord[], shownName: string): PersonBanner['otherNames'] {
  const names = new Map<string, string>()
  for (const record of records) {
    for (const fact of record.demographics.names) {
      const name = formatName(fact)
      if (name !== shownName && !names.has(name)) names.set(name, fact.use)
    }
  }
  return [...names].map(([name, use]) => ({ name, use }))
}

function deathDay(deceasedAt: string | undefined): PartialDate | undefined {
  return deceasedAt === undefined ? undefined : parsePartialDate(deceasedAt.slice(0, 10))
}

function ageOf(birthDate: PartialDate | undefined, on: PartialDate | undefined): PersonBanner['age'] {
  return (birthDate && on && ageInYears(birthDate, on)) ?? null
}
