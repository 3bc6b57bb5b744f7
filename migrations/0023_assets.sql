-- Characters, settings and props for every timeline, with their comments.
insert into documents (id, project_id, timeline_id, kind)
select replace(gen_random_uuid()::text, '-', ''), project_id, id, 'assets' from timelines;
insert into documents (id, project_id, timeline_id, kind, target_document_id)
select replace(gen_random_uuid()::text, '-', ''), project_id, timeline_id, 'comments', id
from documents where kind = 'assets';
-- an empty document with meta.schema 3, as a V2 update
insert into document_snapshots (document_id, state)
select id, '\x00000101000001280d0a6d657461736368656d61040601010001010101007d0300'::bytea from documents d
where kind = 'assets' or target_document_id in (select id from documents where kind = 'assets');
