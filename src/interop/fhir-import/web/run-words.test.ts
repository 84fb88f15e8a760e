import { expect, test } from 'vitest'
import { reasonInWords, ruleInWords } from './rule-words.ts'
import { countOf, durationInWords } from './run-words.ts'

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 min 0 s'],
  [3_599, '59 min 59 s'],
  [3_600, '1 h 0 min'],
])('%d seconds are %s', (seconds, words) => {
  const from = Date.parse('2026-11-23T08:00:00Z')
  expect(durationInWords(new Date(from).toISOString(), new Date(from + seconds * 1000).toISOString())).toBe(
    words,
  )
})

test('counts have their noun', () => {
  expect([countOf(1, 'file'), countOf(0, 'file'), countOf(1_200, 'entry', 'entries')]).toEqual([
    '1 file',
    '0 files',
    '1,200 entries',
  ])
})

test.each([
  ['structure', 'Wrong structure'],
  ['other_patient', 'About another patient'],
  ['invariant obs-6', 'Breaks the rule obs-6'],
  ['some_new-rule', 'Some new rule'],
])('the rule %s reads %s', (rule, words) => {
  expect(ruleInWords(rule)).toBe(words)
})

test.each([
  ['Patient.gender: Patient.gender holds “x”.', 'Patient.gender holds “x”.'],
  ['Patient.name: Every name needs a text.', 'Patient.name: Every name needs a text.'],
  ['The file is empty.', 'The file is empty.'],
])('the sentence %s says its path once', (reason, words) => {
  expect(reasonInWords(reason)).toBe(words)
})
