-- The facts that decide who sees what: labels, relationships, restrictions.
create schema access;

create table access.sensitivity_label (
  code text primary key check (code ~ '^[A-Za-z_]{1,24}$'),
  name text not null,
  sentence text not null,
  citation text not null
);
comment on table access.sensitivity_label is '[shared] Labels that close an entry to those whom nothing opens it for.';
insert into access.sensitivity_label (code, name, sentence, citation) values
  ('PSY', 'Psychiatry', 'Psychiatric disorder or treatment.', 'HL7 v3 ActCode PSY'),
  ('ETH', 'Substance use', 'Alcohol or drug treatment.', 'HL7 v3 ActCode ETH; 42 CFR part 2'),
  ('HIV', 'HIV', 'HIV status or treatment.', 'HL7 v3 ActCode HIV'),
  ('SDV', 'Violence', 'Sexual assault or domestic violence.', 'HL7 v3 ActCode SDV'),
  ('R', 'Restricted', 'More sensitive than usual, by the source.', 'HL7 v3 Confidentiality R'),
  ('V', 'Very restricted', 'Most sensitive, by the source.', 'HL7 v3 Confidentiality V'),
  ('EMPLOYEE', 'Employee', 'The patient works here.', 'HL7 v3 ActCode EMP'),
  ('VIP', 'Well known', 'The patient is known to the public.', 'HL7 v3 ActCode CEL');

create table access.relationship (
  relationship_id uuid not null,
  actor_id text not null,
  person_id uuid not null,
  encounter_id uuid,
  kind text not null check (kind in ('care_team', 'author', 'assigned_work', 'invited')),
  valid_from timestamptz not null,
  valid_until timestamptz,
  created_by text not null,
  primary key (person_id, relationship_id),
  check (valid_until is null or valid_until > valid_from)
);
create index relationship_actor_id_idx on access.relationship (actor_id, person_id);
comment on table access.relationship is '[by person] Why an actor has to do with a person; opens what a label closes.';

create table access.restriction (
  restriction_id uuid not null,
  person_id uuid not null,
  actor_id text,
  role text,
  reason text not null check (length(reason) between 1 and 500),
  placed_at timestamptz not null,
  placed_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  primary key (person_id, restriction_id),
  check ((actor_id is null) <> (role is null)),
  check ((lifted_at is null) = (lifted_by is null))
);
create index restriction_actor_id_idx on access.restriction (actor_id) where lifted_at is null;
create index restriction_restriction_id_idx on access.restriction (restriction_id);
create index restriction_role_idx on access.restriction (role) where lifted_at is null;
comment on table access.restriction is '[by person] A person whom an actor or a role must not find.';

grant usage on schema access to chartroom_app;
grant select on access.sensitivity_label to chartroom_app;
grant select, insert, update on access.relationship, access.restriction to chartroom_app;
