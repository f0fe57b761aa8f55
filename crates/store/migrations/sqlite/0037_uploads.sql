-- Files that are being sent in parts: how far one has come is the length of what lies on the disk.

create table upload (
    id         text   not null primary key,
    person_id  text   not null references person (id),
    draft_key  text   not null,
    slot_key   text   not null,
    name       text   not null, -- as the browser says it
    size       bigint not null, -- of the whole file, in bytes
    print      text   not null, -- what tells it from another of the same name and size: when it was last changed
    created_at bigint not null,
    changed_at bigint not null,
    unique (person_id, draft_key, slot_key, name, size, print)
);
create index upload_by_change on upload (changed_at);
