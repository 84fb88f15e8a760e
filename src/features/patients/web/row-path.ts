// Where a found person opens: the chart, or in it the visit whose number was typed.
import type { PatientSearchRow } from '../schemas.ts'

export function pathOfRow({ personId, encounter }: PatientSearchRow): string {
  return encounter === undefined
    ? `/charts/${personId}`
    : `/charts/${personId}/encounters/${encounter.encounterId}`
}
