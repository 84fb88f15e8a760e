-- The roles that Chartroom's own connections take. They are cluster-wide, so several databases of one cluster share them.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['chartroom_app', 'chartroom_sealer'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception
      when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, wanted, 'set') then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
end
$$;

grant usage on schema platform to chartroom_app, chartroom_sealer;
grant select on platform.migration to chartroom_app, chartroom_sealer;

-- One row: what makes derived ids of this installation its own.
create table platform.installation (
  only_row boolean primary key default true check (only_row),
  id_namespace uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
insert into platform.installation default values;
grant select on platform.installation to chartroom_app, chartroom_sealer;
