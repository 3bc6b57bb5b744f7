-- The thread that everybody in a project has with the director. Rows and no document: the server alone says in which order
-- things were said, what was understood and what was done about it.
create table director_messages (
  id text primary key,
  place bigint generated always as identity,
  project_id text not null references projects (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  -- who says it, with the name as it was; both null: the director
  user_id text references "user" (id) on delete set null,
  name text,
  body text not null check (length(body) between 1 and 8000),
  -- what the director answers to
  answers text references director_messages (id) on delete cascade,
  -- what the director understood, and what became of it
  act jsonb,
  state text check (state in ('reading', 'waiting', 'acting', 'done', 'refused', 'dismissed')),
  -- who confirmed or dismissed it
  decided_by text references "user" (id) on delete set null,
  decided_by_name text,
  decided_at timestamptz,
  outcome text,
  -- the model at work on it: reading the message that it answers, and the agent that does what was confirmed
  reading_job_id text references jobs (id) on delete set null,
  job_id text references jobs (id) on delete set null,
  created_at timestamptz not null default now(),
  check ((act is null) or (state is not null))
);
create index director_messages_thread on director_messages (project_id, place desc);
create index director_messages_of on director_messages (user_id, created_at);
create index director_messages_reading on director_messages (reading_job_id) where reading_job_id is not null;
