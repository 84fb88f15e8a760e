// How alike two folded name words are, and in which way: the same, begun, a familiar form, one slip of the pen, or the
// same sound. Pure.
import { distance } from 'fastest-levenshtein'
import { areFormsOfOneName, fullNamesOf } from './nicknames.ts'
import { soundKeys } from './phonetics.ts'

export type NameLikeness =
  | { readonly how: 'same' | 'begins' | 'spelling' | 'sound'; readonly strength: number }
  | { readonly how: 'nickname'; readonly strength: number; readonly fullName: string }

/** Nicknames are only looked for where `isGiven`, the word on record being a given name. */
export function compareNames(typed: string, onRecord: string, isGiven: boolean): NameLikeness | undefined {
  if (typed === onRecord) return { how: 'same', strength: 1 }
  if (onRecord.startsWith(typed))
    return { how: 'begins', strength: 0.86 + 0.1 * (typed.length / onRecord.length) }
  if (isGiven && areFormsOfOneName(typed, onRecord)) {
    const fullName = sharedFullName(typed, onRecord)
    const isDirect = fullName === typed || fullName === onRecord
    return { how: 'nickname', strength: isDirect ? 0.9 : 0.8, fullName }
  }
  if (typed.length < 2) return undefined
  const apart = distance(typed, onRecord)
  if (typed.length >= 4 && (apart === 1 || areSwapped(typed, onRecord)))
    return { how: 'spelling', strength: 0.85 }
  const likeness = 1 - apart / Math.max(typed.length, onRecord.length)
  if (likeness >= 0.3 && shareSound(typed, onRecord)) return { how: 'sound', strength: 0.6 + 0.25 * likeness }
  if (typed.length >= 7 && apart === 2) return { how: 'spelling', strength: 0.65 }
  return undefined
}

/** The name both are forms of; the one typed where it is a full name itself. */
function sharedFullName(typed: string, onRecord: string): string {
  const shared = fullNamesOf(onRecord).filter((full) => fullNamesOf(typed).includes(full))
  return shared.find((full) => full === typed || full === onRecord) ?? shared[0] ?? typed
}

function areSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  const at = [...one].findIndex((letter, index) => letter !== other[index])
  return (
    at >= 0 &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  )
}

function shareSound(one: string, other: string): boolean {
  const sounds = soundsOf(other)
  return soundsOf(one).some((sound) => sounds.includes(sound))
}

// A search compares a handful of typed words with some hundred candidates, most of whom share their names.
const SOUNDS_MAX = 20_000
const sounds = new Map<string, readonly string[]>()

function soundsOf(word: string): readonly string[] {
  const known = sounds.get(word)
  if (known) return known
  if (sounds.size >= SOUNDS_MAX) sounds.clear()
  const computed = soundKeys(word)
  sounds.set(word, computed)
  return computed
}
