// What a file really is, by its first bytes; names and extensions lie.

export type ContentKind =
  | 'empty'
  | 'json'
  | 'ndjson'
  | 'xml'
  | 'ccda'
  | 'hl7v2'
  | 'x12'
  | 'csv'
  | 'pdf'
  | 'zip'
  | 'gzip'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'rtf'
  | 'dicom'
  | 'utf16'
  | 'utf32'
  | 'text'
  | 'binary'

/** How each kind is called in a sentence: "This is …". */
export const kindInWords: Readonly<Record<ContentKind, string>> = {
  empty: 'an empty file',
  json: 'a JSON file',
  ndjson: 'a file with one JSON document a line',
  xml: 'an XML file',
  ccda: 'a C-CDA document',
  hl7v2: 'an HL7 v2 message',
  x12: 'an X12 interchange',
  csv: 'a table (CSV)',
  pdf: 'a PDF document',
  zip: 'a ZIP archive',
  gzip: 'a gzip file',
  png: 'a PNG picture',
  jpeg: 'a JPEG picture',
  tiff: 'a TIFF picture',
  rtf: 'a rich text document',
  dicom: 'a DICOM image',
  utf16: 'a text in UTF-16',
  utf32: 'a text in UTF-32',
  text: 'a plain text',
  binary: 'a binary file of an unknown kind',
}

const magics: readonly (readonly [ContentKind, number, readonly number[]])[] = [
  ['pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['zip', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['zip', 0, [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', 0, [0x1f, 0x8b]],
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['tiff', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['tiff', 0, [0x49, 0x49, 0x2b, 0x00]],
  ['rtf', 0, [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['dicom', 128, [0x44, 0x49, 0x43, 0x4d]],
  ['utf32', 0, [0xff, 0xfe, 0x00, 0x00]],
  ['utf32', 0, [0x00, 0x00, 0xfe, 0xff]],
  ['utf16', 0, [0xff, 0xfe]],
  ['utf16', 0, [0xfe, 0xff]],
]

const WINDOW = 64 * 1024

/** Give it the first 64 KB, or the whole when it is shorter. */
export function sniff(bytes: Uint8Array): ContentKind {
  if (bytes.length === 0) return 'empty'
  for (const [kind, at, magic] of magics) {
    if (magic.every((byte, i) => bytes[at + i] === byte)) return kind
  }
  const window = bytes.subarray(0, WINDOW)
  const start = firstInk(window)
  if (start === window.length) return window.includes(0) ? 'binary' : 'empty'
  if (window[start] === 0 || window[start + 1] === 0) return looksWide(window) ? 'utf16' : 'binary'
  if (hasControls(window)) {
    // HL7 v2 over MLLP begins with a vertical tab.
    const text = asLatin1(window.subarray(0, 16))
    return text.startsWith('\u000bMSH') ? 'hl7v2' : 'binary'
  }
  const text = asLatin1(window.subarray(start))
  if (text.startsWith('{') || text.startsWith('[')) return jsonKind(text)
  if (/^(MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(text)) return 'hl7v2'
  if (/^ISA[^A-Za-z0-9\s]/.test(text)) return 'x12'
  if (text.startsWith('<')) return /<(\w+:)?ClinicalDocument[\s>]/.test(text) ? 'ccda' : 'xml'
  return looksLikeTable(text) ? 'csv' : 'text'
}

function firstInk(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] as number)) at += 1
  return at
}

function looksWide(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 256)
  let zeros = 0
  for (const byte of sample) if (byte === 0) zeros += 1
  return zeros * 3 > sample.length && !(sample.length < 4)
}

function hasControls(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1c) {
      return byte !== 0x1d && byte !== 0x1e && byte !== 0x1f
    }
  }
  return false
}

function asLatin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}

/** One document a line: the first line is closed by itself and another object follows. */
function jsonKind(text: string): ContentKind {
  const lineEnd = text.indexOf('\n')
  if (lineEnd < 0) return 'json'
  const line = text.slice(0, lineEnd).trim()
  if (!line.startsWith('{') || !line.endsWith('}')) return 'json'
  if (!/^\s*\{/.test(text.slice(lineEnd + 1))) return 'json'
  try {
    JSON.parse(line)
    return 'ndjson'
  } catch {
    return 'json'
  }
}

function looksLikeTable(text: string): boolean {
  const lines = text.split(/\r?\n/, 6).filter((line) => line !== '')
  if (lines.length < 2) return false
  for (const separator of [',', ';', '\t', '|']) {
    const counts = lines.slice(0, -1).map((line) => line.split(separator).length)
    if ((counts[0] as number) > 1 && counts.every((count) => count === counts[0])) return true
  }
  return false
}
