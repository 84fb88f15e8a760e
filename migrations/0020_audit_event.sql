-- The trail: one row for everything that anybody opened, changed or was refused. Nobody updates or deletes it.
-- The application may not choose event_id, era, xid or at: it has no insert right on those columns.
create schema audit;
grant usage on schema audit to chartroom_app, chartroom_sealer;

create table audit.event (
  -- First, because defaults are evaluated in this order: the transaction id is taken before the event id, so an event
  -- of a transaction that began after a seal always has a higher id than everything in that seal.
  xid xid8 not null default pg_current_xact_id(),
  event_id bigint generated always as identity,
  -- Transaction ids begin anew in another cluster, so a restore begins a new era (it raises this default).
  era integer not null default 1,
  at timestamptz not null default clock_timestamp(),
  outcome text not null default 'done' check (outcome in ('done', 'refused')),
  action text not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
  actor_kind text not null check (actor_kind in ('user', 'command_line', 'job', 'feed')),
  actor_id text not null,
  actor_name text not null,
  roles text[] not null default '{}',
  purpose text not null,
  reason text,
  program text not null check (program in ('server', 'worker', 'cli')),
  request_id text not null,
  address text,
  session_id text,
  person_id uuid,
  record_id uuid,
  encounter_id uuid,
  subject_kind text,
  subject_id text,
  details jsonb,
  primary key (at, event_id)
);
comment on table audit.event is 'Who did, opened or was refused what, when and why; append only. [coordinator-local]';

create index event_by_xid on audit.event (era, xid, event_id);
create index event_by_person on audit.event (person_id, at) where person_id is not null;
create index event_by_record on audit.event (record_id, at) where record_id is not null;
create index event_by_actor on audit.event (actor_id, at);

grant select on audit.event to chartroom_app, chartroom_sealer;
grant insert (
  outcome, action, actor_kind, actor_id, actor_name, roles, purpose, reason, program, request_id, address,
  session_id, person_id, record_id, encounter_id, subject_kind, subject_id, details
) on audit.event to chartroom_app;
