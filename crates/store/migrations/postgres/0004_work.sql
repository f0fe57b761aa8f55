-- Work for later, and mails on their way out.

create table job (
    id          text   not null primary key,
    kind        text   not null,
    payload     text   not null, -- JSON
    unique_key  text   unique,   -- null: may stand twice
    state       text   not null, -- waiting, running, done, dead
    run_at      bigint not null,
    attempts    bigint not null,
    lease       text   not null, -- of the worker that runs it
    lease_until bigint not null,
    last_error  text   not null,
    created_at  bigint not null,
    done_at     bigint
);
create index job_by_turn on job (state, run_at);

create table outgoing_mail (
    id           text   not null primary key,
    message_id   text   not null unique, -- RFC 5322 Message-ID: kept over retries
    kind         text   not null,
    person_id    text   references person (id),
    ticket_id    text   references ticket (id),
    to_address   text   not null,
    to_name      text   not null,
    language     text   not null,
    subject      text   not null,
    body         text   not null,
    html         text   not null,
    state        text   not null, -- waiting, sent, kept (no mail server is set), failed
    attempts     bigint not null,
    last_error   text   not null,
    created_at   bigint not null,
    sent_at      bigint
);
create index outgoing_mail_by_moment on outgoing_mail (created_at desc, id desc);
create index outgoing_mail_by_ticket on outgoing_mail (ticket_id);
