-- What the creative room found in a stage. Its evidence names lines and beats by their ids, which outlive every edit.
create table findings (
  id text primary key,
  place bigint generated always as identity,
  project_id text not null references projects (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  -- the document of the stage that was looked at
  document_id text not null references documents (id) on delete cascade,
  -- the agent that looked, and the job in which it did last
  lens text not null,
  job_id text references jobs (id) on delete set null,
  -- hash of what it says and what it rests on: found again, it is the same finding
  fingerprint text not null,
  severity text not null check (severity in ('high', 'medium', 'low', 'idea')),
  title text not null,
  reason text not null,
  evidence jsonb not null,
  -- words that it proposes; the suggestion with them where the document could take one
  proposal text,
  suggestion text,
  state text not null default 'open' check (state in ('open', 'dismissed', 'discussed', 'superseded')),
  -- who dismissed it, or made a thread of comments of it
  decided_by text references "user" (id) on delete set null,
  decided_by_name text,
  decided_at timestamptz,
  thread_id text,
  created_at timestamptz not null default now(),
  unique (document_id, lens, fingerprint)
);
create index findings_of on findings (timeline_id, place);
