-- Parcels as their shippers announced them, and what carriers reported.

create table parcel (
    id                    text   not null primary key,
    customer_id           text   not null references customer (id),
    account_id            text   references account (id),
    sub_account_id        text   references sub_account (id),
    shipment              text   not null, -- parcels of one customer with the same word are siblings; empty: alone
    carrier               text   not null,
    number                text   not null, -- cleaned
    label_on              text   not null, -- civil date, ISO 8601
    sender_reference      text   not null,
    sender_reference_key  text   not null, -- folded, for search
    recipient_reference   text   not null,
    recipient_name        text   not null,
    recipient_name_key    text   not null,
    street                text   not null,
    postcode              text   not null,
    town                  text   not null,
    country               text   not null, -- ISO 3166-1 alpha-2
    service               text   not null,
    weight_grams          bigint not null, -- 0: not told
    declared_value_cents  bigint not null, -- 0: not told
    -- What follows is derived from the scans by one pure function and kept for lists.
    state                 text   not null,
    state_since           bigint not null,
    state_reason          text   not null,
    last_label            text   not null,
    last_place            text   not null,
    last_scan_at          bigint,
    last_scan_offset      bigint not null, -- minutes east of UTC
    delivered_at          bigint,
    returned_at           bigint,
    estimated_on          text   not null, -- civil date, or empty
    created_at            bigint not null,
    unique (customer_id, carrier, number)
);
create index parcel_by_number on parcel (number);
create index parcel_by_sender_reference on parcel (sender_reference_key, customer_id);
create index parcel_by_shipment on parcel (customer_id, shipment);
create index parcel_by_label on parcel (customer_id, label_on, id);

-- Scans belong to a number: those of a parcel that nobody announced wait for it.
create table scan (
    id             text    not null primary key,
    number         text    not null,
    carrier        text    not null,
    code           text    not null,
    label          text    not null, -- the carrier's own words
    state          text    not null, -- empty: a code that no dictionary knows
    reason         text    not null,
    responsible    text    not null,
    at             bigint  not null,
    offset_minutes bigint  not null,
    place          text    not null,
    correction     boolean not null,
    estimated_on   text    not null,
    key            text    not null unique, -- carrier, number, code and moment: the same scan twice is one
    received_at    bigint  not null
);
create index scan_by_number on scan (number, at);
