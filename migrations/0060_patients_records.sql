-- MPI records (one registration as one source gave it), the persons they are linked to, and what the search box reads.
create schema patients;
grant usage on schema patients to chartroom_app;

create table patients.mpi_record (
  record_id uuid primary key,
  source text not null,
  facility text,
  mrn text,
  family text,
  given text,
  birth_date text check (birth_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  birth_date_precision text check (birth_date_precision in ('year', 'month', 'day')),
  sex text check (sex in ('female', 'male', 'other', 'unknown')),
  is_deceased boolean not null,
  deceased_at text,
  multiple_birth_order integer,
  is_multiple_birth boolean,
  language text,
  marital_status text,
  flags text[] not null,
  is_active boolean not null,
  demographics jsonb not null,
  demographics_hash bytea not null,
  entry_version integer not null,
  version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by text not null,
  check ((birth_date is null) = (birth_date_precision is null))
);
comment on table patients.mpi_record is
  '[by record] One registration as one source gave it; demographics holds it whole, the columns are drawn out of it';
grant select, insert, update on patients.mpi_record to chartroom_app;

create table patients.mpi_record_history (
  record_id uuid not null references patients.mpi_record,
  version integer not null,
  demographics jsonb not null,
  entry_version integer not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  updated_by text not null,
  primary key (record_id, version)
);
comment on table patients.mpi_record_history is '[by record] Earlier versions of a registration, whole, with the time they held';
grant select, insert on patients.mpi_record_history to chartroom_app;

create table patients.record_identifier (
  record_id uuid not null references patients.mpi_record,
  position smallint not null,
  kind text not null,
  system text,
  value text not null,
  normalised text not null,
  assigner text,
  valid_from text,
  valid_to text,
  primary key (record_id, position)
);
comment on table patients.record_identifier is
  '[by record] Numbers of a registration (MR, SS, DL, PPN, MB, AN, …) in their current version';

create table patients.record_name (
  record_id uuid not null references patients.mpi_record,
  position smallint not null,
  use text not null check (use in ('official', 'usual', 'maiden', 'old', 'nickname', 'temp', 'anonymous')),
  family text,
  given text[] not null,
  prefix text[] not null,
  suffix text[] not null,
  valid_from text,
  valid_to text,
  primary key (record_id, position)
);
comment on table patients.record_name is '[by record] Names of a registration, former ones included';

create table patients.record_address (
  record_id uuid not null references patients.mpi_record,
  position smallint not null,
  use text,
  lines text[] not null,
  city text,
  district text,
  state text,
  postal_code text,
  country text,
  valid_from text,
  valid_to text,
  primary key (record_id, position)
);
comment on table patients.record_address is '[by record] Addresses of a registration';

create table patients.record_telecom (
  record_id uuid not null references patients.mpi_record,
  position smallint not null,
  kind text not null check (kind in ('phone', 'fax', 'email', 'pager', 'url', 'sms', 'other')),
  use text,
  value text not null,
  normalised text not null,
  valid_from text,
  valid_to text,
  primary key (record_id, position)
);
comment on table patients.record_telecom is
  '[by record] Telephone numbers (normalised to their digits) and electronic addresses of a registration';

create table patients.record_contact (
  record_id uuid not null references patients.mpi_record,
  position smallint not null,
  relationship text[] not null,
  name text,
  organization text,
  telecoms jsonb not null,
  address text,
  primary key (record_id, position)
);
comment on table patients.record_contact is '[by record] Next of kin and emergency contacts of a registration';

grant select, insert, update, delete on
  patients.record_identifier, patients.record_name, patients.record_address, patients.record_telecom,
  patients.record_contact to chartroom_app;

create sequence patients.person_number start 100001;
grant usage on sequence patients.person_number to chartroom_app;

create table patients.person (
  person_id uuid primary key,
  person_number bigint not null unique default nextval('patients.person_number'),
  created_at timestamptz not null default now()
);
comment on table patients.person is
  '[by person] The enterprise identity; its number finds it for ever, also after a merge left it without records';
grant select, insert on patients.person to chartroom_app;

create table patients.person_link (
  record_id uuid not null references patients.mpi_record,
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  person_id uuid not null,
  why text not null,
  linked_by text not null,
  unlinked_by text,
  primary key (record_id, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index person_link_current on patients.person_link (record_id) where valid_to is null;
create index person_link_person on patients.person_link (person_id);
comment on table patients.person_link is
  '[by record] Which person an MPI record belonged to, from when to when; exactly one link of a record is open';
grant select, insert, update on patients.person_link to chartroom_app;

create table patients.visit_number (
  record_id uuid not null references patients.mpi_record,
  encounter_id uuid not null,
  kind text not null,
  number text not null,
  normalised text not null,
  primary key (record_id, encounter_id, kind, normalised)
);
create index visit_number_normalised on patients.visit_number (normalised text_pattern_ops);
comment on table patients.visit_number is '[by record] Account and visit numbers, so that each finds its encounter';
grant select, insert, update, delete on patients.visit_number to chartroom_app;

-- Search keys of a record as lexemes (n:smith, p:SM0, x:smth, c:john, d:19510304, i:…, t:…). One GIN index answers any
-- combination of keys and prefixes; facts is what the scorer compares, so that a candidate costs one row.
create table patients.search_entry (
  record_id uuid primary key references patients.mpi_record,
  sort_name text collate "C" not null,
  keys tsvector not null,
  facts jsonb not null
);
create index search_entry_keys on patients.search_entry using gin (keys);
create index search_entry_sort on patients.search_entry (sort_name, record_id);
comment on table patients.search_entry is '[by record] What the search box reads: keys that find a record, facts that rank it';
grant select, insert, update, delete on patients.search_entry to chartroom_app;
