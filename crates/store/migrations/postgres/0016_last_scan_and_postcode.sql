-- What the last scan itself says, the clock of the place where a way ended, and a postcode as it is compared.

alter table parcel add column last_state text not null default '';    -- empty: a code that nobody has mapped
alter table parcel add column last_reason text not null default '';
alter table parcel add column ended_offset bigint not null default 0; -- minutes east of UTC
alter table parcel add column postcode_key text collate "C" not null default ''; -- folded, for search

-- Of several scans of one moment with the same words, that of the parcel's own carrier.
update parcel set
    last_state = coalesce(
        (select s.state from scan s
         where s.number = parcel.number and s.at = parcel.last_scan_at and s.label = parcel.last_label
           and s.place = parcel.last_place and s.carrier = parcel.carrier order by s.key limit 1),
        (select s.state from scan s
         where s.number = parcel.number and s.at = parcel.last_scan_at and s.label = parcel.last_label
           and s.place = parcel.last_place order by s.key limit 1),
        ''),
    last_reason = coalesce(
        (select s.reason from scan s
         where s.number = parcel.number and s.at = parcel.last_scan_at and s.label = parcel.last_label
           and s.place = parcel.last_place and s.carrier = parcel.carrier order by s.key limit 1),
        (select s.reason from scan s
         where s.number = parcel.number and s.at = parcel.last_scan_at and s.label = parcel.last_label
           and s.place = parcel.last_place order by s.key limit 1),
        '')
where last_scan_at is not null;
update parcel set
    ended_offset = coalesce(
        (select s.offset_minutes from scan s
         where s.number = parcel.number and s.at = coalesce(parcel.delivered_at, parcel.returned_at)
           and s.state = parcel.state and s.carrier = parcel.carrier order by s.key limit 1),
        (select s.offset_minutes from scan s
         where s.number = parcel.number and s.at = coalesce(parcel.delivered_at, parcel.returned_at)
           and s.state = parcel.state order by s.key limit 1),
        last_scan_offset)
where delivered_at is not null or returned_at is not null;

-- Letters beyond these are folded when the program opens the database.
update parcel set postcode_key = replace(replace(lower(postcode), ' ', ''), '-', '');

drop index parcel_by_postcode;
create index parcel_by_postcode on parcel (postcode_key, id, customer_id);
