-- The revision (a job, whose suggestions are one group) that was last accepted for a flag, so that it is taken over once.
alter table stage_flags add column revision text;
