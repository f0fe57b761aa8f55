-- A profile may cover parts of accounts, so tickets and their changes say which part they concern.

alter table profile add column sub_account_ids text not null default ''; -- of the scope, beside whole accounts
alter table ticket add column sub_account_id text references sub_account (id);
update ticket set sub_account_id = (select p.sub_account_id from parcel p where p.id = ticket.parcel_id)
    where parcel_id is not null;
alter table live_event add column sub_account_id text not null default '';

-- With the part, which is then asked for without a look at the ticket.
drop index ticket_by_customer;
drop index ticket_by_customer_turn;
create index ticket_by_customer on ticket (customer_id, changed_at desc, id desc, account_id, sub_account_id);
create index ticket_by_customer_turn
    on ticket (customer_id, turn, changed_at desc, id desc, account_id, sub_account_id);
