-- What lists need when they are narrowed: to accounts, to a state, or to what somebody filed or joined himself.

-- With the account, which is then asked for without a look at the ticket.
drop index ticket_by_customer;
drop index ticket_by_customer_turn;
create index ticket_by_customer on ticket (customer_id, changed_at desc, id desc, account_id);
create index ticket_by_customer_turn on ticket (customer_id, turn, changed_at desc, id desc, account_id);

create index ticket_by_customer_state on ticket (customer_id, state, changed_at desc, id desc);
create index ticket_by_customer_author on ticket (customer_id, author_id, changed_at desc, id desc);
create index ticket_by_state on ticket (state, changed_at desc, id desc);
create index ticket_by_turn_state on ticket (turn, state, due_at, id);
create index ticket_follower_by_person on ticket_follower (person_id, ticket_id);
