import classes from './CodedValue.module.css'
import { NotRecorded } from './KeyValueList.tsx'

export type CodedValueProps = {
  readonly code?: string | undefined
  /** Address or name of the code system. */
  readonly system?: string | undefined
  readonly display?: string | undefined
  /** `inline` for lists, `stacked` for details. */
  readonly layout?: 'inline' | 'stacked'
}

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  'http://snomed.info/sct': 'SNOMED CT',
  'http://loinc.org': 'LOINC',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'RxNorm',
  'http://hl7.org/fhir/sid/cvx': 'CVX',
  'http://hl7.org/fhir/sid/ndc': 'NDC',
  'http://hl7.org/fhir/sid/icd-10': 'ICD-10',
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM',
  'http://hl7.org/fhir/sid/icd-9-cm': 'ICD-9-CM',
  'http://www.cms.gov/Medicare/Coding/ICD10': 'ICD-10-PCS',
  'http://hl7.org/fhir/sid/icd-10-pcs': 'ICD-10-PCS',
  'http://www.ama-assn.org/go/cpt': 'CPT',
  'http://www.ada.org/cdt': 'CDT',
  'http://unitsofmeasure.org': 'UCUM',
  'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets': 'HCPCS',
  'urn:oid:2.16.840.1.113883.6.285': 'HCPCS',
  'urn:ietf:bcp:47': 'language',
}

/** The name people use for a code system; of an unknown address its last part. */
export function systemName(system: string): string {
  const known = SYSTEM_NAMES[system]
  if (known !== undefined) return known
  if (!/^(https?:|urn:)/.test(system)) return system
  return (
    system
      .split(/[/:#]/)
      .filter((part) => part !== '')
      .at(-1) ?? system
  )
}

/** A code with what it means and whose code it is: meaning first, code after. */
export function CodedValue({ code, system, display, layout = 'inline' }: CodedValueProps) {
  if (code === undefined && display === undefined) return <NotRecorded />
  const name = system === undefined || system === '' ? undefined : systemName(system)
  return (
    <span className={layout === 'inline' ? classes.inline : classes.stacked}>
      <span>{display ?? code}</span>
      {code === undefined ? null : (
        <span className={classes.code} title={system}>
          {name === undefined ? null : <span className={classes.system}>{name} </span>}
          {display === undefined && name === undefined ? null : code}
        </span>
      )}
    </span>
  )
}
