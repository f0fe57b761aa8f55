-- What an agent has sent and may still take back for some seconds, and what he took back or could not be sent.

create table held_answer (
    id        text   not null primary key,
    person_id text   not null references person (id),
    ticket_id text   not null references ticket (id),
    deed      text   not null, -- the deed as JSON, as it will be done
    typed     text   not null, -- the fields of its form as JSON, to be given back
    held_at   bigint not null,
    due_at    bigint,          -- when it goes out; none: it was taken back or could not be sent
    refusal   text   not null, -- why it could not be sent, as JSON; empty otherwise
    unique (person_id, ticket_id)
);
create index held_answer_by_due on held_answer (due_at);
