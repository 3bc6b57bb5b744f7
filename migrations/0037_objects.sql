-- A picture without content is in the object store, under its id.
alter table media alter column content drop not null;

-- What nothing names any more, and is in the object store still.
create table media_dropped (
  id text primary key,
  dropped_at timestamptz not null default now()
);

create or replace function drop_unused_media() returns trigger language plpgsql as $$
begin
  with dropped as (
    delete from media where id in (
      select id from media m where id = old.media_id
        and not exists (select from library_assets where media_id = m.id)
        and not exists (select from project_media where media_id = m.id)
      for update skip locked)
    returning id, content)
  insert into media_dropped (id) select id from dropped where content is null on conflict do nothing;
  return null;
end $$;
