-- What a search over many parcels goes along: by day, by state, and by what is typed, each with what it is cut by.

alter table parcel add column recipient_reference_key text not null default ''; -- folded, for search
alter table parcel add column recipient_surname_key text not null default '';   -- folded, the last word first

-- For the parcels that are there: what stands behind the last space, then what stands before it; and then folded, in
-- steps, because SQLite reads no expression of more than a hundred levels.
update parcel set
    recipient_reference_key = recipient_reference,
    recipient_surname_key = substr(recipient_name, length(rtrim(recipient_name, replace(recipient_name, ' ', ''))) + 1)
        || rtrim(recipient_name, replace(recipient_name, ' ', ''));
update parcel set
    recipient_reference_key =
        replace(replace(replace(replace(replace(replace(lower(recipient_reference_key), ' ', ''), '-', '')
        , '‐', ''), '‑', ''), '–', ''), '—', ''),
    recipient_surname_key =
        replace(replace(replace(replace(replace(replace(lower(recipient_surname_key), ' ', ''), '-', ''), '‐', '')
        , '‑', ''), '–', ''), '—', '');
update parcel set
    recipient_reference_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(recipient_reference_key, 'à', 'a'), 'á', 'a'), 'â', 'a'), 'ã', 'a'), 'ä', 'a')
        , 'å', 'a'), 'À', 'a'), 'Á', 'a'), 'Â', 'a'), 'Ã', 'a'), 'Ä', 'a'), 'Å', 'a'), 'ç', 'c'), 'Ç', 'c')
        , 'æ', 'ae'), 'Æ', 'ae'),
    recipient_surname_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(recipient_surname_key, 'à', 'a'), 'á', 'a'), 'â', 'a'), 'ã', 'a'), 'ä', 'a')
        , 'å', 'a'), 'À', 'a'), 'Á', 'a'), 'Â', 'a'), 'Ã', 'a'), 'Ä', 'a'), 'Å', 'a'), 'ç', 'c'), 'Ç', 'c')
        , 'æ', 'ae'), 'Æ', 'ae');
update parcel set
    recipient_reference_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(recipient_reference_key, 'è', 'e'), 'é', 'e'), 'ê', 'e'), 'ë', 'e'), 'È', 'e')
        , 'É', 'e'), 'Ê', 'e'), 'Ë', 'e'), 'ì', 'i'), 'í', 'i'), 'î', 'i'), 'ï', 'i'), 'Ì', 'i'), 'Í', 'i')
        , 'Î', 'i'), 'Ï', 'i'),
    recipient_surname_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(recipient_surname_key, 'è', 'e'), 'é', 'e'), 'ê', 'e'), 'ë', 'e'), 'È', 'e')
        , 'É', 'e'), 'Ê', 'e'), 'Ë', 'e'), 'ì', 'i'), 'í', 'i'), 'î', 'i'), 'ï', 'i'), 'Ì', 'i'), 'Í', 'i')
        , 'Î', 'i'), 'Ï', 'i');
update parcel set
    recipient_reference_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(recipient_reference_key, 'ò', 'o'), 'ó', 'o'), 'ô', 'o'), 'õ', 'o'), 'ö', 'o'), 'ø', 'o')
        , 'Ò', 'o'), 'Ó', 'o'), 'Ô', 'o'), 'Õ', 'o'), 'Ö', 'o'), 'Ø', 'o'), 'œ', 'oe'), 'Œ', 'oe'),
    recipient_surname_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(recipient_surname_key, 'ò', 'o'), 'ó', 'o'), 'ô', 'o'), 'õ', 'o'), 'ö', 'o'), 'ø', 'o'), 'Ò', 'o')
        , 'Ó', 'o'), 'Ô', 'o'), 'Õ', 'o'), 'Ö', 'o'), 'Ø', 'o'), 'œ', 'oe'), 'Œ', 'oe');
update parcel set
    recipient_reference_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(recipient_reference_key, 'ù', 'u'), 'ú', 'u'), 'û', 'u'), 'ü', 'u'), 'Ù', 'u'), 'Ú', 'u')
        , 'Û', 'u'), 'Ü', 'u'), 'ý', 'y'), 'ÿ', 'y'), 'Ý', 'y'), 'Ÿ', 'y'), 'ñ', 'n'), 'Ñ', 'n'), 'ß', 'ss'),
    recipient_surname_key =
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(recipient_surname_key, 'ù', 'u'), 'ú', 'u'), 'û', 'u'), 'ü', 'u'), 'Ù', 'u'), 'Ú', 'u')
        , 'Û', 'u'), 'Ü', 'u'), 'ý', 'y'), 'ÿ', 'y'), 'Ý', 'y'), 'Ÿ', 'y'), 'ñ', 'n'), 'Ñ', 'n'), 'ß', 'ss');

drop index parcel_by_label;
create index parcel_by_label on parcel (customer_id, label_on, id, country, account_id, sub_account_id);
create index parcel_by_state on parcel (customer_id, state, label_on, id, country, account_id, sub_account_id);

-- The operator searches across customers.
create index parcel_by_any_label on parcel (label_on, id, country);
create index parcel_by_any_state on parcel (state, label_on, id, country);

drop index parcel_by_number;
create index parcel_by_number on parcel (number, id, customer_id);
create index parcel_by_recipient on parcel (recipient_name_key, id, customer_id);
create index parcel_by_surname on parcel (recipient_surname_key, customer_id, id);
create index parcel_by_postcode on parcel (postcode, id, customer_id);
create index parcel_by_recipient_reference on parcel (recipient_reference_key, customer_id);
create index sub_account_by_number on sub_account (number);

-- Which columns somebody wants to see of a list, in their order.
create table list_columns (
    person_id text not null references person (id),
    list      text not null,
    columns   text not null, -- words with spaces between
    primary key (person_id, list)
);
