// Reads a stored resource without losing what the source wrote: 7.10 stays 7.10.

/** A number with the digits that stand in the text. */
export class ExactNumber {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
  toString(): string {
    return this.digits
  }
  toJSON(): number {
    return Number(this.digits)
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown

/** The parsed text; every number in it is an ExactNumber. */
export function parseExact(text: string): unknown {
  const revive: Reviver = (_key, value, context) =>
    typeof value === 'number' ? new ExactNumber(context?.source ?? String(value)) : value
  return JSON.parse(text, revive as (this: unknown, key: string, value: unknown) => unknown)
}

export type ExactObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is ExactObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  )
}
