// What is wrong with a resource's content.

export type FindingRule =
  | 'structure'
  | 'cardinality'
  | 'choice'
  | 'required-binding'
  | 'reference-type'
  | 'contained'
  | 'narrative'
  | `invariant ${string}`

export type Finding = Readonly<{
  /** An error refuses the resource; a warning is kept beside it. */
  severity: 'error' | 'warning'
  /** FHIRPath-like, from the resource type: `Observation.component[0].valueQuantity.unit`. */
  path: string
  rule: FindingRule
  /** A plain sentence. */
  message: string
}>

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error')
}
