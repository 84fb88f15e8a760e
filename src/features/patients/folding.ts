// How names, numbers and addresses are made comparable: accents, case, punctuation and padding don't count.

const LETTERS_WITHOUT_MARK: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
}

/** Lower case without accents; letters of other scripts stay as they are. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[ßæœøđðþłħıŋ]/g, (letter) => LETTERS_WITHOUT_MARK[letter] ?? letter)
}

/** The words of a name: hyphens and spaces part them, apostrophes and full stops don't (`O'Brien-Lee` → obrien, lee). */
export function nameWords(name: string): string[] {
  return foldText(name)
    .replace(/['’‘`ʼʻ´.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** Numbers are compared without dashes, blanks, case and leading zeros (`00-123 45a` → `12345A`). */
export function normaliseIdentifier(value: string): string {
  const bare = value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return bare.replace(/^0+(?=.)/, '')
}

/** The digits of a telephone number without an extension and without the North American country code. */
export function normalisePhone(value: string): string {
  const digits = value.replace(/(?:ext|x|#).*$/i, '').replace(/\D/g, '')
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
}

export function normaliseEmail(value: string): string {
  return value.trim().toLowerCase()
}
