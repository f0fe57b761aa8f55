-- Looks into the archive of parcels that are shown no more, and what erasing a parcel walks by.

create table archive_look (
    id          text   not null primary key, -- UUID version 7: in the order of the looks
    person_id   text   not null references person (id),
    person_name text   not null, -- as it was then
    query       text   not null, -- the number or reference that was asked for
    reason      text   not null,
    found       bigint not null, -- parcels
    deed_key    text   not null unique,
    looked_at   bigint not null
);

create index ticket_by_parcel on ticket (parcel_id);
create index ticket_parcel_by_parcel on ticket_parcel (parcel_id);
create index instruction_by_replaced on instruction (replaces_id) where replaces_id is not null;
