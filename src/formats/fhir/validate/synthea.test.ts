import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { isDirectoryType, patientReferenceOf } from '../compartment.ts'
import { definitionsUrl, parseDefinitions } from '../definitions/definitions.ts'
import { compact } from '../json/compact-json.ts'
import { splitBundle } from '../json/split-bundle.ts'
import { summarise } from '../summary.ts'
import { createValidator } from './validator.ts'

const folder = new URL('../../../../../shared/data/charts/synthea-fhir-r4/', import.meta.url)

describe.skipIf(!existsSync(folder))('the Synthea charts (shared data)', () => {
  test('are taken in whole: every resource is valid, belongs somewhere and has a title', () => {
    const validator = createValidator(parseDefinitions(readFileSync(definitionsUrl, 'utf8')))
    const utf8 = new TextDecoder()
    let resources = 0
    const names = readdirSync(folder).filter((name) => name.endsWith('.json.gz'))
    for (const name of names) {
      for (const event of splitBundle(gunzipSync(readFileSync(new URL(name, folder))))) {
        expect(event.kind, name).not.toBe('error')
        if (event.kind !== 'entry' || event.resource === undefined) continue
        resources += 1
        const resource = JSON.parse(utf8.decode(event.resource)) as Record<string, unknown>
        expect(JSON.parse(utf8.decode(compact(event.resource)))).toEqual(resource)
        expect(validator.validate(resource)).toEqual([])
        const type = String(resource.resourceType)
        const belongs =
          type === 'Patient' || isDirectoryType(type) || patientReferenceOf(resource) !== undefined
        expect(belongs, type).toBe(true)
        expect(summarise(resource).title).not.toBe('')
      }
    }
    expect(resources).toBeGreaterThan(names.length)
  }, 120_000)
})
