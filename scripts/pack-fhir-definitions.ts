// Packs what validation needs of the official FHIR R4 (4.0.1, CC0) definitions into one small file.
// Reads the official package hl7.fhir.r4.examples, which holds the specification's own bundles of definitions; they are
// untouched, where other packages mix in elements of later versions.
// Run: node scripts/pack-fhir-definitions.ts; with --check it only compares and exits 1 when the file is out of date.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type {
  Definitions,
  PackedConstraint,
  PackedProperty,
  PackedType,
  PackedValueSet,
} from '../src/formats/fhir/definitions/definitions.ts'
import { definitionsUrl } from '../src/formats/fhir/definitions/definitions.ts'

type Extension = { url: string; valueUrl?: string }
type ElementType = { code: string; targetProfile?: string[]; extension?: Extension[] }
type Constraint = { key: string; severity: string; human: string; expression?: string }
type Element = {
  path: string
  min: number
  max: string
  type?: ElementType[]
  contentReference?: string
  binding?: { strength: string; valueSet?: string }
  constraint?: Constraint[]
  representation?: string[]
  fixedUri?: string
}
type StructureDefinition = {
  resourceType: 'StructureDefinition'
  name: string
  type: string
  kind: 'primitive-type' | 'complex-type' | 'resource' | 'logical'
  derivation?: string
  abstract: boolean
  snapshot: { element: Element[] }
}
type Concept = { code: string; concept?: Concept[] }
type CodeSystem = { resourceType: 'CodeSystem'; url: string; content: string; concept?: Concept[] }
type Include = { system?: string; concept?: { code: string }[]; filter?: unknown[]; valueSet?: string[] }
type Contains = { system?: string; code?: string; contains?: Contains[] }
type ValueSet = {
  resourceType: 'ValueSet'
  url: string
  compose?: { include: Include[]; exclude?: Include[] }
  expansion?: { total?: number; contains?: Contains[]; parameter?: { name: string; valueUri?: string }[] }
}
type SearchParameter = { resourceType: 'SearchParameter'; code: string; base: string[]; expression?: string }
type Compartment = { resource: { code: string; param?: string[] }[] }
type Resource = StructureDefinition | CodeSystem | ValueSet | SearchParameter | { resourceType: 'Other' }

const source = new URL('../node_modules/hl7.fhir.r4.examples/', import.meta.url)

function read<T>(name: string): T {
  return JSON.parse(readFileSync(fileURLToPath(new URL(name, source)), 'utf8')) as T
}

function resourcesOf(name: string): Resource[] {
  return read<{ entry: { resource: Resource }[] }>(name).entry.map((entry) => entry.resource)
}

const types: Record<string, PackedType> = {}
const constraints: Record<string, PackedConstraint> = {}
const usedValueSets = new Set<string>()

/** Checked by code of our own at every element, or about documentation only. */
const checkedElsewhere = new Set([
  'ele-1',
  'ext-1',
  'txt-1',
  'txt-2',
  'ref-1',
  'dom-2',
  'dom-3',
  'dom-4',
  'dom-5',
])

function keepConstraints(element: Element): string[] {
  const kept: string[] = []
  for (const { key, severity, human, expression } of element.constraint ?? []) {
    if (severity !== 'error' || expression === undefined || checkedElsewhere.has(key)) continue
    const known = constraints[key]
    const id = known === undefined || known.expression === expression ? key : `${element.path}|${key}`
    constraints[id] = { key, human, expression }
    kept.push(id)
  }
  return kept
}

function typeName({ code, extension }: ElementType): string {
  if (!code.startsWith('http://hl7.org/fhirpath/')) return code
  const stated = extension?.find(({ url }) => url.endsWith('structuredefinition-fhir-type'))?.valueUrl
  return stated ?? 'string'
}

function targetsOf({ targetProfile }: ElementType): readonly string[] | undefined {
  const targets = (targetProfile ?? []).map((url) => url.slice(url.lastIndexOf('/') + 1))
  return targets.length === 0 || targets.includes('Resource') ? undefined : targets
}

