-- Documents that nobody may change for now. A row is one lock; released rows stay, to tell what was locked when.
create table locks (
  id bigint generated always as identity primary key,
  document_id text not null references documents (id) on delete cascade,
  locked_by text references "user" (id) on delete set null,
  -- the name as it was: people leave
  locked_by_name text not null,
  reason text not null default '' check (length(reason) <= 500),
  -- everything that was acknowledged before is in the log up to here, and nothing was written after
  seq bigint not null,
  locked_at timestamptz not null default now(),
  released_at timestamptz,
  released_by text references "user" (id) on delete set null
);
create unique index locks_held on locks (document_id) where released_at is null;
