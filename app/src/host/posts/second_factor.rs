//! The forms of the second factor: the code of a sign-in, and setting it up.

use axum::Router;
use axum::extract::{Extension, Request};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use operations::identity::{FactorProof, SignInCode, Signed};
use operations::{Error, Result};

use crate::host::forms::{Next, Posted, own_path};
use crate::host::{Visit, cookies};

/// The addresses of this area.
pub fn routes() -> Router {
    Router::new().route("/sign-in/code", post(code)).route("/account/second-factor", post(deed))
}

/// The second step of signing in.
async fn code(Extension(visit): Extension<Visit>, headers: HeaderMap, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let typed = SignInCode {
        token: cookies::session_token(&headers, visit.https).unwrap_or_default(),
        code: posted.value("code").to_owned(),
        address: visit.address.clone(),
        agent: visit.agent.clone(),
    };
    let done = visit.operations.sign_in_with_code(&typed).await.map(|done| {
        let next = match done.codes_left {
            // Who is about to run out of them is shown where new ones are made.
            Some(_) => "/account/second-factor?done=used".to_owned(),
            None => own_path(posted.value("next")),
        };
        let cookies = vec![cookies::session(&done.signed.token, visit.https)];
        Next { cookies, ..Next::page(format!("!{next}")) }
    });
    posted.answer(&visit, done).await
}

async fn deed(Extension(visit): Extension<Visit>, headers: HeaderMap, request: Request) -> Response {
    let posted = match Posted::read(&visit, request).await {
        Ok(posted) => posted,
        Err(response) => return response,
    };
    let signed = match (visit.actor(), &visit.signed) {
        (Ok(_), Some(signed)) => signed.clone(),
        (Ok(_), None) => return posted.answer(&visit, Err(Error::SignedOut)).await,
        (Err(failure), _) => return posted.refuse(failure).await,
    };
    let cookie = cookies::session_token(&headers, visit.https).unwrap_or_default();
    let done = run(&visit, &signed, &cookie, &posted).await;
    posted.answer(&visit, done).await
}

async fn run(visit: &Visit, signed: &Signed, cookie: &str, posted: &Posted) -> Result<Next> {
    let (ops, actor) = (&visit.operations, &signed.actor);
    let proof = FactorProof { password: posted.value("password").to_owned(), code: posted.value("code").to_owned() };
    let what = match posted.form.as_str() {
        "begin" => {
            ops.begin_second_factor(actor).await?;
            return Ok(Next::page("!/account/second-factor"));
        }
        "confirm" => {
            ops.confirm_second_factor(actor, &proof, cookie).await?;
            "on"
        }
        "codes" => {
            ops.renew_recovery_codes(actor, &proof, cookie).await?;
            "codes"
        }
        "noted" => {
            ops.noted_recovery_codes(actor).await?;
            "noted"
        }
        "off" => {
            ops.drop_second_factor(actor, &proof, signed.session).await?;
            "off"
        }
        _ => return Err(Error::NotFound),
    };
    Ok(Next::page(format!("!/account/second-factor?done={what}")))
}
