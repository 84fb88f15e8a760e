import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { definitionsUrl, parseDefinitions } from './definitions.ts'

const definitions = parseDefinitions(readFileSync(definitionsUrl, 'utf8'))

test('the packed definitions are those of the official package', () => {
  const script = fileURLToPath(new URL('../../../../scripts/pack-fhir-definitions.ts', import.meta.url))
  expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow()
})

test('every type, constraint and value set that is named is there', () => {
  for (const [name, type] of Object.entries(definitions.types)) {
    for (const key of type.constraints) expect(definitions.constraints[key], `${name} ${key}`).toBeDefined()
    for (const property of type.properties) {
      if (property.type !== 'Resource')
        expect(definitions.types[property.type], `${name}.${property.name}`).toBeDefined()
      for (const key of property.constraints ?? []) expect(definitions.constraints[key]).toBeDefined()
      if (property.binding !== undefined) expect(definitions.valueSets[property.binding]).toBeDefined()
    }
  }
})

test('a value set holds codes, or is known to be without a list', () => {
  for (const { url, systems, syntax } of Object.values(definitions.valueSets)) {
    expect(syntax !== undefined || Object.values(systems).some((codes) => codes.length > 0), url).toBe(true)
  }
})

test.each([
  ['administrative-gender', 4],
  ['observation-status', 8],
  ['all-types', 1],
])('the value set %s has its codes', (name, atLeast) => {
  const valueSet = definitions.valueSets[`http://hl7.org/fhir/ValueSet/${name}`]
  expect(Object.values(valueSet?.systems ?? {}).flat().length).toBeGreaterThanOrEqual(atLeast)
})

test('it stays small', () => {
  expect(readFileSync(definitionsUrl).length).toBeLessThan(1024 * 1024)
})
