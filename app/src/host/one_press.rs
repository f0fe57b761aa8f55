//! The links that end mails, for the button of their page and for the one press of a mail program (RFC 8058 §3.2). That
//! one comes without cookies and follows no redirect, so it gets a plain answer.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use operations::{Error, Result};

use super::Visit;
use super::forms::{Next, Posted};

/// Reads what was sent to the page of such a link and, where it says so, ends what `end` ends.
pub async fn answer(visit: &Visit, request: Request, page: String, end: impl Future<Output = Result<()>>) -> Response {
    let posted = match Posted::read(visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let one_press = posted.value("List-Unsubscribe") == "One-Click";
    let ended = if one_press || posted.form == "stop" { end.await } else { Err(Error::NotFound) };
    if one_press && ended.is_ok() {
        return (StatusCode::OK, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "OK\n").into_response();
    }
    posted.answer(visit, ended.map(|()| Next::page(page))).await
}
