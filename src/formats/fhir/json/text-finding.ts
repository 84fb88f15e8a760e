// What is wrong with the text of a file, before anybody asks what the text means.

export type TextFindingCode =
  | 'empty'
  | 'encoding'
  | 'not-json'
  | 'syntax'
  | 'truncated'
  | 'duplicate-key'
  | 'too-deep'
  | 'too-long'
  | 'not-fhir'

export type TextFinding = Readonly<{
  code: TextFindingCode
  /** A sentence for a person that says what to do next. */
  message: string
  /** Bytes from the start of the file. */
  offset: number
  /** From 1. */
  line: number
  /** In bytes, from 1. */
  column: number
  /** Where in the document, as `$.entry[3].resource.name`. */
  path: string
}>

export type JsonLimits = Readonly<{
  /** Containers inside each other. */
  depth: number
  /** Bytes of one string or number. */
  stringBytes: number
  /** Bytes of one resource, one line, or one other piece that is held in memory. */
  resourceBytes: number
}>

export const defaultJsonLimits: JsonLimits = {
  depth: 64,
  stringBytes: 48 * 1024 * 1024,
  resourceBytes: 64 * 1024 * 1024,
}

/** "64 MB", "200 KB": sizes as people say them. */
export function sizeInWords(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / (1024 * 1024))} MB`
  if (bytes >= 1024) return `${Math.round(bytes / 1024)} KB`
  return `${bytes} bytes`
}
