-- A document that settled waits until it is projected. Where that is so, its lists are those of what it said before.
alter table document_settled add column projected boolean not null default true;
-- nobody asks who wrote in these
update document_settled s set authors = '[]' from documents d
  where d.id = s.document_id and d.kind not in ('script', 'assets', 'scene') and s.authors <> '[]';
