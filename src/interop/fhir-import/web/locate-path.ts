// Finds the place in a resource's text that a finding's FHIRPath-like path speaks of.
import { type JsonPlace, readPlaces, type Span } from './json-places.ts'

export type Located = Span & {
  /** False when the path names something that is not there: the span is then the head of what lacks it. */
  readonly exact: boolean
}

type Step = { readonly name: string } | { readonly index: number }

/** The characters a path speaks of, or the nearest thing above it that is there; undefined when the text has no such value. */
export function locatePath(text: string, path: string): Located | undefined {
  const root = readPlaces(text)
  return root === undefined ? undefined : locateIn(root, path)
}

/** As locatePath, for text whose places are read already. */
export function locateIn(root: JsonPlace, path: string): Located | undefined {
  let place = root
  let span: Span = head(root)
  const steps = stepsOf(path)
  for (const [at, step] of steps.entries()) {
    const next = follow(place, step)
    // The type's name leads a path and stands nowhere in the text.
    if (next === undefined && at === 0 && 'name' in step) continue
    if (next === undefined) return { ...span, exact: false }
    place = next.value
    span = at === steps.length - 1 ? next.whole : head(next.value, next.whole.start)
  }
  return steps.length < 2 ? { ...head(root), exact: true } : { ...span, exact: true }
}

function follow(place: JsonPlace, step: Step): { whole: Span; value: JsonPlace } | undefined {
  if ('index' in step) {
    const item = place.items[step.index]
    // An index on what is no list: a source that forgot the brackets.
    if (item === undefined) return step.index === 0 && place.kind !== 'array' ? alone(place) : undefined
    return alone(item)
  }
  if (place.kind === 'array') {
    for (const item of place.items) {
      const found = follow(item, step)
      if (found !== undefined) return found
    }
    return undefined
  }
  const member = place.members.get(step.name)
  if (member !== undefined) return member
  const choice = step.name.endsWith('[x]') ? step.name.slice(0, -3) : step.name
  for (const [key, value] of place.members) {
    if (key.length > choice.length && key.startsWith(choice) && /[A-Z]/.test(key.charAt(choice.length)))
      return value
  }
  return undefined
}

function alone(place: JsonPlace): { whole: Span; value: JsonPlace } {
  return { whole: { start: place.start, end: place.end }, value: place }
}

// The opening of a value that is too large to mark whole.
function head(place: JsonPlace, from = place.start): Span {
  return { start: from, end: place.kind === 'scalar' ? place.end : place.start + 1 }
}

/** `Observation.component[0].value.ofType(Quantity)` → its names and indexes. */
function stepsOf(path: string): Step[] {
  const plain = path
    .replace(/\/\*.*?\*\//g, '')
    .replace(/\.(ofType|as|where|extension|resolve|first)\([^)]*\)/g, '')
    .replace(/^\$\.?/, '$.')
  const steps: Step[] = []
  for (const part of plain.split('.').filter(Boolean)) {
    const name = /^[^[\]]+(\[x\])?/.exec(part)?.[0]
    if (name !== undefined) steps.push({ name })
    for (const index of part.matchAll(/\[(\d+)\]/g)) steps.push({ index: Number(index[1]) })
  }
  return steps
}

export type LineRange = { readonly from: number; readonly to: number }

/** The lines, counted from 1, that a span of the text covers. */
export function linesOf(text: string, span: Span): LineRange {
  const from = countBreaks(text, 0, span.start) + 1
  return { from, to: from + countBreaks(text, span.start, Math.max(span.start, span.end - 1)) }
}

function countBreaks(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
