// Turns a FHIRPath expression into a function over plain JSON, once; running it builds no tree and looks nothing up by name.

import { compareValues, isEqual } from './compare.ts'
import { type Expression, parseExpression } from './parse.ts'

export type Collection = readonly unknown[]

/** What `%resource`, `%rootResource` and `%context` stand for. */
export type Surroundings = Readonly<{ resource: unknown; rootResource: unknown; context: unknown }>

export type Path = (input: Collection, around: Surroundings) => Collection

/** The choice elements of FHIR: `valueQuantity` belongs to the choice `value`. */
export type Choices = Readonly<{ of(property: string): string | undefined; has(choice: string): boolean }>

const noChoices: Choices = { of: () => undefined, has: () => false }
const NONE: Collection = []
const TRUE: Collection = [true]
const FALSE: Collection = [false]

export function compilePath(text: string, choices: Choices): Path {
  return compile(parseExpression(text), choices)
}

function truth(collection: Collection): boolean | undefined {
  if (collection.length === 0) return undefined
  const [first] = collection
  return collection.length === 1 && typeof first === 'boolean' ? first : true
}

function answer(value: boolean | undefined): Collection {
  return value === undefined ? NONE : value ? TRUE : FALSE
}

function compile(expression: Expression, choices: Choices): Path {
  switch (expression.is) {
    case 'literal': {
      const value: Collection = [expression.value]
      return () => value
    }
    case 'empty':
      return () => NONE
    case 'this':
      return (input) => input
    case 'variable':
      return variable(expression.name)
    case 'member':
      return member(expression.of, expression.name, choices)
    case 'call':
      return call(expression, choices)
    case 'binary':
      return binary(
        expression.operator,
        compile(expression.left, choices),
        compile(expression.right, choices),
      )
    case 'type':
      return typed(expression.operator, expression.of, expression.name, choices)
    case 'index': {
      const of = compile(expression.of, choices)
      const at = compile(expression.at, choices)
      return (input, around) => {
        const [index] = at(input, around)
        const item = of(input, around)[Number(index)]
        return item === undefined ? NONE : [item]
      }
    }
    case 'negative': {
      const of = compile(expression.of, choices)
      return (input, around) => of(input, around).map((value) => -Number(value))
    }
  }
}

function variable(name: string): Path {
  switch (name) {
    case 'resource':
      return (_, around) => [around.resource]
    case 'rootResource':
      return (_, around) => [around.rootResource]
    case 'context':
      return (_, around) => [around.context]
    case 'ucum':
      return () => ['http://unitsofmeasure.org']
    default:
      throw new Error(`FHIRPath knows no variable %${name}.`)
  }
}

function member(of: Expression | undefined, name: string, choices: Choices): Path {
  const step = childStep(name, choices)
  if (of === undefined) {
    // A path may begin with the name of the resource it is about.
    if (/^[A-Z]/.test(name)) return (input) => input.filter((item) => resourceTypeOf(item) === name)
    return (input) => step(input)
  }
  const before = compile(of, choices)
  return (input, around) => step(before(input, around))
}

function resourceTypeOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null
    ? (item as Record<string, unknown>).resourceType
    : undefined
}

function childStep(name: string, choices: Choices): (input: Collection) => Collection {
  const shadow = `_${name}`
  const isChoice = choices.has(name)
  return (input) => {
    if (input.length === 0) return NONE
    const found: unknown[] = []
    for (const item of input) {
      if (typeof item !== 'object' || item === null) continue
      const object = item as Record<string, unknown>
      let value = object[name]
      let extra = object[shadow]
      if (isChoice && value === undefined && extra === undefined) {
        for (const key in object) {
          const plain = key.charCodeAt(0) === 95 ? key.slice(1) : key
          if (choices.of(plain) === name) {
            value = object[plain]
            extra = object[`_${plain}`]
            break
          }
        }
      }
      collect(found, value, extra)
    }
    return found
  }
}

/** A primitive that has only extensions counts as there: its extension object stands for it. */
function collect(found: unknown[], value: unknown, extra: unknown): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const single: unknown = value[i] ?? (Array.isArray(extra) ? extra[i] : undefined)
      if (single !== null && single !== undefined) found.push(single)
    }
  } else if (value !== undefined && value !== null) found.push(value)
  else if (Array.isArray(extra)) found.push(...extra.filter((item) => item !== null))
  else if (extra !== undefined && extra !== null) found.push(extra)
}

function childrenOf(item: unknown): unknown[] {
  const found: unknown[] = []
  if (typeof item !== 'object' || item === null) return found
  const object = item as Record<string, unknown>
  for (const key of Object.keys(object)) {
    if (key === 'resourceType') continue
    if (key.startsWith('_')) {
      if (object[key.slice(1)] === undefined) collect(found, undefined, object[key])
    } else collect(found, object[key], object[`_${key}`])
  }
  return found
}

function descendantsOf(items: Collection): unknown[] {
  const found: unknown[] = []
  const visit = (item: unknown): void => {
    for (const child of childrenOf(item)) {
      found.push(child)
      visit(child)
    }
  }
  for (const item of items) visit(item)
  return found
}

