-- What a stage was last in step with, and what has changed since: the flags "Not Up-to-Date with ...".
create table stage_flags (
  timeline_id text not null references timelines (id) on delete cascade,
  stage text not null,
  -- the stage that it is compared with
  against text not null,
  -- element id -> {hash, label} of that stage when both were in step
  baseline jsonb not null,
  -- what is otherwise now: [{kind: 'changed' | 'added' | 'gone', label}]
  reasons jsonb not null default '[]',
  primary key (timeline_id, stage, against)
);
