// Codes and the words that people read for them.

import { type JsonObject, listOf, objectOf, textOf } from '../json-value.ts'

export type Code = Readonly<{ system: string | null; code: string; display: string | null }>

/** The first coding that has a code; the one that the sender's user chose comes before the others. */
export function codeOf(concept: unknown): Code | null {
  const codings = listOf(objectOf(concept)?.coding)
    .map(objectOf)
    .filter((coding): coding is JsonObject => textOf(coding?.code) !== undefined)
  const coding = codings.find((candidate) => candidate.userSelected === true) ?? codings[0]
  if (coding === undefined) return null
  return {
    system: textOf(coding.system) ?? null,
    code: textOf(coding.code) ?? '',
    display: textOf(coding.display) ?? null,
  }
}

/** What a person reads: the text, else a display, else the code. */
export function wordsOf(concept: unknown): string | undefined {
  if (typeof concept === 'string') return textOf(concept)
  const object = objectOf(concept)
  if (object === undefined) return undefined
  const text = textOf(object.text)
  if (text !== undefined) return text
  const codings = listOf(object.coding).map(objectOf)
  for (const coding of codings) {
    const display = textOf(coding?.display)
    if (display !== undefined) return display
  }
  for (const coding of codings) {
    const code = textOf(coding?.code)
    if (code !== undefined) return code
  }
  return textOf(object.display) ?? textOf(object.code)
}

/** The plain code of a concept, a coding, or a code. */
export function plainCodeOf(value: unknown): string | undefined {
  if (typeof value === 'string') return textOf(value)
  const object = objectOf(value)
  return codeOf(object)?.code ?? textOf(object?.code) ?? textOf(object?.text)
}

/** “MedicationRequest” as “Medication request”. */
export function kindInPlainWords(kind: string): string {
  const words = kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
