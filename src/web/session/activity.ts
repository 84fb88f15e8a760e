// Whether a person is at the desk. A page that asks by itself (live news, counts, a job's progress) must not keep a
// session awake that nobody sits at; somebody who only reads and scrolls must not be locked out.

/** After so long without a key, a click or a scroll, what the page asks is the page's own doing. */
const PRESENT_MS = 20_000

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

export class Activity {
  #lastSignAt: number
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
    this.#lastSignAt = now()
  }

  /** Notes a sign of life. */
  readonly sign = (): void => {
    this.#lastSignAt = this.#now()
  }

  isPresent(): boolean {
    return this.#now() - this.#lastSignAt < PRESENT_MS
  }

  /** Watches for signs until the returned function is called. */
  watch(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
    for (const name of SIGNS) target.addEventListener(name, this.sign, { passive: true, capture: true })
    return () => {
      for (const name of SIGNS) target.removeEventListener(name, this.sign, { capture: true })
    }
  }
}

/** The window's own. */
export const activity = new Activity()
