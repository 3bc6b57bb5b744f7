-- Files that people stage beside the brief: one Primary at most, the others are context. Their text is what agents read.
create table project_files (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  -- by its ending; 'unknown' for one that is not read
  kind text not null,
  bytes integer not null,
  role text not null default 'context' check (role in ('primary', 'context')),
  tag text not null default 'other',
  state text not null default 'reading' check (state in ('reading', 'ready', 'failed')),
  -- why it could not be read, in a sentence
  problem text,
  text text not null default '' check (length(text) <= 4000000),
  words integer not null default 0,
  -- the file itself, of those that can become the script
  content bytea,
  uploaded_by text references "user" (id) on delete set null,
  uploaded_by_name text not null,
  created_at timestamptz not null default now()
);
create unique index project_files_primary on project_files (timeline_id) where role = 'primary';
create index project_files_timeline on project_files (timeline_id, created_at);
