-- Links by which a customer's administrator lets somebody in: used once, for a week, by whoever reads that address.

create table invitation (
    id          text   not null primary key,
    customer_id text   not null references customer (id),
    email       text   not null, -- the one address that the link is sent to and makes a user of
    email_key   text   not null, -- folded
    profile_id  text   not null references profile (id),
    token_hash  text   not null unique, -- SHA-256: a stolen table opens no door
    invited_by  text   not null references person (id),
    created_at  bigint not null,        -- when the link was last sent
    expires_at  bigint not null,
    ended_at    bigint                  -- accepted, revoked, or taken over by another way in
);
create index invitation_by_customer on invitation (customer_id, ended_at, created_at);
create index invitation_by_email on invitation (email_key);
create index person_by_profile on person (profile_id);
