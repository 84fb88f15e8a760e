// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { renderPart } from '../../../web/testing/render-part.tsx'
import type { PatientSearchRow } from '../schemas.ts'
import { MedicalRecordNumber } from './MedicalRecordNumber.tsx'
import { PatientSearchList } from './PatientSearchList.tsx'
import { PersonName } from './PersonName.tsx'
import { sexWord } from './person-words.ts'
import { pathOfRow } from './row-path.ts'

const PERSON = '00000000-0000-7000-8000-000000000001'
const RECORD = '00000000-0000-7000-8000-000000000002'

const row = (change: Partial<PatientSearchRow> = {}): PatientSearchRow => ({
  personId: PERSON,
  personNumber: 100_001,
  recordIds: [RECORD],
  name: 'Quince, Ada',
  birthDate: '1951-03',
  sex: 'female',
  isDeceased: false,
  mrns: [{ recordId: RECORD, mrn: '0012345', facility: 'North Campus' }],
  score: 0.97,
  why: ['surname Quince', 'born in March 1951'],
  ...change,
})

describe('a name and a number', () => {
  it('says that the dead are dead, also to those who hear it', () => {
    renderPart(<PersonName name="Quince, Ada" isDeceased />)
    expect(screen.getByText('(deceased)')).toBeTruthy()
  })

  it('says when nothing is recorded', () => {
    const { container } = renderPart(
      <>
        <PersonName name="" />
        <MedicalRecordNumber mrn={null} />
      </>,
    )
    expect(container.textContent?.match(/not recorded/gi)?.length).toBe(2)
  })

  it('shortens a number as long as a UUID and keeps it whole for the hover', () => {
    const mrn = '22bbe238-220e-495c-8abc-0ce3aa28a605'
    renderPart(<MedicalRecordNumber mrn={mrn} facility="North Campus" />)
    expect(screen.getByText('22bbe238…').getAttribute('title')).toBe(`${mrn} · North Campus`)
  })

  it('writes the sex in words', () => {
    expect([sexWord('female'), sexWord('unknown'), sexWord(null)]).toEqual([
      'Female',
      'Sex unknown',
      'Sex not recorded',
    ])
  })
})

describe('the list of persons found', () => {
  it('shows who, when born, which numbers and why, and marks the active one', () => {
    const second = row({ personId: RECORD, name: 'Quincy, Bo', why: ['surname sounds like Quince'] })
    renderPart(
      <PatientSearchList
        id="found"
        rows={[row(), second]}
        active={1}
        isBusy={false}
        onPoint={() => undefined}
        onOpen={() => undefined}
      />,
    )
    const [first, marked] = screen.getAllByRole('option')
    expect(first?.textContent).toContain('Mar 1951')
    expect(first?.textContent).toContain('0012345')
    expect(within(first as HTMLElement).getByText('surname Quince')).toBeTruthy()
    expect(first?.getAttribute('aria-selected')).toBe('false')
    expect(marked?.getAttribute('aria-selected')).toBe('true')
    expect(marked?.id).toBe('found-1')
  })

  it('opens what is clicked', async () => {
    const open = vi.fn()
    renderPart(
      <PatientSearchList
        id="found"
        rows={[row()]}
        active={0}
        isBusy={false}
        onPoint={() => undefined}
        onOpen={open}
      />,
    )
    await userEvent.click(screen.getByRole('option'))
    expect(open).toHaveBeenCalledWith(row())
  })

  it('goes to the chart, or to the visit whose number was typed', () => {
    expect(pathOfRow(row())).toBe(`/charts/${PERSON}`)
    const encounter = { encounterId: RECORD, kind: 'VN', number: 'V1' }
    expect(pathOfRow(row({ encounter }))).toBe(`/charts/${PERSON}/encounters/${RECORD}`)
  })
})
