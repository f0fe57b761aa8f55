-- The tickets that somebody keeps open beside each other, as tabs: they are there again after a reload and on another device.

create table open_ticket (
    person_id text   not null references person (id),
    ticket_id text   not null references ticket (id),
    opened_at bigint not null,
    primary key (person_id, ticket_id)
);
create index open_ticket_by_ticket on open_ticket (ticket_id);
