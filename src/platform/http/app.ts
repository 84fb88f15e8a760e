// The HTTP application as features see it: they add routes through `handle`; identity says who asks.
import type { FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Authenticator } from './authenticator.ts'
import type { Contract } from './contract.ts'

export type HttpOptions = {
  readonly log: Log
  readonly metrics: Metrics
  readonly publicUrl: string
  readonly trustedProxies: readonly string[]
  /** The built pages; an address that is no file there gets index.html. */
  readonly pagesFolder: string
  readonly version: string
  /** Each throws when its part can't serve; /readyz asks all of them. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>
}

export type HttpApp = {
  /** For what a contract can't say: another library's handler, a protocol of its own. */
  readonly fastify: FastifyInstance
  readonly publicUrl: string
  setAuthenticator(authenticator: Authenticator): void
  authenticator(): Authenticator
  addContract(contract: Contract): void
  /** Every route that a contract describes, in the order of registration. */
  contracts(): readonly Contract[]
  /** Begins to listen; returns the address. */
  listen(where: { host: string; port: number }): Promise<string>
  close(): Promise<void>
}
