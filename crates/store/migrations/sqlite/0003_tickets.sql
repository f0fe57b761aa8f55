-- Tickets, their threads and everything that hangs on them.

-- Rows that hand out the next of something; the row's lock keeps the order.
create table counter (
    name  text   not null primary key,
    value bigint not null
);
insert into counter (name, value) values ('ticket', 0), ('live', 0);

create table ticket (
    id                   text   not null primary key,
    number               text   not null unique,
    customer_id          text   not null references customer (id),
    account_id           text   references account (id),
    author_id            text   not null references person (id), -- the customer's user it was filed by or for
    filed_for_by_id      text   references person (id),          -- the agent, where he filed it for him
    subject              text   not null, -- key of the reason matrix
    sub_reason           text   not null,
    parcel_id            text   references parcel (id),
    parcel_number        text   not null, -- cleaned, also where nobody knows it
    parcel_count         bigint not null,
    sender_reference     text   not null,
    sender_reference_key text   not null,
    to_identify          boolean not null,
    state                text   not null,
    mark                 text   not null,
    waiting_for          text   not null,
    turn                 text   not null, -- customer, operator or nobody: derived, for lists
    term_started_at      bigint not null,
    due_at               bigint,
    next_clock_at        bigint,          -- when the clock next has something to do: reminder or end of term
    reminders_sent       bigint not null,
    contests             bigint not null,
    outcome              text   not null,
    withdraw_reason      text   not null,
    rating               bigint not null, -- 0: none
    rating_word          text   not null,
    missing_slots        bigint not null,
    asked_text           text   not null,
    life_before_merge    text   not null, -- JSON, for undo
    merged_into_id       text   references ticket (id),
    excerpt              text   not null, -- beginning of the last message that the customer may read
    sequence             bigint not null, -- of the last event, whoever may see it
    public_sequence      bigint not null, -- of the last event the customer may see
    version              bigint not null, -- raised by each deed: two at once cannot both win
    created_at           bigint not null,
    changed_at           bigint not null
);
create index ticket_by_customer on ticket (customer_id, changed_at desc, id desc);
create index ticket_by_customer_turn on ticket (customer_id, turn, changed_at desc, id desc);
create index ticket_by_turn on ticket (turn, due_at, id);
create index ticket_by_change on ticket (changed_at desc, id desc);
create index ticket_by_reference on ticket (sender_reference_key);
create index ticket_by_clock on ticket (next_clock_at);

create table ticket_parcel (
    ticket_id text   not null references ticket (id),
    position  bigint not null,
    parcel_id text   references parcel (id),
    number    text   not null,
    primary key (ticket_id, position)
);
create index ticket_parcel_by_number on ticket_parcel (number);

-- What the matrix asked and the customer told.
create table ticket_information (
    ticket_id text   not null references ticket (id),
    position  bigint not null,
    key       text   not null,
    value     text   not null,
    primary key (ticket_id, position)
);

create table ticket_slot (
    id                text    not null primary key,
    ticket_id         text    not null references ticket (id),
    position          bigint  not null,
    key               text    not null, -- of the matrix, or empty for one the agent named himself
    kind              text    not null,
    label_fr          text    not null,
    label_en          text    not null,
    blocks_resolution boolean not null,
    asked             boolean not null, -- an agent asks for it now
    missing           boolean not null, -- recorded so when nobody answered
    filled_at         bigint
);
create index ticket_slot_by_ticket on ticket_slot (ticket_id, position);

create table ticket_follower (
    ticket_id text   not null references ticket (id),
    person_id text   not null references person (id),
    since     bigint not null,
    primary key (ticket_id, person_id)
);

create table message (
    id          text   not null primary key,
    ticket_id   text   not null references ticket (id),
    sequence    bigint not null, -- of its event
    author_id   text   references person (id),
    author_name text   not null,
    author_side text   not null, -- customer, operator or system
    audience    text   not null,
    kind        text   not null,
    body        text   not null,
    created_at  bigint not null
);
create index message_by_ticket on message (ticket_id, sequence);

create table ticket_event (
    ticket_id   text   not null references ticket (id),
    sequence    bigint not null,
    event       text   not null, -- JSON of domain::event::TicketEvent
    state       text   not null, -- after it
    audience    text   not null,
    author_id   text   references person (id),
    author_name text   not null,
    author_side text   not null,
    deed_key    text   unique, -- who and which form: doing twice by accident does once; null for the clock
    created_at  bigint not null,
    primary key (ticket_id, sequence)
);

-- One row per change, in the order of commit: the position is handed out under the lock of its counter's row.
create table live_event (
    position    bigint not null primary key,
    ticket_id   text   not null,
    sequence    bigint not null, -- of the thread
    customer_id text   not null,
    account_id  text   not null,
    readers     text   not null, -- ids of its author and of those who joined, for users who see only their own
    audience    text   not null,
    made_at     bigint not null
);
create index live_event_by_moment on live_event (made_at);

create table read_mark (
    person_id text   not null references person (id),
    ticket_id text   not null references ticket (id),
    sequence  bigint not null,
    primary key (person_id, ticket_id)
);

-- A ticket that is still being filled in.
create table filing_draft (
    id         text   not null primary key,
    person_id  text   not null references person (id),
    body       text   not null, -- JSON
    created_at bigint not null,
    changed_at bigint not null
);
create index filing_draft_by_person on filing_draft (person_id, changed_at desc);

-- A reply that is still being written.
create table reply_draft (
    person_id  text   not null references person (id),
    ticket_id  text   not null references ticket (id),
    body       text   not null,
    changed_at bigint not null,
    primary key (person_id, ticket_id)
);

create table file (
    id           text   not null primary key,
    person_id    text   not null references person (id), -- who sent it
    draft_key    text   not null, -- the form it was sent to; a draft's id or a ticket's and its composer
    slot_key     text   not null, -- the matrix slot it is meant for, or empty
    ticket_id    text   references ticket (id), -- null: a draft file
    message_id   text   references message (id),
    slot_id      text   references ticket_slot (id),
    audience     text   not null,
    name         text   not null, -- made safe
    media_type   text   not null,
    size         bigint not null, -- bytes as kept
    sha256       text   not null, -- of the original, hex
    captured_at  text   not null, -- the moment the image says it was taken, or empty
    width        bigint not null, -- 0: no image
    height       bigint not null,
    blob         text   not null,
    thumbnail    text   not null, -- blob of the small picture, or empty
    created_at   bigint not null
);
create index file_by_ticket on file (ticket_id);
create index file_by_draft on file (person_id, draft_key);
