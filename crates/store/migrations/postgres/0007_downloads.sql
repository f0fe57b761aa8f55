-- Files made for somebody in the background: exports, proofs, reports.

create table download (
    id          text   not null primary key,
    person_id   text   not null references person (id), -- who asked for it, and alone finds it on his pages
    deed_key    text   not null unique,                 -- who and which form: asked for twice by accident is made once
    work        text   not null,                        -- what is to be made: JSON of operations::downloads::DownloadWork
    name        text   not null,                        -- the file's name
    media_type  text   not null,
    state       text   not null,                        -- waiting, ready, failed
    done        bigint not null,                        -- how much of it is made, in the unit of `total`
    total       bigint not null,                        -- 0: not known yet
    size        bigint not null,                        -- bytes; 0 until it is ready
    blob        text   not null,                        -- empty until it is ready
    token_hash  text   unique,                          -- SHA-256 of the link in a mail that opens it signed out; null: none
    by_mail     boolean not null,                       -- tell the person by mail once it is ready
    created_at  bigint not null,
    expires_at  bigint not null                         -- then row and bytes are forgotten
);
create index download_by_person on download (person_id, created_at desc, id desc);
create index download_by_end on download (expires_at);
