-- What class each table of the platform is of, as the keys of a distributed database want to know.
comment on table platform.installation is '[shared] One row: what makes the ids of this installation its own.';
comment on table platform.blob is '[own key] What the blob store holds: where, how large, and the wrapped key that destruction deletes.';
comment on table platform.key_fingerprint is '[shared] Fingerprints of the keys that this database was used with.';
comment on table platform.job is '[coordinator-local] Long work as people see it: state, progress, result.';
comment on table platform.worker is '[coordinator-local] Processes that work on jobs, and when each was last seen.';
comment on table platform.outbox is '[coordinator-local] Events that wait for their reactions.';
comment on table platform.outbox_delivery is '[coordinator-local] What a reaction has still to hear of, one row each.';
