// Who acts, why, and from where: one value, made at the edge, passed as an argument, recorded with every access.

export type ActorKind = 'user' | 'command_line' | 'job' | 'feed'

export type Actor = {
  readonly kind: ActorKind
  /** User id, or a stable name for jobs and feeds (`job:import`). */
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  /** What the actor may do; `identity` computes it from the roles. */
  readonly permissions: ReadonlySet<string>
}

export type Purpose =
  | 'treatment'
  | 'payment'
  | 'operations'
  | 'release'
  | 'patient_request'
  | 'legal'
  | 'emergency'
  | 'maintenance'

export type Source = {
  readonly program: 'server' | 'worker' | 'cli'
  readonly requestId: string
  readonly address?: string
  readonly sessionId?: string
}

export type Ctx = {
  readonly actor: Actor
  readonly purpose: Purpose
  readonly reason?: string
  readonly source: Source
}
