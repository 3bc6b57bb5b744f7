-- What an attempt depended on, what of the context did not fit, and what had to be put right in the answer.
alter table job_traces
  add column depends_on text not null default '',
  add column left_out text[] not null default '{}',
  add column repairs text[] not null default '{}';
