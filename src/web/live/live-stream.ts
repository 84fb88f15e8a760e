// One stream of server-sent events for the whole desk: it asks for the channels that somebody listens to, and comes back
// by itself after a break. Messages say what changed, never what a chart says.
export type LiveMessage = {
  readonly channel: string
  /** What changed; empty after a break, when anything may have. */
  readonly about: string
  readonly data?: Readonly<Record<string, unknown>>
}

export type LiveState = 'idle' | 'connecting' | 'open' | 'broken'

const RETRY_MS = [500, 2_000, 5_000, 10_000, 30_000]

type Source = Pick<EventSource, 'close' | 'onopen' | 'onerror' | 'onmessage'>

export class LiveStream {
  #open: (address: string) => Source
  #channels = new Map<string, Set<(message: LiveMessage) => void>>()
  #stateListeners = new Set<() => void>()
  #source: Source | undefined
  #address = ''
  #state: LiveState = 'idle'
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(open: (address: string) => Source) {
    this.#open = open
  }

  readonly state = (): LiveState => this.#state

  readonly onState = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener)
    return () => {
      this.#stateListeners.delete(listener)
    }
  }

  /** Calls back for each message on a channel until the returned function is called. */
  listen(channel: string, listener: (message: LiveMessage) => void): () => void {
    const listeners = this.#channels.get(channel) ?? new Set()
    listeners.add(listener)
    this.#channels.set(channel, listeners)
    this.#connectSoon(0)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#channels.delete(channel)
      this.#connectSoon(0)
    }
  }

  /** Starts again from nothing: after unlocking or signing in. */
  reconnect(): void {
    this.#failures = 0
    this.#address = ''
    this.#connectSoon(0)
  }

  #connectSoon(delayMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#connect(), delayMs)
  }

  #connect(): void {
    const channels = [...this.#channels.keys()].sort()
    const address =
      channels.length === 0 ? '' : `/api/live?channels=${channels.map(encodeURIComponent).join(',')}`
    if (address === this.#address && this.#source !== undefined) return
    this.#source?.close()
    this.#source = undefined
    this.#address = address
    if (address === '') {
      this.#become('idle')
      return
    }
    this.#become('connecting')
    const source = this.#open(address)
    this.#source = source
    source.onopen = () => {
      // What was said while the stream was down is lost: whoever listens looks again.
      if (this.#failures > 0) for (const channel of channels) this.#hand({ channel, about: '' })
      this.#failures = 0
      this.#become('open')
    }
    source.onmessage = (event: MessageEvent<string>) => this.#deliver(event.data)
    source.onerror = () => {
      source.close()
      if (this.#source !== source) return
      this.#source = undefined
      // The server ends each stream after a while; coming back once is no news.
      this.#become(this.#failures === 0 ? 'connecting' : 'broken')
      this.#connectSoon(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000)
      this.#failures += 1
    }
  }

  #deliver(text: string): void {
    let message: LiveMessage
    try {
      message = JSON.parse(text) as LiveMessage
    } catch (thrown) {
      throw new Error('A live message was not JSON.', { cause: thrown })
    }
    this.#hand(message)
  }

  #hand(message: LiveMessage): void {
    for (const listener of [...(this.#channels.get(message.channel) ?? [])]) listener(message)
  }

  #become(state: LiveState): void {
    if (this.#state === state) return
    this.#state = state
    for (const listener of [...this.#stateListeners]) listener()
  }
}

/** The window's stream. */
export const liveStream = new LiveStream((address) => new EventSource(address))
