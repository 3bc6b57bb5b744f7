-- Whoever runs the server suspends an account: it keeps everything and may do nothing until it is restored.
alter table "user"
  add column suspended_at timestamptz,
  add column suspended_reason text not null default '' check (length(suspended_reason) <= 500);

-- A link stands for whoever made it: while they are suspended it opens nothing.
create or replace view project_grants as
  select project_id, user_id, role, 'member' as through, added_at as since from project_members
  union all
  select p.id, m.user_id, m.role, 'organisation', m.added_at
  from projects p join organisation_members m on m.organisation_id = p.organisation_id
  union all
  select l.project_id, u.user_id, l.role, 'link', u.opened_at
  from share_links l join share_link_users u on u.link_id = l.id left join "user" maker on maker.id = l.made_by
  where l.revoked_at is null and (l.expires_at is null or l.expires_at > now()) and maker.suspended_at is null;
-- The strongest grant of everybody, also of those who are suspended: who is listed as working on a project.
create view project_people as
  select distinct on (project_id, user_id) project_id, user_id, role, through, since from project_grants
  order by project_id, user_id, role_rank(role) desc, (through = 'member') desc, since;
-- The roles that count: an account that is suspended has none.
create or replace view project_roles as
  select r.project_id, r.user_id, r.role, r.through, r.since
  from project_people r join "user" u on u.id = r.user_id where u.suspended_at is null;
create view organisation_roles as
  select m.organisation_id, m.user_id, m.role
  from organisation_members m join "user" u on u.id = m.user_id where u.suspended_at is null;

create function account_suspended() returns trigger language plpgsql as $$
begin
  perform tell_access_changed(new.id);
  perform tell_access_changed(u.user_id)
  from share_links l join share_link_users u on u.link_id = l.id where l.made_by = new.id;
  return null;
end $$;
create trigger account_suspended after update of suspended_at on "user" for each row
  when (old.suspended_at is distinct from new.suspended_at) execute function account_suspended();

-- What an account did or had done to it outside of projects and organisations.
create index audit_log_actor on audit_log (actor_id, id) where project_id is null;
create index audit_log_subject on audit_log (subject_id, id) where project_id is null;
