//! The program around the pages: its command line, its HTTP edge, and how it starts and ends.
//!
//! No rule of the trade lives here: commands and handlers ask `operations` or `domain`.

pub mod accept;
pub mod assets;
pub mod command;
pub mod connection;
pub mod csrf;
pub mod database;
pub mod fault;
pub mod feeds;
pub mod headers;
pub mod health;
pub mod identity;
pub mod installation;
pub mod live;
pub mod mail;
pub mod metrics;
pub mod origin;
pub mod pace;
pub mod pages;
pub mod peer;
pub mod private;
pub mod router;
pub mod settings;
pub mod shutdown;
pub mod telemetry;
pub mod timer;
