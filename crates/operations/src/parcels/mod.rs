//! Parcels: finding one, reading its page, and taking in what shippers announce and carriers report.
//!
//! How feeds are read stands in [`crate::feed`]; how a parcel stands is worked out in `domain`.

mod beside;
mod choice;
mod export;
mod find;
mod import;
mod pasted_table;
mod retention;
mod scans;
mod search;
mod standing;
mod table;
mod value;

pub use beside::Beside;
pub use choice::{CHOSEN_MAX, Choice};
pub use export::{CsvProfile, LONG_TABLE, ParcelFile, ParcelTable};
pub(crate) use find::other_spelling;
pub use find::{FoundParcels, LIST_LIMIT, ParcelPage, may_see};
pub use import::{ImportReport, RejectedRow};
pub use pasted_table::PastedTable;
pub use retention::{labelled_from, visible_from};
pub(crate) use scans::PAYLOAD;
pub use scans::ScanReport;
pub use search::{FoundByPaste, PASTE_MAX, Pasted, ROWS, Results, SoughtBy, pasted_list};
pub(crate) use standing::{Restated, restate};
pub use store::parcels::{COUNT_LIMIT, Counted, KeptStanding, Parcel, ParcelKey};
pub use table::{COLUMNS, RowRefusal};
