// What both work pages share: the row that has the keyboard, the acts on it by key, and the item beside the list.
import { type ReactNode, useState } from 'react'
import { useGoTo } from '../../../web/navigate.tsx'
import { useMay } from '../../../web/session/session-context.ts'
import { useShortcuts } from '../../../web/shortcuts/use-shortcuts.ts'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import type { QueueId } from '../kinds.ts'
import type { WorkItemView } from '../schemas.ts'
import { FinishDialog } from './FinishDialog.tsx'
import { subjectPath, workplacePath } from './subject-path.ts'
import { useLiveWork, useWorkActs } from './use-work.ts'
import { WorkItemPanel } from './WorkItemPanel.tsx'
import { workClock } from './work-clock.ts'

export type Desk = {
  readonly shownId: string | undefined
  readonly focus: (item: WorkItemView) => void
  readonly show: (item: WorkItemView) => void
  readonly open: (item: WorkItemView) => void
  readonly claimNext: () => void
  readonly isClaiming: boolean
}

type WorkDeskProps = {
  /** `n` takes the next one of this queue; of all my work without it. */
  readonly queue: QueueId | null
  /** What is in the lists now, newest answer. */
  readonly items: readonly WorkItemView[]
  readonly children: (desk: Desk) => ReactNode
}

export function WorkDesk({ queue, items, children }: WorkDeskProps) {
  const goTo = useGoTo()
  const acts = useWorkActs()
  const mayClaim = useMay('work.claim')
  const [focusedId, setFocusedId] = useState<string>()
  const [shownId, setShownId] = useState<string>()
  const [finishing, setFinishing] = useState<WorkItemView>()
  const [note, setNote] = useState<Error | null>(null)
  useLiveWork()

  const current = items.find((item) => item.workItemId === (focusedId ?? shownId))
  const params = (item: WorkItemView) => ({ params: { workItemId: item.workItemId } })
  const told = { onSuccess: () => setNote(null), onError: setNote }

  const claim = (item: WorkItemView) => acts.claim.mutate(params(item), told)
  const release = (item: WorkItemView) => {
    workClock.stop(item.workItemId)
    acts.release.mutate({ ...params(item), body: { reason: null } }, told)
  }
  const open = (item: WorkItemView) => {
    const path = subjectPath(item)
    if (path === undefined) setShownId(item.workItemId)
    else {
      if (item.may.finish) workClock.openSubject(item.workItemId, workplacePath(item) ?? path)
      goTo(path)
    }
  }
  const claimNext = () =>
    acts.claimNext.mutate(
      { body: { queue } },
      {
        onError: setNote,
        onSuccess: ({ item }) => {
          setNote(
            item === null ? new Error('Nothing waits for you here. All of it is done or in hand.') : null,
          )
          if (item === null) return
          setFocusedId(item.workItemId)
          setShownId(item.workItemId)
        },
      },
    )

  const onCurrent = (act: (item: WorkItemView) => void) => () => current && act(current)
  useShortcuts(
    mayClaim
      ? [
          { keys: 'n', label: 'Claim the next item', group: 'Work', run: claimNext },
          { keys: 'c', label: 'Claim this item', group: 'Work', run: onCurrent(claim) },
          { keys: 'r', label: 'Put this item back', group: 'Work', run: onCurrent(release) },
          {
            keys: 'd',
            label: 'Finish this item',
            group: 'Work',
            run: onCurrent((item) => (item.may.finish ? setFinishing(item) : claim(item))),
          },
        ]
      : [],
  )

  return (
    <>
      <ErrorLine error={note} />
      {children({
        shownId,
        focus: (item) => setFocusedId(item.workItemId),
        show: (item) => setShownId(item.workItemId),
        open,
        claimNext,
        isClaiming: acts.claimNext.isPending,
      })}
      {shownId === undefined ? null : (
        <WorkItemPanel
          workItemId={shownId}
          acts={acts}
          onOpen={open}
          onClaim={claim}
          onRelease={release}
          onFinish={setFinishing}
          onClose={() => setShownId(undefined)}
        />
      )}
      <FinishDialog
        item={finishing}
        busy={acts.finish.isPending}
        error={acts.finish.error}
        onClose={() => {
          acts.finish.reset()
          setFinishing(undefined)
        }}
        onFinish={(item, outcome, reason) =>
          acts.finish.mutate(
            { ...params(item), body: { outcome, reason } },
            {
              onSuccess: () => {
                workClock.stop(item.workItemId)
                setNote(null)
                setFinishing(undefined)
                if (shownId === item.workItemId) setShownId(undefined)
              },
            },
          )
        }
      />
    </>
  )
}
