// Passwords are kept as argon2id with 19 MiB and two passes (OWASP password storage); about 20 ms each.
import { hash, verify } from '@node-rs/argon2'

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

// Of a random password that nobody knows; made once, so that an unknown name costs one verification like any other.
let nobodys: Promise<string> | undefined

/** Whether the password belongs to the hash; without a hash it works as long and says no. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID())
  const fallback = await nobodys
  const matches = await verify(passwordHash ?? fallback, password.normalize('NFKC'))
  return passwordHash !== undefined && matches
}
