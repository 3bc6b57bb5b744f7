-- Projection of the scene documents: everything that is made in a scene, what it says (as a hash), and what it was made from.
-- What is outdated, why, and what it costs is told from here without opening a scene document.
create table dependencies (
  document_id text not null references documents (id) on delete cascade,
  -- 'shot:<id>', 'framePrompt:<shot id>', see shared/core/dependencies/references.ts
  reference text not null,
  row_id text not null,
  hash text not null,
  -- reference -> hash of it when this was made or confirmed
  depends_on jsonb not null,
  shot_id text,
  -- order key of a shot; '' until its document was projected once
  place text not null default '',
  title text not null default '',
  -- what making it again costs by itself; null: what its kind costs
  credits real,
  primary key (document_id, reference)
);
insert into dependencies (document_id, reference, row_id, hash, depends_on, shot_id)
select document_id, 'shot:' || shot_id, shot_id, '',
  (select coalesce(jsonb_object_agg('line:' || key, value), '{}') from jsonb_each(sources)), shot_id
from shot_sources;
drop table shot_sources;
