import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { call } from '../../../web/api/call.ts'
import { useMay } from '../../../web/session/session-context.ts'
import { Kbd } from '../../../web/ui/Kbd.tsx'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { Toolbar } from '../../../web/ui/Toolbar.tsx'
import { QUEUES, type QueueId } from '../kinds.ts'
import type { QueueSort } from '../queue-sort.ts'
import { listQueueContract } from '../schemas.ts'
import { WorkDesk } from './WorkDesk.tsx'
import { WorkTable } from './WorkTable.tsx'

const SORTS: readonly { value: QueueSort; label: string }[] = [
  { value: 'due', label: 'Due' },
  { value: 'priority', label: 'Priority' },
  { value: 'age', label: 'Age' },
]
const PAGE_ROWS = 100

/** One queue, as far as it is scrolled. */
export function QueuePage({ queue }: { readonly queue: QueueId }) {
  const [sort, setSort] = useState<QueueSort>('due')
  const mayClaim = useMay('work.claim')
  const list = useInfiniteQuery({
    queryKey: [listQueueContract.id, queue, sort],
    queryFn: ({ pageParam, signal }) =>
      call(listQueueContract, {
        params: { queue },
        query: { sort, limit: PAGE_ROWS, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const pages = list.data?.pages
  const items = useMemo(() => pages?.flatMap((page) => page.items), [pages])
  const { title, sentence } = QUEUES[queue]
  return (
    <WorkDesk queue={queue} items={items ?? []}>
      {(desk) => (
        <>
          <PageHeader
            title={title}
            detail={sentence}
            actions={
              mayClaim ? (
                <Button onClick={desk.claimNext} loading={desk.isClaiming} rightSection={<Kbd keys="n" />}>
                  Take the next one
                </Button>
              ) : undefined
            }
          />
          <Toolbar label="Order of the queue">
            <SegmentedControl
              size="xs"
              aria-label="Order"
              data={[...SORTS]}
              value={sort}
              onChange={(value) => setSort(value as QueueSort)}
            />
          </Toolbar>
          <Panel flush>
            <WorkTable
              label={`Queue ${title}`}
              today={pages?.[0]?.today ?? ''}
              items={items}
              error={list.error}
              onRetry={() => void list.refetch()}
              selectedId={desk.shownId}
              onFocus={desk.focus}
              onSelect={desk.show}
              onOpen={desk.open}
              busy={list.isFetchingNextPage}
              onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
              height="calc(100vh - 13rem)"
              empty={{ title: 'This queue is empty', detail: 'New work appears here by itself.' }}
            />
          </Panel>
        </>
      )}
    </WorkDesk>
  )
}
