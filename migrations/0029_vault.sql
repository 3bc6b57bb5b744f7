-- The Artifact Vault. What agents answered is in job_results and job_traces already; here is what else it asks.

-- The scene that a part of a script became, the variant that a treatment is: where what was made stands.
alter table job_results add column element_id text;

-- The words of an answer, without the names of its fields and the types of its lines. '' for what cannot be read.
create function answer_words(output text) returns tsvector language plpgsql immutable parallel safe as $$
begin
  return jsonb_to_tsvector('simple', regexp_replace(output, '"type"\s*:\s*"\w*"', '"type":""', 'g')::jsonb, '["string"]');
exception when others then
  return ''::tsvector;
end $$;
create index job_traces_words on job_traces using gin (answer_words(output)) where error is null and output is not null;

-- Projection of scene and assets documents: every row that was made, also those that others took the place of since. A row
-- has one id on all timelines; the timeline is the one that it was made on.
create table made_rows (
  project_id text not null references projects (id) on delete cascade,
  -- of the artifact, see shared/core/vault/kinds.ts
  kind text not null,
  row_id text not null,
  timeline_id text not null references timelines (id) on delete cascade,
  scene_id text,
  shot_id text,
  asset_id text,
  title text not null default '',
  body text not null default '',
  -- id of the stored picture or clip
  media text,
  model text not null default '',
  credits real not null default 0,
  input_hash text not null default '',
  -- as the document says it; the job counts where it is one of this project
  agent text,
  job_id text,
  made_by text,
  made_at timestamptz not null,
  words tsvector generated always as (to_tsvector('simple', title || ' ' || body)) stored,
  primary key (project_id, kind, row_id)
);
create index on made_rows (timeline_id);
create index on made_rows using gin (words);

create table artifact_tags (
  project_id text not null references projects (id) on delete cascade,
  artifact text not null,
  tag text not null check (length(tag) between 1 and 40),
  added_by text references "user" (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (project_id, artifact, tag)
);
create unique index artifact_tags_once on artifact_tags (project_id, artifact, lower(tag));
create index on artifact_tags (project_id, lower(tag));

-- documents that settled before are projected once more when they are opened
delete from document_settled s using documents d where d.id = s.document_id and d.kind in ('scene', 'assets');
