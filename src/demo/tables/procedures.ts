/** Procedures with their ICD-10-PCS codes; wording is our own. */
export type ProcedureRow = {
  readonly pcs?: string
  readonly text: string
  readonly minutes: number
  readonly anesthesia: 'general' | 'spinal' | 'sedation' | 'local' | 'none'
  readonly findings: string
  readonly steps: string
}

export const PROCEDURES = {
  appendectomy: {
    pcs: '0DTJ4ZZ',
    text: 'Laparoscopic removal of the appendix',
    minutes: 52,
    anesthesia: 'general',
    findings: 'Inflamed appendix without perforation.',
    steps:
      'Three ports were placed. The mesoappendix was divided, the base was stapled and the appendix was taken out in a bag.',
  },
  cholecystectomy: {
    pcs: '0FT44ZZ',
    text: 'Laparoscopic removal of the gallbladder',
    minutes: 64,
    anesthesia: 'general',
    findings: 'Thickened gallbladder with several stones.',
    steps:
      'The critical view was obtained. Cystic duct and artery were clipped and divided, and the gallbladder was taken off the liver bed.',
  },
  kneeRight: {
    pcs: '0SRC0J9',
    text: 'Total replacement of the right knee, cemented',
    minutes: 96,
    anesthesia: 'spinal',
    findings: 'Bone on bone in the medial compartment.',
    steps:
      'Through a midline incision the surfaces were cut with guides, trial parts were balanced and the implants were cemented.',
  },
  kneeLeft: {
    pcs: '0SRD0J9',
    text: 'Total replacement of the left knee, cemented',
    minutes: 94,
    anesthesia: 'spinal',
    findings: 'Advanced wear in all three compartments.',
    steps:
      'Through a midline incision the surfaces were cut with guides, trial parts were balanced and the implants were cemented.',
  },
  hipRight: {
    pcs: '0SR90J9',
    text: 'Total replacement of the right hip, cemented',
    minutes: 88,
    anesthesia: 'spinal',
    findings: 'Worn femoral head with cysts.',
    steps:
      'The hip was entered from behind, the head was removed, cup and stem were seated and stability was checked.',
  },
  hipFracture: {
    pcs: '0QS604Z',
    text: 'Open fixation of the right upper femur',
    minutes: 71,
    anesthesia: 'spinal',
    findings: 'Displaced fracture below the femoral neck.',
    steps: 'The fracture was reduced on the table under X-ray and held with a nail and a lag screw.',
  },
  cesarean: {
    pcs: '10D00Z1',
    text: 'Cesarean delivery, low segment',
    minutes: 48,
    anesthesia: 'spinal',
    findings: 'Living child, clear fluid, intact placenta.',
    steps:
      'The lower segment was opened crosswise, the child was delivered, and the uterus was closed in two layers.',
  },
  delivery: {
    pcs: '10E0XZZ',
    text: 'Vaginal delivery',
    minutes: 20,
    anesthesia: 'none',
    findings: 'Living child, intact placenta.',
    steps: 'Spontaneous delivery over an intact perineum; the placenta followed complete.',
  },
  herniaRight: {
    pcs: '0YQ54ZZ',
    text: 'Laparoscopic repair of a right inguinal hernia',
    minutes: 58,
    anesthesia: 'general',
    findings: 'Indirect hernia, no bowel in the sac.',
    steps: 'The space was developed, the sac was reduced and the defect was closed.',
  },
  cataractRight: {
    pcs: '08RJ3JZ',
    text: 'Replacement of the lens of the right eye',
    minutes: 18,
    anesthesia: 'local',
    findings: 'Dense nuclear cataract.',
    steps: 'The lens was broken up and removed through a small cut and a folding lens was placed in the bag.',
  },
  cataractLeft: {
    pcs: '08RK3JZ',
    text: 'Replacement of the lens of the left eye',
    minutes: 19,
    anesthesia: 'local',
    findings: 'Dense nuclear cataract.',
    steps: 'The lens was broken up and removed through a small cut and a folding lens was placed in the bag.',
  },
  carpalTunnel: {
    pcs: '01N50ZZ',
    text: 'Release of the median nerve at the wrist',
    minutes: 22,
    anesthesia: 'local',
    findings: 'Flattened median nerve.',
    steps: 'The transverse ligament was divided under direct view and the nerve was seen to be free.',
  },
  kneeScope: {
    pcs: '0SBC4ZZ',
    text: 'Arthroscopic trimming in the right knee',
    minutes: 35,
    anesthesia: 'general',
    findings: 'Tear of the medial meniscus.',
    steps: 'Through two portals the torn edge was trimmed back to a stable rim.',
  },
  tonsillectomy: {
    pcs: '0CTPXZZ',
    text: 'Removal of the tonsils',
    minutes: 30,
    anesthesia: 'general',
    findings: 'Large tonsils with deep crypts.',
    steps: 'Both tonsils were dissected from their beds and bleeding was stopped.',
  },
  hysterectomy: {
    pcs: '0UT94ZZ',
    text: 'Laparoscopic removal of the uterus',
    minutes: 110,
    anesthesia: 'general',
    findings: 'Enlarged uterus with fibroids.',
    steps: 'The pedicles were sealed and divided, the uterus was removed and the cuff was closed.',
  },
  colonBiopsy: {
    pcs: '0DBN8ZX',
    text: 'Colonoscopy with biopsy of the sigmoid colon',
    minutes: 28,
    anesthesia: 'sedation',
    findings: 'Small polyp in the sigmoid colon; otherwise normal to the cecum.',
    steps: 'The scope was passed to the cecum and a biopsy was taken on the way out.',
  },
  colonoscopy: {
    pcs: '0DJD8ZZ',
    text: 'Colonoscopy',
    minutes: 24,
    anesthesia: 'sedation',
    findings: 'Normal to the cecum.',
    steps: 'The scope was passed to the cecum and the lining was inspected on the way out.',
  },
  gastroscopy: {
    pcs: '0DJ08ZZ',
    text: 'Inspection of the esophagus and stomach',
    minutes: 15,
    anesthesia: 'sedation',
    findings: 'Reddened lining near the outlet, no ulcer.',
    steps: 'The scope was passed to the duodenum and the lining was inspected.',
  },
  stent: {
    pcs: '027034Z',
    text: 'Widening of one coronary artery with a drug-eluting stent',
    minutes: 55,
    anesthesia: 'sedation',
    findings: 'Tight narrowing of one coronary artery.',
    steps: 'A wire was passed, the narrowing was dilated and a stent was deployed with good flow.',
  },
  catheterization: {
    pcs: '4A023N7',
    text: 'Left heart catheterization',
    minutes: 35,
    anesthesia: 'sedation',
    findings: 'No narrowing that limits flow.',
    steps: 'Through the radial artery pressures were measured and the arteries were outlined.',
  },
  stoneCrushing: {
    pcs: '0TF6XZZ',
    text: 'Shock-wave treatment of a stone in the right ureter',
    minutes: 40,
    anesthesia: 'sedation',
    findings: 'Stone in the right ureter, broken up.',
    steps: 'The stone was found by X-ray and treated with shock waves until fragments passed.',
  },
  faceRepair: {
    pcs: '0HQ1XZZ',
    text: 'Stitching of a cut on the face',
    minutes: 15,
    anesthesia: 'local',
    findings: 'Clean cut, no foreign body.',
    steps: 'The wound was rinsed and closed with fine stitches.',
  },
  handRepair: {
    pcs: '0HQGXZZ',
    text: 'Stitching of a cut on the left hand',
    minutes: 15,
    anesthesia: 'local',
    findings: 'Clean cut, tendons intact.',
    steps: 'The wound was rinsed, explored and closed.',
  },
  splintRight: {
    pcs: '2W3CX1Z',
    text: 'Splint on the right forearm',
    minutes: 10,
    anesthesia: 'none',
    findings: 'Fingers warm and moving after the splint.',
    steps: 'A padded splint was shaped and wrapped.',
  },
  centralLine: {
    pcs: '02HV33Z',
    text: 'Central venous line',
    minutes: 25,
    anesthesia: 'local',
    findings: 'Tip in the superior vena cava.',
    steps: 'The vein was entered under ultrasound and the line was passed over a wire.',
  },
} as const satisfies Record<string, ProcedureRow>

export type ProcedureKey = keyof typeof PROCEDURES
