-- Feeds: who sends what carriers report, and what administrators say that codes mean.

create table feed (
    id            text   not null primary key,
    name          text   not null unique, -- as in its address: lower case, digits, dashes
    format        text   not null,
    carrier       text   not null, -- empty: the payload says it
    mapping       text   not null, -- how a table is written, TOML; empty: as usual
    secret        text   not null, -- must be read again: signatures are checked with it
    old_secret    text   not null, -- empty: none
    old_until     bigint not null, -- until when the old one is taken beside the new one
    created_at    bigint not null,
    -- What came of it.
    deliveries    bigint not null,
    scans         bigint not null, -- new ones
    rejected      bigint not null,
    last_at       bigint,
    last_error    text   not null, -- what was wrong with the last delivery as a whole, or empty
    last_rejected text   not null  -- its first bad items, JSON: position and reason
);

-- Deliveries that named themselves by a key, so that the same one again gives the same answer.
create table feed_delivery (
    key         text   not null primary key, -- the feed's id and the sender's key
    body        text   not null, -- SHA-256 of what was sent
    answer      text   not null, -- JSON
    received_at bigint not null
);
create index feed_delivery_by_time on feed_delivery (received_at);

-- What an administrator says that a carrier's code means; it comes before the dictionaries of the program.
create table code_mapping (
    carrier     text   not null,
    code        text   not null,
    label       text   not null, -- the carrier's own words, as they last came
    state       text   not null, -- empty: it only tells something
    reason      text   not null,
    responsible text   not null,
    mapped_by   text   not null, -- his name
    mapped_at   bigint not null,
    primary key (carrier, code)
);

alter table scan add column signatory text not null default '';
-- The format whose dictionaries are asked for the code; 'payload' where the payload itself says our state.
alter table scan add column dictionary text not null default '';
-- 'known': by a dictionary or the payload; 'unknown': by nothing; 'mapped': by an administrator.
alter table scan add column reading text not null default 'known';
-- Whether no parcel of its number was announced yet.
alter table scan add column waiting boolean not null default false;
update scan set reading = 'unknown' where state = '';
update scan set waiting = true where not exists (select 1 from parcel p where p.number = scan.number);
create index scan_to_read on scan (carrier, code, id) where reading <> 'known';
create index scan_waiting on scan (received_at) where waiting;
