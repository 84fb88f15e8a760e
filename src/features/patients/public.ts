// What other features may call. Functions without a `deps` argument run inside the caller's own authorised and
// recorded act; use cases authorise and record by themselves.

/** The OpenTransaction that bulk functions take: Kysely's, or the pg client beneath. */
export type { OpenTransaction } from './bulk-sql.ts'
/** `chartroom patient …` */
export { addPatientCommands } from './cli.ts'
/** What one registration says about a person, and its parts. */
export type {
  AddressFact,
  ContactFact,
  Demographics,
  IdentifierFact,
  LanguageFact,
  NameFact,
  NameUse,
  Sex,
  TelecomFact,
} from './demographics.ts'
/** Name, display form and medical record number of a registration; pure. */
export { displayName, EMPTY_DEMOGRAPHICS, formatName, medicalRecordNumber } from './demographics.ts'
/** Reads a FHIR R4 Patient into demographics; pure. */
export { demographicsFromPatient } from './demographics-from-patient.ts'
/** One trail event for each record that a registration made or changed. */
export { registrationEvents } from './events.ts'
/** A number as it is compared: without dashes, blanks, case and leading zeros. */
export { normaliseIdentifier } from './folding.ts'
/** Use case: who a person is, for the banner above a chart; recorded as a read. */
export { openPersonBanner } from './open-person-banner.ts'
/** Dates known to the year, the month or the day. */
export { ageInYears, type PartialDate, parsePartialDate } from './partial-date.ts'
/** Records, persons and links as they stand now. */
export {
  findPerson,
  findPersonsByNumber,
  findRecords,
  linksOfPerson,
  lockRecords,
  type MpiRecord,
  personOfRecord,
  personOfRecordSql,
  recordsOfPerson,
} from './patient-store.ts'
/** One registration on its way in. */
export type { RecordDraft } from './prepare-record.ts'
/** Takes registrations in, in bulk, in the caller's transaction; the caller records them on the trail. */
export { type RegistrationOutcome, registerRecords } from './register-records.ts'
/** The routes of the search box and the banner. */
export { registerPatientRoutes } from './routes.ts'
/** What the search box and the banner answer. */
export type { PatientSearchAnswer, PatientSearchRow, PersonBanner } from './schemas.ts'
/** Use case: the search box; recorded as a listing with its count. */
export { searchPatients } from './search-patients.ts'
/** Whether a registration would make two people of one record; asked before a source's id is used again. */
export { isSomeoneElse } from './someone-else.ts'
/** Makes account and visit numbers find their encounter. */
export { indexVisitNumbers, type VisitNumber } from './visit-numbers.ts'
