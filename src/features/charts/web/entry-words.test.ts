import { expect, test } from 'vitest'
import {
  abnormalWords,
  categoryWords,
  codeWords,
  encounterClassWords,
  isActive,
  isHighCriticality,
  kindWords,
  rangeWords,
  tellingLabels,
} from './entry-words.ts'

test('kinds and codes are written in words', () => {
  expect(kindWords('ExplanationOfBenefit')).toBe('Explanation of benefit')
  expect(codeWords('entered-in-error')).toBe('Entered in error')
  expect(encounterClassWords('IMP')).toBe('Inpatient')
  expect(encounterClassWords('day-care')).toBe('Day care')
})

test.each([
  ['active', true],
  [null, true],
  ['resolved', false],
  ['stopped', false],
  ['entered-in-error', false],
])('with the status %s a problem still counts: %s', (status, counts) => {
  expect(isActive({ status, voided: false })).toBe(counts)
  expect(isActive({ status, voided: true })).toBe(false)
})

test('an abnormal flag has a sign and a word beside its tone, also one that nobody knows', () => {
  expect(abnormalWords('HH')).toEqual({ sign: '▲▲', words: 'Critically high', tone: 'bad' })
  expect(abnormalWords('QX')).toEqual({ sign: '!', words: 'QX', tone: 'warn' })
})

test.each([
  [3.5, 5.1, '3.5 – 5.1'],
  [null, 5.1, '≤ 5.1'],
  [3.5, null, '≥ 3.5'],
  [null, null, undefined],
])('the range from %s to %s reads %s', (low, high, words) => {
  expect(rangeWords(low, high)).toBe(words)
})

test('an allergy that may kill is known by its words, nothing else is', () => {
  expect(isHighCriticality({ kind: 'AllergyIntolerance', valueText: 'High criticality: Hives' })).toBe(true)
  expect(isHighCriticality({ kind: 'AllergyIntolerance', valueText: null })).toBe(false)
  expect(isHighCriticality({ kind: 'Condition', valueText: 'High criticality' })).toBe(false)
})

test('labels of ordinary confidentiality are not shown', () => {
  expect(tellingLabels(['N', 'PSY'])).toEqual(['PSY'])
})

test.each([
  ['LAB', 'Laboratory'],
  ['vital-signs', 'Vital signs'],
  ['constructor', 'Constructor'],
])('the category %s reads %s', (code, words) => {
  expect(categoryWords(code)).toBe(words)
})
