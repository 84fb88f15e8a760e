import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveStream } from './live-stream.ts'

type FakeSource = {
  address: string
  closed: boolean
  close(): void
  onopen: ((this: EventSource, event: Event) => unknown) | null
  onerror: ((this: EventSource, event: Event) => unknown) | null
  onmessage: ((this: EventSource, event: MessageEvent) => unknown) | null
}

const sources: FakeSource[] = []

function openSource(address: string): FakeSource {
  const source: FakeSource = {
    address,
    closed: false,
    close() {
      source.closed = true
    },
    onopen: null,
    onerror: null,
    onmessage: null,
  }
  sources.push(source)
  return source
}

const self = {} as EventSource
const last = (): FakeSource => {
  const source = sources.at(-1)
  if (source === undefined) throw new Error('no stream was opened')
  return source
}
const open = () => last().onopen?.call(self, new Event('open'))
const fail = () => last().onerror?.call(self, new Event('error'))
const say = (message: unknown) =>
  last().onmessage?.call(self, { data: JSON.stringify(message) } as MessageEvent)

beforeEach(() => {
  sources.length = 0
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

describe('the live stream', () => {
  it('opens one stream for all channels that somebody listens to', () => {
    const stream = new LiveStream(openSource)
    stream.listen('work', () => undefined)
    stream.listen('jobs', () => undefined)
    vi.runOnlyPendingTimers()
    expect(sources.map((one) => one.address)).toEqual(['/api/live?channels=jobs,work'])
  })

  it('hands a message to the listeners of its channel only', () => {
    const stream = new LiveStream(openSource)
    const heard: string[] = []
    stream.listen('work', (message) => heard.push(`work ${message.about}`))
    stream.listen('jobs', (message) => heard.push(`jobs ${message.about}`))
    vi.runOnlyPendingTimers()
    say({ channel: 'work', about: '7' })
    expect(heard).toEqual(['work 7'])
  })

  it('closes when nobody listens any more', () => {
    const stream = new LiveStream(openSource)
    const stop = stream.listen('work', () => undefined)
    vi.runOnlyPendingTimers()
    stop()
    vi.runOnlyPendingTimers()
    expect(last().closed).toBe(true)
    expect(stream.state()).toBe('idle')
  })

  it('comes back after the server has ended it, without calling that broken, and lets everybody look again', () => {
    const stream = new LiveStream(openSource)
    const heard: string[] = []
    stream.listen('work', (message) => heard.push(message.about))
    vi.runOnlyPendingTimers()
    open()
    fail()
    expect(stream.state()).toBe('connecting')
    vi.runOnlyPendingTimers()
    expect(sources).toHaveLength(2)
    open()
    expect(stream.state()).toBe('open')
    expect(heard).toEqual([''])
  })

  it('is broken when it cannot come back', () => {
    const stream = new LiveStream(openSource)
    stream.listen('work', () => undefined)
    vi.runOnlyPendingTimers()
    fail()
    vi.runOnlyPendingTimers()
    fail()
    expect(stream.state()).toBe('broken')
  })
})
