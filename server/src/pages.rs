//! The pages and everything that belongs to them: documents, server functions, forms, uploads, event streams.

use std::sync::Arc;

use app::app;
use app::error::{Failure, FailureKind};
use app::host::Visit;
use app::host::forms::PageContext;
use app::host::given_back::without_bundle;
use app::parts::Server;
use app::shell::{Head, shell};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Extension, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::request::Parts;
use http::{Method, StatusCode, header};
use leptos::config::LeptosOptions;
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos_axum::{LeptosRoutes, generate_route_list, handle_server_fns_with_context};
use operations::Operations;
use tokio_util::sync::CancellationToken;

use crate::identity::{self, Doorman};
use crate::{fault, feeds, live};

/// What every rendering finds in its context besides what Leptos puts there: the bundle's tags, the nonce that the
/// answer's policy names, the page's language, and who looks at it.
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
            provide_context(parts.extensions.get::<Visit>().and_then(Visit::viewer));
        }
    }
}

/// The longest answer to a read that was not understood, in bytes.
const MISREAD_MAX: usize = 16 * 1024;

/// What pages read again, and nothing else, has such an address.
const READS: &str = "/read/";

/// Calls that no page of ours makes are refused as anywhere else: server_fn would answer 500 to one that lacks what its
/// function needs, and repeat the name of a function that does not exist.
async fn refuse_misread(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(READS) {
        return next.run(request).await;
    }
    let headers = request.headers().clone();
    let answer = next.run(request).await;
    match answer.status() {
        StatusCode::BAD_REQUEST => fault::page(StatusCode::NOT_FOUND, &headers),
        StatusCode::INTERNAL_SERVER_ERROR => {
            let (parts, body) = answer.into_parts();
            let body = to_bytes(body, MISREAD_MAX).await.unwrap_or_default();
            match serde_json::from_slice::<Failure>(&body) {
                Ok(failure) if failure.kind == FailureKind::Invalid => fault::page(StatusCode::BAD_REQUEST, &headers),
                _ => Response::from_parts(parts, body.into()),
            }
        }
        _ => answer,
    }
}

/// A body that is longer than its route takes is refused in words, and not by a bare status.
async fn refuse_oversized(request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let answer = next.run(request).await;
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if answer.status() == StatusCode::PAYLOAD_TOO_LARGE && (kind.is_empty() || kind.starts_with("text/plain")) {
        return fault::page(StatusCode::PAYLOAD_TOO_LARGE, &headers);
    }
    answer
}

/// The routes of the product.
pub fn router(operations: Operations, head: Arc<Head>, https: bool, stop: CancellationToken) -> Router {
    let context = context(head);
    let page_context = PageContext(Arc::new(context.clone()));
    let lost = context.clone();
    let options = LeptosOptions::builder().output_name("browser").build();
    let functions = {
        let context = context.clone();
        move |request: Request| {
            let context = context.clone();
            async move { handle_server_fns_with_context(context, request).await.into_response() }
        }
    };
    let mut pages = generate_route_list(app::<Server>);
    if !operations.settings().demo {
        // The gallery shows every component in all its states: it belongs to a demo, not to customers.
        pages.retain(|page| page.path() != "/gallery");
    }
    Router::new()
        .leptos_routes_with_context(&options, pages, context, || shell(app::<Server>))
        .route("/read/{*function}", get(functions.clone()).post(functions))
        .with_state(options)
        .merge(app::host::posts::routes())
        .merge(app::host::uploads::routes())
        .merge(app::host::help_files::routes())
        .merge(app::host::downloads::routes())
        .merge(app::host::report_files::routes())
        .merge(app::host::proofs::routes())
        .merge(app::host::thread_files::routes())
        .merge(live::routes(operations.clone(), stop))
        .fallback(move |request: Request| nowhere(lost.clone(), request))
        .layer(from_fn(refuse_misread))
        .layer(from_fn(refuse_oversized))
        .layer(from_fn(app::host::posts::tracking::in_language_of_mail))
        .layer(from_fn_with_state(Doorman { operations: operations.clone(), https }, identity::identify))
        // Below the doorman's layer: senders of feeds have no session.
        .merge(feeds::routes(operations))
        // Outermost, because the doorman renders a page himself while the database is away.
        .layer(Extension(page_context))
}

/// Answers an address that nobody knows: whoever waits for a page finds one with its ways on, in his language.
async fn nowhere(context: impl Fn() + Clone + Send + Sync + 'static, request: Request) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || !accepts.contains("text/html") {
        return fault::page(StatusCode::NOT_FOUND, request.headers());
    }
    let context = move || {
        context();
        without_bundle();
    };
    let render = leptos_axum::render_app_async_with_context(context, || shell(app::routes::nowhere));
    let mut response = render(request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
