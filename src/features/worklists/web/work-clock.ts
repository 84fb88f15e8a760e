// Counts the time of the item that somebody is at: a sign of life every half minute while the item or what it is about
// is on the screen and a person is there. Whoever leaves the page or the desk sends none.
import { call } from '../../../web/api/call.ts'
import { activity } from '../../../web/session/activity.ts'
import { renewClaimContract } from '../schemas.ts'

const BEAT_MS = 30_000

export type WorkClockParts = {
  renew(workItemId: string): Promise<unknown>
  isPresent(): boolean
  isVisible(): boolean
  path(): string
}

export class WorkClock {
  readonly #parts: WorkClockParts
  #shown = new Map<string, number>()
  #subject: { readonly workItemId: string; readonly path: string } | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(parts: WorkClockParts) {
    this.#parts = parts
  }

  /** The item's own details are on the screen until the returned function is called. */
  show(workItemId: string): () => void {
    this.#shown.set(workItemId, (this.#shown.get(workItemId) ?? 0) + 1)
    this.#run()
    return () => {
      const left = (this.#shown.get(workItemId) ?? 1) - 1
      if (left > 0) this.#shown.set(workItemId, left)
      else this.#shown.delete(workItemId)
      this.#run()
    }
  }

  /** What the item is about was opened: time counts for as long as that page stays. */
  openSubject(workItemId: string, path: string): void {
    this.#subject = { workItemId, path }
    this.#run()
  }

  /** The item is finished or given back. */
  stop(workItemId: string): void {
    this.#shown.delete(workItemId)
    if (this.#subject?.workItemId === workItemId) this.#subject = undefined
    this.#run()
  }

  /** One turn of the clock. */
  async beat(): Promise<void> {
    const { path, isPresent, isVisible, renew } = this.#parts
    if (this.#subject && !path().startsWith(this.#subject.path)) this.#subject = undefined
    const ids = new Set([...this.#shown.keys(), ...(this.#subject ? [this.#subject.workItemId] : [])])
    this.#run()
    if (!isPresent() || !isVisible()) return
    // A refused sign of life means that the item is somebody else's by now: no more of them.
    await Promise.all([...ids].map((id) => renew(id).catch(() => this.stop(id))))
  }

  #run(): void {
    const isNeeded = this.#shown.size > 0 || this.#subject !== undefined
    if (isNeeded) this.#timer ??= setInterval(() => void this.beat(), BEAT_MS)
    else {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }
}

/** The window's own. */
export const workClock = new WorkClock({
  renew: (workItemId) => call(renewClaimContract, { params: { workItemId } }),
  isPresent: () => activity.isPresent(),
  isVisible: () => document.visibilityState === 'visible',
  path: () => window.location.pathname,
})
