-- A treatment and a beat sheet for every timeline, each with its comments.
insert into documents (id, project_id, timeline_id, kind)
select replace(gen_random_uuid()::text, '-', ''), project_id, id, kind
from timelines cross join (values ('treatment'), ('beats')) as kinds (kind);
insert into documents (id, project_id, timeline_id, kind, target_document_id)
select replace(gen_random_uuid()::text, '-', ''), project_id, timeline_id, 'comments', id
from documents where kind in ('treatment', 'beats');
-- an empty document with meta.schema 3, as a V2 update
insert into document_snapshots (document_id, state)
select id, '\x00000101000001280d0a6d657461736368656d61040601010001010101007d0300'::bytea from documents d
where kind in ('treatment', 'beats')
  or target_document_id in (select id from documents where kind in ('treatment', 'beats'));
