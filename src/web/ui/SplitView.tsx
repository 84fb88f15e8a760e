import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import classes from './SplitView.module.css'

export type SplitViewProps = {
  /** What the line between divides: "List and document". */
  readonly label: string
  readonly start: ReactNode
  readonly end: ReactNode
  /** Share of the first side in percent. */
  readonly initial?: number
  /** Remembers the share in this browser under this name. */
  readonly rememberAs?: string
}

const MIN = 20
const MAX = 80
const STEP = 2

/** Two sides with a movable line between (mouse, touch, arrow keys). One above the other when it is narrow. */
export function SplitView({ label, start, end, initial = 50, rememberAs }: SplitViewProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [share, setShare] = useState(() => clamp(remembered(rememberAs) ?? initial))
  const move = (to: number) => {
    const next = clamp(to)
    setShare(next)
    remember(rememberAs, next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: share - STEP,
      ArrowRight: share + STEP,
      Home: MIN,
      End: MAX,
      Enter: initial,
    }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = frame.current?.getBoundingClientRect()
    if (box !== undefined && box.width > 0) move(((event.clientX - box.left) / box.width) * 100)
  }
  return (
    <div ref={frame} className={classes.split} style={{ '--share': `${share}%` } as Record<string, string>}>
      <div className={classes.start}>{start}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a movable separator is a widget; an hr cannot be moved. */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={Math.round(share)}
        aria-valuemin={MIN}
        aria-valuemax={MAX}
        tabIndex={0}
        className={classes.line}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => move(initial)}
      />
      <div className={classes.end}>{end}</div>
    </div>
  )
}

function clamp(share: number): number {
  return Math.min(MAX, Math.max(MIN, share))
}

function remembered(name: string | undefined): number | undefined {
  if (name === undefined) return undefined
  try {
    const text = window.localStorage.getItem(`chartroom-split-${name}`)
    const share = text === null ? Number.NaN : Number(text)
    return Number.isFinite(share) ? share : undefined
  } catch {
    return undefined // Storage may be switched off; the share is then not remembered.
  }
}

function remember(name: string | undefined, share: number): void {
  if (name === undefined) return
  try {
    window.localStorage.setItem(`chartroom-split-${name}`, String(Math.round(share)))
  } catch {
    // Storage may be switched off or full; the share is then not remembered.
  }
}
