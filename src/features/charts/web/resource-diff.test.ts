import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExact } from './exact-json.ts'
import { diffResources } from './resource-diff.ts'

const diff = (before: unknown, after: unknown) =>
  diffResources(parseExact(JSON.stringify(before)), parseExact(JSON.stringify(after)))

describe('the difference of two versions', () => {
  test('names the field in words and in FHIR, with what was and what is', () => {
    const before = { resourceType: 'Condition', clinicalStatus: { coding: [{ code: 'active' }] } }
    const after = { resourceType: 'Condition', clinicalStatus: { coding: [{ code: 'resolved' }] } }
    expect(diff(before, after)).toEqual([
      {
        path: 'clinicalStatus.coding[0].code',
        label: 'Clinical status › Coding 1 › Code',
        before: 'active',
        after: 'resolved',
      },
    ])
  })

  test('a field that came has no before, one that went has no after', () => {
    expect(diff({ a: 'x' }, { b: true })).toEqual([
      { path: 'a', label: 'A', before: 'x', after: undefined },
      { path: 'b', label: 'B', before: undefined, after: 'Yes' },
    ])
  })

  test('an item put before others is one addition, not a change of all', () => {
    const changes = diff(
      { note: [{ text: 'b' }, { text: 'c' }] },
      { note: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] },
    )
    expect(changes).toEqual([{ path: 'note[0].text', label: 'Note 1 › Text', before: undefined, after: 'a' }])
  })

  test('digits count: 7.1 became 7.10', () => {
    const changes = diffResources(parseExact('{"value":7.1}'), parseExact('{"value":7.10}'))
    expect(changes).toEqual([{ path: 'value', label: 'Value', before: '7.1', after: '7.10' }])
  })

  test('a value that became an object went, and its parts came', () => {
    expect(diff({ a: 'x' }, { a: { b: 'y' } })).toEqual([
      { path: 'a', label: 'A', before: 'x', after: undefined },
      { path: 'a.b', label: 'A › B', before: undefined, after: 'y' },
    ])
  })

  test('the narrative is drawn from the rest and left out', () => {
    expect(diff({ text: { div: '<p>a</p>' } }, { text: { div: '<p>b</p>' } })).toEqual([])
  })

  test('whatever the resource, it does not differ from itself, nor by the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (resource) => {
        const turned = Object.fromEntries(Object.entries(resource).toReversed())
        expect(diff(resource, resource)).toEqual([])
        expect(diff(resource, turned)).toEqual([])
      }),
    )
  })

  test('every change has two different sides', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (a, b) => {
          for (const one of diff(a, b)) expect(one.before).not.toBe(one.after)
        },
      ),
    )
  })
})
