-- Files in place of which a better one was sent, and copies of identity documents, whose content goes when it is needed
-- no more.

alter table file add column replaced_at bigint;
alter table file add column replaced_by text;                          -- the id of the file that took its place
alter table file add column replaced_by_name text not null default ''; -- who sent that
alter table file add column identity boolean not null default false;   -- sent for a slot of that kind
alter table file add column purged_at bigint;                          -- since then only the trace is left
update file set identity = true where slot_id in (select id from ticket_slot where kind = 'identity_document');
create index file_identity on file (ticket_id) where identity and purged_at is null;

-- Their names say whose they are: requests are found by them no more.
insert into ticket_words_due (ticket_id) select distinct ticket_id from file where identity and ticket_id is not null
    on conflict do nothing;
