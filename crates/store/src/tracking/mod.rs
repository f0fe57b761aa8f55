//! Tracking messages: the addresses that are told of a parcel, and what each was told.

mod find;
mod keep;
mod row;

pub use find::{
    by_confirmation, by_follow, by_token, count_on_parcel, find_live, is_of_person, of_address, of_parcel, of_person,
    parcels_of, to_tell,
};
pub use keep::{
    ask_again, change, confirm, end, end_address, end_on_parcel, insert, insert_message, revive, untold_mails,
};
pub use row::{EndedBy, Told, TrackingSubscription};
