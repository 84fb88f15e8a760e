import { Copyable } from '../../../web/ui/Copyable.tsx'
import { NotRecorded } from '../../../web/ui/KeyValueList.tsx'
import classes from './MedicalRecordNumber.module.css'

export type MedicalRecordNumberProps = {
  readonly mrn: string | null | undefined
  readonly facility?: string | null
  /** With a button that copies the number. */
  readonly copyable?: boolean
}

const SHOWN_MAX = 14

/** A medical record number and the facility that gave it. A long one (a UUID) shows its beginning; hover has it whole. */
export function MedicalRecordNumber({ mrn, facility, copyable = false }: MedicalRecordNumberProps) {
  if (!mrn) return <NotRecorded />
  const shown = mrn.length > SHOWN_MAX ? `${mrn.slice(0, 8)}…` : mrn
  const number = (
    <span className={classes.number} title={facility ? `${mrn} · ${facility}` : mrn}>
      {shown}
    </span>
  )
  return (
    <span className={classes.whole}>
      {copyable ? (
        <Copyable text={mrn} label="record number">
          {number}
        </Copyable>
      ) : (
        number
      )}
      {facility ? <span className={classes.facility}>{facility}</span> : null}
    </span>
  )
}
