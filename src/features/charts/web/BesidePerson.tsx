import { useContract } from '../../../web/api/use-contract.ts'
import { DateText } from '../../../web/ui/Dates.tsx'
import { openPersonBannerContract } from '../../patients/schemas.ts'
import classes from './BesidePerson.module.css'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'

/** Whose chart it is, where what stands beside the page covers the banner. */
export function BesidePerson() {
  const { personId } = useChart()
  const { data: person } = useContract(
    openPersonBannerContract,
    { params: { personId } },
    { staleMs: CHART_FRESH_MS },
  )
  if (person === undefined) return null
  const mrn = person.records.find((record) => record.mrn !== null)?.mrn
  return (
    <p className={classes.person}>
      <strong>{person.name}</strong> <DateText value={person.birthDate} /> {mrn}
    </p>
  )
}
