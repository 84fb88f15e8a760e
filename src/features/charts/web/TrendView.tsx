import { useContract } from '../../../web/api/use-contract.ts'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { Trend } from '../../../web/ui/Trend.tsx'
import { type EntryLine, readTrendContract } from '../schemas.ts'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'
import { unitWords } from './unit-words.ts'

export type TrendViewProps = {
  readonly code: string
  readonly title: string
  readonly height?: number
  /** Shows the numbers under the plot too. */
  readonly table?: boolean
}

/** One measurement over time with its reference range. */
export function TrendView({ code, title, height = 180, table = false }: TrendViewProps) {
  const { personId } = useChart()
  const trend = useContract(
    readTrendContract,
    { params: { personId }, query: { code } },
    { staleMs: CHART_FRESH_MS },
  )
  return (
    <QueryView
      query={trend}
      label={`Loading the trend of ${title}`}
      isEmpty={(data) => data.points.length === 0}
      empty={{ title: 'No numbers to draw' }}
    >
      {({ points }) => {
        const last = points.at(-1)
        const unit = last?.valueUnit ? unitWords(last.valueUnit) : undefined
        const drawn = points.filter((point) => point.valueUnit === (last?.valueUnit ?? null))
        return (
          <>
            <Trend
              label={title}
              unit={unit}
              points={drawn.map(pointOf)}
              low={last?.referenceLow ?? undefined}
              high={last?.referenceHigh ?? undefined}
              height={height}
              table={table}
            />
            {drawn.length === points.length ? null : (
              <p>{points.length - drawn.length} values in another unit are left out.</p>
            )}
          </>
        )
      }}
    </QueryView>
  )
}

function pointOf(entry: EntryLine) {
  const value = entry.valueNumber ?? 0
  const unit = entry.valueUnit === null ? '' : ` ${entry.valueUnit}`
  const text =
    entry.valueText?.endsWith(unit) === true
      ? entry.valueText.slice(0, entry.valueText.length - unit.length)
      : undefined
  return {
    at: entry.occurredFrom ?? entry.sortAt,
    value,
    abnormal: entry.abnormal !== null,
    ...(text === undefined ? {} : { text }),
  }
}
