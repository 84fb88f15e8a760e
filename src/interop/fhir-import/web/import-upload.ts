// One upload of files into an import, outside any page: it goes on when the user looks at something else. A request that
// fails is tried again after asking the server what arrived, so nothing is sent twice and nothing that arrived is lost.
import { CallError } from '../../../web/api/call.ts'
import type { DroppedFile } from '../../../web/ui/dropped-files.ts'
import { FILE_BYTES_MAX, freePath, nextBatch, pathAsSent } from './upload-batches.ts'

export type UploadFile = {
  readonly path: string
  readonly bytes: number
  readonly file: Blob
  readonly state: 'waiting' | 'sending' | 'there' | 'failed'
  readonly problem: string | undefined
}

export type UploadView = {
  readonly phase: 'choosing' | 'sending' | 'stopped' | 'started'
  readonly runId: string | undefined
  readonly files: readonly UploadFile[]
  readonly sentBytes: number
  readonly totalBytes: number
  /** Why it stopped, in a sentence. */
  readonly problem: string | undefined
}

/** The server as the upload needs it. */
export type ImportServer = {
  open(source: string): Promise<string>
  send(
    runId: string,
    files: readonly UploadFile[],
    onProgress: (sentBytes: number) => void,
    signal: AbortSignal,
  ): Promise<void>
  /** Paths and sizes of what has arrived. */
  arrived(runId: string): Promise<readonly { readonly path: string; readonly bytes: number | null }[]>
  start(runId: string): Promise<void>
  pause(ms: number): Promise<void>
}

const LANES = 3
const WAITS_MS = [1_000, 3_000, 8_000]
const TELL_EVERY_MS = 200

const NEW: UploadView = {
  phase: 'choosing',
  runId: undefined,
  files: [],
  sentBytes: 0,
  totalBytes: 0,
  problem: undefined,
}

export class ImportUpload {
  readonly #server: ImportServer
  readonly #listeners = new Set<() => void>()
  #files = new Map<string, UploadFile>()
  #phase: UploadView['phase'] = 'choosing'
  #runId: string | undefined
  #problem: string | undefined
  #underway = new Map<symbol, number>()
  #stop = new AbortController()
  #view = NEW
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(server: ImportServer) {
    this.#server = server
  }

