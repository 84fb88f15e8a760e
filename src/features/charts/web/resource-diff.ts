// What changed between two versions of a resource, field by field. Pure.
import { elementWords } from './element-words.ts'
import { ExactNumber, isObject } from './exact-json.ts'

export type FieldChange = {
  /** Where, as FHIR writes it: `code.coding[0].display`. */
  readonly path: string
  /** Where, in words: "Code › Coding 1 › Display". */
  readonly label: string
  /** undefined: it was not there. */
  readonly before: string | undefined
  /** undefined: it is not there any more. */
  readonly after: string | undefined
}

type Step = string | number

/** Every field that is different; the narrative is left out, because it is drawn from the others. */
export function diffResources(before: unknown, after: unknown): readonly FieldChange[] {
  const changes: FieldChange[] = []
  compare(before, after, [], changes)
  return changes
}

function compare(before: unknown, after: unknown, at: readonly Step[], changes: FieldChange[]): void {
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (at.length === 0 && name === 'text') continue
      compare(before[name], after[name], [...at, name], changes)
    }
    return
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before, after, at, changes)
    return
  }
  if (same(before, after)) return
  if (before === undefined || after === undefined || isBranch(before) || isBranch(after)) {
    if (before !== undefined) list(before, at, (path, text) => changes.push(change(path, text, undefined)))
    if (after !== undefined) list(after, at, (path, text) => changes.push(change(path, undefined, text)))
    return
  }
  changes.push(change(at, leafText(before), leafText(after)))
}

/** Items that stand in both stay; between them, what went is held against what came, in order. */
function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  at: readonly Step[],
  changes: FieldChange[],
): void {
  let b = 0
  let a = 0
  for (const [keptBefore, keptAfter] of [
    ...keptItems(before, after),
    [before.length, after.length] as const,
  ]) {
    while (b < keptBefore || a < keptAfter) {
      const gone = b < keptBefore ? before[b] : undefined
      const come = a < keptAfter ? after[a] : undefined
      compare(gone, come, [...at, come === undefined ? b : a], changes)
      b = Math.min(b + 1, keptBefore)
      a = Math.min(a + 1, keptAfter)
    }
    b += 1
    a += 1
  }
}

/** Positions of the longest common run of equal items. */
function keptItems(before: readonly unknown[], after: readonly unknown[]): (readonly [number, number])[] {
  const left = before.map(canonical)
  const right = after.map(canonical)
  // Long lists are compared in order only: the table would not fit.
  if (left.length * right.length > 250_000) return []
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as Uint16Array
      const below = lengths[i + 1] as Uint16Array
      row[j] =
        left[i] === right[j]
          ? (below[j + 1] as number) + 1
          : Math.max(below[j] as number, row[j + 1] as number)
    }
  }
  const kept: (readonly [number, number])[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      kept.push([i, j])
      i += 1
      j += 1
    } else if (
      ((lengths[i + 1] as Uint16Array)[j] as number) >= ((lengths[i] as Uint16Array)[j + 1] as number)
    )
      i += 1
    else j += 1
  }
  return kept
}

/** Equal texts for equal values, whatever the order of the keys; digits count. */
function canonical(value: unknown): string {
  if (value instanceof ExactNumber) return value.digits
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (isObject(value)) {
    const pairs = Object.keys(value)
      .toSorted()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    return `{${pairs.join(',')}}`
  }
  return JSON.stringify(value) ?? 'undefined'
}

function same(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after)
}

function isBranch(value: unknown): boolean {
  return Array.isArray(value) || isObject(value)
}

/** Each leaf below a value. */
function list(value: unknown, at: readonly Step[], tell: (at: readonly Step[], text: string) => void): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) list(item, [...at, index], tell)
  else if (isObject(value)) for (const name of Object.keys(value)) list(value[name], [...at, name], tell)
  else tell(at, leafText(value))
}

function leafText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return value instanceof ExactNumber ? value.digits : String(value)
}

function change(at: readonly Step[], before: string | undefined, after: string | undefined): FieldChange {
  return { path: pathText(at), label: pathWords(at), before, after }
}

function pathText(at: readonly Step[]): string {
  return at
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('')
}

function pathWords(at: readonly Step[]): string {
  const words: string[] = []
  for (const step of at) {
    if (typeof step === 'string') words.push(elementWords(step))
    else words.push(`${words.pop() ?? 'Item'} ${step + 1}`)
  }
  return words.join(' › ')
}
