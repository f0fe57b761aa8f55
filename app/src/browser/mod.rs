//! What only a browser can do, each ability behind a function.
//!
//! Everything here also compiles for the server, where nobody calls it: effects and event handlers do not run there.
//! Screens and components ask these functions and never touch `web_sys` for the same thing twice.

pub mod keys;
pub mod live;
pub mod navigate;
pub mod quiet;
pub mod reread;
pub mod send;
pub mod upload;
