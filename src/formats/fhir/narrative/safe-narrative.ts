// The narrative as it may be put into a page. Everything is written anew from the parsed tree by allow-list: what is not
// named here cannot come out, whatever a browser would have made of the original.

import {
  allowedElements,
  displayedAttributes,
  displayedStyle,
  droppedWithContent,
  isEmbeddedPicture,
} from './allowed-xhtml.ts'
import { parseXhtml, type XhtmlElement, type XhtmlText } from './parse-xhtml.ts'

const empties = new Set(['br', 'hr', 'img', 'col'])

/** HTML without scripts, handlers, links, forms, or anything that is fetched from elsewhere. */
export function safeNarrative(div: string): string {
  return written(parseXhtml(div).children)
}

function written(nodes: readonly (XhtmlElement | XhtmlText)[]): string {
  let html = ''
  for (const node of nodes) html += node.kind === 'text' ? escaped(node.text) : writtenElement(node)
  return html
}

function writtenElement(element: XhtmlElement): string {
  const { name } = element
  if (droppedWithContent.has(name)) return ''
  if (!allowedElements.has(name)) return written(element.children)
  if (name === 'img') return writtenPicture(element)
  // Links are shown as text: a chart must not lead, or leak, to somewhere else.
  const shownName = name === 'a' ? 'span' : name
  const open = `<${shownName}${writtenAttributes(element)}>`
  return empties.has(name) ? open : `${open}${written(element.children)}</${shownName}>`
}

function writtenPicture(element: XhtmlElement): string {
  const source = element.attributes.get('src') ?? ''
  const alternative = element.attributes.get('alt') ?? ''
  if (!isEmbeddedPicture(source)) return escaped(alternative)
  return `<img src="${escaped(source.replaceAll(/\s/g, ''))}"${writtenAttributes(element)}>`
}

function writtenAttributes(element: XhtmlElement): string {
  let html = ''
  for (const [name, value] of element.attributes) {
    if (name === 'style') {
      const style = displayedStyle(value)
      if (style !== '') html += ` style="${escaped(style)}"`
    } else if (displayedAttributes.has(name)) html += ` ${name}="${escaped(value)}"`
  }
  return html
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('`', '&#96;')
}
