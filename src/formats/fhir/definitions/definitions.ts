// The packed FHIR R4 definitions: what validation needs of the official ones, and nothing else.
// Made by scripts/pack-fhir-definitions.ts; the file's content is HL7 FHIR 4.0.1, CC0.

/** One property as it appears in JSON; `value[x]` becomes one property per type. */
export type PackedProperty = Readonly<{
  name: string
  /** A type name, or a backbone path such as `Patient.contact`. */
  type: string
  /** Left out when 0. A choice's minimum stands on each of its properties. */
  min?: number
  /** True when the JSON value is an array. */
  list?: true
  /** For an array with an upper bound. */
  max?: number
  /** `value` for `valueQuantity`. */
  choice?: string
  /** Key into `valueSets`, for required bindings only. */
  binding?: string
  /** Resource types that a Reference may point to; left out when any may. */
  targets?: readonly string[]
  /** Keys into `constraints` that hold here and not for the type everywhere. */
  constraints?: readonly string[]
  /** The only value allowed, for a few elements. */
  fixed?: string
}>

export type PackedType = Readonly<{
  kind: 'primitive' | 'datatype' | 'resource' | 'backbone'
  properties: readonly PackedProperty[]
  constraints: readonly string[]
}>

export type PackedConstraint = Readonly<{ key: string; human: string; expression: string }>

/** Codes by system. `syntax` stands for systems that cannot be listed: media types, currencies, UCUM. */
export type PackedValueSet = Readonly<{
  url: string
  systems: Readonly<Record<string, readonly string[]>>
  syntax?: 'mime' | 'currency' | 'any'
}>

export type Definitions = Readonly<{
  version: string
  types: Readonly<Record<string, PackedType>>
  /** Keyed by `path|key`, because a key's text may differ between places. */
  constraints: Readonly<Record<string, PackedConstraint>>
  valueSets: Readonly<Record<string, PackedValueSet>>
  /** Resource type to the search parameters that put it into a patient's compartment, with the elements they read. */
  patientCompartment: Readonly<
    Record<string, readonly Readonly<{ parameter: string; paths: readonly string[] }>[]>
  >
}>

/** Where the packed definitions lie; reading the file is the caller's act. */
export const definitionsUrl: URL = new URL('./fhir-r4.generated.json', import.meta.url)

export function parseDefinitions(text: string): Definitions {
  return JSON.parse(text) as Definitions
}
