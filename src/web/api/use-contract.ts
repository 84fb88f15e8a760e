// Contracts as TanStack Query hooks: the key is the contract's id and its input, so that news can invalidate by id.
import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type AnyContract, type CallAnswer, type CallError, type CallInput, call } from './call.ts'

export type ContractQueryOptions = {
  enabled?: boolean
  /** How long an answer counts as fresh; 0 asks again on each mount. */
  staleMs?: number
  /** Ask again every so often, for things without a live channel. */
  everyMs?: number
  /** Keep showing the last answer while a changed input loads. */
  keepPrevious?: boolean
}

/** Reads a contract and keeps the answer. */
export function useContract<C extends AnyContract>(
  contract: C,
  input: Omit<CallInput<C>, 'signal'>,
  options: ContractQueryOptions = {},
): UseQueryResult<CallAnswer<C>, CallError> {
  return useQuery<CallAnswer<C>, CallError>({
    queryKey: [contract.id, input],
    queryFn: ({ signal }) => call(contract, { ...input, signal } as CallInput<C>),
    enabled: options.enabled ?? true,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    ...(options.keepPrevious === true
      ? { placeholderData: (previous: CallAnswer<C> | undefined) => previous }
      : {}),
  } as Parameters<typeof useQuery<CallAnswer<C>, CallError>>[0])
}

/** Writes through a contract; afterwards the named contracts are read again. */
export function useContractAct<C extends AnyContract>(
  contract: C,
  options: { refresh?: readonly AnyContract[] } = {},
): UseMutationResult<CallAnswer<C>, CallError, CallInput<C>> {
  const client = useQueryClient()
  return useMutation<CallAnswer<C>, CallError, CallInput<C>>({
    mutationFn: (input) => call(contract, input),
    onSuccess: () => refresh(client, ...(options.refresh ?? [])),
  })
}

/** Reads the given contracts again wherever they are shown. */
export async function refresh(client: QueryClient, ...contracts: readonly AnyContract[]): Promise<void> {
  await Promise.all(contracts.map((one) => client.invalidateQueries({ queryKey: [one.id] })))
}
