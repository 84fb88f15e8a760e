import { NotRecorded } from '../../../web/ui/KeyValueList.tsx'
import classes from './PersonName.module.css'

export type PersonNameProps = {
  /** As the server writes it: `Smith, John Allen`. */
  readonly name: string | null | undefined
  readonly isDeceased?: boolean
}

/** A person's name; the surname stands out, and a cross with its word marks the dead. */
export function PersonName({ name, isDeceased = false }: PersonNameProps) {
  if (!name) return <NotRecorded />
  const comma = name.indexOf(',')
  const family = comma < 0 ? name : name.slice(0, comma)
  return (
    <span className={classes.name}>
      <span className={classes.family}>{family}</span>
      {comma < 0 ? '' : name.slice(comma)}
      {isDeceased ? (
        <span className={classes.deceased} title="Deceased">
          <span aria-hidden> †</span>
          <span className="cr-visually-hidden"> (deceased)</span>
        </span>
      ) : null}
    </span>
  )
}
