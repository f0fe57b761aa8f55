//! The door: signing in and out, the language, one's own account, files and the demo's clock, as a browser without
//! scripts sees them.

mod account;
mod attachments;
mod crowd;
mod feeds;
mod files;
mod forms;
mod given_back;
mod help;
mod instructions;
mod lists;
mod notices;
mod nowhere;
mod parcels;
mod portal;
mod proofs;
mod reports;
mod search;
mod second_factor;
mod sign_in;
mod statements;
mod thread;
mod tracking;
