-- What was delivered to whom, as carriers prove it; and the files that mails carry.

create table outgoing_mail_file (
    id         text   not null primary key, -- the mail's id and the place among its files
    mail_id    text   not null references outgoing_mail (id),
    name       text   not null,
    media_type text   not null,
    size       bigint not null,
    blob       text   not null -- the name of its bytes; empty once the mail is on its way or was given up
);
create index outgoing_mail_file_by_mail on outgoing_mail_file (mail_id);

-- A proof belongs to a number and a carrier: one of a parcel that nobody announced waits for it.
create table proof (
    id             text   not null primary key,
    number         text   not null, -- cleaned
    carrier        text   not null,
    signatory      text   not null, -- who took it, as the carrier writes him; may be empty
    at             bigint not null, -- when it was handed over
    offset_minutes bigint not null, -- minutes east of UTC, of the clock at the place
    place          text   not null,
    handover       text   not null, -- to whom or where; empty: not told
    image_kind     text   not null, -- signature, photo; empty: no image
    blob           text   not null, -- the name of the image's bytes, or empty
    media_type     text   not null,
    image_sha256   text   not null, -- of the image as it was sent, so that the same one is known again
    source         text   not null, -- the file it came in
    received_at    bigint not null,
    unique (number, carrier)
);
