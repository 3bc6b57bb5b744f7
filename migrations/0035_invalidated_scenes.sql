-- Scenes of a timeline on which the script was written anew: what is made in them was brought along, and is to be approved
-- again or kept. Whoever locks something of such a scene approves it.
create table invalidated_scenes (
  timeline_id text not null references timelines (id) on delete cascade,
  scene_id text not null,
  primary key (timeline_id, scene_id)
);
create view scenes_to_approve as
  select i.timeline_id, i.scene_id from invalidated_scenes i
  join documents d on d.timeline_id = i.timeline_id and d.kind = 'scene' and d.scene_id = i.scene_id
  where not exists (select from locks l where l.document_id = d.id);
