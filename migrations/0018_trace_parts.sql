-- What a model was given, part by part: slot of the prompt -> text.
alter table job_traces add column parts jsonb not null default '{}';
