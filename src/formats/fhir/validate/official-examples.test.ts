import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { referencesOf } from '../compartment.ts'
import { definitionsUrl, parseDefinitions } from '../definitions/definitions.ts'
import { scanJson } from '../json/scan-json.ts'
import { summarise } from '../summary.ts'
import { createValidator } from './validator.ts'

type Expectation = { rules: string[]; why: string }

const folder = new URL('../../../../node_modules/hl7.fhir.r4.examples/', import.meta.url)
const expected = JSON.parse(
  readFileSync(new URL('./expectations/official-examples.json', import.meta.url), 'utf8'),
) as Record<string, Expectation>
const validator = createValidator(parseDefinitions(readFileSync(definitionsUrl, 'utf8')))
const files = readdirSync(folder).filter(
  (name) => name.endsWith('.json') && name !== 'package.json' && !name.startsWith('.'),
)

test('every official R4 example is accepted, or refused for the reason that is written down', () => {
  const refused: Record<string, string[]> = {}
  for (const name of files) {
    const bytes = readFileSync(new URL(name, folder))
    expect(scanJson(bytes), name).toEqual([])
    const resource = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>
    const errors = validator.validate(resource).filter(({ severity }) => severity === 'error')
    if (errors.length > 0) refused[name] = [...new Set(errors.map(({ rule }) => rule))]
    expect(summarise(resource).title, name).not.toBe('')
    for (const { reference } of referencesOf(resource)) expect(reference).not.toMatch(/^#/)
  }
  const reasons = Object.fromEntries(Object.entries(expected).map(([name, { rules }]) => [name, rules]))
  expect(refused).toEqual(reasons)
  expect(files.length).toBeGreaterThan(5000)
}, 120_000)
