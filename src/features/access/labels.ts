// Labels that close an entry to those for whom nothing opens it. Others (N, L, M of HL7 v3 Confidentiality, purposes of
// use) say nothing about who may read. The table access.sensitivity_label holds the same list with its citations.

export const SENSITIVITY_LABELS = ['EMPLOYEE', 'ETH', 'HIV', 'PSY', 'R', 'SDV', 'V', 'VIP'] as const

export type SensitivityLabel = (typeof SENSITIVITY_LABELS)[number]
