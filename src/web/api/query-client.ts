// One cache of answers for the whole desk. Only failures that may pass are tried again.
import { QueryClient } from '@tanstack/react-query'
import { CallError } from './call.ts'

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && mayPass(error),
      },
      mutations: { retry: false },
    },
  })
}

function mayPass(error: unknown): boolean {
  return error instanceof CallError && (error.status === 0 || error.status === 502 || error.status === 503)
}
