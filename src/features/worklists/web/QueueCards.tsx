import { Link } from '@tanstack/react-router'
import { useFacilityTimeZone } from '../../../web/ui/facility-time.ts'
import { ageInWords } from '../ageing.ts'
import { dayAt, daysBetween } from '../due-date.ts'
import { QUEUES } from '../kinds.ts'
import type { QueueCounts } from '../schemas.ts'
import classes from './work.module.css'

type Queue = QueueCounts['queues'][number]

/** One card for each queue: how much waits, how much of it is late, and since when the oldest does. */
export function QueueCards({ counts }: { readonly counts: QueueCounts }) {
  return (
    <ul className={classes.cards} aria-label="Work queues">
      {counts.queues.map((queue) => (
        <li key={queue.queue}>
          <QueueCard queue={queue} today={counts.today} />
        </li>
      ))}
    </ul>
  )
}

function QueueCard({ queue, today }: { readonly queue: Queue; readonly today: string }) {
  const timeZone = useFacilityTimeZone()
  const { overdue, dueToday, waiting, held, oldestOpenedAt } = queue
  const all = waiting + held
  const share = (part: number) => ({ width: `${String((part / Math.max(all, 1)) * 100)}%` })
  const { title, sentence } = QUEUES[queue.queue]
  const age = oldestOpenedAt === null ? 0 : daysBetween(dayAt(new Date(oldestOpenedAt), timeZone), today)
  return (
    <Link to={`/work/${queue.queue}`} className={classes.card} title={sentence}>
      <span className={classes.cardTitle}>{title}</span>
      <span className={classes.numbers}>
        <span className={classes.number} data-none={waiting === 0 ? true : undefined}>
          {waiting.toLocaleString('en')}
          <span className="cr-visually-hidden"> waiting</span>
        </span>
        {queue.forMe === 0 ? null : <span className={classes.forMe}>{queue.forMe} for me</span>}
      </span>
      <span className={classes.split} aria-hidden>
        <span data-tone="late" style={share(overdue)} />
        <span data-tone="soon" style={share(dueToday)} />
        <span data-tone="calm" style={share(all - overdue - dueToday)} />
      </span>
      <span className={classes.fact} data-tone={overdue > 0 ? 'late' : dueToday > 0 ? 'soon' : undefined}>
        {overdue > 0
          ? `${String(overdue)} overdue`
          : dueToday > 0
            ? `${String(dueToday)} due today`
            : 'None late'}
      </span>
      <span className={classes.fact}>
        {all === 0 ? 'Empty' : age === 0 ? 'Oldest from today' : `Oldest ${ageInWords(age)}`}
        {held === 0 ? '' : `, ${String(held)} in work`}
      </span>
    </Link>
  )
}
