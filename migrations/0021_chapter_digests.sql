-- What a language model read of the chapters of a long source. A chapter is read and paid for once in a project: by its words,
-- the model and the prompt, whichever job comes to it.
create table chapter_digests (
  project_id text not null references projects (id) on delete cascade,
  -- of everything the reader was given, and who it was
  hash text not null,
  model text not null,
  -- md5 of the whole source in which it stood, and the characters of the stretch: for estimates
  source text not null,
  characters int not null,
  digest jsonb not null,
  created_at timestamptz not null default now(),
  primary key (project_id, hash)
);
create index chapter_digests_source on chapter_digests (project_id, source);
