import { expect, test } from 'vitest'
import { type ContentKind, sniff } from './sniff.ts'

const text = (value: string) => new TextEncoder().encode(value)

test.each<[ContentKind, Uint8Array]>([
  ['empty', text('')],
  ['empty', text(' \n\n')],
  ['json', text('{"resourceType":"Patient"}')],
  ['json', text('\ufeff  {"resourceType":"Patient"}\n')],
  ['json', text('{\n"resourceType":"Patient"\n}')],
  ['ndjson', text('{"resourceType":"Patient"}\n{"resourceType":"Patient"}\n')],
  ['xml', text('<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>')],
  ['ccda', text('<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">')],
  ['ccda', text('<n1:ClinicalDocument xmlns:n1="urn:hl7-org:v3">')],
  ['hl7v2', text('MSH|^~\\&|LAB|GENERAL|')],
  ['hl7v2', text('\u000bMSH|^~\\&|LAB|GENERAL|')],
  ['x12', text('ISA*00*          *00*')],
  ['csv', text('mrn,family,given\n100,Doe,Ann\n101,Roe,Bob\n')],
  ['text', text('The patient was seen today.\nAll well.\n')],
  ['pdf', text('%PDF-1.7\n')],
  ['zip', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
  ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0])],
  ['png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])],
  ['jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
  ['tiff', new Uint8Array([0x49, 0x49, 0x2a, 0])],
  ['tiff', new Uint8Array([0x4d, 0x4d, 0, 0x2a])],
  ['utf16', Buffer.from('\ufeff{"a":1}', 'utf16le')],
  ['utf16', Buffer.from('{"resourceType":"Patient"}', 'utf16le')],
  ['utf32', new Uint8Array([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])],
  ['binary', new Uint8Array([1, 2, 3, 4, 5])],
  ['rtf', text('{\\rtf1\\ansi')],
])('a file is recognised as %s', (kind, bytes) => {
  expect(sniff(bytes)).toBe(kind)
})
