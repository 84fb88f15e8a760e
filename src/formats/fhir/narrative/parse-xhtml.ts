// Reads the XHTML of a narrative into a tree. Tolerant: whatever is ill-formed is repaired and said; nothing is executed,
// fetched or resolved, and only entities of a fixed list are known.

export type XhtmlText = Readonly<{ kind: 'text'; text: string }>
export type XhtmlElement = {
  readonly kind: 'element'
  /** Lower case, without a prefix. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XhtmlElement | XhtmlText)[]
}
export type XhtmlTree = Readonly<{ children: readonly (XhtmlElement | XhtmlText)[]; isWellFormed: boolean }>

/** Deeper elements are read as if they stood at this depth. */
const DEEPEST = 60
/** More open elements than this are not waited for: no narrative needs them, and looking for their ends would take long. */
const MOST_OPEN = 500

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  plusmn: '±',
  sup2: '²',
  sup3: '³',
  micro: 'µ',
  middot: '·',
  frac12: '½',
  frac14: '¼',
  times: '×',
  divide: '÷',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  hellip: '…',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  le: '≤',
  ge: '≥',
  ne: '≠',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
}

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,9});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? (entities[name] as string) : whole
    const isHex = name[1] === 'x' || name[1] === 'X'
    const point = isHex ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    const isText = point === 9 || point === 10 || point === 13 || (point >= 0x20 && point <= 0x10ffff)
    return isText && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : '\ufffd'
  })
}

const nameStart = /[A-Za-z]/
const attributePattern = /\s*([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y
const voidNames = new Set(['br', 'hr', 'img', 'col', 'input', 'meta', 'link', 'base', 'embed', 'area', 'wbr'])
/** Their content is not markup, in browsers at least. */
const rawNames = new Set(['script', 'style'])

export function parseXhtml(text: string): XhtmlTree {
  const top: (XhtmlElement | XhtmlText)[] = []
  const open: XhtmlElement[] = []
  let isWellFormed = true
  let lowerText: string | undefined
  let at = 0

  function place(): (XhtmlElement | XhtmlText)[] {
    return open[Math.min(open.length, DEEPEST) - 1]?.children ?? top
  }

  function addText(raw: string): void {
    if (raw !== '') place().push({ kind: 'text', text: decodeEntities(raw) })
  }

  /** Past the end of something that begins here, or past the end of all when it never ends. */
  function skipTo(end: string, from: number): number {
    const found = text.indexOf(end, from)
    if (found >= 0) return found + end.length
    isWellFormed = false
    return text.length
  }

  while (at < text.length) {
    const next = text.indexOf('<', at)
    if (next < 0) {
      addText(text.slice(at))
      break
    }
    addText(text.slice(at, next))
    at = next
    if (text.startsWith('<!--', at)) at = skipTo('-->', at + 4)
    else if (text.startsWith('<![CDATA[', at)) {
      const end = skipTo(']]>', at + 9)
      const isClosed = end - 3 >= at + 9 && text.startsWith(']]>', end - 3)
      const content = text.slice(at + 9, isClosed ? end - 3 : end)
      if (content !== '') place().push({ kind: 'text', text: content })
      at = end
    } else if (text.startsWith('<!', at)) {
      isWellFormed = false // a document type has no business in a narrative
      at = skipTo('>', at + 2)
    } else if (text.startsWith('<?', at)) at = skipTo('?>', at + 2)
    else if (text[at + 1] === '/') closeTag()
    else if (nameStart.test(text[at + 1] ?? '')) openTag()
    else {
      isWellFormed = false
      addText('<')
      at += 1
    }
  }
  if (open.length > 0) isWellFormed = false
  return { children: top, isWellFormed }

  function closeTag(): void {
    const end = text.indexOf('>', at)
    const name = localName(text.slice(at + 2, end < 0 ? text.length : end).trim())
    at = end < 0 ? text.length : end + 1
    const opened = open.findLastIndex((element) => element.name === name)
    if (end < 0 || opened < 0 || opened !== open.length - 1) isWellFormed = false
    if (opened >= 0) open.length = opened
  }

  function openTag(): void {
    let i = at + 1
    while (i < text.length && !/[\s/>]/.test(text[i] as string)) i += 1
    const name = localName(text.slice(at + 1, i))
    const attributes = new Map<string, string>()
    let isClosed = false
    let isEnded = false
    while (i < text.length) {
      const character = text[i] as string
      if (character === '>') {
        i += 1
        isEnded = true
        break
      }
      if (character === '/') {
        isClosed = text[i + 1] === '>'
        if (!isClosed) isWellFormed = false
        i += 1
        continue
      }
      if (/\s/.test(character)) {
        i += 1
        continue
      }
      attributePattern.lastIndex = i
      const match = attributePattern.exec(text)
      if (match === null) {
        isWellFormed = false
        i += 1
        continue
      }
      const key = (match[1] as string).toLowerCase()
      const value = match[2] ?? match[3]
      if (value === undefined || attributes.has(key)) isWellFormed = false
      if (!attributes.has(key)) attributes.set(key, decodeEntities(value ?? match[4] ?? ''))
      i = attributePattern.lastIndex
    }
    if (!isEnded) isWellFormed = false
    at = i
    const element: XhtmlElement = { kind: 'element', name, attributes, children: [] }
    place().push(element)
    if (isClosed) return
    if (voidNames.has(name)) {
      isWellFormed = false // XHTML closes these too
      return
    }
    if (rawNames.has(name)) {
      lowerText ??= text.toLowerCase()
      const end = lowerText.indexOf(`</${name}`, at)
      if (end < 0) isWellFormed = false
      at = end < 0 ? text.length : skipTo('>', end)
      return
    }
    if (open.length < MOST_OPEN) open.push(element)
    else isWellFormed = false
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase()
}
