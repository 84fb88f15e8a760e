// Required bindings: the code must be one of the value set's. Value sets that cannot be listed are checked by their syntax.

import type { CompiledValueSet } from './compiled-types.ts'

// BCP 13, and the short names that CapabilityStatement.format uses: “xml | json | ttl | mime type”.
const mime = /^(?:xml|json|ttl)$|^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(\s*;.*)?$/
const currency = /^[A-Z]{3}$/

/** What is wrong, as the rest of a sentence; undefined when the code may stand there. */
export function bindingProblem(valueSet: CompiledValueSet, type: string, value: unknown): string | undefined {
  if (type === 'CodeableConcept') {
    const codings = (value as { coding?: unknown }).coding
    if (!Array.isArray(codings) || codings.length === 0) {
      if ((value as { extension?: unknown }).extension !== undefined) return undefined
      return `needs a code from ${nameOf(valueSet)}, but has none`
    }
    if (codings.some((coding) => isMember(valueSet, coding))) return undefined
    return `needs a code from ${nameOf(valueSet)}, but has ${codings.map(shown).join(', ')}`
  }
  if (type === 'Coding' || type === 'Quantity') {
    if (type === 'Quantity' && (value as { code?: unknown }).code === undefined) return undefined
    return isMember(valueSet, value)
      ? undefined
      : `needs a code from ${nameOf(valueSet)}, but has ${shown(value)}`
  }
  const code = String(value)
  if (valueSet.codes.has(code)) return undefined
  if (valueSet.syntax === 'mime' && mime.test(code)) return undefined
  if (valueSet.syntax === 'currency' && currency.test(code)) return undefined
  return `holds “${code.slice(0, 60)}”, which is not in ${nameOf(valueSet)}${hint(valueSet)}`
}

function isMember(valueSet: CompiledValueSet, coding: unknown): boolean {
  if (typeof coding !== 'object' || coding === null) return false
  const { system, code } = coding as { system?: unknown; code?: unknown }
  if (typeof code !== 'string' || typeof system !== 'string') return false
  return valueSet.systems.get(system)?.has(code) === true
}

function nameOf({ url }: CompiledValueSet): string {
  return `the value set ${url.slice(url.lastIndexOf('/') + 1)}`
}

function hint({ codes }: CompiledValueSet): string {
  return codes.size > 0 && codes.size <= 12 ? ` (${[...codes].join(', ')})` : ''
}

function shown(coding: unknown): string {
  const { system, code } = (coding ?? {}) as { system?: unknown; code?: unknown }
  return `“${String(code ?? 'no code').slice(0, 60)}” of ${typeof system === 'string' ? system.slice(0, 100) : 'no system'}`
}
