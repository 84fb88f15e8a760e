-- The next item is read in the order of turn and the first that fits is taken: no sort, however much waits.
drop index worklists.work_item_by_turn;
create index work_item_by_turn on worklists.work_item ((priority > 1), due_on, priority, work_item_id)
  include (role, queue, state, claim_expires_at, person_id)
  where state in ('open', 'claimed') and owner_id is null;
