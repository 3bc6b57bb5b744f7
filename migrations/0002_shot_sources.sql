-- Projection of the scene documents: which lines every shot covers, as they were when it was made. An edit of the script
-- counts outdated shots from here without opening a scene document.
create table shot_sources (
  document_id text not null references documents (id) on delete cascade,
  shot_id text not null,
  -- line id -> hash of the line
  sources jsonb not null,
  primary key (document_id, shot_id)
);
