-- News written in the acting transaction, one row per transaction, topic and subject. Class: coordinator-local.
create table platform.outbox (
  outbox_id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  topic text not null,
  subject text not null,
  details jsonb,
  told_at timestamptz not null default now(),
  unique (xid, topic, subject)
);
grant select, insert, update, delete on platform.outbox to chartroom_app;

-- One row per reaction that still has to hear of something. Unclaimed news about one subject coalesce.
create table platform.outbox_delivery (
  delivery_id bigint generated always as identity primary key,
  reaction text not null,
  topic text not null,
  subject text not null,
  details jsonb,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  claimed_until timestamptz,
  last_error text,
  parked_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index outbox_delivery_waiting on platform.outbox_delivery (reaction, topic, subject)
  where claimed_until is null and parked_at is null;
create index outbox_delivery_due on platform.outbox_delivery (due_at) where parked_at is null;
grant select, insert, update, delete on platform.outbox_delivery to chartroom_app;
