-- Who may see how the server does: appointed by whoever runs it, or the first visitor of local mode.
alter table "user" add column administrator_since timestamptz;
