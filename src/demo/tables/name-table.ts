/** Names of one culture in use at the department. Given and family names are drawn apart, so people are invented. */
export type NameTable = {
  readonly culture: string
  /** BCP 47 tag of the language that some of these people prefer. */
  readonly language: string
  /** How many of a thousand people have names from this table. */
  readonly weight: number
  readonly female: readonly string[]
  readonly male: readonly string[]
  readonly family: readonly string[]
  /** Father's and mother's surname, both used. */
  readonly twoSurnames?: true
  /** A middle part that goes between given and family name. */
  readonly middleFemale?: readonly string[]
  readonly middleMale?: readonly string[]
  /** Women's form of surnames that bend. */
  readonly feminine?: readonly (readonly [ending: string, womansEnding: string])[]
}
