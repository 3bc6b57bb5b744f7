-- Agents that answer in parts (three variants, one scene after the other) leave a trace of each.
alter table job_traces add column step text not null default '';
