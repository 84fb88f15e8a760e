-- Seals over the trail. Seal N covers exactly the events between the last seal's end and (era, to_xid): all those
-- transactions have ended, so that set is fixed for ever.
create table audit.seal (
  seal_no bigint primary key,
  era integer not null,
  from_xid xid8 not null,
  to_xid xid8 not null,
  -- The first transaction id that nobody had taken when the seal was made.
  next_xid xid8 not null,
  event_count integer not null,
  events_total bigint not null,
  event_id_min bigint not null,
  -- The highest event id in this and all earlier seals.
  event_id_max bigint not null,
  earliest_at timestamptz not null,
  sealed_at timestamptz not null,
  -- Eight bytes an event each: its id, and the beginning of the hash of its content, to name what broke.
  event_ids bytea not null,
  event_marks bytea not null,
  digest bytea not null,
  previous_hash bytea not null,
  hash bytea not null
);
comment on table audit.seal is 'A chain of hashes over the trail; append only. [coordinator-local]';

-- What was appended to the checkpoint files, so that a file cut at its end shows.
create table audit.checkpoint (
  checkpoint_no bigint primary key,
  line_hash bytea not null
);
comment on table audit.checkpoint is 'Hashes of the signed checkpoints outside the database; append only. [coordinator-local]';

-- Transaction ids are comparable within one era only.
create table audit.era (
  era integer primary key,
  began_at timestamptz not null default now()
);
comment on table audit.era is 'Each restore into another cluster begins one. [coordinator-local]';
insert into audit.era (era) values (1);

-- For a restore, as the owner, after the events are in and before anybody writes.
create function audit.begin_era() returns integer language plpgsql as $$
declare
  begun integer;
begin
  insert into audit.era (era) select max(era) + 1 from audit.era returning era into begun;
  execute format('alter table audit.event alter column era set default %s', begun);
  perform setval(pg_get_serial_sequence('audit.event', 'event_id'), coalesce(max(event_id), 0) + 1, false) from audit.event;
  return begun;
end
$$;
revoke execute on function audit.begin_era() from public;

grant select on audit.seal, audit.checkpoint, audit.era to chartroom_app, chartroom_sealer;
grant insert on audit.seal, audit.checkpoint to chartroom_sealer;
