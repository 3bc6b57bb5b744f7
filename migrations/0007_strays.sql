-- Content of documents that no schema knows, moved out of them by the server. Named by the Yjs id of what was moved.
create table document_strays (
  document_id text not null references documents (id) on delete cascade,
  client_id bigint not null,
  clock bigint not null,
  -- where in the document it was: root type, then keys and places
  path text[] not null,
  -- all of it as JSON text, bytes as {"bytes": base64}; not jsonb, which holds no NUL
  content text not null,
  moved_at timestamptz not null default now(),
  primary key (document_id, client_id, clock)
);