function binary(operator: string, left: Path, right: Path): Path {
  switch (operator) {
    case 'and':
      return (input, around) => {
        const a = truth(left(input, around))
        if (a === false) return FALSE
        const b = truth(right(input, around))
        return b === false ? FALSE : answer(a === undefined || b === undefined ? undefined : true)
      }
    case 'or':
      return (input, around) => {
        const a = truth(left(input, around))
        if (a === true) return TRUE
        const b = truth(right(input, around))
        return b === true ? TRUE : answer(a === undefined || b === undefined ? undefined : false)
      }
    case 'xor':
      return (input, around) => {
        const a = truth(left(input, around))
        const b = truth(right(input, around))
        return answer(a === undefined || b === undefined ? undefined : a !== b)
      }
    case 'implies':
      return (input, around) => {
        const a = truth(left(input, around))
        if (a === false) return TRUE
        const b = truth(right(input, around))
        return b === true ? TRUE : answer(a === undefined || b === undefined ? undefined : false)
      }
    case '=':
    case '~':
      return (input, around) => answer(equality(left(input, around), right(input, around)))
    case '!=':
    case '!~':
      return (input, around) => {
        const same = equality(left(input, around), right(input, around))
        return answer(same === undefined ? undefined : !same)
      }
    case '<':
      return ordering(left, right, (order) => order < 0)
    case '>':
      return ordering(left, right, (order) => order > 0)
    case '<=':
      return ordering(left, right, (order) => order <= 0)
    case '>=':
      return ordering(left, right, (order) => order >= 0)
    case '|':
      return (input, around) => distinct([...left(input, around), ...right(input, around)])
    case 'in':
      return (input, around) => membership(left(input, around), right(input, around))
    case 'contains':
      return (input, around) => membership(right(input, around), left(input, around))
    case '&':
      return (input, around) => [`${left(input, around)[0] ?? ''}${right(input, around)[0] ?? ''}`]
    case '+':
      return (input, around) => {
        const [a] = left(input, around)
        const [b] = right(input, around)
        if (typeof a === 'number' && typeof b === 'number') return [a + b]
        return typeof a === 'string' && typeof b === 'string' ? [a + b] : NONE
      }
    default:
      throw new Error(
        `FHIRPath operator “${operator}” is not used by any FHIR invariant and is not known here.`,
      )
  }
}

function equality(a: Collection, b: Collection): boolean | undefined {
  if (a.length === 0 || b.length === 0) return undefined
  if (a.length !== b.length) return false
  return a.every((item, i) => isEqual(item, b[i]))
}

function ordering(left: Path, right: Path, holds: (order: number) => boolean): Path {
  return (input, around) => {
    const a = left(input, around)
    const b = right(input, around)
    if (a.length !== 1 || b.length !== 1) return NONE
    const order = compareValues(a[0], b[0])
    return answer(order === undefined ? undefined : holds(order))
  }
}

function membership(item: Collection, of: Collection): Collection {
  if (item.length === 0) return NONE
  return answer(of.some((other) => isEqual(other, item[0])))
}

function distinct(items: Collection): Collection {
  const primitives = new Set<unknown>()
  const objects: unknown[] = []
  const found: unknown[] = []
  for (const item of items) {
    if (typeof item !== 'object') {
      if (primitives.has(item)) continue
      primitives.add(item)
    } else {
      if (objects.some((other) => isEqual(other, item))) continue
      objects.push(item)
    }
    found.push(item)
  }
  return found
}

function typed(operator: 'is' | 'as', of: Expression, name: string, choices: Choices): Path {
  const suffix = name.charAt(0).toUpperCase() + name.slice(1)
  // Plain JSON carries the type of a choice in the property's name only.
  if (of.is === 'member') {
    const before = of.of === undefined ? undefined : compile(of.of, choices)
    const choice = of.name
    const exact = `${choice}${suffix}`
    if (choices.of(exact) === choice) {
      const any = childStep(choice, choices)
      const one = childStep(exact, noChoices)
      return (input, around) => {
        const items = before === undefined ? input : before(input, around)
        const found = one(items)
        if (operator === 'as') return found
        return any(items).length === 0 ? NONE : answer(found.length > 0)
      }
    }
  }
  const inner = compile(of, choices)
  return (input, around) => {
    const items = inner(input, around)
    if (operator === 'as') return items.filter((item) => isOfType(item, name))
    return items.length === 0 ? NONE : answer(items.every((item) => isOfType(item, name)))
  }
}

function isOfType(item: unknown, name: string): boolean {
  switch (name) {
    case 'Boolean':
    case 'boolean':
      return typeof item === 'boolean'
    case 'Decimal':
    case 'decimal':
    case 'integer':
    case 'Integer':
      return typeof item === 'number'
    case 'String':
    case 'string':
    case 'code':
    case 'uri':
    case 'url':
    case 'canonical':
    case 'id':
    case 'date':
    case 'dateTime':
      return typeof item === 'string'
    default:
      return resourceTypeOf(item) === name
  }
}

