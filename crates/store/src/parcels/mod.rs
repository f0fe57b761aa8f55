//! Parcels: the rows of `parcel`, as their shippers announced them. What carriers reported stands in
//! [`crate::scans`]; where a parcel stands is worked out by the domain and only kept here, for lists.

mod find;
mod keep;
mod pasted;
mod results;
mod row;
mod standings;

pub use find::{ParcelSearch, by_number, by_number_or_id, by_numbers, search, shared_numbers, siblings};
pub use keep::{insert, insert_many, lock_imports, update, update_standing, update_standings};
pub use pasted::{PASTED_ROWS, PastedParcels, by_pasted_numbers, by_pasted_references};
pub use results::{COUNT_LIMIT, Counted, ParcelKey, Sight, count_by_filter, count_results, of_ids, results};
pub use row::{KeptStanding, NewParcel, Parcel};
pub(crate) use row::{Row, select_parcel};
pub use standings::{ParcelStanding, standings};
