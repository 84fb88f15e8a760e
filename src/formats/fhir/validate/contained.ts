// The rules for contained resources: dom-2 to dom-5. http://hl7.org/fhir/R4/domainresource.html

import type { FindingRule } from './finding.ts'

type Report = (rule: FindingRule, path: string, message: string) => void
type JsonObject = Record<string, unknown>

export function checkContained(resource: JsonObject, report: Report): void {
  const contained = resource.contained
  if (!Array.isArray(contained)) return
  const pointers = new Set<string>()
  gatherPointers(resource, pointers)
  const ids = new Set<unknown>()
  contained.forEach((item: unknown, i: number) => {
    if (typeof item !== 'object' || item === null) return
    const inner = item as JsonObject
    const path = `contained[${i}]`
    if (inner.contained !== undefined) {
      report('invariant dom-2', path, 'A contained resource may not contain further resources.')
    }
    const id = inner.id
    if (typeof id === 'string' && ids.has(id)) {
      report(
        'contained',
        path,
        `Two contained resources have the id “${id.slice(0, 64)}”, so references to it are unclear.`,
      )
    }
    ids.add(id)
    // dom-3: somebody must point to it, or it points to the resource around it.
    const isUsed = (typeof id === 'string' && pointers.has(`#${id}`)) || pointsOutward(inner)
    if (!isUsed) report('invariant dom-3', path, 'Nothing in the resource points to this contained resource.')
    const meta = inner.meta
    if (typeof meta !== 'object' || meta === null) return
    if ('versionId' in meta || 'lastUpdated' in meta) {
      report('invariant dom-4', path, 'A contained resource may have no versionId and no lastUpdated.')
    }
    if ('security' in meta)
      report('invariant dom-5', path, 'A contained resource may have no security label.')
  })
}

function gatherPointers(value: unknown, pointers: Set<string>): void {
  if (typeof value === 'string') {
    if (value.charCodeAt(0) === 35) pointers.add(value)
  } else if (Array.isArray(value)) {
    for (const item of value) gatherPointers(item, pointers)
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) gatherPointers(item, pointers)
  }
}

function pointsOutward(contained: JsonObject): boolean {
  const pointers = new Set<string>()
  gatherPointers(contained, pointers)
  return pointers.has('#')
}
