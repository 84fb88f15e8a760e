// A piece is one resource of a unit, read but not yet placed.
import type { Finding } from '../../formats/fhir/validate/finding.ts'

export type FhirResource = { readonly resourceType: string; readonly id?: unknown } & Readonly<
  Record<string, unknown>
>

export type Piece = {
  /** Where it stands in the unit, as people count: `entry 12`, `line 3`. */
  readonly place: string
  readonly fullUrl: string | null
  /** The bytes as they came. */
  readonly raw: Uint8Array
  /** Undefined when the text is no JSON object; `problem` then says why. */
  readonly resource: FhirResource | undefined
  /** What the text itself is guilty of (broken line, duplicate key); fatal for this piece. */
  readonly problem: { readonly rule: string; readonly reason: string } | undefined
  /** What validation found; only errors refuse. */
  readonly findings: readonly Finding[]
}

/** A resource that could not be placed, with the reason; kept whole. */
export type Refusal = {
  readonly piece: Piece
  readonly rule: string
  readonly reason: string
  /** Set when it may be placed as soon as this record arrives. */
  readonly awaitsRecordId: string | null
}
