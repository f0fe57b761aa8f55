-- The last event that the operator may see: notes of the customer's own team are none.

alter table ticket add column operator_sequence bigint not null default 0;
update ticket set operator_sequence = sequence;
