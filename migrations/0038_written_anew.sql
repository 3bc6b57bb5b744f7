-- In the log: what is outdated since the script was written anew stays so until somebody approves or keeps it, whatever its inputs.
-- An asset is in no scene: its scene_id is ''.
alter table invalidated add column anew boolean not null default false;
