// How old work is, against the time it was given. Pure: the server never needs it, the lists draw it.
import { daysBetween } from './due-date.ts'

export type Ageing = {
  /** Days since it was raised. */
  readonly days: number
  /** How much of the time until the due day is gone, 0 to 1. */
  readonly share: number
  readonly tone: 'calm' | 'soon' | 'late'
}

/** `soon` when it is due today or tomorrow. Days are days of the facility. */
export function ageingOf(openedOn: string, dueOn: string, today: string): Ageing {
  const days = Math.max(daysBetween(openedOn, today), 0)
  const given = Math.max(daysBetween(openedOn, dueOn), 1)
  const left = daysBetween(today, dueOn)
  return {
    days,
    share: left < 0 ? 1 : Math.min(days / given, 1),
    tone: left < 0 ? 'late' : left <= 1 ? 'soon' : 'calm',
  }
}

/** `new`, `1 day`, `12 days`. */
export function ageInWords(days: number): string {
  return days === 0 ? 'new' : days === 1 ? '1 day' : `${days} days`
}