  readonly view = (): UploadView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Adds files to send; the same file chosen again stays one. */
  add(dropped: readonly DroppedFile[]): void {
    const taken = new Set(this.#files.keys())
    for (const { file, path } of dropped) {
      const twin = this.#files.get(path)
      if (twin !== undefined && isSame(twin.file, file)) continue
      const free = freePath(path, taken)
      taken.add(free)
      const tooLarge = file.size > FILE_BYTES_MAX
      this.#files.set(free, {
        path: free,
        bytes: file.size,
        file,
        state: tooLarge ? 'failed' : 'waiting',
        problem: tooLarge ? 'Larger than 8 GB. Use `chartroom import` on the server.' : undefined,
      })
    }
    this.#tellNow()
  }

  remove(path: string): void {
    if (this.#files.get(path)?.state === 'there' || this.#phase === 'sending') return
    this.#files.delete(path)
    this.#tellNow()
  }

  /** Goes on with an import that was opened before and never started. */
  adopt(runId: string): void {
    if (this.#runId === runId) return
    this.reset()
    this.#runId = runId
  }

  reset(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.#files = new Map()
    this.#underway.clear()
    this.#phase = 'choosing'
    this.#runId = undefined
    this.#problem = undefined
    this.#tellNow()
  }

  /** Sends what waits and starts the import. */
  async begin(source: string): Promise<void> {
    if (this.#phase === 'sending') return
    this.#stop = new AbortController()
    this.#phase = 'sending'
    this.#problem = undefined
    for (const file of this.#files.values())
      if (file.state === 'failed' && file.bytes <= FILE_BYTES_MAX) this.#mark([file], 'waiting')
    this.#tellNow()
    const { signal } = this.#stop
    try {
      if (this.#runId === undefined) this.#runId = await this.#server.open(source)
      else await this.#skipWhatArrived(this.#runId)
      const runId = this.#runId
      await Promise.all(Array.from({ length: LANES }, () => this.#lane(runId, signal)))
    } catch (thrown) {
      this.#halt(sentenceOf(thrown))
    }
    if (this.#stop.signal !== signal || signal.aborted) return
    await this.#finish()
  }

  /** Starts the import with what arrived. */
  async startAnyway(): Promise<void> {
    if (this.#runId === undefined) return
    try {
      await this.#server.start(this.#runId)
      this.#phase = 'started'
    } catch (thrown) {
      this.#problem = sentenceOf(thrown)
      this.#phase = 'stopped'
    }
    this.#tellNow()
  }

  /** Stops sending; what arrived stays. */
  interrupt(): void {
    if (this.#phase === 'sending') this.#halt('Stopped. What has arrived stays; go on whenever you like.')
  }

  async #finish(): Promise<void> {
    const files = [...this.#files.values()]
    const failed = files.filter((file) => file.state === 'failed').length
    if (failed === 0) return this.startAnyway()
    this.#phase = 'stopped'
    this.#problem =
      failed === 1 ? 'One file could not be sent.' : `${failed.toLocaleString('en')} files could not be sent.`
    this.#tellNow()
  }

  #halt(problem: string): void {
    this.#stop.abort()
    this.#phase = 'stopped'
    this.#problem = problem
    for (const file of this.#files.values()) if (file.state === 'sending') this.#mark([file], 'waiting')
    this.#underway.clear()
    this.#tellNow()
  }

  async #lane(runId: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const batch = nextBatch([...this.#files.values()].filter((file) => file.state === 'waiting'))
      if (batch.length === 0) return
      await this.#sendBatch(runId, batch, signal)
    }
  }

  async #sendBatch(runId: string, batch: readonly UploadFile[], signal: AbortSignal): Promise<void> {
    const id = Symbol('batch')
    let left = batch
    for (let tries = 0; left.length > 0 && !signal.aborted; tries += 1) {
      this.#mark(left, 'sending')
      const bytes = left.reduce((sum, file) => sum + file.bytes, 0)
      try {
        const onProgress = (sent: number) => {
          if (signal.aborted) return
          this.#underway.set(id, Math.min(sent, bytes))
          this.#tellSoon()
        }
        await this.#server.send(runId, left, onProgress, signal)
        this.#mark(left, 'there')
        left = []
      } catch (thrown) {
        if (signal.aborted) return
        left = await this.#afterFailure(runId, left, thrown, tries)
      } finally {
        this.#underway.delete(id)
        this.#tellSoon()
      }
    }
  }

  /** What is still to be sent of a batch that failed; halts everything when trying again can't help. */
  async #afterFailure(
    runId: string,
    batch: readonly UploadFile[],
    thrown: unknown,
    tries: number,
  ): Promise<readonly UploadFile[]> {
    const wait = WAITS_MS[tries]
    if (isTooLarge(thrown)) {
      const [only] = batch
      if (batch.length === 1 && only !== undefined) {
        this.#mark([only], 'failed', sentenceOf(thrown))
        return []
      }
    } else if (!mayPass(thrown) || wait === undefined) {
      this.#halt(sentenceOf(thrown))
      return []
    }
    await this.#server.pause(wait ?? 0)
    const readable = await this.#dropUnreadable(batch)
    const arrived = await this.#arrived(runId).catch((again: unknown) => {
      if (!mayPass(again)) throw again
      return new Map<string, number>()
    })
    const there = readable.filter((file) => hasArrived(file, arrived))
    this.#mark(there, 'there')
    const rest = readable.filter((file) => !there.includes(file))
    if (!isTooLarge(thrown)) return rest
    // One of them is too large: each goes alone, so that the others arrive.
    for (const file of rest) await this.#sendBatch(runId, [file], this.#stop.signal)
    return []
  }

  async #skipWhatArrived(runId: string): Promise<void> {
    const arrived = await this.#arrived(runId)
    const there = [...this.#files.values()].filter(
      (file) => file.state !== 'there' && hasArrived(file, arrived),
    )
    this.#mark(there, 'there')
  }

  async #arrived(runId: string): Promise<Map<string, number>> {
    return new Map((await this.#server.arrived(runId)).map((one) => [one.path, one.bytes ?? -1]))
  }

  // A file that was moved or changed since it was chosen breaks the request that carries it.
  async #dropUnreadable(batch: readonly UploadFile[]): Promise<readonly UploadFile[]> {
    const readable: UploadFile[] = []
    for (const file of batch) {
      const isThere = await file.file
        .slice(0, 1)
        .arrayBuffer()
        .then(
          () => true,
          () => false,
        )
      if (isThere) readable.push(file)
      else this.#mark([file], 'failed', 'Moved or changed since it was chosen. Choose it again.')
    }
    return readable
  }

  #mark(files: readonly UploadFile[], state: UploadFile['state'], problem?: string): void {
    for (const { path } of files) {
      const file = this.#files.get(path)
      if (file !== undefined) this.#files.set(path, { ...file, state, problem })
    }
    this.#tellSoon()
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.#tellNow(), TELL_EVERY_MS)
  }

  #tellNow(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const files = [...this.#files.values()]
    const there = files.reduce((sum, file) => sum + (file.state === 'there' ? file.bytes : 0), 0)
    const underway = [...this.#underway.values()].reduce((sum, bytes) => sum + bytes, 0)
    this.#view = {
      phase: this.#phase,
      runId: this.#runId,
      files,
      sentBytes: there + underway,
      totalBytes: files.reduce((sum, file) => sum + file.bytes, 0),
      problem: this.#problem,
    }
    for (const listener of [...this.#listeners]) listener()
  }
}

function isSame(a: Blob, b: Blob): boolean {
  if (a === b) return true
  return a instanceof File && b instanceof File && a.size === b.size && a.lastModified === b.lastModified
}

function hasArrived(file: UploadFile, arrived: ReadonlyMap<string, number>): boolean {
  return arrived.get(pathAsSent(file.path)) === file.bytes
}

function isTooLarge(thrown: unknown): boolean {
  return thrown instanceof CallError && thrown.status === 413
}

function mayPass(thrown: unknown): boolean {
  return thrown instanceof CallError && (thrown.status === 0 || thrown.status === 429 || thrown.status >= 500)
}

function sentenceOf(thrown: unknown): string {
  if (!(thrown instanceof CallError)) return 'Sending stopped unexpectedly. Go on to send the rest.'
  if (thrown.status === 401)
    return 'You are not signed in any more. Sign in again and go on: what has arrived is kept.'
  if (thrown.status === 0)
    return 'Chartroom cannot be reached. What has arrived is kept; go on when the connection is back.'
  return thrown.message
}
