// A FHIR resource as people read it: labels in words, codes with their meaning, dates, quantities, references. Pure.
import { elementWords, extensionWords } from './element-words.ts'
import { ExactNumber, type ExactObject, isObject } from './exact-json.ts'
import { unitWords } from './unit-words.ts'

export type TreeValue =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'long'; readonly text: string }
  | { readonly is: 'date'; readonly date: string }
  | { readonly is: 'period'; readonly from: string | undefined; readonly to: string | undefined }
  | {
      readonly is: 'code'
      readonly code: string | undefined
      readonly system: string | undefined
      readonly display: string | undefined
    }
  | { readonly is: 'reference'; readonly reference: string | undefined; readonly display: string | undefined }
  | { readonly is: 'bytes'; readonly characters: number }

export type TreeNode = {
  /** Unique among its siblings. */
  readonly key: string
  readonly label: string
  readonly values: readonly TreeValue[]
  readonly children: readonly TreeNode[]
}

/** What stands elsewhere on the page: type, narrative, what the server knows better. */
const LEFT_OUT: ReadonlySet<string> = new Set(['resourceType', 'text'])

const DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}.*)?)?)?$/
const LONG = 160

export function resourceTree(resource: unknown): readonly TreeNode[] {
  if (!isObject(resource)) return []
  return Object.entries(resource)
    .filter(([name]) => !LEFT_OUT.has(name))
    .toSorted(([a], [b]) => Number(isTechnical(a)) - Number(isTechnical(b)))
    .flatMap(([name, value]) => nodesOf(name, value))
}

/** What the desk reads last. */
function isTechnical(name: string): boolean {
  return ['id', 'meta', 'identifier', 'implicitRules', 'language', 'extension', 'contained'].includes(name)
}

function nodesOf(name: string, value: unknown): TreeNode[] {
  const items = (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== undefined)
  if (items.length === 0) return []
  const label = elementWords(name)
  if (name === 'extension' || name === 'modifierExtension')
    return items.map((item, index) => extensionNode(`${name}.${index}`, item))
  const read = items.map((item) => simpleValues(name, item))
  if (read.every((values) => values !== undefined)) {
    return [{ key: name, label, values: read.flat(), children: [] }]
  }
  return items.map((item, index) => ({
    key: `${name}.${index}`,
    label: items.length === 1 ? label : `${label} ${index + 1}`,
    values: simpleValues(name, item) ?? [],
    children: simpleValues(name, item) === undefined && isObject(item) ? childrenOf(item) : [],
  }))
}

function childrenOf(value: ExactObject): TreeNode[] {
  return Object.entries(value)
    .filter(([name]) => name !== 'resourceType')
    .flatMap(([name, inner]) => nodesOf(name, inner))
}

function extensionNode(key: string, extension: unknown): TreeNode {
  if (!isObject(extension)) return { key, label: 'Extension', values: [], children: [] }
  const url = typeof extension.url === 'string' ? extension.url : 'extension'
  const rest = Object.entries(extension).filter(([name]) => name !== 'url' && name !== 'id')
  const [only] = rest
  const values =
    rest.length === 1 && only !== undefined && only[0].startsWith('value')
      ? simpleValues(only[0], only[1])
      : undefined
  return {
    key,
    label: extensionWords(url),
    values: values ?? [],
    children: values === undefined ? rest.flatMap(([name, inner]) => nodesOf(name, inner)) : [],
  }
}

/** The value as something that fits on a line, undefined when it has parts that need lines of their own. */
function simpleValues(name: string, value: unknown): TreeValue[] | undefined {
  if (typeof value === 'string') return [textValue(name, value)]
  if (typeof value === 'boolean') return [{ is: 'text', text: value ? 'Yes' : 'No' }]
  if (value instanceof ExactNumber) return [{ is: 'text', text: value.digits }]
  if (!isObject(value)) return undefined
  const keys = Object.keys(value).filter((key) => key !== 'id')
  const only = (...allowed: string[]) => keys.every((key) => allowed.includes(key))
  if (keys.length === 0) return []
  if ('coding' in value && only('coding', 'text')) return conceptValues(value)
  if ('code' in value && 'system' in value && only('code', 'system', 'display', 'version', 'userSelected'))
    return [codingValue(value)]
  if (('reference' in value || 'display' in value) && only('reference', 'display', 'type')) {
    return [{ is: 'reference', reference: textIn(value, 'reference'), display: textIn(value, 'display') }]
  }
  if (value.value instanceof ExactNumber) {
    if (only('value', 'unit', 'system', 'code', 'comparator', 'currency')) {
      return [{ is: 'text', text: quantityWords(value) }]
    }
  }
  if (('start' in value || 'end' in value) && only('start', 'end')) {
    return [{ is: 'period', from: textIn(value, 'start'), to: textIn(value, 'end') }]
  }
  if (only('low', 'high') && (isQuantity(value.low) || isQuantity(value.high))) {
    const low = isQuantity(value.low) ? quantityWords(value.low) : ''
    const high = isQuantity(value.high) ? quantityWords(value.high) : ''
    return [{ is: 'text', text: `${low} – ${high}`.trim() }]
  }
  if (keys.length === 1 && 'text' in value) return simpleValues('text', value.text)
  return undefined
}

function isQuantity(value: unknown): value is ExactObject {
  return isObject(value) && value.value instanceof ExactNumber
}

function textIn(value: ExactObject, name: string): string | undefined {
  const found = value[name]
  return typeof found === 'string' && found !== '' ? found : undefined
}

function textValue(name: string, text: string): TreeValue {
  if (DATE.test(text) && !/^(id|value|code|versionId|version)$/.test(name)) return { is: 'date', date: text }
  if (name === 'data' && text.length > LONG) return { is: 'bytes', characters: text.length }
  return text.length > LONG || text.includes('\n') ? { is: 'long', text } : { is: 'text', text }
}

function quantityWords(quantity: ExactObject): string {
  const unit = unitWords(
    textIn(quantity, 'unit') ?? textIn(quantity, 'code') ?? textIn(quantity, 'currency') ?? '',
  )
  return `${textIn(quantity, 'comparator') ?? ''}${String(quantity.value)} ${unit}`.trim()
}

/** The words of a concept once, then its codes; a code whose meaning is the words stands beside them. */
function conceptValues(concept: ExactObject): TreeValue[] {
  const text = textIn(concept, 'text')
  const codings = (Array.isArray(concept.coding) ? concept.coding : []).filter(isObject).map(codingValue)
  const isSaid = codings.some((one) => one.is === 'code' && one.display === text)
  return text === undefined || isSaid ? codings : [{ is: 'text', text }, ...codings]
}

function codingValue(coding: ExactObject): TreeValue {
  return {
    is: 'code',
    code: textIn(coding, 'code'),
    system: textIn(coding, 'system'),
    display: textIn(coding, 'display'),
  }
}
