/** Invented payers. `type` is a v3-ActCode. */
export type Payer = {
  readonly key: string
  readonly name: string
  readonly type: 'EHCPOL' | 'PUBLICPOL'
  readonly memberPrefix: string
  readonly from: number
  readonly to: number
  readonly weight: number
}

export const PAYERS: readonly Payer[] = [
  {
    key: 'bluestem',
    name: 'Bluestem Mutual Health',
    type: 'EHCPOL',
    memberPrefix: 'BMH',
    from: 0,
    to: 67,
    weight: 34,
  },
  {
    key: 'high-plains',
    name: 'High Plains Employers Trust',
    type: 'EHCPOL',
    memberPrefix: 'HPE',
    from: 0,
    to: 67,
    weight: 22,
  },
  {
    key: 'sandhill',
    name: 'Sandhill Care Plan',
    type: 'EHCPOL',
    memberPrefix: 'SCP',
    from: 0,
    to: 67,
    weight: 14,
  },
  {
    key: 'state-assistance',
    name: 'State Medical Assistance (demonstration)',
    type: 'PUBLICPOL',
    memberPrefix: 'SMA',
    from: 0,
    to: 120,
    weight: 18,
  },
  {
    key: 'elder',
    name: 'Federal Elder Benefit (demonstration)',
    type: 'PUBLICPOL',
    memberPrefix: 'FEB',
    from: 65,
    to: 120,
    weight: 190,
  },
  {
    key: 'veterans',
    name: 'Veterans Benefit (demonstration)',
    type: 'PUBLICPOL',
    memberPrefix: 'VET',
    from: 22,
    to: 120,
    weight: 6,
  },
]
