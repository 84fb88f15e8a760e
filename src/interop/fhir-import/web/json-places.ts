// Reads JSON text for its places: which characters each value covers. Tolerant: of broken text the part up to the break
// is known. Nothing is parsed into numbers, so no digit is lost.

export type Span = { readonly start: number; readonly end: number }

export type JsonPlace = Span & {
  readonly kind: 'object' | 'array' | 'scalar'
  /** An object's members by key, the key's own characters included in `whole`. */
  readonly members: ReadonlyMap<string, { readonly whole: Span; readonly value: JsonPlace }>
  readonly items: readonly JsonPlace[]
}

type Building = {
  kind: JsonPlace['kind']
  start: number
  end: number
  members: Map<string, { whole: Span; value: Building }>
  items: Building[]
}

const DEPTH_MAX = 200

/** The places of the first value in the text; undefined when it begins with none. */
export function readPlaces(text: string): JsonPlace | undefined {
  let at = 0
  let broken = false

  const skipSpace = () => {
    while (at < text.length && ' \t\n\r\uFEFF'.includes(text.charAt(at))) at += 1
  }
  const readString = (): Span => {
    const start = at
    at += 1
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    if (at >= text.length) broken = true
    at = Math.min(text.length, at + 1)
    return { start, end: at }
  }
  const readValue = (depth: number): Building | undefined => {
    skipSpace()
    if (at >= text.length || depth > DEPTH_MAX) {
      broken = true
      return undefined
    }
    const value: Building = { kind: 'scalar', start: at, end: at, members: new Map(), items: [] }
    const first = text[at]
    if (first === '{') readMembers(value, depth)
    else if (first === '[') readItems(value, depth)
    else if (first === '"') readString()
    else {
      while (at < text.length && !' \t\n\r,]}"'.includes(text.charAt(at))) at += 1
      if (at === value.start) broken = true
    }
    value.end = at
    return value
  }
  const readMembers = (object: Building, depth: number) => {
    object.kind = 'object'
    at += 1
    for (;;) {
      skipSpace()
      if (text[at] === ',') at += 1
      else if (text[at] === '}') {
        at += 1
        return
      } else if (text[at] === '"') {
        const key = readString()
        skipSpace()
        if (broken || text[at] !== ':') {
          broken = true
          return
        }
        at += 1
        const value = readValue(depth + 1)
        if (value !== undefined)
          object.members.set(keyOf(text, key), { whole: { start: key.start, end: value.end }, value })
      } else broken = true
      if (broken) return
    }
  }
  const readItems = (array: Building, depth: number) => {
    array.kind = 'array'
    at += 1
    for (;;) {
      skipSpace()
      if (text[at] === ',') at += 1
      else if (text[at] === ']') {
        at += 1
        return
      } else {
        const item = readValue(depth + 1)
        if (item !== undefined) array.items.push(item)
      }
      if (broken) return
    }
  }
  return readValue(0)
}

function keyOf(text: string, span: Span): string {
  const quoted = text.slice(span.start, span.end)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1) // A bad escape in a key; its characters as they stand still find it.
  }
}
