-- What the dashboard counts, kept on the ticket by the deed itself, so that a page adds up one index.

alter table ticket add column first_answer_minutes bigint; -- working minutes until the operator first answered
alter table ticket add column handling_minutes bigint;     -- working minutes until resolved; null while it is not
alter table ticket add column repeats boolean not null default false; -- a parcel of it had another in the 30 days before
alter table ticket add column measured boolean not null default false; -- false: the next start fills the three

create index ticket_unmeasured on ticket (id) where not measured;
create index ticket_by_filing on ticket (customer_id, created_at desc, id desc, state, mark, contests, rating, repeats,
    handling_minutes, first_answer_minutes, account_id, sub_account_id, author_id);
create index ticket_by_filing_of_all on ticket (created_at desc, id desc, state, mark, contests, rating, repeats,
    handling_minutes, first_answer_minutes);
create index ticket_open on ticket (customer_id, created_at desc, id desc, turn, state, due_at, account_id,
    sub_account_id, author_id) where turn <> 'nobody';

-- What the figures are compared with: typed by the operator, for one customer or, with an empty id, for all others.
create table baseline (
    customer_id    text   not null primary key,
    handling_tenth bigint, -- tenths of a working hour
    repeat_tenth   bigint, -- tenths of a percent
    changed_at     bigint not null
);
