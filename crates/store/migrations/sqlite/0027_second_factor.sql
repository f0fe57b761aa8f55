-- The second factor of a sign-in: a secret shared with an application that makes codes (RFC 6238), codes to recover
-- with, and sign-ins that wait for their code.

create table second_factor (
    person_id    text   not null primary key references person (id),
    secret       text   not null, -- base32; without it no code can be computed
    created_at   bigint not null,
    confirmed_at bigint,          -- null while it is being set up
    last_step    bigint not null, -- of the last code that was accepted: none is accepted twice
    codes_nonce  text   not null, -- from it the browser's own secret makes the codes again; empty once they are noted
    codes_at     bigint not null
);

create table recovery_code (
    code_hash text   not null primary key, -- SHA-256 of person and code
    person_id text   not null references person (id),
    used_at   bigint
);
create index recovery_code_by_person on recovery_code (person_id);

create table pending_sign_in (
    token_hash    text   not null primary key, -- SHA-256 of the cookie, as of a session
    person_id     text   not null references person (id),
    password_hash text   not null,             -- as it was when the password was right
    earlier_hash  text   not null,             -- of the session that the browser had, or empty
    created_at    bigint not null,
    expires_at    bigint not null
);
create index pending_sign_in_by_person on pending_sign_in (person_id);

-- Whose people need a second factor: a customer's, or the operator's where the id is empty.
create table required_factor (
    customer_id text   not null primary key,
    since       bigint not null -- sessions that began earlier go on without
);

-- Who downloads what is kept of him asks by author.
create index ticket_by_author on ticket (author_id, created_at, id);
create index message_by_author on message (author_id, created_at, id);
