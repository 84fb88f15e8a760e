// How one work item's facts are drawn: due, age, priority.

import { formatPartialDate } from '../../../web/ui/date-format.ts'
import { useFacilityTimeZone } from '../../../web/ui/facility-time.ts'
import { ageInWords, ageingOf } from '../ageing.ts'
import { dayAt, dueInWords } from '../due-date.ts'
import { PRIORITY_NAMES, type Priority } from '../kinds.ts'
import type { WorkItemView } from '../schemas.ts'
import classes from './work.module.css'

type Dated = { readonly item: Pick<WorkItemView, 'dueOn' | 'openedAt'>; readonly today: string }

function useAgeing({ item, today }: Dated) {
  const timeZone = useFacilityTimeZone()
  return ageingOf(dayAt(new Date(item.openedAt), timeZone), item.dueOn, today)
}

/** The due day in words; hover shows the day. */
export function DueText(props: Dated) {
  const { item, today } = props
  const { tone } = useAgeing(props)
  return (
    <time
      dateTime={item.dueOn}
      title={formatPartialDate(item.dueOn)}
      className={classes.due}
      data-tone={tone}
    >
      {dueInWords(item.dueOn, today)}
    </time>
  )
}

/** How long it waits, and how much of its time that is. */
export function AgeBar(props: Dated) {
  const { days, share, tone } = useAgeing(props)
  return (
    <span className={classes.age}>
      <span className={classes.ageBar} aria-hidden>
        <span
          className={classes.ageFill}
          data-tone={tone}
          style={{ width: `${String(Math.max(Math.round(share * 100), 4))}%` }}
        />
      </span>
      {ageInWords(days)}
    </span>
  )
}

/** Three small bars and the word; the bars alone would tell it by shape only. */
export function PriorityMark({ priority }: { readonly priority: number }) {
  const filled = priority <= 2 ? 3 : priority === 3 ? 2 : 1
  return (
    <span className={classes.priority}>
      <span className={classes.bars} data-urgent={priority === 1 ? true : undefined} aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={bar <= filled ? true : undefined} />
        ))}
      </span>
      {PRIORITY_NAMES[priority as Priority] ?? String(priority)}
    </span>
  )
}

/** `12 min`, `1 h 05 min`, `—` for nothing yet. */
export function spentInWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return seconds === 0 ? '—' : 'under 1 min'
  if (minutes < 60) return `${String(minutes)} min`
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`
}
