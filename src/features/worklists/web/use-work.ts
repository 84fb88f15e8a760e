// What the work pages do: the acts, and reading again what they change.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { refresh, useContractAct } from '../../../web/api/use-contract.ts'
import { useLive } from '../../../web/live/use-live.ts'
import {
  assignItemContract,
  cancelItemContract,
  claimItemContract,
  claimNextContract,
  finishItemContract,
  listQueueContract,
  myWorkContract,
  queueCountsContract,
  readItemContract,
  releaseItemContract,
  reprioritiseContract,
} from '../schemas.ts'

const LISTS = [myWorkContract, listQueueContract, queueCountsContract, readItemContract] as const
/** A burst of changes is read once. */
const SETTLE_MS = 1_500

export function useWorkActs() {
  const again = { refresh: LISTS }
  return {
    claim: useContractAct(claimItemContract, again),
    claimNext: useContractAct(claimNextContract, again),
    release: useContractAct(releaseItemContract, again),
    finish: useContractAct(finishItemContract, again),
    cancel: useContractAct(cancelItemContract, again),
    assign: useContractAct(assignItemContract, again),
    reprioritise: useContractAct(reprioritiseContract, again),
  }
}
export type WorkActs = ReturnType<typeof useWorkActs>

/** Reads lists and counts again when the department changes them. */
export function useLiveWork(): void {
  const client = useQueryClient()
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  useLive('work', () => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void refresh(client, ...LISTS), SETTLE_MS)
  })
}
