-- A ticket that takes up what an earlier one, now closed, left over.

alter table ticket add column follows_id text references ticket (id);
create index ticket_by_followed on ticket (follows_id);
