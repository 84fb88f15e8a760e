import type { Zone } from '../calendar.ts'
import { OID } from './codes.ts'
import type { Specialty } from './specialties.ts'

export type FacilityKey = 'hospital' | 'family-clinic' | 'ridge-clinic'

export type Department = {
  readonly key: string
  readonly name: string
  readonly specialties: readonly Specialty[]
  /** A v3-RoleCode for Location.type. */
  readonly roleCode: string
  readonly roleText: string
}

export type Facility = {
  readonly key: FacilityKey
  readonly name: string
  readonly zone: Zone
  readonly street: string
  readonly city: string
  readonly postalCode: string
  readonly phone: string
  readonly fax: string
  readonly recordSystem: string
  readonly visitSystem: string
  readonly accountSystem: string
  readonly departments: readonly Department[]
}

const CENTRAL: Zone = { name: 'America/Chicago', winterOffsetMinutes: -360, hasSummerTime: true }
const MOUNTAIN: Zone = { name: 'America/Denver', winterOffsetMinutes: -420, hasSummerTime: true }

const place = (
  key: string,
  name: string,
  specialties: readonly Specialty[],
  roleCode: string,
  roleText: string,
): Department => ({ key, name, specialties, roleCode, roleText })

export const HOSPITAL: Facility = {
  key: 'hospital',
  name: 'Larkmoor General Hospital',
  zone: CENTRAL,
  street: '400 Prairie Sage Avenue',
  city: 'Larkmoor',
  postalCode: '68999',
  phone: '+1-308-555-0100',
  fax: '+1-308-555-0101',
  recordSystem: OID.hospitalRecord,
  visitSystem: OID.hospitalVisit,
  accountSystem: OID.hospitalAccount,
  departments: [
    place('emergency', 'Emergency Department', ['emergency medicine'], 'ER', 'Emergency room'),
    place('medicine', 'Medical Ward, 4 West', ['hospital medicine'], 'HU', 'Hospital unit'),
    place(
      'surgery',
      'Surgical Ward, 3 East',
      ['general surgery', 'orthopedic surgery'],
      'HU',
      'Hospital unit',
    ),
    place('intensive-care', 'Intensive Care Unit', ['hospital medicine'], 'ICU', 'Intensive care unit'),
    place('birth', 'Birth Center', ['obstetrics'], 'OBGYN', 'Obstetrics and gynecology'),
    place('day-surgery', 'Day Surgery', ['general surgery', 'orthopedic surgery'], 'OR', 'Operating room'),
    place('behavioral', 'Behavioral Health Unit', ['psychiatry'], 'PHU', 'Psychiatric hospital unit'),
    place('imaging', 'Imaging', ['radiology'], 'RADDX', 'Diagnostic imaging'),
    place('primary-care', 'Hospital Clinic', ['family medicine'], 'HOSP', 'Hospital clinic'),
    place('pediatrics', 'Hospital Clinic for Children', ['pediatrics'], 'PEDC', 'Pediatrics clinic'),
    place(
      'specialty-clinic',
      'Specialty Clinics',
      ['cardiology', 'infectious disease'],
      'HOSP',
      'Hospital clinic',
    ),
  ],
}

export const FAMILY_CLINIC: Facility = {
  key: 'family-clinic',
  name: 'Tidewater Lane Family Clinic',
  zone: CENTRAL,
  street: '17 Tidewater Lane',
  city: 'Larkmoor',
  postalCode: '68999',
  phone: '+1-308-555-0110',
  fax: '+1-308-555-0111',
  recordSystem: OID.familyClinicRecord,
  visitSystem: OID.familyClinicVisit,
  accountSystem: OID.familyClinicAccount,
  departments: [
    place('primary-care', 'Primary Care', ['family medicine'], 'FMC', 'Family medicine clinic'),
    place('pediatrics', 'Pediatrics', ['pediatrics'], 'PEDC', 'Pediatrics clinic'),
    place('counseling', 'Counseling', ['psychiatry'], 'PC', 'Primary care clinic'),
  ],
}

export const RIDGE_CLINIC: Facility = {
  key: 'ridge-clinic',
  name: 'Signal Ridge Health Center',
  zone: MOUNTAIN,
  street: '2205 Signal Ridge Road',
  city: 'Pronghorn Flats',
  postalCode: '69399',
  phone: '+1-308-555-0120',
  fax: '+1-308-555-0121',
  recordSystem: OID.ridgeClinicRecord,
  visitSystem: OID.ridgeClinicVisit,
  accountSystem: OID.ridgeClinicAccount,
  departments: [
    place('primary-care', 'Primary Care', ['family medicine'], 'FMC', 'Family medicine clinic'),
    place('pediatrics', 'Children and Youth', ['pediatrics'], 'PEDC', 'Pediatrics clinic'),
  ],
}

export const FACILITIES: readonly Facility[] = [HOSPITAL, FAMILY_CLINIC, RIDGE_CLINIC]
