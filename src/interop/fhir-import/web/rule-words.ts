// Why something was refused, in a few words for lists; the sentence itself comes from the importer.

const WORDS: Readonly<Record<string, string>> = {
  structure: 'Wrong structure',
  cardinality: 'Too few or too many values',
  choice: 'More than one of a choice',
  'required-binding': 'Code outside a required list',
  'reference-type': 'Refers to the wrong kind',
  contained: 'Contained resource not in order',
  narrative: 'Unsafe narrative',
  empty: 'Empty file',
  encoding: 'Wrong character encoding',
  'not-json': 'Not JSON',
  syntax: 'Broken JSON',
  truncated: 'File is cut off',
  'duplicate-key': 'A key twice',
  'too-deep': 'Nested too deeply',
  'too-long': 'Too long a piece',
  'not-fhir': 'Not a FHIR resource',
  gzip: 'Damaged gzip file',
  not_a_record: 'Not a part of a chart',
  no_patient: 'Names no patient',
  other_patient: 'About another patient',
  encounter_of_other_patient: 'Encounter of another patient',
  entry_of_other_patient: 'Stands in another chart',
  several_patients: 'Points to several patients',
  patient_contained: 'Patient inside the resource',
  patient_mismatch: 'Patient differs from the record',
  patient_refused: 'Its patient was refused',
  reference_nowhere: 'Reference leads nowhere',
  unknown_patient: 'Patient not known yet',
}

/** The importer's sentence; a path that the sentence itself begins with is said once. */
export function reasonInWords(reason: string): string {
  return reason.replace(/^(\S+): (?=\1\b)/, '')
}

export function ruleInWords(rule: string): string {
  const known = WORDS[rule]
  if (known !== undefined) return known
  const invariant = /^invariant (.+)$/.exec(rule)?.[1]
  if (invariant !== undefined) return `Breaks the rule ${invariant}`
  return rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll(/[_-]/g, ' ')
}
