// Keys under which names that sound alike meet. Double metaphone hears English; the second key hears Spanish, German,
// Slavic and romanised Asian spellings, which double metaphone takes apart (Jimenez, Gimenez and Ximenes; Xu and Hsu).
import { doubleMetaphone } from 'double-metaphone'

/** Sound keys of one folded name word; empty for words too short or without Latin letters. */
export function soundKeys(word: string): string[] {
  if (word.length < 2 || !/^[a-z]+$/.test(word)) return []
  const [primary, secondary] = doubleMetaphone(word)
  const keys = [primary, secondary].filter((key) => key.length > 0)
  const broad = broadKey(word)
  if (broad.length > 1) keys.push(broad.toLowerCase())
  return [...new Set(keys)]
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(ng|ny)(?=[aeiouy])/, 'n'],
  [/^hs/, 's'],
  [/^xim/, 'him'],
  [/^x(?=[aeiouy])/, 's'],
  [/^zh/, 'j'],
  [/tsch|tch|cz|tz|ch(?=[aeiouy])|tx/g, 'c'],
  [/sch|sh|sz/g, 's'],
  [/ck|cc(?=[aou])|ch/g, 'k'],
  [/qu(?=[ei])|q|c(?=[aoulrtk]|$)/g, 'k'],
  [/gu(?=[ei])/g, 'g'],
  [/g(?=[eiy])/g, 'h'],
  [/j/g, 'h'],
  [/ph|v|w/g, 'b'],
  [/ll|y(?=[aeiou])/g, 'i'],
  [/ue|ou|oo|uh/g, 'u'],
  [/oe|oh/g, 'o'],
  [/ae|ai|ei|ey|ay/g, 'e'],
  [/[cz]/g, 's'],
  [/x/g, 'ks'],
  [/th/g, 't'],
  [/h/g, ''],
  [/y|ie|ee/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/f/g, 'b'],
  [/d(?=$|s$)/g, 't'],
]

/** A vowel-keeping sound key across languages: `jimenez`, `gimenes` → `imenes`. */
function broadKey(word: string): string {
  let sound = word
  for (const [spelling, written] of SPELLINGS) sound = sound.replace(spelling, written)
  const first = sound.slice(0, 1)
  return first + sound.slice(1).replace(/[aeiou]+/g, 'a')
}
