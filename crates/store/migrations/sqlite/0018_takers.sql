-- Which parcels take an instruction depends on the carrier and on open instructions whose term has passed.

drop index parcel_by_state;
create index parcel_by_state on parcel (customer_id, state, label_on, id, country, account_id, sub_account_id, carrier);
drop index parcel_by_any_state;
create index parcel_by_any_state on parcel (state, label_on, id, country, carrier);
create index instruction_past_term on instruction (replaceable_until, parcel_id) where fate in ('sent', 'accepted');

-- A customer's own contract names him.
create index customer_by_name on customer (name);
