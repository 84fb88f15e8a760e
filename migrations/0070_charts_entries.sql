-- The chart: what it says is kept whole as FHIR text, versioned; a few columns are drawn out of it for listing.
create schema charts;
grant usage on schema charts to chartroom_app;

create sequence charts.arrival;
grant usage on sequence charts.arrival to chartroom_app;

create table charts.entry (
  record_id uuid not null,
  entry_id uuid not null,
  kind text not null,
  version int not null default 1,
  arrival bigint not null default nextval('charts.arrival'),
  -- Where it came from: the source's own names for it.
  source text not null,
  source_id text,
  full_url text,
  source_version text,
  source_updated_at timestamptz,
  -- Drawn out of the resource; rewritten with every version, never the truth themselves.
  sort_at timestamptz not null,
  occurred_from text,
  occurred_to text,
  status text,
  category text,
  code_system text,
  code text,
  title text not null,
  value_text text,
  value_number double precision,
  value_unit text,
  reference_low double precision,
  reference_high double precision,
  abnormal text,
  encounter_id uuid,
  sensitivity text[] not null default '{}',
  -- The whole resource: its own tokens, digits and key order; only white space between tokens is left out.
  resource text not null,
  content_hash bytea not null,
  -- Each literal reference in the resource and what it resolves to, as "entry:…", "record:…" or "directory:…".
  reference_targets jsonb not null default '{}',
  raw_blob_id text,
  raw_offset bigint,
  raw_length bigint,
  filed_at timestamptz not null default now(),
  filed_by text not null,
  import_unit_id uuid,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  primary key (record_id, entry_id)
);
comment on table charts.entry is '[by record] The current version of each chart entry.';
create index entry_by_time on charts.entry (record_id, sort_at desc, entry_id);
create index entry_by_kind on charts.entry (record_id, kind, sort_at desc, entry_id);
create index entry_vitals on charts.entry (record_id, sort_at desc, entry_id) where kind = 'Observation' and category = 'vital-signs';
create index entry_by_encounter on charts.entry (record_id, encounter_id, sort_at desc) where encounter_id is not null;
create index entry_by_code on charts.entry (record_id, code, sort_at) where value_number is not null;
create index entry_by_id on charts.entry using hash (entry_id);

create table charts.entry_history (
  record_id uuid not null,
  entry_id uuid not null,
  version int not null,
  source_version text,
  source_updated_at timestamptz,
  resource text not null,
  content_hash bytea not null,
  raw_blob_id text,
  raw_offset bigint,
  raw_length bigint,
  filed_at timestamptz not null,
  filed_by text not null,
  import_unit_id uuid,
  -- `superseded`: it was current once; `late`: it arrived when a newer version was already here.
  became text not null check (became in ('superseded', 'late')),
  became_at timestamptz not null default now(),
  primary key (record_id, entry_id, version)
);
comment on table charts.entry_history is '[by record] Every version that is not the current one.';

create table charts.entry_count (
  record_id uuid not null,
  kind text not null,
  -- The drawn category of observations (vital-signs, laboratory, …); empty for every other kind.
  category text not null,
  -- The sorted labels; empty for an unlabelled entry.
  sensitivity text[] not null,
  entries int not null,
  primary key (record_id, kind, category, sensitivity)
);
comment on table charts.entry_count is '[by record] How many entries of each kind, category and sensitivity a record has.';

create table charts.encounter (
  record_id uuid not null,
  encounter_id uuid not null,
  class_code text,
  title text not null,
  status text not null,
  started_at timestamptz,
  ended_at timestamptz,
  facility text,
  visit_number text,
  account_number text,
  sensitivity text[] not null default '{}',
  primary key (record_id, encounter_id)
);
comment on table charts.encounter is '[by record] Each encounter as the department works on it, drawn from its Encounter entry.';
create index encounter_by_time on charts.encounter (record_id, started_at desc);

create table charts.entry_forwarding (
  record_id uuid not null,
  entry_id uuid not null,
  to_record_id uuid not null,
  moved_at timestamptz not null default now(),
  moved_by text not null,
  reason text not null,
  primary key (record_id, entry_id, moved_at)
);
comment on table charts.entry_forwarding is '[by record] Moved: misfile corrected. Where a refiled entry went.';

create table charts.directory_resource (
  directory_id uuid primary key,
  kind text not null,
  version int not null default 1,
  source text not null,
  source_id text,
  full_url text,
  source_version text,
  source_updated_at timestamptz,
  title text not null,
  resource text not null,
  content_hash bytea not null,
  reference_targets jsonb not null default '{}',
  filed_at timestamptz not null default now(),
  filed_by text not null,
  import_unit_id uuid
);
comment on table charts.directory_resource is '[shared] Resources that belong to no patient: organizations, practitioners, locations and the like.';
create index directory_by_kind on charts.directory_resource (kind, title);

create table charts.directory_history (
  directory_id uuid not null,
  version int not null,
  source_version text,
  source_updated_at timestamptz,
  resource text not null,
  content_hash bytea not null,
  filed_at timestamptz not null,
  filed_by text not null,
  import_unit_id uuid,
  became text not null check (became in ('superseded', 'late')),
  became_at timestamptz not null default now(),
  primary key (directory_id, version)
);
comment on table charts.directory_history is '[shared] Every version of a directory resource that is not the current one.';

create table charts.record_directory (
  record_id uuid not null,
  directory_id uuid not null,
  content_hash bytea not null,
  primary key (record_id, directory_id)
);
comment on table charts.record_directory is '[by record] Which version of a directory resource came with a chart, so that an export gives back that one.';

grant select, insert, update on charts.record_directory, charts.entry, charts.entry_count, charts.encounter, charts.directory_resource to chartroom_app;
grant select, insert on charts.entry_history, charts.entry_forwarding, charts.directory_history to chartroom_app;
