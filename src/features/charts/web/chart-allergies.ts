import { useGoTo } from '../../../web/navigate.tsx'
import type { EntryLine, OpenedChart } from '../schemas.ts'
import { useChart } from './chart-context.ts'
import { chartPath } from './chart-views.ts'
import { isActive, isHighCriticality } from './entry-words.ts'

export type ChartAllergies = {
  /** Those that count, the dangerous ones first. */
  readonly allergies: readonly EntryLine[]
  /** Somebody asked and there are none, which is more than nothing being recorded. */
  readonly isNoneKnown: boolean
  openAllergy(entryId: string): void
  openAll(): void
}

/** SNOMED CT: no known allergy, no known drug, food, environmental, latex allergy. */
const NO_KNOWN: ReadonlySet<string> = new Set([
  '716186003',
  '409137002',
  '429625007',
  '428607008',
  '716184000',
])

export function useChartAllergies(chart: OpenedChart): ChartAllergies {
  const { openEntry, personId } = useChart()
  const goTo = useGoTo()
  return {
    ...allergiesOf(chart.allergies),
    openAllergy: openEntry,
    openAll: () => goTo(chartPath(personId, 'allergies')),
  }
}

export function allergiesOf(
  entries: readonly EntryLine[],
): Pick<ChartAllergies, 'allergies' | 'isNoneKnown'> {
  const counting = entries.filter(isActive)
  return {
    allergies: counting
      .filter((one) => one.code === null || !NO_KNOWN.has(one.code))
      .toSorted((a, b) => Number(isHighCriticality(b)) - Number(isHighCriticality(a))),
    isNoneKnown: counting.some((one) => one.code !== null && NO_KNOWN.has(one.code)),
  }
}
