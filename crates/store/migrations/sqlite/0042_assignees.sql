-- Colleagues of the customer's own team to whom a ticket is given; the operator never learns of it.

create table ticket_assignee (
    ticket_id text   not null references ticket (id),
    person_id text   not null references person (id),
    since     bigint not null,
    primary key (ticket_id, person_id)
);
create index ticket_assignee_by_person on ticket_assignee (person_id, ticket_id);

-- Who chose what mails tell him hears of these two kinds as well, like everybody who never chose.
update notice_choice set kinds = trim(kinds || ' assignment mention');
