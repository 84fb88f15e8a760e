/** Vaccines with their CVX codes and the ages (in days, then years) at which the department gives them. */
export type Vaccine = { readonly cvx: string; readonly text: string; readonly route: 'IM' | 'SC' | 'PO' }

export const VACCINES = {
  hepatitisB: { cvx: '08', text: 'Hepatitis B, child', route: 'IM' },
  dtap: { cvx: '20', text: 'DTaP', route: 'IM' },
  polio: { cvx: '10', text: 'Polio, inactivated', route: 'IM' },
  hib: { cvx: '49', text: 'Hib (PRP-OMP)', route: 'IM' },
  pneumococcalChild: { cvx: '133', text: 'Pneumococcal conjugate, 13-valent', route: 'IM' },
  rotavirus: { cvx: '119', text: 'Rotavirus, monovalent', route: 'PO' },
  mmr: { cvx: '03', text: 'Measles, mumps and rubella', route: 'SC' },
  varicella: { cvx: '21', text: 'Varicella', route: 'SC' },
  hepatitisA: { cvx: '83', text: 'Hepatitis A, child', route: 'IM' },
  tdap: { cvx: '115', text: 'Tdap', route: 'IM' },
  hpv: { cvx: '165', text: 'HPV, 9-valent', route: 'IM' },
  meningococcal: { cvx: '114', text: 'Meningococcal conjugate (MCV4P)', route: 'IM' },
  influenza: { cvx: '140', text: 'Influenza, seasonal, preservative free', route: 'IM' },
  zoster: { cvx: '187', text: 'Zoster, recombinant', route: 'IM' },
  pneumococcalAdult: { cvx: '33', text: 'Pneumococcal polysaccharide, 23-valent', route: 'IM' },
  covid: { cvx: '208', text: 'COVID-19 mRNA, 30 mcg', route: 'IM' },
} as const satisfies Record<string, Vaccine>

export type VaccineKey = keyof typeof VACCINES

/** Routine childhood doses: age in days. */
export const CHILDHOOD_SCHEDULE: readonly (readonly [ageDays: number, vaccine: VaccineKey])[] = [
  [1, 'hepatitisB'],
  [61, 'hepatitisB'],
  [61, 'dtap'],
  [61, 'polio'],
  [61, 'hib'],
  [61, 'pneumococcalChild'],
  [61, 'rotavirus'],
  [122, 'dtap'],
  [122, 'polio'],
  [122, 'hib'],
  [122, 'pneumococcalChild'],
  [122, 'rotavirus'],
  [183, 'hepatitisB'],
  [183, 'dtap'],
  [183, 'polio'],
  [183, 'pneumococcalChild'],
  [366, 'mmr'],
  [366, 'varicella'],
  [366, 'hib'],
  [366, 'pneumococcalChild'],
  [370, 'hepatitisA'],
  [470, 'dtap'],
  [560, 'hepatitisA'],
  [1520, 'dtap'],
  [1520, 'polio'],
  [1520, 'mmr'],
  [1520, 'varicella'],
  [4040, 'tdap'],
  [4040, 'hpv'],
  [4040, 'meningococcal'],
  [4240, 'hpv'],
  [5860, 'meningococcal'],
]
