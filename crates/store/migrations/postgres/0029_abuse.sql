-- What agents marked as abuse, for the operator's eyes alone. The thread's events tell the same; this is what leads list
-- and count by. A mark that was taken back stays as a row, so that both deeds can be told later.

create table abuse_mark (
    id           text   not null primary key,
    ticket_id    text   not null references ticket (id),
    message      bigint not null, -- the number of the message's event; 0: the whole ticket
    person_id    text   not null references person (id), -- who wrote it, or filed the ticket
    customer_id  text   not null references customer (id),
    kind         text   not null,
    note         text   not null,
    marked_by_id text   not null references person (id),
    marked_by    text   not null, -- his name at that time
    created_at   bigint not null,
    undone_at    bigint           -- since when it counts no more
);
create index abuse_mark_by_ticket on abuse_mark (ticket_id, message);
create index abuse_mark_by_moment on abuse_mark (created_at desc, id desc) where undone_at is null;
create index abuse_mark_by_customer on abuse_mark (customer_id, person_id) where undone_at is null;
