-- What people are told of: whom a ticket's bell is on for, how each wants to be told, and what happened.

-- Somebody's own answer to whether he hears of a ticket. Without one, its author, who joined it and who worked on it do.
create table ticket_bell (
    ticket_id text    not null references ticket (id),
    person_id text    not null references person (id),
    follows   boolean not null, -- false: muted
    since     bigint  not null,
    primary key (ticket_id, person_id)
);

create table notice_choice (
    person_id   text   not null primary key references person (id),
    pace        text   not null,        -- of mails: at_once, hourly, daily, never
    hour        bigint not null,        -- of the daily mail, in his zone
    quiet_from  bigint not null,        -- hours in which no mail comes; the same twice: none
    quiet_until bigint not null,
    kinds       text   not null,        -- words
    token       text   not null unique  -- of the link in grouped mails that ends them
);

create table notice (
    id        text   not null primary key,
    person_id text   not null references person (id),
    ticket_id text   not null references ticket (id),
    sequence  bigint not null, -- of its event
    kind      text   not null,
    made_at   bigint not null,
    read_at   bigint,
    mail_at   bigint,          -- when the grouped mail is due that tells it; null: none does, or it has gone
    unique (person_id, ticket_id, sequence)
);
create index notice_by_person on notice (person_id, made_at desc, id desc);
create index notice_unread on notice (person_id, ticket_id) where read_at is null;
create index notice_to_mail on notice (mail_at, person_id) where mail_at is not null;
create index notice_by_age on notice (made_at);
