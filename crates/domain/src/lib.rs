//! What is true of parcels, tickets and the people around them.
//!
//! Pure rules only: no clock, no randomness, no files, no network. `now` is always handed in. Read the modules in
//! this order; the words are those of `docs/glossary.md`.

pub mod actor;
pub mod audit;
pub mod calendar;
pub mod contract;
pub mod dashboard;
pub mod email;
pub mod event;
pub mod id;
pub mod instruction;
pub mod language;
pub mod notice;
pub mod parcel;
pub mod permission;
pub mod refusal;
pub mod relay;
pub mod report;
pub mod team;
pub mod ticket;

pub use actor::Actor;
pub use language::Language;
