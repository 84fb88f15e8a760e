import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { liveStream } from '../live/live-stream.ts'
import { countProviders, permitted } from '../registry.ts'
import { useSession } from '../session/session-context.ts'

const EVERY_MS = 60_000
/** Many changes in a row are read once. */
const SETTLE_MS = 400

/** The counts beside the navigation's entries, by name; read again when their live channels speak, and each minute. */
export function useCounts(): Readonly<Record<string, number>> {
  const { permissions } = useSession()
  const client = useQueryClient()
  const providers = permitted(countProviders, permissions)
  const results = useQueries({
    queries: providers.map((provider) => ({
      queryKey: ['counts', provider.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => provider.load(signal),
      refetchInterval: EVERY_MS,
    })),
  })
  useEffect(() => {
    let timer: number | undefined
    const stops = permitted(countProviders, permissions).flatMap((provider) =>
      (provider.channels ?? []).map((channel) =>
        liveStream.listen(channel, () => {
          window.clearTimeout(timer)
          timer = window.setTimeout(
            () => void client.invalidateQueries({ queryKey: ['counts', provider.id] }),
            SETTLE_MS,
          )
        }),
      ),
    )
    return () => {
      window.clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [client, permissions])
  return Object.assign({}, ...results.map((result) => result.data ?? {})) as Record<string, number>
}
