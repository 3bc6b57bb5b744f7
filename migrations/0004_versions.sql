-- The version store: what documents said at certain moments. History, stage commits and timelines all read it.

-- States by the hash of their content: equal states are stored once, however many versions have them.
create table version_states (
  hash text primary key,
  -- the whole document as a V2 update
  state bytea not null,
  created_at timestamptz not null default now()
);
alter table version_states alter column state set storage external;

create table versions (
  id text primary key,
  document_id text not null references documents (id) on delete cascade,
  -- versions of all documents of a timeline, read at one moment, share this id
  timeline_version_id text,
  kind text not null check (kind in ('automatic', 'named', 'commit')),
  name text check (length(name) between 1 and 200),
  message text not null default '',
  -- who asked for it; both null: nobody did, or the account is gone
  user_id text references "user" (id) on delete set null,
  agent text,
  state_hash text not null references version_states (hash),
  -- every row of the document's log up to this one is in the state
  seq bigint not null,
  created_at timestamptz not null default now(),
  check ((kind = 'automatic') = (name is null))
);
create index on versions (document_id, created_at desc);
create index on versions (timeline_version_id) where timeline_version_id is not null;
create index on versions (state_hash);

-- Who changed the document since the version before.
create table version_authors (
  version_id text not null references versions (id) on delete cascade,
  user_id text references "user" (id) on delete cascade,
  agent text,
  check ((user_id is null) <> (agent is null)),
  unique nulls not distinct (version_id, user_id, agent)
);
