//! Routes, screens, components and server functions, for the server and for the browser.
//!
//! The server builds this crate with the feature `ssr`, the bundle with `hydrate`; both names stand in this file and
//! nowhere else in the crate's sources.

pub mod browser;
pub mod error;
pub mod screens;
pub mod ui;
