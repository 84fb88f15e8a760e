import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type LiveMessage, type LiveState, liveStream } from './live-stream.ts'

/** Calls back for each live message on a channel while the component is on the page. */
export function useLive(channel: string | undefined, onMessage: (message: LiveMessage) => void): void {
  const latest = useRef(onMessage)
  latest.current = onMessage
  useEffect(
    () =>
      channel === undefined ? undefined : liveStream.listen(channel, (message) => latest.current(message)),
    [channel],
  )
}

/** Whether live updates arrive. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(liveStream.onState, liveStream.state)
}
