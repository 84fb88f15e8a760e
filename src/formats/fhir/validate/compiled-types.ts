// The packed definitions as objects that can be walked fast; each type is made when it is first met.

import type { Definitions, PackedProperty, PackedValueSet } from '../definitions/definitions.ts'
import { type Choices, compilePath, type Path } from '../fhirpath/compile.ts'
import { type PrimitiveCheck, primitiveChecks } from './primitives.ts'

export type CompiledConstraint = Readonly<{ key: string; human: string; holds: Path }>

export type CompiledProperty = {
  readonly name: string
  /** `_name`, where extensions of a primitive stand. */
  readonly shadow: string
  readonly typeName: string
  readonly primitive: PrimitiveCheck | undefined
  /** Resolved when first met, because types contain each other. */
  type: CompiledType | undefined
  readonly isList: boolean
  readonly max: number
  /** Position of its choice in the type, or -1. */
  readonly choice: number
  readonly binding: CompiledValueSet | undefined
  readonly targets: ReadonlySet<string> | undefined
  readonly constraints: readonly CompiledConstraint[]
}

export type Requirement = Readonly<{ label: string; properties: readonly CompiledProperty[] }>

export type CompiledType = Readonly<{
  name: string
  kind: 'datatype' | 'resource' | 'backbone'
  properties: ReadonlyMap<string, CompiledProperty>
  choices: readonly string[]
  required: readonly Requirement[]
  constraints: readonly CompiledConstraint[]
}>

export type CompiledValueSet = Readonly<{
  url: string
  codes: ReadonlySet<string>
  systems: ReadonlyMap<string, ReadonlySet<string>>
  syntax: PackedValueSet['syntax']
}>

export type CompiledTypes = Readonly<{
  find(name: string): CompiledType | undefined
  isResource(name: string): boolean
}>

export function compileTypes(definitions: Definitions): CompiledTypes {
  const types = new Map<string, CompiledType>()
  const constraints = new Map<string, CompiledConstraint>()
  const valueSets = new Map<string, CompiledValueSet>()
  const choices = choicesOf(definitions)

  function constraint(id: string): CompiledConstraint[] {
    const packed = definitions.constraints[id]
    if (packed === undefined) return []
    const known = constraints.get(id)
    if (known !== undefined) return [known]
    const made = { key: packed.key, human: packed.human, holds: compilePath(packed.expression, choices) }
    constraints.set(id, made)
    return [made]
  }

  function valueSet(url: string): CompiledValueSet | undefined {
    const known = valueSets.get(url)
    if (known !== undefined) return known
    const packed = definitions.valueSets[url]
    if (packed === undefined || packed.syntax === 'any') return undefined
    const made: CompiledValueSet = {
      url,
      codes: new Set(Object.values(packed.systems).flat()),
      systems: new Map(Object.entries(packed.systems).map(([system, codes]) => [system, new Set(codes)])),
      syntax: packed.syntax,
    }
    valueSets.set(url, made)
    return made
  }

  function property(packed: PackedProperty, choiceNames: string[]): CompiledProperty {
    let choice = -1
    if (packed.choice !== undefined) {
      choice = choiceNames.indexOf(packed.choice)
      if (choice < 0) choice = choiceNames.push(packed.choice) - 1
    }
    return {
      name: packed.name,
      shadow: `_${packed.name}`,
      typeName: packed.type,
      primitive: primitiveChecks[packed.type],
      type: undefined,
      isList: packed.list === true,
      max: packed.max ?? Number.POSITIVE_INFINITY,
      choice,
      binding: packed.binding === undefined ? undefined : valueSet(packed.binding),
      targets: packed.targets === undefined ? undefined : new Set(packed.targets),
      constraints: (packed.constraints ?? []).flatMap(constraint),
    }
  }

  function find(name: string): CompiledType | undefined {
    const known = types.get(name)
    if (known !== undefined) return known
    const packed = Object.hasOwn(definitions.types, name) ? definitions.types[name] : undefined
    if (packed === undefined || packed.kind === 'primitive') return undefined
    const choiceNames: string[] = []
    const properties = new Map<string, CompiledProperty>()
    const required = new Map<string, CompiledProperty[]>()
    for (const item of packed.properties) {
      const made = property(item, choiceNames)
      properties.set(made.name, made)
      if (item.min === undefined) continue
      const label = item.choice === undefined ? item.name : `${item.choice}[x]`
      required.set(label, [...(required.get(label) ?? []), made])
    }
    const made: CompiledType = {
      name,
      kind: packed.kind,
      properties,
      choices: choiceNames,
      required: [...required].map(([label, of]) => ({ label, properties: of })),
      constraints: packed.constraints.flatMap(constraint),
    }
    types.set(name, made)
    return made
  }

  return {
    find,
    isResource: (name) =>
      Object.hasOwn(definitions.types, name) && definitions.types[name]?.kind === 'resource',
  }
}

function choicesOf(definitions: Definitions): Choices {
  const byProperty = new Map<string, string>()
  const names = new Set<string>()
  for (const { properties } of Object.values(definitions.types)) {
    for (const { name, choice } of properties) {
      if (choice === undefined) continue
      byProperty.set(name, choice)
      names.add(choice)
    }
  }
  return { of: (property) => byProperty.get(property), has: (choice) => names.has(choice) }
}
