-- How large a picture is, also where its bytes are in the object store. 0: it came there before this was noted.
alter table media add column bytes integer not null default 0;
update media set bytes = length(content) where content is not null;
