-- Scheduled reports: what they hold and when they are due, who gets them, and what was sent.

create table report (
    id           text   not null primary key,
    customer_id  text   not null references customer (id),
    owner_id     text   not null references person (id),
    name         text   not null,
    definition   text   not null, -- JSON
    paused_at    bigint,
    since_at     bigint not null, -- periods before this moment are not its business
    last_period  text   not null, -- civil date, or empty
    next_at      bigint,          -- null: paused or over
    version      bigint not null,
    deed_key     text   not null unique,
    created_at   bigint not null,
    changed_at   bigint not null
);
create index report_by_owner on report (owner_id, created_at, id);
create index report_by_customer on report (customer_id, name, id);
create index report_by_turn on report (next_at);

-- Addresses outside a customer that were asked whether they want its reports. The answer holds for all of them.
create table report_address (
    customer_id  text   not null references customer (id),
    address_key  text   not null, -- folded, for comparing
    token_hash   text   not null unique, -- SHA-256 of the link's secret
    asked_at     bigint not null,
    confirmed_at bigint,
    primary key (customer_id, address_key)
);

create table report_recipient (
    report_id         text   not null references report (id),
    address_key       text   not null,
    address           text   not null,
    position          bigint not null, -- 0: the owner's own address
    -- The secret of a link that does one thing: end the mails of this report to this address.
    unsubscribe_token text   not null unique,
    unsubscribed_at   bigint,
    primary key (report_id, address_key)
);

create index report_recipient_by_address on report_recipient (address_key);

create table report_subscriber (
    report_id         text   not null references report (id),
    person_id         text   not null references person (id),
    unsubscribe_token text   not null unique,
    created_at        bigint not null,
    primary key (report_id, person_id)
);
create index report_subscriber_by_person on report_subscriber (person_id);

create table report_run (
    id           text   not null primary key,
    report_id    text   not null references report (id),
    period       text   not null, -- civil date: day J
    again        bigint not null, -- 0: by its schedule; 1, 2 …: sent again to its owner
    state        text   not null, -- waiting, done, skipped, failed
    reason       text   not null, -- why it was skipped
    parcels      bigint not null, -- in the owner's copy
    counts       text   not null, -- JSON: how many in which state
    mails        bigint not null,
    created_at   bigint not null,
    done_at      bigint,
    unique (report_id, period, again)
);
create index report_run_by_moment on report_run (created_at);

-- Files of a run: each person's own copy, and one (without a person) for recipients who have no account.
create table report_file (
    id         text   not null primary key,
    run_id     text   not null references report_run (id),
    person_id  text   references person (id),
    position   bigint not null,
    name       text   not null,
    media_type text   not null,
    size       bigint not null,
    blob       text   not null
);
create index report_file_by_run on report_file (run_id, position);

-- Signed links to a copy, for mails that cannot carry it.
create table report_link (
    token_hash text   not null primary key,
    run_id     text   not null references report_run (id),
    person_id  text   references person (id),
    expires_at bigint not null
);
create index report_link_by_run on report_link (run_id);
