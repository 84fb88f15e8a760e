-- Candidates by key always come through the GIN index: for long alternatives the planner overestimates how many rows
-- fit and would read the whole table. At most `fetch_max` rows are looked at; of these the ones that satisfy most of
-- `signals` are returned, the first by name where that is equal.
create function patients.record_ids_by_keys(
  query tsquery, signals tsquery[], fetch_max integer, result_max integer
)
returns setof uuid
language sql stable
set enable_seqscan = off
set enable_indexscan = off
as $$
  select record_id
  from (
    select record_id, sort_name, keys from patients.search_entry where keys @@ query limit fetch_max
  ) fetched
  order by (select count(*) from unnest(signals) signal where fetched.keys @@ signal) desc, sort_name, record_id
  limit result_max
$$;
revoke all on function patients.record_ids_by_keys(tsquery, tsquery[], integer, integer) from public;
grant execute on function patients.record_ids_by_keys(tsquery, tsquery[], integer, integer) to chartroom_app;
