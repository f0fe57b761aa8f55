//! One folder per screen. Screens do not import each other; what two share moves to `ui`, `api` or `domain`.

pub mod abuse;
pub mod account;
pub mod admin;
pub mod attachment;
pub mod audit;
pub mod dashboard;
pub mod downloads;
pub mod filed;
pub mod filing;
pub mod gallery;
pub mod help;
pub mod home;
pub mod inbox;
pub mod instruct;
pub mod notices;
pub mod parcel;
pub mod parcel_search;
pub mod proof;
pub mod reports;
pub mod sign_in;
pub mod team;
pub mod thread;
pub mod tracking;
