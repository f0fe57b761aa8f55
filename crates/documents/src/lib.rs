//! Documents made out of values: mail bodies, tables and papers. Nothing here reads a database, a clock or a network; who asks hands in
//! every value, already in the reader's zone and language where it is a day or an amount.

pub mod csv;
pub mod mail;
pub mod parcel_table;
pub mod proof;
pub mod report;
pub mod thread;
