import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { Span } from './json-places.ts'
import classes from './SourceText.module.css'

export type SourceTextProps = {
  readonly label: string
  readonly text: string
  /** Places to mark. */
  readonly marks: readonly Span[]
  /** The mark to bring into view. */
  readonly shown: Span | undefined
}

type Line = { readonly start: number; readonly text: string }

/** Text with line numbers and marked places; only the lines in view are drawn. */
export function SourceText({ label, text, marks, shown }: SourceTextProps) {
  const frame = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => linesWithStarts(text), [text])
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 19,
    overscan: 30,
    initialRect: { width: 600, height: 480 },
  })
  const shownLine = shown === undefined ? undefined : lineAt(lines, shown.start)
  useEffect(() => {
    if (shownLine === undefined) return
    virtualizer.scrollToIndex(shownLine, { align: 'center' })
    // A line may be taller than the window: then the mark inside it is looked for, once it is drawn.
    const request = requestAnimationFrame(() => {
      const mark = frame.current?.querySelector('[data-shown]')
      if (frame.current === null || !(mark instanceof HTMLElement)) return
      const away = mark.getBoundingClientRect().top - frame.current.getBoundingClientRect().top
      if (away < 0 || away > frame.current.clientHeight) frame.current.scrollTop += away - 120
    })
    return () => cancelAnimationFrame(request)
  }, [shownLine, virtualizer])
  const items = virtualizer.getVirtualItems()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a named region that scrolls by keyboard.
    <div
      ref={frame}
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key.
      tabIndex={0}
      className={classes.frame}
      style={{ '--digits': `${String(lines.length).length}ch` } as Record<string, string>}
    >
      <div className={classes.sheet} style={{ height: virtualizer.getTotalSize() }}>
        <div style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index, key }) => {
            const line = lines[index]
            if (line === undefined) return null
            const pieces = piecesOf(line, marks, shown)
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-marked={pieces.some((piece) => piece.marked) ? true : undefined}
                className={classes.line}
              >
                <span className={classes.number} aria-hidden>
                  {index + 1}
                </span>
                <code className={classes.code}>
                  {pieces.map((piece) =>
                    piece.marked ? (
                      <mark key={piece.start} data-shown={piece.shown ? true : undefined}>
                        {piece.text}
                      </mark>
                    ) : (
                      piece.text
                    ),
                  )}
                </code>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function linesWithStarts(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const found = { start, text: line }
    start += line.length + 1
    return found
  })
}

function lineAt(lines: readonly Line[], position: number): number {
  const after = lines.findIndex((line) => line.start > position)
  return after === -1 ? lines.length - 1 : after - 1
}

type Piece = {
  readonly start: number
  readonly text: string
  readonly marked: boolean
  readonly shown: boolean
}

function piecesOf(line: Line, marks: readonly Span[], shown: Span | undefined): Piece[] {
  const end = line.start + line.text.length
  const cuts = new Set([line.start, end])
  const touching = marks.filter((mark) => mark.start <= end && mark.end > line.start)
  for (const mark of touching) {
    cuts.add(Math.max(line.start, mark.start))
    cuts.add(Math.min(end, mark.end))
  }
  const at = [...cuts].sort((a, b) => a - b)
  return at.slice(0, -1).map((start, index) => {
    const stop = at[index + 1] ?? end
    const inside = (span: Span) => span.start <= start && span.end >= stop
    return {
      start,
      text: line.text.slice(start - line.start, stop - line.start),
      marked: touching.some(inside),
      shown: shown !== undefined && inside(shown),
    }
  })
}
