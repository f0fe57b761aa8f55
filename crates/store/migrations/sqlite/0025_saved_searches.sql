-- Lists that somebody asks for again and again: his own, and those he shares with his colleagues.

create table saved_search (
    id          text    not null primary key,
    customer_id text    not null references customer (id),
    person_id   text    not null references person (id), -- whose it is
    name        text    not null,
    query       text    not null, -- the criteria as they stand in an address
    shared      boolean not null, -- with all colleagues; each finds what he may see himself
    created_at  bigint  not null
);
create index saved_search_by_customer on saved_search (customer_id, person_id);

-- With which of them somebody's list begins.
create table landing_search (
    person_id text not null primary key references person (id),
    search_id text not null references saved_search (id)
);
create index landing_search_by_search on landing_search (search_id);
