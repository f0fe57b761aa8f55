-- What a file that was made holds: by which scope it was made, and the oldest label in it. It is offered for as long as
-- its reader may still see both. Files of before say nothing of it and are offered no more.

alter table report_file add column scope text not null default '';        -- JSON; empty: not known
alter table report_file add column oldest_label text not null default ''; -- civil date; empty: no parcel
alter table download add column scope text not null default '';
alter table download add column oldest_label text not null default '';

-- Whose link it is, where he has no account: his address, folded. Without it the link answers no more.
alter table report_link add column address_key text not null default '';

-- A yes belongs to each report that names the address; `report_address` says whether the next one has to ask. Who leaves
-- one report is asked anew by the next, and keeps the others.
alter table report_recipient add column confirmed_at bigint;
update report_recipient set confirmed_at = (
    select a.confirmed_at from report_address a join report r on r.customer_id = a.customer_id
    where r.id = report_recipient.report_id and a.address_key = report_recipient.address_key
) where unsubscribed_at is null;
