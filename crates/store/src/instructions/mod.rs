//! Delivery instructions: what was asked for each parcel, and what carriers were handed.

mod batches;
mod find;
mod keep;
mod row;

pub use batches::{Batch, batch, batches, hand_over, replaced_in, waiting, waiting_by_carrier};
pub use find::{by_batch, by_ids, by_key, due, lapsed_of_parcels, of_parcel, open_of_numbers, open_of_parcels};
pub use keep::{insert, update};
pub use row::{GivenBy, Instruction};
