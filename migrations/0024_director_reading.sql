-- The job in which a model reads what the director's rules do not understand; `job_id` is the one that acts.
alter table director_messages add column reading_job_id text references jobs (id) on delete set null;
create index director_messages_reading on director_messages (reading_job_id) where reading_job_id is not null;
