// Draws out of a draft everything that its rows need: columns, parts, search keys and the mark by which an unchanged
// registration is known. Pure.
import { createHash } from 'node:crypto'
import { type Demographics, displayName, medicalRecordNumber, type Period } from './demographics.ts'
import { normaliseEmail, normaliseIdentifier, normalisePhone } from './folding.ts'
import { precisionOf } from './partial-date.ts'
import type { PreparedRecord } from './registration-store.ts'
import { searchFacts, searchKeys, sortName } from './search-keys.ts'

/** One registration as a source gave it, ready to be stored. */
export type RecordDraft = {
  readonly recordId: string
  /** Which feed, file or form it came from, e.g. `fhir`; kept from the first time. */
  readonly source: string
  readonly facility?: string
  readonly demographics: Demographics
  /** Version of the chart entry that these demographics were read from; an older one never replaces a newer. */
  readonly entryVersion: number
}

export function prepareRecord(draft: RecordDraft, personId: string): PreparedRecord {
  const { demographics } = draft
  const name = displayName(demographics)
  const number = medicalRecordNumber(demographics)
  const facts = searchFacts(demographics)
  const facility = draft.facility ?? number?.assigner ?? null
  return {
    recordId: draft.recordId,
    personId,
    source: draft.source,
    facility,
    mrn: number?.value ?? null,
    family: name?.family ?? null,
    given: name?.given.join(' ') || null,
    birthDate: demographics.birthDate ?? null,
    birthDatePrecision: demographics.birthDate ? precisionOf(demographics.birthDate) : null,
    demographics,
    hash: hashOf(demographics, facility),
    entryVersion: draft.entryVersion,
    sortName: sortName(demographics),
    keys: searchKeys(facts),
    facts,
    identifiers: demographics.identifiers.map((each) => ({
      kind: each.kind,
      system: each.system,
      value: each.value,
      normalised: normaliseIdentifier(each.value),
      assigner: each.assigner,
      ...validity(each),
    })),
    names: demographics.names.map((each) => ({
      use: each.use,
      family: each.family,
      given: each.given,
      prefix: each.prefix,
      suffix: each.suffix,
      ...validity(each),
    })),
    addresses: demographics.addresses.map((each) => ({
      use: each.use,
      lines: each.lines,
      city: each.city,
      district: each.district,
      state: each.state,
      postal_code: each.postalCode,
      country: each.country,
      ...validity(each),
    })),
    telecoms: demographics.telecoms.map((each) => ({
      kind: each.kind,
      use: each.use,
      value: each.value,
      normalised: each.value.includes('@') ? normaliseEmail(each.value) : normalisePhone(each.value),
      ...validity(each),
    })),
    contacts: demographics.contacts.map((each) => ({
      relationship: each.relationship,
      name: each.name,
      organization: each.organization,
      telecoms: each.telecoms,
      address: each.address,
    })),
  }
}

function validity(period: Period): { valid_from: string | undefined; valid_to: string | undefined } {
  return { valid_from: period.from, valid_to: period.to }
}

// Keys are sorted, so that two readers that build the same demographics in another order agree.
function hashOf(demographics: Demographics, facility: string | null): string {
  const sorted = JSON.stringify({ demographics, facility }, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return createHash('sha256').update(sorted).digest('hex')
}
