-- Several servers append to the log of one document: one after the other, so that numbers become visible in their order, and nothing
-- gets in that a lock forbids and whoever appends did not know of. Locks are stored under the same lock of the database.
-- `known` are the locked roots that the server knows of; '' is the whole document. Raises LK001 when there is another.
create function append_updates(of_document text, bytes bytea, known text[]) returns bigint language plpgsql as $$
declare
  number bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(of_document, 1));
  perform from locks
    where document_id = of_document and released_at is null and not coalesce(root, '') = any(known);
  if found then
    raise exception 'a lock that this server does not know of' using errcode = 'LK001';
  end if;
  insert into document_updates (document_id, payload) values (of_document, bytes) returning seq into number;
  return number;
end $$;
