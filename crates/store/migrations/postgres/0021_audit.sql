-- The audit trail: who did, saw and changed what. Each row carries the hash of the one before it, and none is ever
-- changed or taken away. What names a person or a parcel stands apart under a hash of its own, so that it can be erased
-- while the chain still holds.

insert into counter (name, value) values ('audit', 0);

create table audit (
    position       bigint not null primary key, -- handed out under the lock of its counter's row, without gaps
    at             bigint not null,
    actor_id       text   not null, -- a person, or empty
    side           text   not null, -- customer, operator, command or clock
    customer_id    text   not null, -- whom it concerns, or empty
    account_id     text   not null,
    sub_account_id text   not null,
    act            text   not null,
    object_id      text   not null,
    salt           text   not null, -- erasable, from here
    actor_name     text   not null,
    address        text   not null, -- network address of the call
    label          text   not null, -- what people call the object
    before_text    text   not null,
    after_text     text   not null,
    erased_at      bigint,          -- since when the erasable part is empty
    details_hash   text   not null, -- SHA-256 of the erasable part as it was written
    previous       text   not null, -- hash of the row before; empty in the first
    hash           text   not null  -- SHA-256 of everything but the erasable part
);
create index audit_by_moment on audit (at, position);
create index audit_by_customer on audit (customer_id, at, position);
create index audit_by_actor on audit (actor_id, at, position);
create index audit_by_object on audit (object_id, at, position);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only';
end;
$$;

create trigger audit_is_kept before delete on audit
    for each row execute function refuse_audit_change();

create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function refuse_audit_change();

create trigger audit_stays_as_it_is before update on audit
    for each row when (not (
    old.erased_at is null and new.erased_at is not null
    and new.salt = '' and new.actor_name = '' and new.address = '' and new.label = '' and new.before_text = ''
    and new.after_text = ''
    and new.position = old.position and new.at = old.at and new.actor_id = old.actor_id and new.side = old.side
    and new.customer_id = old.customer_id and new.account_id = old.account_id
    and new.sub_account_id = old.sub_account_id and new.act = old.act and new.object_id = old.object_id
    and new.details_hash = old.details_hash and new.previous = old.previous and new.hash = old.hash
)) execute function refuse_audit_change();
