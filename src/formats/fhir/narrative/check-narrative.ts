// What in a narrative is not the harmless XHTML that FHIR allows. The record is kept whole all the same; only its display is
// made safe.

import { allowedAttributes, allowedElements, isEmbeddedPicture, schemeOf } from './allowed-xhtml.ts'
import { parseXhtml, type XhtmlElement, type XhtmlText } from './parse-xhtml.ts'

export function checkNarrative(div: string): readonly string[] {
  const tree = parseXhtml(div)
  const problems = new Set<string>()
  if (!tree.isWellFormed) problems.add('The narrative is not well-formed XHTML; it is repaired for display.')
  const elements = tree.children.filter((child) => child.kind === 'element')
  const hasLooseText = tree.children.some((child) => child.kind === 'text' && child.text.trim() !== '')
  if (elements.length !== 1 || elements[0]?.name !== 'div' || hasLooseText) {
    problems.add('The narrative is not one <div>.')
  }
  if (!hasContent(tree.children)) problems.add('The narrative is empty.')
  for (const element of elements) visit(element, problems)
  return [...problems]
}

function hasContent(nodes: readonly (XhtmlElement | XhtmlText)[]): boolean {
  return nodes.some((node) =>
    node.kind === 'text' ? node.text.trim() !== '' : node.name === 'img' || hasContent(node.children),
  )
}

function visit(element: XhtmlElement, problems: Set<string>): void {
  if (!allowedElements.has(element.name)) {
    problems.add(
      `The narrative holds <${element.name.slice(0, 30)}>, which is not allowed there and is not displayed.`,
    )
  }
  for (const [name, value] of element.attributes) checkAttribute(element, name, value, problems)
  for (const child of element.children) if (child.kind === 'element') visit(child, problems)
}

function checkAttribute(element: XhtmlElement, name: string, value: string, problems: Set<string>): void {
  if (name.startsWith('on')) {
    problems.add(`The narrative holds the event handler ${name.slice(0, 30)}, which is never run.`)
  } else if (name === 'style') {
    if (/url\s*\(|expression\s*\(|@import|\\|behavior\s*:|-moz-binding/i.test(value)) {
      problems.add('The narrative has a style that fetches or runs something; that style is not displayed.')
    }
  } else if (name === 'href') {
    const scheme = schemeOf(value)
    if (scheme !== undefined && ['javascript', 'vbscript', 'data'].includes(scheme)) {
      problems.add(`The narrative has a link that begins with ${scheme}:, which is never followed.`)
    }
  } else if (name === 'src') {
    const isLocal = value.startsWith('#') || isEmbeddedPicture(value) || element.name !== 'img'
    if (!isLocal) problems.add('The narrative refers to a picture from elsewhere, which is not fetched.')
  } else if (!allowedAttributes.has(name) && !name.startsWith('xmlns:')) {
    problems.add(
      `The narrative holds the attribute ${name.slice(0, 30)}, which is not allowed there and is not displayed.`,
    )
  }
}
