//! The pages and everything that belongs to them: documents, server functions, forms, uploads, event streams.

use std::sync::Arc;

use app::shell::Head;
use axum::Router;
use axum::extract::Request;
use http::StatusCode;
use http::request::Parts;
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;

use crate::fault;

/// What every rendering finds in its context besides what Leptos puts there: the bundle's tags, the nonce that the
/// answer's policy names, and the page's language.
///
/// A language that stands among the call's extensions, put there by whoever knows the person, comes before the
/// cookie and the browser.
pub fn context(head: Arc<Head>) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(Arc::clone(&head));
        if let Some(parts) = use_context::<Parts>() {
            if let Some(nonce) = parts.extensions.get::<Nonce>() {
                provide_context(nonce.clone());
            }
            let known = parts.extensions.get::<domain::Language>().copied();
            provide_context(known.unwrap_or_else(|| fault::language(&parts.headers)));
        }
    }
}

/// The routes of the product.
pub fn router() -> Router {
    Router::new().fallback(|request: Request| async move { fault::page(StatusCode::NOT_FOUND, request.headers()) })
}
