// What the reject queue shows stands in its address, so that a link leads to it and a reload keeps it: ids of imports and
// items, and names of rules. Nothing in there says whose record it is.
import { useNavigate, useSearch } from '@tanstack/react-router'

export type RejectState = 'open' | 'waiting' | 'placed' | 'dismissed'
export const REJECT_STATES: readonly RejectState[] = ['open', 'waiting', 'placed', 'dismissed']

export type RejectAddress = {
  readonly run?: string | undefined
  readonly rule?: string | undefined
  readonly state?: RejectState | undefined
  readonly item?: string | undefined
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function useRejectAddress(): RejectAddress {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const id = (value: unknown) => (typeof value === 'string' && UUID.test(value) ? value : undefined)
  return {
    run: id(search.run),
    rule: typeof search.rule === 'string' && search.rule.length <= 100 ? search.rule : undefined,
    state: REJECT_STATES.find((one) => one === search.state),
    item: id(search.item),
  }
}

/** Goes to the queue as described; `replace` for what the back button should not step through. */
export function useGoToRejects(): (address: RejectAddress, options?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return (address, options) =>
    void navigate({ to: '/rejects', search: searchOf(address) as never, replace: options?.replace ?? false })
}

/** The search part of the address: only what is set. */
export function searchOf(address: RejectAddress): Record<string, string> {
  return Object.fromEntries(
    Object.entries(address).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}
