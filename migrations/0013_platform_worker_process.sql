-- Where a worker process runs: a dead process on this machine is noticed at once, not after its silence.
alter table platform.worker
  add column host text not null default '',
  add column pid integer not null default 0;
