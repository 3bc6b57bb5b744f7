-- A lock covers a whole document, or one of its root types: the stage of a scene document that owns that root.
alter table locks add column root text;
drop index locks_held;
create unique index locks_held on locks (document_id, coalesce(root, '')) where released_at is null;
