-- The place in the trace of whoever asked, so that the server continues it where it applies the result.
alter table job_results add column traceparent text;
