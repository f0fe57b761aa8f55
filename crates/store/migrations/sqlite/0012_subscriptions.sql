-- Tracking messages: who is told what of which parcel, and what he was told.

create table tracking_subscription (
    id            text    not null primary key,
    parcel_id     text    not null references parcel (id) on delete cascade,
    person_id     text    not null references person (id), -- who asked for it: his rights decide
    own           boolean not null, -- his own address, which needs no confirmation
    address       text    not null,
    address_key   text    not null, -- folded: one address, however it is typed
    language      text    not null,
    events        text    not null, -- words
    token         text    not null unique, -- of the link in each mail that ends it
    confirm_hash  text    not null, -- SHA-256 of the link that confirms it; empty for an own address
    confirm_until bigint,
    asked_at      bigint  not null, -- when the last mail that asks to confirm was written
    confirmed_at  bigint,  -- null: nothing is sent yet
    created_at    bigint  not null,
    ended_at      bigint,
    ended_by      text    not null -- empty, person, address, settled, hidden
);
create unique index tracking_subscription_live on tracking_subscription (parcel_id, person_id, address_key)
    where ended_at is null;
create index tracking_subscription_by_parcel on tracking_subscription (parcel_id);
create index tracking_subscription_by_person on tracking_subscription (person_id, created_at desc, id desc);
create index tracking_subscription_by_link on tracking_subscription (confirm_hash);

-- What was told, each happening once.
create table tracking_message (
    subscription_id text   not null references tracking_subscription (id) on delete cascade,
    news            text   not null,
    mail_id         text   not null,
    told_at         bigint not null,
    primary key (subscription_id, news)
);

-- A mail of a list that its reader can leave by one press: the list's name, and the link for it.
alter table outgoing_mail add column list text not null default '';
alter table outgoing_mail add column unsubscribe text not null default '';
