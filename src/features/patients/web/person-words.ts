// A person's sex as the desk writes it.

const SEX_WORDS: Readonly<Record<string, string>> = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Sex unknown',
}

export function sexWord(sex: string | null): string {
  return sex === null ? 'Sex not recorded' : (SEX_WORDS[sex] ?? sex)
}
