// Whose chart a resource belongs to, which encounter it names, and everything else that it points to.

import { type JsonObject, listOf, objectOf, textOf, valuesAt } from './json-value.ts'
import { mixedParties, ownerPaths } from './patient-owner.ts'
import { targetTypeOf } from './validate/reference-target.ts'

export type ResourceReference = Readonly<{
  /** FHIRPath-like: `Observation.subject`, `Appointment.participant[1].actor`. */
  path: string
  reference: string
  /** What the sender says it points to. */
  type?: string
  identifier?: JsonObject
}>

type Owner = Readonly<{ reference: string; path: string }>

/**
 * Everything that may be the patient whose chart the resource belongs to, the likeliest first: what is plainly a Patient,
 * then what does not say its type (`urn:uuid:…`), then the rest.
 */
export function patientCandidatesOf(resource: JsonObject): readonly Owner[] {
  const type = textOf(resource.resourceType) ?? ''
  const paths = Object.hasOwn(ownerPaths, type) ? (ownerPaths[type] ?? []) : []
  const plain: Owner[] = []
  const unsaid: Owner[] = []
  const others: Owner[] = []
  for (const path of paths) {
    for (const { value, place } of placedValues(resource, type, path.split('.'))) {
      const object = objectOf(value)
      const reference = textOf(object?.reference)
      if (object === undefined || reference === undefined) continue
      const owner = { reference, path: place }
      const target = targetTypeOf(object, resource)
      if (target === 'Patient') plain.push(owner)
      else if (target === undefined) unsaid.push(owner)
      else others.push(owner)
    }
  }
  return mixedParties.has(type) ? plain : [...plain, ...unsaid, ...others]
}

/** The values at a path, each with its own place: `Appointment.participant[1].actor`. */
function placedValues(
  value: unknown,
  place: string,
  path: readonly string[],
): readonly Readonly<{ value: unknown; place: string }>[] {
  const [name, ...rest] = path
  if (name === undefined) return [{ value, place }]
  const inner = objectOf(value)?.[name]
  return listOf(inner).flatMap((item, i) =>
    placedValues(item, `${place}.${name}${Array.isArray(inner) ? `[${i}]` : ''}`, rest),
  )
}

/** Whose chart the resource belongs to; undefined when it names nobody. May name something that turns out to be no patient. */
export function patientReferenceOf(resource: JsonObject): Owner | undefined {
  return patientCandidatesOf(resource)[0]
}

/** The encounter during which it happened, as the resource itself names it. */
export function encounterReferenceOf(resource: JsonObject): string | undefined {
  const context = objectOf(resource.context)
  const places = [
    ...listOf(resource.encounter),
    ...listOf(context?.encounter),
    context,
    ...valuesAt(resource, ['item', 'encounter']),
  ]
  for (const place of places) {
    const object = objectOf(place)
    const reference = textOf(object?.reference)
    if (object === undefined || reference === undefined || reference.startsWith('#')) continue
    const target = targetTypeOf(object, resource)
    if (target === undefined || target === 'Encounter') return reference
  }
  return undefined
}

/** All literal references, also those inside contained resources; `#…` points inside and is left out. */
export function referencesOf(resource: JsonObject): readonly ResourceReference[] {
  const found: ResourceReference[] = []
  const way: (string | number)[] = [textOf(resource.resourceType) ?? 'Resource']
  gather(resource, way, found)
  return found
}

function gather(value: unknown, way: (string | number)[], found: ResourceReference[]): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      way.push(i)
      gather(value[i], way, found)
      way.pop()
    }
    return
  }
  const object = value as JsonObject
  const reference = object.reference
  if (
    typeof reference === 'string' &&
    reference !== '' &&
    !reference.startsWith('#') &&
    isReference(object, way)
  ) {
    const type = textOf(object.type)
    const identifier = objectOf(object.identifier)
    found.push({
      path: written(way),
      reference,
      ...(type === undefined ? {} : { type }),
      ...(identifier === undefined ? {} : { identifier }),
    })
  }
  for (const key in object) {
    const inner = object[key]
    if (typeof inner !== 'object' || inner === null) continue
    way.push(key)
    gather(inner, way, found)
    way.pop()
  }
}

/** Expression.reference and Immunization.education.reference are addresses of documents, not references to resources. */
function isReference(object: JsonObject, way: readonly (string | number)[]): boolean {
  return object.language === undefined && !way.includes('education')
}

function written(way: readonly (string | number)[]): string {
  let path = ''
  for (const part of way) path += typeof part === 'number' ? `[${part}]` : path === '' ? part : `.${part}`
  return path
}

/** Wrappers and reports: neither a chart nor the directory holds them for themselves. */
const carriers: ReadonlySet<string> = new Set([
  'Binary',
  'Bundle',
  'OperationOutcome',
  'Parameters',
  'Patient',
])

/** May name a patient, and belong to nobody when they don't. */
const directoryUnlessOwned: ReadonlySet<string> = new Set(['Device', 'Schedule'])

/** Types that belong to no patient: organizations, practitioners, places, medications, groups, definitions and the like. */
export function isDirectoryType(type: string): boolean {
  return !carriers.has(type) && (directoryUnlessOwned.has(type) || !Object.hasOwn(ownerPaths, type))
}
