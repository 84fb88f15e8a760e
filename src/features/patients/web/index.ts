// What the desk shows of patients: the search page, and patients among what the palette finds.
import { IconAddressBook, IconUser } from '@tabler/icons-react'
import { lazy } from 'react'
import { call } from '../../../web/api/call.ts'
import type { FeatureWeb } from '../../../web/page-entry.ts'
import { formatPartialDate } from '../../../web/ui/date-format.ts'
import { type PatientSearchRow, searchPatientsContract } from '../schemas.ts'
import { pathOfRow } from './row-path.ts'

const PALETTE_HITS = 6

export const patientsWeb: FeatureWeb = {
  pages: [
    {
      path: '/patients',
      title: 'Find a patient',
      permission: 'patient.search',
      group: 'charts',
      icon: IconAddressBook,
      order: 10,
      shortcut: 'g p',
      inNavigation: true,
      Page: lazy(() =>
        import('./PatientSearchPage.tsx').then((module) => ({ default: module.PatientSearchPage })),
      ),
    },
  ],
  paletteProviders: [
    {
      id: 'patients',
      title: 'Patients',
      permission: 'patient.search',
      from: 3,
      async search(text, signal) {
        const answer = await call(searchPatientsContract, { body: { text, limit: PALETTE_HITS }, signal })
        return answer.rows.map((row) => ({
          id: row.personId,
          title: row.name,
          detail: detailOf(row),
          icon: IconUser,
          path: pathOfRow(row),
        }))
      },
    },
  ],
}

function detailOf({ birthDate, mrns }: PatientSearchRow): string {
  const born = birthDate === null ? 'birth date not recorded' : formatPartialDate(birthDate)
  return [born, ...mrns.slice(0, 1).map(({ mrn }) => `MRN ${mrn}`)].join(' · ')
}
