-- The operator's teams. An agent's row names his team as it stands here; names that were typed in two ways become one.

create table team (
    id         text   not null primary key,
    name       text   not null unique,
    created_at bigint not null,
    retired_at bigint -- since when nobody can be put into it
);
insert into team (id, name, created_at, retired_at)
    select min(id), min(trim(team)), min(created_at), null from person
    where customer_id is null and trim(team) <> '' group by lower(trim(team));
update person set team = (select name from team where lower(team.name) = lower(trim(person.team)))
    where customer_id is null and trim(team) <> '';
