//! What the pages at the door show to somebody whom we do not know yet.

use axum::http::{HeaderValue, header};
use domain::Language;
use domain::refusal::Refusal;
use leptos::prelude::use_context;
use operations::Error;

use crate::api::sign_in::{DemoPeopleView, DemoPersonView};
use crate::error::{Failure, FailureKind};
use crate::host::{failure, refused, set_status, visit};

/// The people of a demo whom one can sign in as; nobody where this is no demo.
///
/// # Errors
/// Unavailable outside of a call.
pub fn demo_people() -> Result<DemoPeopleView, Failure> {
    let visit = visit()?;
    if !visit.operations.settings().demo {
        return Ok(DemoPeopleView::default());
    }
    let people = operations::demo::PEOPLE.iter().map(|person| DemoPersonView {
        name: person.name.to_owned(),
        email: person.email.to_owned(),
        role: match visit.language {
            Language::Fr => person.fr.to_owned(),
            Language::En => person.en.to_owned(),
        },
    });
    Ok(DemoPeopleView { people: people.collect(), password: operations::demo::PASSWORD.to_owned() })
}

/// The address of the person who may choose a password by a link.
///
/// The page's address holds the link's secret, so it is kept out of `Referer` (`security.md` S10); browsers still say
/// which origin a form comes from, as our check against forged forms needs.
///
/// # Errors
/// Not found for a link that no longer holds; the status is set.
pub async fn password_link_owner(token: &str) -> Result<String, Failure> {
    let visit = visit()?;
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>() {
        answer.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    }
    let owner = visit.operations.password_link_owner(token).await.map_err(refused(&visit))?;
    owner.ok_or_else(|| {
        set_status(FailureKind::NotFound);
        let expired = failure::failure(&visit, &Error::Refused(Refusal::LinkExpired));
        Failure::new(FailureKind::NotFound, expired.summary)
    })
}
