// What secrets are used for: wrapping data keys, signing checkpoints, and secrets derived by purpose. Keys have
// versions: a rotation adds one, and what an old one wrapped or signed stays good.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { ChartroomError } from '../errors.ts'
import { listKeyFiles, openKeyFolder, readKeyFile, writeKeyFile } from './key-files.ts'

export type WrappedKey = { readonly wrapped: Buffer; readonly version: number }
export type Signature = { readonly signature: Buffer; readonly version: number }
export type PublicKey = { readonly version: number; readonly pem: string }
export type KeyFingerprint = {
  readonly kind: 'master' | 'signing' | 'root'
  readonly version: number
  readonly fingerprint: string
}

export type Keys = {
  /** Wraps with the newest master key; `about` is bound in and must be the same at unwrapping. */
  wrap(key: Buffer, about: string): WrappedKey
  unwrap(wrapped: WrappedKey, about: string): Buffer
  /** 32 bytes that belong to this purpose for ever, e.g. `session`. */
  secret(purpose: string): Buffer
  /** Signs with the newest Ed25519 key. */
  sign(message: Uint8Array): Signature
  verify(message: Uint8Array, signature: Signature): boolean
  /** To give to whoever checks signatures without trusting this machine. */
  publicKeys(): readonly PublicKey[]
  /** One-way names of the keys, so that a database can tell when it is opened with other keys. */
  fingerprints(): readonly KeyFingerprint[]
}

const MASTER = /^master-(\d+)\.key$/
const SIGNING = /^signing-(\d+)\.pem$/
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Opens the keys of this installation, making the first ones where there are none. */
export async function openKeys(folder: string): Promise<Keys> {
  await openKeyFolder(folder)
  const names = await listKeyFiles(folder)
  if (!names.includes('root.key')) await writeKeyFile(folder, 'root.key', newSecretText())
  if (!names.some((name) => MASTER.test(name))) await writeKeyFile(folder, 'master-1.key', newSecretText())
  if (!names.some((name) => SIGNING.test(name))) await writeKeyFile(folder, 'signing-1.pem', newSigningText())
  return readKeys(folder)
}

/** Adds a master key version; what was wrapped before stays readable. Returns the new version. */
export async function rotateMasterKey(folder: string): Promise<number> {
  const version = 1 + newest(await listKeyFiles(folder), MASTER)
  await writeKeyFile(folder, `master-${version}.key`, newSecretText())
  return version
}

/** Adds a signing key version; earlier signatures stay verifiable. Returns the new version. */
export async function rotateSigningKey(folder: string): Promise<number> {
  const version = 1 + newest(await listKeyFiles(folder), SIGNING)
  await writeKeyFile(folder, `signing-${version}.pem`, newSigningText())
  return version
}

async function readKeys(folder: string): Promise<Keys> {
  const names = await listKeyFiles(folder)
  const root = secretOf('root.key', await readKeyFile(folder, 'root.key'))
  const masters = new Map<number, Buffer>()
  const signers = new Map<number, KeyObject>()
  for (const name of names) {
    const master = MASTER.exec(name)
    const signing = SIGNING.exec(name)
    if (master) masters.set(Number(master[1]), secretOf(name, await readKeyFile(folder, name)))
    if (signing) signers.set(Number(signing[1]), signerOf(name, await readKeyFile(folder, name)))
  }
  const masterVersion = newest(names, MASTER)
  const signingVersion = newest(names, SIGNING)

  return {
    wrap(key, about) {
      return { wrapped: encrypt(keyOf(masters, masterVersion, folder), key, about), version: masterVersion }
    },
    unwrap({ wrapped, version }, about) {
      return decrypt(keyOf(masters, version, folder), wrapped, about)
    },
    secret: (purpose) => Buffer.from(hkdfSync('sha256', root, 'chartroom', purpose, KEY_BYTES)),
    sign(message) {
      return {
        signature: sign(null, message, keyOf(signers, signingVersion, folder)),
        version: signingVersion,
      }
    },
    verify(message, { signature, version }) {
      const signer = signers.get(version)
      return signer !== undefined && verify(null, message, createPublicKey(signer), signature)
    },
    publicKeys: () => [...signers].map(([version, signer]) => ({ version, pem: publicPem(signer) })),
    fingerprints: () => [
      { kind: 'root', version: 1, fingerprint: fingerprint(root) },
      ...[...masters].map(([version, key]) => ({
        kind: 'master' as const,
        version,
        fingerprint: fingerprint(key),
      })),
      ...[...signers].map(([version, signer]) => ({
        kind: 'signing' as const,
        version,
        fingerprint: fingerprint(Buffer.from(publicPem(signer))),
      })),
    ],
  }
}

function keyOf<Key>(keys: ReadonlyMap<number, Key>, version: number, folder: string): Key {
  const key = keys.get(version)
  if (key) return key
  throw new ChartroomError(
    'unavailable',
    'platform.key_missing',
    `Key version ${version} is missing from ${folder}. Put the keys folder back from where its copy is kept.`,
    { alarming: true },
  )
}

function encrypt(key: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, wrapped: Buffer, about: string): Buffer {
  const nonce = wrapped.subarray(0, NONCE_BYTES)
  const tag = wrapped.subarray(wrapped.length - TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about)).setAuthTag(tag)
  const body = wrapped.subarray(NONCE_BYTES, wrapped.length - TAG_BYTES)
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch (thrown) {
    throw new ChartroomError(
      'internal',
      'platform.wrapped_key_damaged',
      'A stored key does not open with the master key: it was changed, or the keys folder belongs to another installation.',
      { cause: thrown },
    )
  }
}

function newest(names: readonly string[], pattern: RegExp): number {
  return Math.max(0, ...names.map((name) => Number(pattern.exec(name)?.[1] ?? 0)))
}

function newSecretText(): string {
  return `${randomBytes(KEY_BYTES).toString('base64')}\n`
}

function newSigningText(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function secretOf(name: string, content: Buffer): Buffer {
  const key = Buffer.from(content.toString('ascii').trim(), 'base64')
  if (key.length === KEY_BYTES) return key
  throw damaged(name)
}

function signerOf(name: string, content: Buffer): KeyObject {
  try {
    return createPrivateKey(content)
  } catch (thrown) {
    throw damaged(name, thrown)
  }
}

function damaged(name: string, cause?: unknown): ChartroomError {
  return new ChartroomError(
    'unavailable',
    'platform.key_damaged',
    `The key file ${name} is damaged. Put it back from where the copy of the keys folder is kept.`,
    { cause, alarming: true },
  )
}

function publicPem(signer: KeyObject): string {
  return createPublicKey(signer).export({ type: 'spki', format: 'pem' }).toString()
}

function fingerprint(key: Buffer): string {
  return createHash('sha256').update('chartroom key fingerprint').update(key).digest('hex').slice(0, 32)
}
