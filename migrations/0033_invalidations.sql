-- The log of invalidations: what became outdated, by whose edit of which document, and when that was cleared.

-- Who wrote in a document since it was last projected: [{user} | {agent}], some of them twice.
alter table document_settled add column authors jsonb not null default '[]';

-- One settling of a document, after which something was outdated that was not before.
create table invalidations (
  id bigint generated always as identity primary key,
  timeline_id text not null references timelines (id) on delete cascade,
  -- null: nobody knows, as of what was outdated when its timeline was made from an earlier commit
  document_id text references documents (id) on delete set null,
  authors jsonb not null default '[]',
  at timestamptz not null default clock_timestamp()
);
create index on invalidations (timeline_id, id desc);

create table invalidated (
  invalidation_id bigint not null references invalidations (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  scene_id text not null,
  reference text not null,
  -- as they were called then
  scene text not null,
  name text not null,
  because text not null,
  cleared_at timestamptz,
  primary key (invalidation_id, scene_id, reference)
);
create unique index invalidated_open on invalidated (timeline_id, scene_id, reference) where cleared_at is null;
create index on invalidated (timeline_id, invalidation_id);
