//! The audit trail as a table for spreadsheets.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, RawQuery};
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream;
use operations::audit::TrailTable;
use operations::{Error, Result};

use crate::api::audit::TrailQuery;
use crate::host::Visit;
use crate::host::no_file::{as_page, no_file};
use crate::host::show::audit::{asked, base};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/audit/export", get(own)).route("/admin/audit/export", get(whole)).layer(from_fn(as_page))
}

async fn own(Extension(visit): Extension<Visit>, RawQuery(query): RawQuery) -> Response {
    export(&visit, false, &query.unwrap_or_default()).await
}

async fn whole(Extension(visit): Extension<Visit>, RawQuery(query): RawQuery) -> Response {
    export(&visit, true, &query.unwrap_or_default()).await
}

async fn export(visit: &Visit, operator: bool, address: &str) -> Response {
    let Ok(actor) = visit.actor() else {
        return Redirect::to(&format!("/sign-in?next={}", base(operator))).into_response();
    };
    if actor.is_operator() != operator {
        return no_file(visit, &Error::NotFound);
    }
    let Ok(asked) = asked(&read(address)) else {
        // The page says what is wrong with the days.
        return Redirect::to(&format!("{}?{address}", base(operator))).into_response();
    };
    let begun = async {
        let mut table = visit.operations.trail_table(actor, &asked, visit.language).await?;
        let begun = table.next().await?.unwrap_or_default();
        Ok::<_, Error>((table, begun))
    };
    match begun.await {
        Ok((table, begun)) => {
            let day = visit.operations.now().to_zoned(operations::zone(&actor.zone)).date().to_string();
            download(&wording::audit::file(visit.language, &day), body(table, begun))
        }
        Err(error) => no_file(visit, &error),
    }
}

fn read(address: &str) -> TrailQuery {
    let mut query = TrailQuery::default();
    for (name, value) in form_urlencoded::parse(address.as_bytes()) {
        let field = match &*name {
            "who" => &mut query.who,
            "act" => &mut query.act,
            "object" => &mut query.object,
            "from" => &mut query.from,
            "to" => &mut query.to,
            _ => continue,
        };
        *field = value.into_owned();
    }
    query
}

/// What fails after the first part breaks the file off, so that nobody takes half of it for all.
fn body(table: TrailTable, begun: Vec<u8>) -> Body {
    let rest = stream::try_unfold(table, |mut table| async move {
        let part: Result<Option<Vec<u8>>> = table.next().await;
        Ok::<_, Error>(part?.map(|part| (Bytes::from(part), table)))
    });
    Body::from_stream(stream::StreamExt::chain(stream::iter([Ok(Bytes::from(begun))]), rest))
}

fn download(name: &str, body: Body) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}
