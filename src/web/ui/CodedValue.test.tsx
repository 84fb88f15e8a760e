// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { renderPart } from '../testing/render-part.tsx'
import { CodedValue, systemName } from './CodedValue.tsx'

it.each([
  ['http://snomed.info/sct', 'SNOMED CT'],
  ['http://terminology.hl7.org/CodeSystem/v3-ActCode', 'v3-ActCode'],
  ['urn:oid:1.2.3', '1.2.3'],
  ['LOCAL', 'LOCAL'],
])('calls the system %s %s', (system, name) => {
  expect(systemName(system)).toBe(name)
})

it('puts the meaning before the code and its system', () => {
  const { container } = renderPart(<CodedValue code="718-7" system="http://loinc.org" display="Hemoglobin" />)
  expect(container.textContent).toContain('HemoglobinLOINC 718-7')
})

it('shows the bare code once when nothing else is known', () => {
  const { container } = renderPart(<CodedValue code="X1" />)
  expect(container.querySelector('span')?.textContent?.match(/X1/g)).toHaveLength(1)
})

it('says that nothing is recorded', () => {
  const { container } = renderPart(<CodedValue />)
  expect(container.textContent).toContain('not recorded')
})
