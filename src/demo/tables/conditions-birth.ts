import { admission, type ConditionRow } from './condition-row.ts'

/** Births, from the mother's and from the child's side. They are placed by the life course, never drawn by weight. */
export const DELIVERY: ConditionRow = admission(
  'O80',
  'Full-term delivery without complication',
  [16, 46, 0],
  'labor at term',
  'Rest, feeding support, visit in six weeks.',
  {
    sex: 'female',
    meds: ['prenatal'],
    panels: ['bloodCount'],
    procedures: ['delivery'],
    stayDays: [1, 3],
    specialty: 'obstetrics',
  },
)

export const CESAREAN: ConditionRow = admission(
  'O82',
  'Cesarean delivery',
  [16, 46, 0],
  'planned cesarean at term',
  'Wound check in one week, visit in six weeks.',
  {
    sex: 'female',
    meds: ['ibuprofen', 'prenatal'],
    panels: ['bloodCount'],
    moves: { hemoglobin: -2, hematocrit: -5.5 },
    procedures: ['cesarean'],
    stayDays: [2, 4],
    specialty: 'obstetrics',
  },
)

export const PREGNANCY_VISIT = { code: 'Z34.80', text: 'Pregnancy supervision' }

export const NEWBORN: ConditionRow = admission(
  'Z38.00',
  'Newborn, delivered vaginally',
  [0, 0, 0],
  'birth',
  'Feeding well; clinic in three days.',
  { stayDays: [1, 3], specialty: 'hospital medicine' },
)

export const WELL_CHILD = { code: 'Z00.129', text: 'Well-child visit' }
export const WELL_ADULT = { code: 'Z00.00', text: 'Yearly examination' }
