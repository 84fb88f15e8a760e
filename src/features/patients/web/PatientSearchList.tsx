import { useEffect, useRef } from 'react'
import { PartialDateText } from '../../../web/ui/Dates.tsx'
import type { PatientSearchRow } from '../schemas.ts'
import { MedicalRecordNumber } from './MedicalRecordNumber.tsx'
import classes from './PatientSearchList.module.css'
import { PersonName } from './PersonName.tsx'
import { sexWord } from './person-words.ts'

export type PatientSearchListProps = {
  readonly id: string
  readonly rows: readonly PatientSearchRow[]
  readonly active: number
  readonly isBusy: boolean
  readonly onPoint: (index: number) => void
  readonly onOpen: (row: PatientSearchRow) => void
}

/** Id of the option that stands at this place, for the box that names its active one. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

const NUMBERS_MAX = 2

/** Persons found, each with the reasons why; the search box above holds the focus and moves the mark. */
export function PatientSearchList({ id, rows, active, isBusy, onPoint, onOpen }: PatientSearchListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Patients found"
      aria-busy={isBusy}
      className={classes.list}
      data-busy={isBusy ? true : undefined}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the search box owns the keys of its list.
        <div
          key={row.personId}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes.row}
          onMouseMove={() => onPoint(index)}
          onClick={() => onOpen(row)}
        >
          <div className={classes.name}>
            <PersonName name={row.name} isDeceased={row.isDeceased} />
            {row.encounter === undefined ? null : (
              <span className={classes.encounter}>opens visit {row.encounter.number}</span>
            )}
          </div>
          <div className={classes.born}>
            <PartialDateText value={row.birthDate} />
            <span className={classes.sex}>{sexWord(row.sex)}</span>
          </div>
          <div className={classes.numbers}>
            {row.mrns.slice(0, NUMBERS_MAX).map((number) => (
              <MedicalRecordNumber key={number.recordId} mrn={number.mrn} facility={number.facility} />
            ))}
            {row.mrns.length > NUMBERS_MAX ? (
              <span className={classes.sex}>and {row.mrns.length - NUMBERS_MAX} more</span>
            ) : null}
          </div>
          <div className={classes.why}>
            {row.why.map((reason) => (
              <span key={reason} className={classes.reason}>
                {reason}
              </span>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
