-- Long work as people see it; the queue itself is graphile_worker's. Class: coordinator-local.
create table platform.job (
  job_id uuid primary key,
  kind text not null,
  job_key text,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  payload jsonb not null,
  started_by text not null,
  ctx jsonb not null,
  done bigint not null default 0,
  total bigint,
  sentence text,
  result jsonb,
  error text,
  cancel_asked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index job_waiting_key on platform.job (kind, job_key) where state = 'queued' and job_key is not null;
create index job_newest on platform.job (created_at desc);
create index job_of_starter on platform.job (started_by, created_at desc);
grant select, insert, update on platform.job to chartroom_app;

-- Worker processes that are alive say so every few seconds; the jobs of one that fell silent are given back.
create table platform.worker (
  worker_id text primary key,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on platform.worker to chartroom_app;

-- The queue's tables belong to the owner and are closed to the application; these are the acts it needs.
create function platform.queue_job(kind text, job_id uuid, queue text, run_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(
    identifier => kind,
    payload => json_build_object('jobId', job_id),
    queue_name => queue,
    run_at => run_at,
    max_attempts => 25
  );
end
$$;
revoke all on function platform.queue_job(text, uuid, text, timestamptz) from public;
grant execute on function platform.queue_job(text, uuid, text, timestamptz) to chartroom_app;
