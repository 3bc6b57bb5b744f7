-- Client ids that suggestions were made under. Whoever accepts one sends an update that carries such an id, so they are
-- told apart from those under which somebody types: nobody else may write more under these.
alter table document_clients add column fork boolean not null default false;
-- until now agents had ids of no other kind in documents
update document_clients set fork = true where agent is not null and agent <> 'server';
