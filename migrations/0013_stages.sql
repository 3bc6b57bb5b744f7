-- A lock may be the approval of a stage: then whoever may approve may reopen it.
alter table locks add column approved boolean not null default false;

-- A brief for every timeline, with its comments.
insert into documents (id, project_id, timeline_id, kind)
select replace(gen_random_uuid()::text, '-', ''), project_id, id, 'brief' from timelines;
-- an empty brief with its shared texts and meta.schema 2, as a V2 update
insert into document_snapshots (document_id, state)
select id, '\x0000010000000328002730276d657461736368656d616272696566746f6e65627269656669646561627269656667656e726573040605040504050601010342000101010104007d0200'::bytea from documents where kind = 'brief';
insert into documents (id, project_id, timeline_id, kind, target_document_id)
select replace(gen_random_uuid()::text, '-', ''), project_id, timeline_id, 'comments', id
from documents where kind = 'brief';
insert into document_snapshots (document_id, state)
select id, '\x00000101000001280d0a6d657461736368656d61040601010001010101007d0100'::bytea
from documents where kind = 'comments' and target_document_id in (select id from documents where kind = 'brief');
