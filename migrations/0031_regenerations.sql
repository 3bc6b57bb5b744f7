-- Full regenerations that people took: each is a commit of its timeline, once. `answer` is the job, whose suggestions are one group.
create table regenerations (
  timeline_id text not null references timelines (id) on delete cascade,
  answer text not null,
  primary key (timeline_id, answer)
);
-- What was taken before this is in the commits of its stage.
insert into regenerations (timeline_id, answer)
select timeline_id, id from jobs where agent in ('treatment', 'beats', 'script');
