-- Accounts (the shapes that better-auth expects; its column names are camelCase).
create table "user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user" (id) on delete cascade
);
create index on session ("userId");
create table account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on account ("userId");
create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on verification (identifier);

-- Projects and who may do what in them. The owner is a member with role 'owner'.
create table projects (
  id text primary key,
  name text not null check (length(name) between 1 and 200),
  type text not null check (type in ('narrative', 'commercial', 'audio')),
  -- made in local mode: whoever joins by the printed URL becomes an editor of it
  local boolean not null default false,
  sample boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table project_members (
  project_id text not null references projects (id) on delete cascade,
  user_id text not null references "user" (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'commenter', 'viewer')),
  added_at timestamptz not null default now(),
  primary key (project_id, user_id)
);
create index on project_members (user_id);
create table timelines (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  name text not null,
  created_at timestamptz not null default now()
);
create index on timelines (project_id);

-- Documents are the truth. The id is opaque and is the document's name on the wire.
create table documents (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  kind text not null,
  scene_id text,
  target_document_id text references documents (id),
  -- the scene is gone from the script; revived when an undo brings it back
  orphaned_at timestamptz,
  created_at timestamptz not null default now(),
  unique nulls not distinct (timeline_id, kind, scene_id, target_document_id)
);
create index on documents (project_id);

-- The append log: one row per commit batch, `payload` a run of [u32 little-endian length][V1 update].
create table document_updates (
  document_id text not null references documents (id) on delete cascade,
  seq bigint generated always as identity,
  payload bytea not null,
  created_at timestamptz not null default now(),
  primary key (document_id, seq)
);
-- Folded state, a V2 update each. The newest is loaded; the one before it is kept.
create table document_snapshots (
  document_id text not null references documents (id) on delete cascade,
  id bigint generated always as identity,
  state bytea not null,
  created_at timestamptz not null default now(),
  primary key (document_id, id)
);
alter table document_snapshots alter column state set storage external;

-- Who a Yjs client id belongs to, stored before its first update is applied.
create table document_clients (
  document_id text not null references documents (id) on delete cascade,
  client_id bigint not null,
  user_id text references "user" (id) on delete set null,
  agent text,
  job_id text,
  first_seen timestamptz not null default now(),
  primary key (document_id, client_id)
);

-- Projections: rebuilt from the documents at will, read by lists so that no list opens a hundred documents.
create table scenes (
  timeline_id text not null references timelines (id) on delete cascade,
  id text not null,
  document_id text references documents (id),
  place int not null,
  number text not null,
  heading text not null,
  opening text not null default '',
  characters text[] not null default '{}',
  eighths int not null default 0,
  seconds real not null default 0,
  shots int not null default 0,
  shots_outdated int not null default 0,
  lines_uncovered int not null default 0,
  omitted boolean not null default false,
  updated_at timestamptz not null default now(),
  primary key (timeline_id, id)
);
-- The canonical content last seen settled, so that unchanged content triggers nothing.
create table document_settled (
  document_id text primary key references documents (id) on delete cascade,
  hash text not null,
  settled_at timestamptz not null default now()
);

-- Jobs of agents. pg-boss moves them; these rows are what people see.
create table jobs (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  document_id text not null references documents (id) on delete cascade,
  scene_id text,
  agent text not null,
  -- document, state hash, agent, target, instruction hash: a second press joins the running job
  key text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null,
  asked_by text references "user" (id) on delete set null,
  attempts int not null default 0,
  error jsonb,
  credits_estimated int not null default 0,
  credits_actual int,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create unique index jobs_running_key on jobs (key) where state in ('queued', 'running');
create index on jobs (project_id, created_at desc);

-- What a worker made, as Yjs updates. Stored once however often the job is delivered; the sync server applies each once.
create table job_results (
  job_id text not null references jobs (id) on delete cascade,
  part text not null,
  document_id text not null references documents (id) on delete cascade,
  bytes bytea not null,
  created_at timestamptz not null default now(),
  applied_at timestamptz,
  primary key (job_id, part)
);
create index on job_results (document_id) where applied_at is null;

create table job_traces (
  id bigint generated always as identity primary key,
  job_id text not null references jobs (id) on delete cascade,
  attempt int not null,
  provider text not null,
  model text not null,
  prompt_id text not null,
  prompt_version int not null,
  prompt text not null,
  output text,
  error text,
  input_tokens int,
  output_tokens int,
  credits int not null default 0,
  milliseconds int,
  created_at timestamptz not null default now()
);
create index on job_traces (job_id);
