import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elementWords, extensionWords } from './element-words.ts'
import { parseExact } from './exact-json.ts'
import { resourceTree } from './resource-tree.ts'

const treeOf = (text: string) => resourceTree(parseExact(text))

test.each([
  ['clinicalStatus', 'Clinical status'],
  ['valueQuantity', 'Value'],
  ['onsetDateTime', 'Onset'],
  ['medicationCodeableConcept', 'Medication'],
  ['recordedDate', 'Recorded date'],
  ['_birthDate', 'Birth date'],
])('the element %s is called %s', (name, words) => {
  expect(elementWords(name)).toBe(words)
})

test('an extension is called by the end of its address', () => {
  expect(extensionWords('http://example.org/StructureDefinition/birth-place')).toBe('Birth place')
})

test('a concept whose words are the meaning of its code says them once', () => {
  const [node] = treeOf(
    '{"code":{"text":"Asthma","coding":[{"system":"http://snomed.info/sct","code":"195967001","display":"Asthma"}]}}',
  )
  expect(node?.values).toEqual([
    { is: 'code', code: '195967001', system: 'http://snomed.info/sct', display: 'Asthma' },
  ])
})

test('quantities keep their digits, dates are dates, references name their target', () => {
  const nodes = treeOf(
    '{"valueQuantity":{"value":7.10,"unit":"mmol/L","system":"u","code":"mmol/L"},"issued":"2020-01-02T03:04:05Z","encounter":{"reference":"urn:uuid:1"},"active":false}',
  )
  expect(nodes.map((node) => [node.label, node.values])).toEqual([
    ['Value', [{ is: 'text', text: '7.10 mmol/L' }]],
    ['Issued', [{ is: 'date', date: '2020-01-02T03:04:05Z' }]],
    ['Encounter', [{ is: 'reference', reference: 'urn:uuid:1', display: undefined }]],
    ['Active', [{ is: 'text', text: 'No' }]],
  ])
})

test('parts that need lines of their own become branches, numbered when there are several', () => {
  const [first, second] = treeOf(
    '{"component":[{"code":{"text":"Systolic"},"valueString":"a"},{"valueString":"b"}]}',
  )
  expect(first).toMatchObject({ label: 'Component 1', children: [{ label: 'Code' }, { label: 'Value' }] })
  expect(second).toMatchObject({ label: 'Component 2', children: [{ label: 'Value' }] })
})

test('an embedded file is told by its size, and the source’s own ids come last', () => {
  const nodes = treeOf(
    `{"id":"1","content":[{"attachment":{"contentType":"text/plain","data":"${'A'.repeat(400)}"}}]}`,
  )
  expect(nodes.at(-1)?.label).toBe('Source id')
  expect(JSON.stringify(nodes)).toContain('{"is":"bytes","characters":400}')
})

test('whatever stands in a resource, a tree comes of it and sibling keys are unique', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (resource) => {
      const keys = resourceTree(parseExact(JSON.stringify(resource))).map((node) => node.key)
      expect(new Set(keys).size).toBe(keys.length)
    }),
  )
})
