//! The forms of all pages, one file per area. Each posts to its page's own address.

pub mod account;
pub mod admin;
pub mod filing;
pub mod identity;
pub mod thread;

use axum::Router;

/// All addresses that forms post to; the server merges them with the pages of the same addresses.
pub fn routes() -> Router {
    Router::new()
        .merge(identity::routes())
        .merge(filing::routes())
        .merge(thread::routes())
        .merge(account::routes())
        .merge(admin::routes())
}
