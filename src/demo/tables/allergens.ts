/** What people are allergic to. `rxnorm` only where certain. `blocks` names medications that are then avoided. */
export type Allergen = {
  readonly text: string
  readonly rxnorm?: string
  readonly category: 'medication' | 'food' | 'environment'
  readonly reactions: readonly string[]
  readonly weight: number
  readonly blocks?: readonly string[]
}

export const ALLERGENS: readonly Allergen[] = [
  {
    text: 'Penicillin',
    rxnorm: '70618',
    category: 'medication',
    reactions: ['Hives', 'Rash', 'Swelling of the face'],
    weight: 30,
    blocks: ['amoxicillin'],
  },
  { text: 'Sulfonamide antibiotics', category: 'medication', reactions: ['Rash', 'Hives'], weight: 14 },
  {
    text: 'Ibuprofen',
    rxnorm: '5640',
    category: 'medication',
    reactions: ['Wheezing', 'Stomach upset'],
    weight: 7,
    blocks: ['ibuprofen'],
  },
  {
    text: 'Codeine',
    rxnorm: '2670',
    category: 'medication',
    reactions: ['Nausea and vomiting', 'Itching'],
    weight: 8,
  },
  {
    text: 'Lisinopril',
    rxnorm: '29046',
    category: 'medication',
    reactions: ['Dry cough', 'Swelling of the lips'],
    weight: 6,
    blocks: ['lisinopril'],
  },
  { text: 'Iodinated contrast', category: 'medication', reactions: ['Hives', 'Flushing'], weight: 5 },
  { text: 'Peanut', category: 'food', reactions: ['Anaphylaxis', 'Hives'], weight: 8 },
  { text: 'Shellfish', category: 'food', reactions: ['Hives', 'Swelling of the lips'], weight: 8 },
  { text: 'Egg', category: 'food', reactions: ['Rash'], weight: 3 },
  { text: 'Latex', category: 'environment', reactions: ['Contact rash', 'Hives'], weight: 6 },
  {
    text: 'Bee venom',
    category: 'environment',
    reactions: ['Swelling at the sting', 'Anaphylaxis'],
    weight: 5,
  },
  { text: 'Grass pollen', category: 'environment', reactions: ['Runny nose', 'Itching eyes'], weight: 12 },
  { text: 'Adhesive tape', category: 'environment', reactions: ['Contact rash'], weight: 5 },
]
