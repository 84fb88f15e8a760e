import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesOf, locatePath } from './locate-path.ts'
import { prettyJson } from './pretty-json.ts'

const TEXT = `{
  "resourceType": "Observation",
  "code": { "text": "Weight" },
  "component": [
    { "valueQuantity": { "value": 70.10, "unit": "kg" } },
    { "valueQuantity": { "value": 1, "unit": 7 } }
  ],
  "subject": { "reference": "Patient/1" }
}`
const at = (path: string, text = TEXT) => {
  const found = locatePath(text, path)
  return found && { marked: text.slice(found.start, found.end), exact: found.exact, ...linesOf(text, found) }
}

describe('a path is found', () => {
  test.each([
    ['Observation.component[1].valueQuantity.unit', '"unit": 7', 6],
    ['Observation.component[1].value.unit', '"unit": 7', 6],
    ['Observation.component[1].value[x].unit', '"unit": 7', 6],
    ['Observation.component[1].value.ofType(Quantity).unit', '"unit": 7', 6],
    ['Observation.code.text', '"text": "Weight"', 3],
    ['$.subject.reference', '"reference": "Patient/1"', 8],
    ['Observation.component.valueQuantity.value', '"value": 70.10', 5],
    ['Observation.code[0].text', '"text": "Weight"', 3],
  ])('%s', (path, marked, line) => {
    expect(at(path)).toEqual({ marked, exact: true, from: line, to: line })
  })

  test('over several lines', () => {
    expect(at('Observation.component')).toMatchObject({ exact: true, from: 4, to: 7 })
  })

  test('with the resource itself, by its opening', () => {
    expect(at('Observation')).toEqual({ marked: '{', exact: true, from: 1, to: 1 })
  })
})

describe('what is not there', () => {
  test.each([
    ['Observation.status', '{', 1],
    ['Observation.component[0].code', '{', 5],
    ['Observation.component[7].code', '"component": [', 4],
    ['Observation.code.coding[0].system', '"code": {', 3],
  ])('%s marks the head of what lacks it', (path, marked, line) => {
    expect(at(path)).toEqual({ marked, exact: false, from: line, to: line })
  })
})

test('text that is cut still shows what came before the cut', () => {
  const cut = TEXT.slice(0, TEXT.indexOf('"subject"') + 12)
  expect(at('Observation.component[1].valueQuantity.unit', cut)).toMatchObject({ marked: '"unit": 7' })
  expect(at('Observation.subject.reference', cut)).toMatchObject({ exact: false })
})

test.each(['', '   ', '\uFEFF'])('no value, no place: %j', (text) => {
  expect(locatePath(text, 'Patient.name')).toBeUndefined()
})

test('any text and any path end without a throw, inside the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json()),
      fc.stringMatching(/^[A-Za-z.[\]0-9()$]{0,20}$/),
      (text, path) => {
        const found = locatePath(text, path)
        expect(found === undefined || (found.start >= 0 && found.end <= text.length)).toBe(true)
      },
    ),
  )
})

describe('the pretty view', () => {
  test('keeps every literal as it was written', () => {
    expect(prettyJson('{"a":[1.50,{}],"b":"x:{,}\\"y","c":[]}')).toBe(
      '{\n  "a": [\n    1.50,\n    {}\n  ],\n  "b": "x:{,}\\"y",\n  "c": []\n}',
    )
  })

  test('is left out for broken text', () => {
    expect(prettyJson('{"a":')).toBeUndefined()
  })

  test('says the same as the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(prettyJson(text) ?? '')).toEqual(JSON.parse(text))
      }),
    )
  })
})
