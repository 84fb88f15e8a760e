-- Where each blob lies and the key that opens it. Class: own key. Destruction empties wrapped_key and keeps the row.
create table platform.blob (
  blob_id text primary key check (blob_id ~ '^[0-9a-f]{64}$'),
  owner_id text not null,
  bytes bigint not null check (bytes >= 0),
  location text,
  wrapped_key bytea,
  key_version integer not null,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  check ((destroyed_at is null) = (wrapped_key is not null)),
  check ((destroyed_at is null) = (location is not null))
);
create index blob_owner on platform.blob (owner_id);
grant select, insert, update on platform.blob to chartroom_app;

-- One-way names of the keys that this database was used with: another keys folder is noticed at start.
create table platform.key_fingerprint (
  kind text not null check (kind in ('root', 'master', 'signing')),
  version integer not null,
  fingerprint text not null,
  first_seen_at timestamptz not null default now(),
  primary key (kind, version)
);
grant select, insert on platform.key_fingerprint to chartroom_app;
