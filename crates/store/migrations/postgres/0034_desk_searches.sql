-- The operator's people save searches as well: theirs belong to no customer.

alter table saved_search alter column customer_id drop not null;
drop index saved_search_by_customer;
create index saved_search_by_side on saved_search (coalesce(customer_id, ''), person_id);
