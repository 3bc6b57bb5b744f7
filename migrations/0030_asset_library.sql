-- Pictures that documents and the library name by the SHA-256 of their bytes: one copy, however many name it.
create table media (
  id text primary key,
  type text not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
  -- px
  width integer not null,
  height integer not null,
  content bytea not null,
  created_at timestamptz not null default now()
);

-- What a project may show: a document could name any id.
create table project_media (
  project_id text not null references projects (id) on delete cascade,
  media_id text not null references media (id),
  primary key (project_id, media_id)
);
create index on project_media (media_id);

-- The asset library of an organisation, or of one person: characters, settings and props for other projects.
create table library_assets (
  id text primary key,
  organisation_id text references organisations (id) on delete cascade,
  user_id text references "user" (id) on delete cascade,
  kind text not null check (kind in ('character', 'setting', 'prop')),
  name text not null check (length(name) between 1 and 120),
  -- the name without its capitals and spaces: one of a kind has it
  name_key text not null,
  description text not null default '' check (length(description) <= 4000),
  -- the image key
  media_id text references media (id),
  -- counts every change
  version integer not null default 1,
  -- Where it was promoted from. No keys: what is said of it outlives the project.
  from_project text,
  from_timeline text,
  from_asset text,
  -- over what its image key was made of; '' without one
  from_hash text not null default '',
  promoted_by_name text,
  promoted_at timestamptz,
  made_by_name text not null,
  changed_by_name text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by_name text,
  check (num_nonnulls(organisation_id, user_id) = 1)
);
create unique index library_assets_name on library_assets (coalesce(organisation_id, user_id), kind, name_key)
  where deleted_at is null;
create index on library_assets (organisation_id) where organisation_id is not null;
create index on library_assets (user_id) where user_id is not null;
create index on library_assets (from_project, from_asset) where from_project is not null;
create index on library_assets (media_id) where media_id is not null;

-- Projection of the assets of timelines: those that came from the library. No key to it: a document could name any id.
create table library_uses (
  timeline_id text not null references timelines (id) on delete cascade,
  -- id of the row in the document
  asset_id text not null,
  library_asset_id text not null,
  -- of the library asset, when it was taken
  version integer not null,
  primary key (timeline_id, asset_id)
);
create index on library_uses (library_asset_id);

-- What nothing names any more goes. Somebody who is about to name it holds its row.
create function drop_unused_media() returns trigger language plpgsql as $$
begin
  delete from media where id in (
    select id from media m where id = old.media_id
      and not exists (select from library_assets where media_id = m.id)
      and not exists (select from project_media where media_id = m.id)
    for update skip locked);
  return null;
end $$;
create trigger library_media_unused after delete or update of media_id on library_assets
  for each row when (old.media_id is not null) execute function drop_unused_media();
create trigger project_media_unused after delete on project_media
  for each row execute function drop_unused_media();
