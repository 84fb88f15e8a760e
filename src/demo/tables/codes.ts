// The names of code and number systems, each written once.

export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm'
export const ICD10PCS = 'http://www.cms.gov/Medicare/Coding/ICD10'
export const LOINC = 'http://loinc.org'
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm'
export const CVX = 'http://hl7.org/fhir/sid/cvx'
export const UCUM = 'http://unitsofmeasure.org'
export const NPI = 'http://hl7.org/fhir/sid/us-npi'
export const SSN = 'http://hl7.org/fhir/sid/us-ssn'
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
export const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
export const IDENTIFIER_TYPE = 'http://terminology.hl7.org/CodeSystem/v2-0203'
export const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'
export const ROLE_CODE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'

/** Object identifiers of the department, under the arc that is set aside for examples. */
export const OID = {
  hospitalRecord: 'urn:oid:2.999.7.1.1',
  hospitalVisit: 'urn:oid:2.999.7.1.2',
  hospitalAccount: 'urn:oid:2.999.7.1.3',
  familyClinicRecord: 'urn:oid:2.999.7.2.1',
  familyClinicVisit: 'urn:oid:2.999.7.2.2',
  familyClinicAccount: 'urn:oid:2.999.7.2.3',
  ridgeClinicRecord: 'urn:oid:2.999.7.3.1',
  ridgeClinicVisit: 'urn:oid:2.999.7.3.2',
  ridgeClinicAccount: 'urn:oid:2.999.7.3.3',
  organization: 'urn:oid:2.999.7.9.1',
  document: 'urn:oid:2.999.7.9.2',
} as const