function call(expression: Expression & { is: 'call' }, choices: Choices): Path {
  const { of, name, args } = expression
  const before: Path = of === undefined ? (input) => input : compile(of, choices)
  const [first, second, third] = args
  const typeArgument = first?.is === 'member' && first.of === undefined ? first.name : undefined
  if ((name === 'is' || name === 'as' || name === 'ofType') && typeArgument !== undefined) {
    return typed(name === 'is' ? 'is' : 'as', of ?? { is: 'this' }, typeArgument, choices)
  }
  const one: Path = first === undefined ? () => NONE : compile(first, choices)
  const two: Path = second === undefined ? () => NONE : compile(second, choices)
  const three: Path = third === undefined ? () => NONE : compile(third, choices)
  const each = (item: unknown, around: Surroundings) => one([item], around)
  const text = (work: (text: string, argument: string, other: string) => Collection): Path => {
    return (input, around) => {
      const items = before(input, around)
      const [value] = items
      if (items.length !== 1 || typeof value !== 'string') return NONE
      return work(value, String(one(input, around)[0] ?? ''), String(two(input, around)[0] ?? ''))
    }
  }
  switch (name) {
    case 'exists':
      if (first === undefined) return (input, around) => answer(before(input, around).length > 0)
      return (input, around) =>
        answer(before(input, around).some((item) => truth(each(item, around)) === true))
    case 'empty':
      return (input, around) => answer(before(input, around).length === 0)
    case 'not':
      return (input, around) => {
        const value = truth(before(input, around))
        return answer(value === undefined ? undefined : !value)
      }
    case 'count':
      return (input, around) => [before(input, around).length]
    case 'hasValue':
      return (input, around) => {
        const items = before(input, around)
        return answer(items.length === 1 && typeof items[0] !== 'object')
      }
    case 'where':
      return (input, around) => before(input, around).filter((item) => truth(each(item, around)) === true)
    case 'select':
      return (input, around) => before(input, around).flatMap((item) => each(item, around))
    case 'all':
      return (input, around) =>
        answer(before(input, around).every((item) => truth(each(item, around)) !== false))
    case 'allFalse':
      return (input, around) => answer(before(input, around).every((item) => item === false))
    case 'isDistinct':
      return (input, around) => {
        const items = before(input, around)
        return answer(distinct(items).length === items.length)
      }
    case 'distinct':
      return (input, around) => distinct(before(input, around))
    case 'first':
      return (input, around) => before(input, around).slice(0, 1)
    case 'tail':
      return (input, around) => before(input, around).slice(1)
    case 'combine':
      return (input, around) => [...before(input, around), ...one(input, around)]
    case 'intersect':
      return (input, around) => {
        const others = one(input, around)
        return distinct(before(input, around).filter((item) => others.some((other) => isEqual(item, other))))
      }
    case 'children':
      return (input, around) => before(input, around).flatMap(childrenOf)
    case 'descendants':
      return (input, around) => descendantsOf(before(input, around))
    case 'trace':
      return before
    case 'iif':
      return (input, around) => {
        const items = before(input, around)
        return truth(one(items, around)) === true ? two(items, around) : three(items, around)
      }
    case 'resolve':
      return (input, around) =>
        before(input, around).flatMap((item) => containedTarget(item, around.rootResource))
    case 'toInteger':
      return (input, around) => {
        const value = Number(before(input, around)[0])
        return Number.isInteger(value) ? [value] : NONE
      }
    case 'toString':
      return (input, around) => before(input, around).slice(0, 1).map(String)
    case 'startsWith':
      return text((value, argument) => answer(value.startsWith(argument)))
    case 'contains':
      return text((value, argument) => answer(value.includes(argument)))
    case 'matches':
      return matching(text, first)
    case 'replaceMatches':
      return text((value, pattern, by) => [value.replace(new RegExp(pattern, 'gu'), by)])
    case 'substring':
      return (input, around) => {
        const [value] = before(input, around)
        const [start] = one(input, around)
        return typeof value === 'string' && typeof start === 'number' && start < value.length
          ? [value.slice(start)]
          : NONE
      }
    default:
      throw new Error(`FHIRPath function ${name}() is not used by any FHIR invariant and is not known here.`)
  }
}

function matching(
  text: (work: (value: string, argument: string) => Collection) => Path,
  pattern: Expression | undefined,
): Path {
  if (pattern?.is !== 'literal') throw new Error('FHIRPath matches() needs a fixed pattern.')
  const expression = new RegExp(String(pattern.value), 's')
  return text((value) => answer(expression.test(value)))
}

/** Only what lies in the same resource can be resolved without asking anybody. */
function containedTarget(item: unknown, root: unknown): Collection {
  const reference =
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>).reference : item
  if (typeof reference !== 'string' || !reference.startsWith('#')) return NONE
  const contained = (root as Record<string, unknown> | null)?.contained
  if (!Array.isArray(contained)) return NONE
  return contained.filter((resource: Record<string, unknown>) => resource.id === reference.slice(1))
}
