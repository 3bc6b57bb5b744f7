-- Comments: a document of their own for every document that can be commented on.
insert into documents (id, project_id, timeline_id, kind, target_document_id)
select replace(gen_random_uuid()::text, '-', ''), project_id, timeline_id, 'comments', id
from documents where kind in ('script', 'scene');
-- an empty Yjs document with meta.schema 1, as a V2 update
insert into document_snapshots (document_id, state)
select id, '\x00000101000001280d0a6d657461736368656d61040601010001010101007d0100'::bytea
from documents where kind = 'comments';

-- They go with it.
alter table documents drop constraint documents_target_document_id_fkey,
  add constraint documents_target_document_id_fkey
    foreign key (target_document_id) references documents (id) on delete cascade;

-- What somebody should look at. Rights are asked again whenever it is read.
create table notifications (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  project_id text not null references projects (id) on delete cascade,
  -- the comments document, and the message in it
  document_id text not null references documents (id) on delete cascade,
  thread_id text not null,
  message_id text not null,
  actor_id text references "user" (id) on delete set null,
  excerpt text not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  -- once per message and person, however often its document settles
  unique (document_id, message_id, user_id)
);
create index on notifications (user_id, created_at desc);
