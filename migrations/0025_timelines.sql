-- Timelines that people fork, and the graph of their commits.

alter table timelines
  add column parent_id text references timelines (id) on delete set null,
  add column made_by text references "user" (id) on delete set null,
  -- it can be brought back; its documents are not found meanwhile
  add column deleted_at timestamptz;
create unique index timelines_name on timelines (project_id, lower(name)) where deleted_at is null;

-- A commit: what all documents of a timeline said at one moment. Its documents are the versions with this id as
-- timeline_version_id.
create table commits (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  timeline_id text not null references timelines (id) on delete cascade,
  kind text not null check (kind in ('stage', 'revision', 'named', 'fork', 'merge')),
  name text not null check (length(name) between 1 and 200),
  message text not null default '',
  -- both null: nobody asked for it, or the account is gone
  user_id text references "user" (id) on delete set null,
  agent text,
  -- what agents cost on the timeline since the commit before
  credits int not null default 0,
  -- the commit before it, on its timeline or on the one that it was forked from
  parent_id text references commits (id) on delete set null,
  -- what was merged into it
  merged_id text references commits (id) on delete set null,
  -- {locks, flags} as they were, for a fork from here
  standing jsonb not null default '{"locks": [], "flags": []}',
  created_at timestamptz not null default clock_timestamp()
);
create index on commits (timeline_id, created_at desc);
create index on commits (project_id, created_at);

insert into commits (id, project_id, timeline_id, kind, name, message, user_id, agent, created_at)
select distinct on (v.timeline_version_id) v.timeline_version_id, d.project_id, d.timeline_id,
  case when v.kind = 'named' then 'named' when v.name like '%revised%' then 'revision' else 'stage' end,
  v.name, v.message, v.user_id, v.agent, v.created_at
from versions v join documents d on d.id = v.document_id
where v.timeline_version_id is not null
order by v.timeline_version_id, v.created_at;
update commits c set parent_id = (
  select before.id from commits before
  where before.timeline_id = c.timeline_id and (before.created_at, before.id) < (c.created_at, c.id)
  order by before.created_at desc, before.id desc limit 1);
alter table versions add foreign key (timeline_version_id) references commits (id) on delete set null;

-- The first snapshot of a forked document is the state that its commit has: nothing is copied.
alter table document_snapshots
  alter column state drop not null,
  add column state_hash text references version_states (hash),
  add check ((state is null) <> (state_hash is null));
create index on document_snapshots (state_hash) where state_hash is not null;

-- What two timelines last agreed on, document by document: the base of their next merge, in either direction.
create table merge_bases (
  -- the lesser id first
  one_id text not null references timelines (id) on delete cascade,
  other_id text not null references timelines (id) on delete cascade,
  kind text not null,
  -- '' for documents that are not of a scene
  scene_id text not null default '',
  state_hash text not null references version_states (hash),
  primary key (one_id, other_id, kind, scene_id),
  check (one_id < other_id)
);
create index on merge_bases (state_hash);
