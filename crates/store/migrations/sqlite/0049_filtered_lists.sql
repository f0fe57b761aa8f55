-- What lists of one subject, or of one state, are narrowed by, so that what is not asked for is passed over without a look
-- at the ticket.

create index ticket_by_customer_subject on ticket (customer_id, subject, changed_at desc, id desc, state, turn,
    created_at, account_id, sub_account_id, author_id);
drop index ticket_by_customer_state;
create index ticket_by_customer_state on ticket (customer_id, state, changed_at desc, id desc, created_at, account_id,
    sub_account_id);
