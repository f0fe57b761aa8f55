-- Customer's users who were marked as abusive and whom a lead keeps from filing, until he or another takes that back.

create table filing_stop (
    person_id     text   not null primary key references person (id),
    customer_id   text   not null references customer (id),
    word          text   not null, -- what the person is told
    stopped_by_id text   not null references person (id),
    stopped_by    text   not null, -- his name at that time
    since         bigint not null
);
