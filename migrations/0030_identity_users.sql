-- Users, what they prove themselves with, their sessions, and the command-line actors.
create schema identity;

create table identity.user_account (
  user_id uuid primary key,
  user_name text not null unique check (user_name = lower(user_name) and user_name ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'),
  display_name text not null check (length(display_name) between 1 and 120),
  password_hash text not null,
  password_changed_at timestamptz not null,
  must_change_password boolean not null default false,
  -- Sealed with the installation's key; null while no second factor is being enrolled or in use.
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- The last time step whose code was taken, so that a code opens the door once.
  totp_last_step bigint,
  deactivated_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  check (totp_confirmed_at is null or totp_secret is not null)
);
comment on table identity.user_account is '[shared] One person who signs in.';

create table identity.user_role (
  user_id uuid not null references identity.user_account,
  role text not null check (role in ('records_technician', 'coder', 'cdi_specialist', 'roi_specialist', 'clinician',
    'biller', 'supervisor', 'privacy_officer', 'auditor', 'trainee', 'administrator')),
  granted_at timestamptz not null,
  granted_by text not null,
  primary key (user_id, role)
);
comment on table identity.user_role is '[shared] A role that a user holds now; the trail tells who held what when.';

create table identity.password_history (
  user_id uuid not null references identity.user_account,
  set_at timestamptz not null,
  password_hash text not null,
  primary key (user_id, set_at)
);
comment on table identity.password_history is '[shared] Former passwords, so that the last five are not taken again.';

create table identity.backup_code (
  user_id uuid not null references identity.user_account,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);
comment on table identity.backup_code is '[shared] One-time codes for a lost second factor, hashed.';

create table identity.session (
  session_id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references identity.user_account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null,
  password_checked_at timestamptz not null,
  locked_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('signed_out', 'revoked', 'password_changed', 'password_reset', 'deactivated',
    'second_factor_reset')),
  address text,
  user_agent text,
  check ((ended_at is null) = (end_reason is null))
);
create index session_user_id_idx on identity.session (user_id) where ended_at is null;
comment on table identity.session is '[coordinator-local] One signed-in browser; its token is stored hashed.';

create table identity.sign_in_step (
  token_hash bytea primary key,
  user_id uuid not null references identity.user_account,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table identity.sign_in_step is '[coordinator-local] A sign-in whose password was right and whose second factor is awaited.';

-- Keyed by a hash, whether or not such an account exists: the table treats known and unknown names alike.
create table identity.sign_in_failure (
  key text primary key,
  failures integer not null check (failures >= 0),
  last_failed_at timestamptz not null,
  locked_until timestamptz
);
comment on table identity.sign_in_failure is '[coordinator-local] Failed sign-ins for one account name or one network address.';

create table identity.access_token (
  access_token_id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references identity.user_account,
  label text not null check (length(label) between 1 and 120),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on table identity.access_token is '[shared] What a command or a program shows instead of a password, hashed.';

create table identity.operating_system_account (
  account_name text primary key,
  -- Null: the owner of the data folder, who acts as os:NAME.
  user_id uuid references identity.user_account,
  mapped_at timestamptz not null,
  mapped_by text not null
);
comment on table identity.operating_system_account is '[shared] Which user an operating-system account acts as on the command line.';

create table identity.site_setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table identity.site_setting is '[shared] What this site decided about signing in.';

grant usage on schema identity to chartroom_app;
grant select, insert, update on identity.user_account, identity.session, identity.access_token,
  identity.operating_system_account, identity.site_setting to chartroom_app;
grant select, insert, update, delete on identity.user_role, identity.backup_code, identity.password_history,
  identity.sign_in_step, identity.sign_in_failure to chartroom_app;
