-- What came in, unit by unit, and what could not be placed: kept whole with the reason.
create schema interop;
grant usage on schema interop to chartroom_app;

create table interop.import_run (
  run_id uuid primary key,
  source text not null,
  state text not null check (state in ('receiving', 'queued', 'running', 'done', 'failed', 'cancelled')),
  job_id uuid,
  started_by text not null,
  started_by_name text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  failure text
);
comment on table interop.import_run is '[own key] One import that a person, a command or a feed started.';
create index import_run_by_time on interop.import_run (created_at desc);

create table interop.import_unit (
  unit_id uuid primary key,
  run_id uuid not null references interop.import_run,
  position int not null,
  -- As it arrived; may name a patient, so it is shown only to those who may import.
  file_name text not null,
  bytes bigint,
  sha256 bytea,
  staged_blob_id text,
  state text not null default 'pending' check (state in ('pending', 'done', 'failed')),
  -- Pieces already dealt with; a run that goes on after a stop begins behind them.
  pieces_done int not null default 0,
  stored int not null default 0,
  unchanged int not null default 0,
  rejected int not null default 0,
  warnings int not null default 0,
  by_kind jsonb not null default '{}',
  envelope jsonb,
  finished_at timestamptz,
  unique (run_id, position)
);
comment on table interop.import_unit is '[own key] One file of a run: what it held and what became of it.';

create table interop.reject (
  reject_id uuid primary key,
  run_id uuid not null references interop.import_run,
  unit_id uuid not null references interop.import_unit,
  source text not null,
  -- Where in the unit: an entry number, a line, a byte.
  place text not null,
  kind text,
  rule text not null,
  reason text not null,
  findings jsonb not null default '[]',
  -- The whole thing as it came, compressed (zstd); a unit too large for a row stands in a blob.
  content bytea,
  content_blob_id text,
  content_bytes bigint not null,
  full_url text,
  -- `waiting`: its patient may still arrive in this run. `placed`: it was filed later.
  state text not null default 'open' check (state in ('waiting', 'open', 'placed', 'dismissed')),
  awaits_record_id uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by text,
  settled_reason text
);
comment on table interop.reject is '[own key] What an import could not place, whole, with the reason.';
create index reject_by_run on interop.reject (run_id, reject_id);
create index reject_open on interop.reject (created_at) where state = 'open';
create index reject_waiting on interop.reject (run_id, awaits_record_id) where state = 'waiting';

grant select, insert, update on interop.import_run, interop.import_unit, interop.reject to chartroom_app;
