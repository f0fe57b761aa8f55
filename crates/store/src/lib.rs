//! The only place that knows SQL.
//!
//! One constant per statement, the same text for both engines with `$1`, `$2`; where they must differ both texts
//! stand together in that function. Moments are microseconds since 1970 UTC, no statement asks for the time.

pub mod abuse;
pub mod archive;
pub mod audit;
pub mod backend;
mod bulk;
pub mod codes;
pub mod convert;
pub mod dashboard;
pub mod downloads;
pub mod error;
pub mod feeds;
pub mod files;
pub mod filing_stops;
pub mod held;
pub mod held_answers;
pub mod instructions;
pub mod jobs;
pub mod lists;
pub mod live;
pub mod looked_up;
pub mod mail_files;
pub mod mails;
pub mod meta;
pub mod migrations;
pub mod needed;
pub mod notices;
pub mod old_mails;
pub mod open_tickets;
pub mod own_data;
pub mod parcels;
pub mod people;
#[cfg(test)]
mod plans;
pub mod proofs;
pub mod redaction;
mod refold;
pub mod relay_points;
pub mod reports;
pub mod saved_searches;
pub mod scans;
pub mod second_factor;
pub mod sessions;
pub mod standing;
pub mod threads;
pub mod tickets;
pub mod tracking;
pub mod uploads;
pub mod words;

pub use backend::{Place, Scope, Store, Tx, copy_sqlite};
pub use error::StoreError;
