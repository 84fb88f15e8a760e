-- What each verification of the trail found, for the trail page. Proof is in running it again, not in this row.
create table audit.verification (
  verification_id bigint generated always as identity primary key,
  verified_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  verdict jsonb not null
);
comment on table audit.verification is 'Results of audit verify; append only. [coordinator-local]';
grant select on audit.verification to chartroom_app;
grant insert (verified_at, actor_id, actor_name, verdict) on audit.verification to chartroom_app;
