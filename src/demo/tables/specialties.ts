/** What a practitioner of the department does, and how many there are of each at the three facilities. */
export type Specialty =
  | 'family medicine'
  | 'pediatrics'
  | 'emergency medicine'
  | 'hospital medicine'
  | 'general surgery'
  | 'orthopedic surgery'
  | 'obstetrics'
  | 'cardiology'
  | 'psychiatry'
  | 'infectious disease'
  | 'radiology'

export const STAFFING: readonly (readonly [facility: string, specialty: Specialty, count: number])[] = [
  ['hospital', 'emergency medicine', 5],
  ['hospital', 'hospital medicine', 6],
  ['hospital', 'general surgery', 3],
  ['hospital', 'orthopedic surgery', 3],
  ['hospital', 'obstetrics', 3],
  ['hospital', 'cardiology', 2],
  ['hospital', 'psychiatry', 2],
  ['hospital', 'infectious disease', 1],
  ['hospital', 'radiology', 2],
  ['hospital', 'family medicine', 3],
  ['hospital', 'pediatrics', 2],
  ['family-clinic', 'family medicine', 4],
  ['family-clinic', 'pediatrics', 2],
  ['family-clinic', 'psychiatry', 1],
  ['ridge-clinic', 'family medicine', 3],
  ['ridge-clinic', 'pediatrics', 1],
]
