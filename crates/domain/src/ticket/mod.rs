//! Tickets: what a customer files, and everything that can become of it.

pub mod abuse;
pub mod columns;
pub mod criteria;
pub mod lifecycle;
pub mod measures;
pub mod mention;
pub mod message;
pub mod number;
pub mod outcome;
pub mod promise;
pub mod reason;
mod reason_changes;
mod reason_check;
mod reason_edit;
mod reason_kind;
mod reason_lint;
mod reason_value;
mod reason_version;
mod reason_window;
mod reason_write;