function packProperty(element: Element, isBackbone: boolean, isResourceRoot: boolean): PackedProperty[] {
  const last = element.path.slice(element.path.lastIndexOf('.') + 1)
  if (element.max === '0') return []
  const isChoice = last.endsWith('[x]')
  const base = isChoice ? last.slice(0, -3) : last
  const own = keepConstraints(element)
  const valueSet =
    element.binding?.strength === 'required' ? element.binding.valueSet?.split('|')[0] : undefined
  const shared = {
    ...(element.min > 0 ? { min: element.min } : {}),
    ...(element.max !== '1' ? { list: true as const } : {}),
    ...(element.max !== '1' && element.max !== '*' ? { max: Number(element.max) } : {}),
    ...(isChoice ? { choice: base } : {}),
    ...(own.length > 0 && !isBackbone ? { constraints: own } : {}),
    ...(element.fixedUri === undefined ? {} : { fixed: element.fixedUri }),
  }
  if (element.contentReference !== undefined) {
    return [
      {
        name: base,
        type: element.contentReference.slice(element.contentReference.indexOf('#') + 1),
        ...shared,
      },
    ]
  }
  if (isBackbone) return [{ name: base, type: element.path, ...shared }]
  return (element.type ?? []).map((type) => {
    const name = isChoice ? base + capitalised(type.code) : base
    // The definition calls a resource's id a string; the specification's text and schema say id.
    const code = last === 'id' && isResourceRoot ? 'id' : typeName(type)
    const bound =
      valueSet !== undefined &&
      ['code', 'Coding', 'CodeableConcept', 'Quantity', 'string', 'uri'].includes(code)
    if (bound) usedValueSets.add(valueSet)
    const targets = code === 'Reference' ? targetsOf(type) : undefined
    return {
      name,
      type: code,
      ...shared,
      ...(bound ? { binding: valueSet } : {}),
      ...(targets === undefined ? {} : { targets }),
    }
  })
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function packStructure(definition: StructureDefinition): void {
  const elements = definition.snapshot.element
  if (definition.kind === 'primitive-type') {
    types[definition.name] = { kind: 'primitive', properties: [], constraints: [] }
    return
  }
  const parents = new Set(elements.map(({ path }) => path.slice(0, path.lastIndexOf('.'))))
  for (const parent of elements.filter(({ path }) => parents.has(path))) {
    const children = elements.filter(({ path }) => path.slice(0, path.lastIndexOf('.')) === parent.path)
    const isRoot = !parent.path.includes('.')
    types[parent.path] = {
      kind: isRoot ? (definition.kind === 'resource' ? 'resource' : 'datatype') : 'backbone',
      properties: children.flatMap((child) =>
        packProperty(child, parents.has(child.path), isRoot && definition.kind === 'resource'),
      ),
      constraints: keepConstraints(parent),
    }
  }
}

function codesIn(concepts: readonly Concept[] | undefined): string[] {
  return (concepts ?? []).flatMap(({ code, concept }) => [code, ...codesIn(concept)])
}

function packValueSet(
  url: string,
  valueSets: ReadonlyMap<string, ValueSet>,
  expansions: ReadonlyMap<string, ValueSet>,
  systems: ReadonlyMap<string, CodeSystem>,
): PackedValueSet {
  const found: Record<string, Set<string>> = {}
  let isOpen = false
  const add = (system: string, codes: readonly string[]) => {
    found[system] ??= new Set()
    for (const code of codes) found[system].add(code)
  }
  const visit = (valueSetUrl: string): void => {
    const definition = valueSets.get(valueSetUrl)
    if (definition === undefined) {
      isOpen = true
      return
    }
    for (const include of definition.compose?.include ?? []) {
      for (const inner of include.valueSet ?? []) visit(inner.split('|')[0] as string)
      if (include.system === undefined) continue
      if (include.concept !== undefined) {
        add(
          include.system,
          include.concept.map(({ code }) => code),
        )
        continue
      }
      const system = systems.get(include.system)
      const expansion = expansions.get(valueSetUrl)?.expansion
      if (include.filter !== undefined && expansion !== undefined) {
        const walk = (contains: readonly Contains[] | undefined): void => {
          for (const { system: of, code, contains: inner } of contains ?? []) {
            if (of !== undefined && of === include.system && code !== undefined) add(of, [code])
            walk(inner)
          }
        }
        walk(expansion.contains)
      } else if (system === undefined || system.content !== 'complete' || include.filter !== undefined)
        isOpen = true
      else add(include.system, codesIn(system.concept))
    }
  }
  visit(url)
  const syntax = isOpen ? syntaxOf(url) : undefined
  return {
    url,
    systems: Object.fromEntries(Object.entries(found).map(([system, codes]) => [system, [...codes]])),
    ...(syntax === undefined ? {} : { syntax }),
  }
}

function syntaxOf(url: string): 'mime' | 'currency' | 'any' {
  if (url.endsWith('/mimetypes')) return 'mime'
  if (url.endsWith('/currencies')) return 'currency'
  return 'any'
}

function packCompartment(): Definitions['patientCompartment'] {
  const compartment = read<Compartment>('CompartmentDefinition-patient.json')
  const parameters = resourcesOf('Bundle-searchParams.json') as SearchParameter[]
  const packed: Record<string, { parameter: string; paths: string[] }[]> = {}
  for (const { code: type, param } of compartment.resource) {
    if (param === undefined || param.length === 0) continue
    packed[type] = param.map((name) => {
      const definition = parameters.find(({ code, base }) => code === name && base.includes(type))
      const paths = (definition?.expression ?? '')
        .split('|')
        .map((path) => path.trim())
        .filter((path) => path.startsWith(`${type}.`))
      return { parameter: name, paths }
    })
  }
  return packed
}

for (const resource of [...resourcesOf('Bundle-types.json'), ...resourcesOf('Bundle-resources.json')]) {
  if (resource.resourceType !== 'StructureDefinition' || resource.derivation === 'constraint') continue
  if (resource.kind === 'resource' && resource.abstract) continue
  packStructure(resource)
}

const terminology = [
  ...resourcesOf('Bundle-valuesets.json'),
  ...resourcesOf('Bundle-v3-valuesets.json'),
  ...resourcesOf('Bundle-v2-valuesets.json'),
]
const valueSets = new Map<string, ValueSet>()
const codeSystems = new Map<string, CodeSystem>()
for (const resource of terminology) {
  if (resource.resourceType === 'ValueSet') valueSets.set(resource.url, resource)
  if (resource.resourceType === 'CodeSystem') codeSystems.set(resource.url, resource)
}
const expansions = new Map<string, ValueSet>()
for (const resource of resourcesOf('Bundle-valueset-expansions.json')) {
  if (resource.resourceType === 'ValueSet') expansions.set(resource.url, resource)
}

const packedValueSets = Object.fromEntries(
  [...usedValueSets].sort().map((url) => [url, packValueSet(url, valueSets, expansions, codeSystems)]),
)
const definitions: Definitions = {
  version: '4.0.1',
  types,
  constraints,
  valueSets: packedValueSets,
  patientCompartment: packCompartment(),
}

/** One line per type, constraint and value set, so that a change can be read in a diff. */
function inLines(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n')
}

const text = `{"version":"4.0.1","licence":"HL7 FHIR 4.0.1, CC0-1.0",
"types":{
${inLines(definitions.types)}
},
"constraints":{
${inLines(definitions.constraints)}
},
"valueSets":{
${inLines(definitions.valueSets)}
},
"patientCompartment":{
${inLines(definitions.patientCompartment)}
}}
`
if (process.argv.includes('--check')) {
  const isSame = readFileSync(fileURLToPath(definitionsUrl), 'utf8') === text
  if (!isSame)
    process.stderr.write('The packed FHIR definitions differ: run node scripts/pack-fhir-definitions.ts\n')
  process.exit(isSame ? 0 : 1)
}
writeFileSync(fileURLToPath(definitionsUrl), text)
const open = Object.values(packedValueSets).filter(({ syntax }) => syntax !== undefined)
process.stdout.write(
  `${Object.keys(types).length} types, ${Object.keys(constraints).length} constraints, ${usedValueSets.size} value sets ` +
    `(${open.map(({ url, syntax }) => `${url}: ${syntax}`).join(', ')}), ${text.length} bytes\n`,
)
