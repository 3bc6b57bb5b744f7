-- Written styles: samples of how somebody writes, cut into passages that agents are shown. A style belongs to an
-- organisation or to a person; one that belongs to nobody ships with the program.
create table styles (
  id text primary key,
  organisation_id text references organisations (id) on delete cascade,
  user_id text references "user" (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  description text not null default '' check (length(description) <= 500),
  made_by_name text not null,
  created_at timestamptz not null default now(),
  check (num_nonnulls(organisation_id, user_id) <= 1)
);
create index on styles (organisation_id) where organisation_id is not null;
create index on styles (user_id) where user_id is not null;

create table style_samples (
  id text primary key,
  style_id text not null references styles (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  kind text not null,
  bytes integer not null,
  -- read out of the file; cut into passages; found by what they are about
  state text not null default 'reading' check (state in ('reading', 'embedding', 'ready', 'failed')),
  -- what went wrong and what to do, in sentences
  problem text,
  -- what was read, until it is cut
  text text not null default '' check (length(text) <= 4000000),
  words integer not null default 0,
  chunks integer not null default 0,
  embedded integer not null default 0,
  uploaded_by text references "user" (id) on delete set null,
  uploaded_by_name text not null,
  created_at timestamptz not null default now()
);
create index on style_samples (style_id, created_at);

create table style_chunks (
  sample_id text not null references style_samples (id) on delete cascade,
  position integer not null,
  style_id text not null references styles (id) on delete cascade,
  text text not null,
  words integer not null,
  -- which model the vector is of; vectors of two models cannot be compared. Of length 1.
  embedder text,
  embedding real[],
  primary key (sample_id, position),
  check ((embedder is null) = (embedding is null))
);
create index on style_chunks (style_id, embedder);

-- Every search that an agent made, kept with its job. No key to the style: the log outlives it.
create table style_retrievals (
  id bigint generated always as identity primary key,
  job_id text not null references jobs (id) on delete cascade,
  attempt integer not null,
  step text not null,
  style_id text not null,
  style_name text not null,
  embedder text not null,
  -- 'exact' or 'hnsw'
  method text not null,
  query text not null,
  -- best first: {sample, position, score, text, told}
  found jsonb not null,
  milliseconds integer not null,
  created_at timestamptz not null default now()
);
create index on style_retrievals (job_id, id);

-- The style that the brief of a timeline names, so that a style knows where it is used.
alter table timelines add column written_style text;
create index on timelines (written_style) where written_style is not null;
