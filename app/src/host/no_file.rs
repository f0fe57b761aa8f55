//! What is answered instead of a file: a page that says why and leads on, or one line of text for programs.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::provide_context;
use operations::Error;

use super::forms::PageContext;
use super::given_back::without_bundle;
use super::{Visit, failure};
use crate::error::Failure;

/// Why a file is not sent, as one line. The answer knows the failure too, from which [`as_page`] makes a page.
pub(super) fn no_file(visit: &Visit, error: &Error) -> Response {
    let failure = failure::failure(visit, error);
    let status = StatusCode::from_u16(failure.kind.status()).unwrap_or(StatusCode::NOT_FOUND);
    let mut response = (status, failure.summary.clone()).into_response();
    response.extensions_mut().insert(failure);
    response
}

/// Around the addresses of files: whoever follows a link to one that is not sent finds a page, with its ways on.
pub(super) async fn as_page(request: Request, next: Next) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let context = request.extensions().get::<PageContext>().cloned();
    let Some(PageContext(context)) = context.filter(|_| accepts.contains("text/html")) else {
        return next.run(request).await;
    };
    let mut again = Request::new(Body::empty());
    *again.method_mut() = Method::GET;
    *again.uri_mut() = request.uri().clone();
    *again.headers_mut() = request.headers().clone();
    *again.extensions_mut() = request.extensions().clone();
    let answer = next.run(request).await;
    let Some(failure) = answer.extensions().get::<Failure>().cloned() else { return answer };
    let context = move || {
        context();
        without_bundle();
        provide_context(failure.clone());
    };
    let render = leptos_axum::render_app_async_with_context(context, || crate::shell::shell(crate::routes::no_file));
    let mut page = render(again).await;
    *page.status_mut() = answer.status();
    page
}
