//! Routes, screens, components and server functions, for the server and for the browser.
//!
//! The server builds this crate with the feature `ssr`, the bundle with `hydrate`; both names stand in this file and
//! nowhere else in the crate's sources.

pub mod api;
pub mod browser;
pub mod error;
pub mod frame;
#[cfg(feature = "ssr")]
pub mod host;
pub mod parts;
pub mod piece;
pub mod routes;
pub mod screens;
pub mod shell;
pub mod ui;

pub use routes::app;

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
pub fn hydrate<R: parts::Renderer>() {
    leptos::mount::hydrate_body(routes::app::<R>);
}
