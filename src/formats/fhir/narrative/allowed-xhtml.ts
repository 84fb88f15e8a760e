// What a narrative may hold. http://hl7.org/fhir/R4/narrative.html: the formatting elements of HTML 4 chapters 7 to 11 and
// 15, links, images, and styles; no scripts, forms, frames, objects, heads, event handlers or things from elsewhere.

export const allowedElements: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address b big blockquote br caption cite code col colgroup dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 ' +
    'hr i img ins kbd li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt u ul var'
  ).split(' '),
)

/** Their whole content goes, because it is no text for people. */
export const droppedWithContent: ReadonlySet<string> = new Set(
  (
    'script style iframe frame frameset noframes object embed applet param noscript template svg math head title link meta ' +
    'base audio video source track canvas select option textarea input button datalist dialog slot portal xmp plaintext'
  ).split(' '),
)

/** Attributes that FHIR allows; the sanitiser shows fewer. */
export const allowedAttributes: ReadonlySet<string> = new Set(
  (
    'xmlns title style class id lang xml:lang dir accesskey tabindex name href rel src alt width height border cellspacing ' +
    'cellpadding align valign char charoff abbr axis headers scope rowspan colspan span summary rules frame cite start ' +
    'type value longdesc bgcolor nowrap compact datetime clear size noshade shape coords usemap hspace vspace text'
  ).split(' '),
)

/** Attributes that pass into what is displayed, whatever element they stand on. */
export const displayedAttributes: ReadonlySet<string> = new Set(
  'title lang dir alt width height border align valign scope rowspan colspan span summary start cellspacing cellpadding'.split(
    ' ',
  ),
)

const displayedStyles = new Set(
  (
    'background-color border border-bottom border-collapse border-color border-left border-right border-spacing border-style ' +
    'border-top border-width color font-family font-size font-style font-variant font-weight line-height list-style-type ' +
    'margin margin-bottom margin-left margin-right margin-top max-width min-width padding padding-bottom padding-left ' +
    'padding-right padding-top text-align text-decoration text-indent text-transform vertical-align white-space width'
  ).split(' '),
)

const harmlessStyleValue = /^[\w\s#%.,+'"-]{1,100}$/

/** The declarations of a style attribute that only format, in their order. */
export function displayedStyle(style: string): string {
  const kept: string[] = []
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).trim()
    if (displayedStyles.has(property) && harmlessStyleValue.test(value)) kept.push(`${property}: ${value}`)
  }
  return kept.join('; ')
}

/** Pictures that the narrative brings itself. */
export function isEmbeddedPicture(url: string): boolean {
  return /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/.test(url)
}

/** A URL as a browser reads it: without the control characters and blanks that hide a scheme. */
export function schemeOf(url: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop exactly these characters.
  const plain = url.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, '')
  return /^([a-z][a-z0-9+.-]*):/i.exec(plain)?.[1]?.toLowerCase()
}
