-- The operator's people save searches as well: theirs belong to no customer.

create table saved_search_kept as select * from saved_search;
create table landing_search_kept as select * from landing_search;
drop table landing_search;
drop table saved_search;

create table saved_search (
    id          text    not null primary key,
    customer_id text    references customer (id), -- null: of the operator
    person_id   text    not null references person (id), -- whose it is
    name        text    not null,
    query       text    not null, -- the criteria as they stand in an address
    shared      boolean not null, -- with all colleagues; each finds what he may see himself
    created_at  bigint  not null
);
create index saved_search_by_side on saved_search (coalesce(customer_id, ''), person_id);
create table landing_search (
    person_id text not null primary key references person (id),
    search_id text not null references saved_search (id)
);
create index landing_search_by_search on landing_search (search_id);

insert into saved_search (id, customer_id, person_id, name, query, shared, created_at)
select id, customer_id, person_id, name, query, shared, created_at from saved_search_kept;
insert into landing_search (person_id, search_id) select person_id, search_id from landing_search_kept;
drop table landing_search_kept;
drop table saved_search_kept;
