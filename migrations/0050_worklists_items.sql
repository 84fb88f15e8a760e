-- Work items: what waits at a stop, who has it, until when it is due, how long it took.
create schema worklists;
grant usage on schema worklists to chartroom_app;

create table worklists.work_item (
  work_item_id uuid primary key,
  kind text not null check (kind ~ '^[a-z][a-z-]{1,39}$'),
  -- What it is about: a kind of thing and its id as text; the ids beside it are for access and for the way there.
  subject_kind text not null check (subject_kind ~ '^[a-z][a-z_]{0,39}$'),
  subject_id text not null check (length(subject_id) between 1 and 200),
  person_id uuid,
  record_id uuid,
  encounter_id uuid,
  -- A sentence for the list, without a patient's name or number.
  title text not null check (length(title) between 1 and 300),
  queue text not null check (queue ~ '^[a-z][a-z-]{1,39}$'),
  role text,
  owner_id text,
  owner_name text,
  priority smallint not null check (priority between 1 and 5),
  -- True once a person chose the priority; raising the item again then leaves it.
  priority_is_chosen boolean not null default false,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'claimed', 'done', 'cancelled')),
  -- A claim that has passed claim_expires_at holds nothing any more, though the state still says claimed.
  claimed_by_id text,
  claimed_by_name text,
  claimed_at timestamptz,
  claim_expires_at timestamptz,
  -- Up to when the time of the present claim is counted in spent_ms.
  counted_until timestamptz,
  spent_ms bigint not null default 0 check (spent_ms >= 0),
  outcome text check (outcome ~ '^[a-z][a-z-]{0,39}$'),
  reason text check (length(reason) between 1 and 500),
  opened_at timestamptz not null,
  opened_by text not null,
  closed_at timestamptz,
  closed_by text,
  version integer not null default 1,
  check ((owner_id is null) = (owner_name is null)),
  check ((state = 'claimed') = (claimed_by_id is not null)),
  check ((state = 'claimed') = (claimed_by_name is not null)),
  check ((state = 'claimed') = (claimed_at is not null)),
  check ((state = 'claimed') = (claim_expires_at is not null)),
  check ((state = 'claimed') = (counted_until is not null)),
  check ((state in ('done', 'cancelled')) = (closed_at is not null)),
  check ((state in ('done', 'cancelled')) = (closed_by is not null)),
  check ((state in ('done', 'cancelled')) = (outcome is not null))
);
comment on table worklists.work_item is '[own key] One thing to do, with its owner, its claim, its clock and the time it took.';
create unique index work_item_waiting_once on worklists.work_item (kind, subject_kind, subject_id)
  where state in ('open', 'claimed');
create index work_item_by_due on worklists.work_item (queue, due_on, priority, work_item_id)
  include (role, state, claim_expires_at, opened_at, owner_id, claimed_by_id, person_id)
  where state in ('open', 'claimed');
create index work_item_by_priority on worklists.work_item (queue, priority, due_on, work_item_id)
  where state in ('open', 'claimed');
create index work_item_by_age on worklists.work_item (queue, opened_at, work_item_id)
  where state in ('open', 'claimed');
-- The order of "next": what is urgent at once, then by due day.
create index work_item_by_turn on worklists.work_item (role, (priority > 1), due_on, priority, work_item_id)
  where state in ('open', 'claimed');
create index work_item_by_holder on worklists.work_item (claimed_by_id) where state = 'claimed';
create index work_item_by_owner on worklists.work_item (owner_id) where state in ('open', 'claimed');
create index work_item_by_person on worklists.work_item (person_id) where person_id is not null;
grant select, insert, update on worklists.work_item to chartroom_app;

create table worklists.work_item_history (
  work_item_id uuid not null references worklists.work_item,
  version integer not null,
  act text not null check (act in ('raised', 'raised_again', 'claimed', 'claim_expired', 'released', 'finished',
    'cancelled', 'settled', 'assigned', 'reprioritised')),
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  state text not null,
  holder_id text,
  holder_name text,
  owner_id text,
  owner_name text,
  priority smallint not null,
  due_on date not null,
  outcome text,
  reason text,
  spent_ms bigint not null,
  primary key (work_item_id, version)
);
comment on table worklists.work_item_history is '[own key] Every change of a work item, with what it was afterwards; renewals of a claim are none.';
grant select, insert on worklists.work_item_history to chartroom_app;
