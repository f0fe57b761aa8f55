-- Delivery instructions, how they leave for the carrier, and the pickup points they may name.

-- What one carrier was handed at once: a file that can be fetched again.
create table instruction_batch (
    number  bigint not null primary key, -- counted from 1
    carrier text   not null,
    count   bigint not null,
    made_at bigint not null
);

create table instruction (
    id                text    not null primary key,
    parcel_id         text    not null references parcel (id),
    customer_id       text    not null references customer (id),
    carrier           text    not null,
    parcel_number     text    not null,
    wish              text    not null, -- JSON: kind and fields
    fate              text    not null, -- sent, accepted, refused, executed, expired, replaced
    reason            text    not null, -- the carrier's, where it refused; otherwise empty
    key               text    not null unique, -- of the form: the same deed twice is one
    replaces_id       text    references instruction (id),
    by_id             text    not null,
    by_name           text    not null,
    by_operator       boolean not null,
    given_at          bigint  not null,
    replaceable_until bigint  not null,
    waits_until       bigint, -- when it comes to nothing by itself; none: it waits for the parcel
    accepted_at       bigint,
    ended_at          bigint,
    batch             bigint  references instruction_batch (number) -- none: not handed to the carrier yet
);
create index instruction_by_parcel on instruction (parcel_id, given_at);
-- A parcel has one open instruction, whoever is faster.
create unique index instruction_open on instruction (parcel_id) where fate in ('sent', 'accepted');
create index instruction_open_by_number on instruction (parcel_number) where fate in ('sent', 'accepted');
create index instruction_to_hand on instruction (carrier, given_at) where batch is null and fate = 'sent';
create index instruction_by_batch on instruction (batch, given_at, id) where batch is not null;
create index instruction_by_term on instruction (waits_until) where fate in ('sent', 'accepted');

-- Where parcels can be held.
create table relay_point (
    carrier   text    not null,
    code      text    not null, -- the carrier's own id
    name      text    not null,
    street    text    not null,
    postcode  text    not null,
    area      text    not null, -- the first two characters of the postcode: a department, in France
    town      text    not null,
    country   text    not null, -- ISO 3166-1 alpha-2
    latitude  bigint, -- millionths of a degree, north; none: not told
    longitude bigint, -- millionths of a degree, east
    hours     text    not null, -- JSON: for each weekday from Monday its spans, in minutes of the day
    active    boolean not null,
    primary key (code, carrier)
);
create index relay_point_by_area on relay_point (country, area, postcode);
create index relay_point_by_latitude on relay_point (carrier, latitude);
