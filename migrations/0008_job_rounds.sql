-- A person's Retry begins a new round; deliveries of an earlier round, such as a postponed attempt, are dropped.
alter table jobs add column round int not null default 1;
