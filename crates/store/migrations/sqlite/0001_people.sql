-- Who ships, who asks, who answers, and which browsers are signed in.
-- Moments are microseconds since 1970 UTC, ids are UUIDs as text, lists of words have spaces between.

create table meta (
    key   text not null primary key,
    value text not null
);

create table customer (
    id         text   not null primary key,
    name       text   not null,
    name_key   text   not null unique, -- folded, so that the same customer is not added twice
    zone       text   not null,        -- IANA: its 30 days are counted there
    created_at bigint not null
);

create table account (
    id          text   not null primary key,
    customer_id text   not null references customer (id),
    number      text   not null unique,
    created_at  bigint not null
);
create index account_by_customer on account (customer_id);

create table sub_account (
    id         text   not null primary key,
    account_id text   not null references account (id),
    number     text   not null,
    created_at bigint not null,
    unique (account_id, number)
);

create table profile (
    id           text    not null primary key,
    customer_id  text    not null references customer (id),
    name         text    not null,
    rights       text    not null,
    all_accounts boolean not null,
    account_ids  text    not null, -- of the scope, where it is not all of them
    unique (customer_id, name)
);

-- `user` is a reserved word in PostgreSQL.
create table person (
    id            text   not null primary key,
    email         text   not null,
    email_key     text   not null unique, -- folded: one person, however he types it
    name          text   not null,
    password_hash text   not null,        -- empty until he has chosen one
    language      text   not null,
    zone          text   not null,
    customer_id   text   references customer (id), -- null: of the operator
    profile_id    text   references profile (id),
    level         text   not null,        -- of the operator; empty for a customer's user
    team          text   not null,
    shortcuts     boolean not null,
    disabled_at   bigint,
    created_at    bigint not null
);
create index person_by_customer on person (customer_id);

create table session (
    id         text   not null primary key,
    token_hash text   not null unique, -- SHA-256 of the cookie: a stolen table opens no door
    person_id  text   not null references person (id),
    agent      text   not null,        -- the browser's own name, cut to 200 characters
    address    text   not null,
    created_at bigint not null,
    seen_at    bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);
create index session_by_person on session (person_id);

create table password_link (
    token_hash text   not null primary key,
    person_id  text   not null references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at    bigint
);
create index password_link_by_person on password_link (person_id);

-- Tries to sign in or to have a link sent, per hashed key (address typed, network). Old rows are swept.
create table attempt (
    id      text   not null primary key,
    key     text   not null,
    kind    text   not null,
    tried_at bigint not null
);
create index attempt_by_key on attempt (key, kind, tried_at);
