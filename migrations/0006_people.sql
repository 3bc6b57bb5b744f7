-- Organisations: people with roles, and projects that may belong to one.
create table organisations (
  id text primary key,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
create table organisation_members (
  organisation_id text not null references organisations (id) on delete cascade,
  user_id text not null references "user" (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'commenter', 'viewer')),
  added_at timestamptz not null default now(),
  primary key (organisation_id, user_id)
);
create index on organisation_members (user_id);
alter table projects add column organisation_id text references organisations (id) on delete set null;
create index on projects (organisation_id) where organisation_id is not null;

-- Invitations: taken up once, by whoever holds the secret. Secrets are stored as their SHA-256.
create table invitations (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  -- null: a link that the inviter passes on
  email text,
  role text not null check (role in ('owner', 'admin', 'editor', 'commenter', 'viewer')),
  secret_hash bytea not null unique,
  invited_by text references "user" (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  mailed_at timestamptz,
  accepted_at timestamptz,
  accepted_by text references "user" (id) on delete set null,
  revoked_at timestamptz
);
create index on invitations (project_id);

-- Share links: open the project to any number of signed-in people, for as long as the link lives.
create table share_links (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  role text not null check (role in ('editor', 'commenter', 'viewer')),
  name text not null default '',
  secret_hash bytea not null unique,
  made_by text references "user" (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
create index on share_links (project_id);
create index on share_links (expires_at) where revoked_at is null;
create table share_link_users (
  link_id text not null references share_links (id) on delete cascade,
  user_id text not null references "user" (id) on delete cascade,
  opened_at timestamptz not null default now(),
  primary key (link_id, user_id)
);
create index on share_link_users (user_id);

create function role_rank(role text) returns int language sql immutable parallel safe
  return array_position(array['viewer', 'commenter', 'editor', 'admin', 'owner'], role);

-- Every reason for which somebody has a role in a project now.
create view project_grants as
  select project_id, user_id, role, 'member' as through, added_at as since from project_members
  union all
  select p.id, m.user_id, m.role, 'organisation', m.added_at
  from projects p join organisation_members m on m.organisation_id = p.organisation_id
  union all
  select l.project_id, u.user_id, l.role, 'link', u.opened_at
  from share_links l join share_link_users u on u.link_id = l.id
  where l.revoked_at is null and (l.expires_at is null or l.expires_at > now());
-- The strongest of them: the role that counts.
create view project_roles as
  select distinct on (project_id, user_id) project_id, user_id, role, through, since from project_grants
  order by project_id, user_id, role_rank(role) desc, (through = 'member') desc, since;

-- Keys for programs, each acting as one person. The key itself is shown once and kept as its SHA-256.
create table api_keys (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  secret_hash bytea not null unique,
  -- the first characters, by which people recognise a key
  beginning text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index on api_keys (user_id);

-- Every change of rights. No foreign keys: the log outlives what it is about.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  project_id text,
  organisation_id text,
  actor_id text,
  actor_name text not null,
  action text not null,
  -- whom or what it was done to, in words that last
  subject_id text,
  subject_name text,
  detail jsonb not null default '{}'
);
create index on audit_log (project_id, id);
create index on audit_log (organisation_id, id);
create function audit_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only: % is refused.', tg_op;
end $$;
create trigger audit_log_stays before update or delete on audit_log for each row execute function audit_log_stays();
create trigger audit_log_stays_whole before truncate on audit_log for each statement execute function audit_log_stays();

-- Attempts counted per key until a moment, across servers and restarts: signing in, asking for a new password.
create unlogged table throttles (
  key text primary key,
  attempts int not null,
  resets_at timestamptz not null
);

-- Whoever takes access away, by whatever way, every server hears of it and checks the open sockets of that account.
create function tell_access_changed(account text) returns void language sql
  begin atomic
    select pg_notify('access_changed', json_build_object('userId', account)::text);
  end;
create function session_ended() returns trigger language plpgsql as $$
begin
  perform tell_access_changed(old."userId");
  return null;
end $$;
create trigger session_ended after delete on session for each row execute function session_ended();
create function account_access_changed() returns trigger language plpgsql as $$
begin
  perform tell_access_changed(old.user_id);
  return null;
end $$;
create trigger api_key_changed after update of revoked_at, expires_at or delete on api_keys
  for each row execute function account_access_changed();
create trigger member_changed after update or delete on project_members
  for each row execute function account_access_changed();
create trigger organisation_member_changed after update or delete on organisation_members
  for each row execute function account_access_changed();
create trigger share_link_user_gone after delete on share_link_users
  for each row execute function account_access_changed();
create function share_link_changed() returns trigger language plpgsql as $$
begin
  perform tell_access_changed(user_id) from share_link_users where link_id = old.id;
  return null;
end $$;
create trigger share_link_changed after update on share_links for each row execute function share_link_changed();
create function project_moved() returns trigger language plpgsql as $$
begin
  perform tell_access_changed(user_id) from organisation_members where organisation_id = old.organisation_id;
  return null;
end $$;
create trigger project_moved after update of organisation_id on projects for each row
  when (old.organisation_id is distinct from new.organisation_id) execute function project_moved();
