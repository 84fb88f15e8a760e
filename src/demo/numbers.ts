// Record, visit and practitioner numbers: each facility has its own scheme, as in life.
import type { FacilityKey } from './tables/facilities.ts'

/**
 * The medical record number with this sequence at this facility. No two sequences share a number.
 * Hospital: seven digits, the last a modulus-11 check digit (nine digits once seven are used up); Tidewater Lane: `TL-` and
 * six digits or more; Signal Ridge: `SR` and eight digits.
 */
export function recordNumber(facility: FacilityKey, sequence: number): string {
  switch (facility) {
    case 'hospital':
      return sequence < 89_989
        ? withModulus11(10_000 + ((sequence * 52_391 + 17_203) % 89_989))
        : withModulus11(1_000_000 + ((sequence * 4_000_037 + 905_143) % 8_999_993))
    case 'family-clinic':
      return sequence < 899_981
        ? `TL-${100_000 + ((sequence * 377_123 + 41_017) % 899_981)}`
        : `TL-${1_000_000 + sequence}`
    case 'ridge-clinic':
      return `SR${20_000_000 + ((sequence * 7_368_787 + 1_204_517) % 69_999_989)}`
  }
}

/** Whether the last digit of a hospital record number is the check digit of the others. */
export function hasModulus11CheckDigit(number: string): boolean {
  return /^\d{7}$|^\d{9}$/.test(number) && modulus11(number.slice(0, -1)) === Number(number.slice(-1))
}

/** Whether ten digits end in the check digit that practitioner numbers carry (Luhn, with 80840 in front). */
export function hasPractitionerCheckDigit(number: string): boolean {
  return /^\d{10}$/.test(number) && luhn(`80840${number.slice(0, 9)}`) === Number(number.slice(-1))
}

/** A practitioner number from the range 1000000xx: well formed, and far below those given out. */
export function practitionerNumber(sequence: number): string {
  if (sequence < 0 || sequence > 999) throw new RangeError('Practitioner sequences run from 0 to 999.')
  const body = `100000${String(sequence).padStart(3, '0')}`
  return `${body}${luhn(`80840${body}`)}`
}

// A body whose check digit would be ten is never used: one free digit before the check digit steps over it.
function withModulus11(stem: number): string {
  for (let free = 0; free < 10; free++) {
    const body = `${stem}${free}`
    const check = modulus11(body)
    if (check < 10) return `${body}${check}`
  }
  throw new RangeError('No check digit fits.')
}

function modulus11(body: string): number {
  let sum = 0
  for (let index = 0; index < body.length; index++) {
    sum += Number(body[body.length - 1 - index]) * (2 + (index % 6))
  }
  return (11 - (sum % 11)) % 11
}

function luhn(body: string): number {
  let sum = 0
  for (let index = 0; index < body.length; index++) {
    const digit = Number(body[body.length - 1 - index])
    const value = index % 2 === 0 ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  return (10 - (sum % 10)) % 10
}
