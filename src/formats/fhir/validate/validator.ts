// Checks one FHIR R4 resource in a single walk: structure, primitive values, cardinality, choices, required bindings,
// invariants, contained resources, reference targets and narrative. docs/design/fhir-validation.md says why it is ours.

import type { Definitions } from '../definitions/definitions.ts'
import { checkNarrative } from '../narrative/check-narrative.ts'
import { bindingProblem } from './bindings.ts'
import {
  type CompiledConstraint,
  type CompiledProperty,
  type CompiledType,
  type CompiledTypes,
  compileTypes,
} from './compiled-types.ts'
import { checkContained } from './contained.ts'
import type { Finding, FindingRule } from './finding.ts'
import { targetTypeOf } from './reference-target.ts'

export type Validator = Readonly<{
  /** An empty list means that nothing is wrong. The order is that of the walk. */
  validate(resource: unknown): readonly Finding[]
  /** Whether FHIR R4 has a resource of this type. */
  isResourceType(name: string): boolean
}>

type JsonObject = Record<string, unknown>

/** A resource that is wrong from end to end needs no longer list than this. */
const MOST_FINDINGS = 100

export function createValidator(definitions: Definitions): Validator {
  const types = compileTypes(definitions)
  const elementType = baseElement(types)

  let findings: Finding[] = []
  // The way from the root to where the walk is: names and positions.
  const way: (string | number)[] = []
  let resource: JsonObject = {}
  let root: JsonObject = {}

  function pathNow(more?: string): string {
    let path = ''
    for (const part of way) path += typeof part === 'number' ? `[${part}]` : path === '' ? part : `.${part}`
    return more === undefined ? path : `${path}.${more}`
  }

  function report(severity: Finding['severity'], rule: FindingRule, path: string, message: string): void {
    if (findings.length < MOST_FINDINGS) findings.push({ severity, rule, path, message })
  }

  function checkResource(value: unknown, isContained: boolean): void {
    if (!isObject(value)) {
      report(
        'error',
        'structure',
        pathNow(),
        `${pathNow() || 'The document'} must be a resource, which is a JSON object.`,
      )
      return
    }
    const name = value.resourceType
    if (typeof name !== 'string') {
      const place = pathNow() || 'The resource'
      report(
        'error',
        'structure',
        pathNow(),
        `${place} names no resourceType, so nobody can tell what it is.`,
      )
      return
    }
    const type = types.isResource(name) ? types.find(name) : undefined
    if (type === undefined) {
      report('error', 'structure', pathNow(), `“${name.slice(0, 60)}” is no resource type of FHIR R4.`)
      return
    }
    const outerResource = resource
    const outerRoot = root
    const isRoot = way.length === 0
    if (isRoot) way.push(name)
    resource = value
    if (!isContained) root = value
    checkObject(type, value)
    if (!isContained && value.contained !== undefined) {
      checkContained(value, (rule, path, message) => report('error', rule, pathNow(path), message))
    }
    resource = outerResource
    root = outerRoot
    if (isRoot) way.pop()
  }

  function checkObject(type: CompiledType, object: JsonObject): void {
    let members = 0
    let chosen: (CompiledProperty | undefined)[] | undefined
    for (const key in object) {
      const value = object[key]
      let property = type.properties.get(key)
      let isShadow = false
      if (property === undefined) {
        if (key === 'resourceType' && type.kind === 'resource') continue
        if (key.charCodeAt(0) === 95) property = type.properties.get(key.slice(1))
        if (property?.primitive === undefined) {
          reportUnknown(type, key)
          members += 1
          continue
        }
        isShadow = true
      }
      if (key !== 'id') members += 1
      if (property.choice >= 0) {
        chosen ??= new Array<CompiledProperty | undefined>(type.choices.length).fill(undefined)
        const other = chosen[property.choice]
        if (other === undefined) chosen[property.choice] = property
        else if (other !== property) reportTwice(type, other, property)
      }
      way.push(isShadow ? key : property.name)
      if (isShadow) checkShadow(property, value, object[property.name])
      else checkProperty(property, value, object)
      way.pop()
    }
    if (members === 0 && type.kind !== 'resource') {
      report(
        'error',
        'invariant ele-1',
        pathNow(),
        `${pathNow()} holds nothing. An element without a value must be left out.`,
      )
    }
    for (const requirement of type.required) {
      let isThere = false
      for (const property of requirement.properties) {
        if (object[property.name] !== undefined || object[property.shadow] !== undefined) {
          isThere = true
          break
        }
      }
      if (!isThere) {
        const path = pathNow(requirement.label)
        report('error', 'cardinality', path, `${path} is required but is missing.`)
      }
    }
    if (type.name === 'Extension') checkExtension(object)
    else if (type.name === 'Reference') checkReference(object)
    for (const constraint of type.constraints) checkConstraint(constraint, object)
  }

  function reportUnknown(type: CompiledType, key: string): void {
    const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key
    report(
      'error',
      'structure',
      pathNow(shown),
      `“${shown}” is no property of ${type.name} in FHIR R4. It may be misspelt, or belong into an extension.`,
    )
  }

  function reportTwice(type: CompiledType, one: CompiledProperty, other: CompiledProperty): void {
    report(
      'error',
      'choice',
      pathNow(`${type.choices[one.choice] ?? ''}[x]`),
      `${one.name} and ${other.name} stand side by side, but only one of them may.`,
    )
  }

  function checkProperty(property: CompiledProperty, value: unknown, object: JsonObject): void {
    if (property.isList) {
      if (!Array.isArray(value)) {
        report('error', 'cardinality', pathNow(), `${pathNow()} must be a list, in square brackets.`)
        return
      }
      if (value.length === 0) {
        report('error', 'cardinality', pathNow(), `${pathNow()} is an empty list. Leave it out.`)
      } else if (value.length > property.max) {
        report('error', 'cardinality', pathNow(), `${pathNow()} may hold at most ${property.max} values.`)
      }
      for (let i = 0; i < value.length; i += 1) {
        way.push(i)
        const item: unknown = value[i]
        if (item === null && property.primitive !== undefined) checkNull(object[property.shadow], i)
        else checkValue(property, item)
        way.pop()
      }
    } else if (Array.isArray(value)) {
      report('error', 'cardinality', pathNow(), `${pathNow()} must be a single value, not a list.`)
    } else checkValue(property, value)
  }

  /** In a list of primitives null stands for a value that has only extensions. */
  function checkNull(shadow: unknown, position: number): void {
    if (Array.isArray(shadow) && isObject(shadow[position])) return
    report(
      'error',
      'structure',
      pathNow(),
      `${pathNow()} is null. A value that is not there must be left out.`,
    )
  }

  function checkValue(property: CompiledProperty, value: unknown): void {
    if (property.primitive !== undefined) {
      const problem = property.primitive(value)
      if (problem !== undefined) report('error', 'structure', pathNow(), `${pathNow()} ${problem}.`)
      else {
        if (property.binding !== undefined) checkBinding(property, value)
        if (property.typeName === 'xhtml') checkDiv(value as string)
      }
    } else if (property.typeName === 'Resource') {
      checkResource(value, property.name === 'contained')
    } else {
      if (!isObject(value)) {
        report('error', 'structure', pathNow(), `${pathNow()} must be a JSON object.`)
        return
      }
      property.type ??= types.find(property.typeName)
      if (property.type !== undefined) checkObject(property.type, value)
      if (property.binding !== undefined) checkBinding(property, value)
      if (property.targets !== undefined) checkTarget(property.targets, value)
    }
    for (const constraint of property.constraints) checkConstraint(constraint, value)
  }

  function checkShadow(property: CompiledProperty, shadow: unknown, value: unknown): void {
    if (!property.isList) {
      if (isObject(shadow)) checkObject(elementType, shadow)
      else report('error', 'structure', pathNow(), `${pathNow()} must be a JSON object with id or extension.`)
      return
    }
    if (!Array.isArray(shadow)) {
      report('error', 'cardinality', pathNow(), `${pathNow()} must be a list, in square brackets.`)
      return
    }
    for (let i = 0; i < shadow.length; i += 1) {
      way.push(i)
      const item: unknown = shadow[i]
      if (isObject(item)) checkObject(elementType, item)
      else if (item !== null) {
        report(
          'error',
          'structure',
          pathNow(),
          `${pathNow()} must be null or a JSON object with id or extension.`,
        )
      } else if (!Array.isArray(value) || value[i] === undefined || value[i] === null) {
        report('error', 'structure', pathNow(), `${pathNow()} holds neither a value nor an extension.`)
      }
      way.pop()
    }
  }

  function checkBinding(property: CompiledProperty, value: unknown): void {
    if (property.binding === undefined) return
    const problem = bindingProblem(property.binding, property.typeName, value)
    if (problem !== undefined) report('error', 'required-binding', pathNow(), `${pathNow()} ${problem}.`)
  }

  function checkDiv(div: string): void {
    for (const problem of checkNarrative(div)) report('warning', 'narrative', pathNow(), problem)
  }

  function checkExtension(object: JsonObject): void {
    let hasValue = false
    for (const key in object) if (key.startsWith('value') || key.startsWith('_value')) hasValue = true
    const hasInner = object.extension !== undefined
    if (hasValue !== hasInner) return
    report(
      'error',
      'invariant ext-1',
      pathNow(),
      `${pathNow()} must hold either a value or further extensions, ${hasValue ? 'not both' : 'but holds neither'}.`,
    )
  }

  /** ref-1: `#x` points to a contained resource, `#` alone to the resource around. */
  function checkReference(object: JsonObject): void {
    const reference = object.reference
    if (typeof reference !== 'string' || reference.charCodeAt(0) !== 35 || reference === '#') return
    const contained = root.contained
    const id = reference.slice(1)
    if (Array.isArray(contained) && contained.some((item) => isObject(item) && item.id === id)) return
    report(
      'error',
      'invariant ref-1',
      pathNow(),
      `${pathNow()} points to “${reference.slice(0, 60)}”, but the resource contains nothing with that id.`,
    )
  }

  function checkTarget(targets: ReadonlySet<string>, object: JsonObject): void {
    const target = targetTypeOf(object, root)
    if (target === undefined || targets.has(target) || !types.isResource(target)) return
    report(
      'warning',
      'reference-type',
      pathNow(),
      `${pathNow()} points to a ${target}, where FHIR R4 expects ${[...targets].join(' or ')}.`,
    )
  }

  function checkConstraint(constraint: CompiledConstraint, value: unknown): void {
    const result = constraint.holds([value], { resource, rootResource: root, context: value })
    if (result[0] !== false) return
    const human = /[.!?]$/.test(constraint.human) ? constraint.human : `${constraint.human}.`
    report(
      'error',
      `invariant ${constraint.key}`,
      pathNow(),
      `${pathNow()} breaks the rule ${constraint.key}: ${human}`,
    )
  }

  function validate(value: unknown): readonly Finding[] {
    findings = []
    way.length = 0
    checkResource(value, false)
    return findings
  }

  return { validate, isResourceType: types.isResource }
}

function baseElement(types: CompiledTypes): CompiledType {
  const element = types.find('Element')
  if (element === undefined) throw new Error('The FHIR definitions lack Element: pack them again.')
  return element
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
