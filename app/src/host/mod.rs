//! The server's side of the pages: who calls, what he is shown, what his forms do.
//!
//! Nothing here holds a rule. A page asks [`visit`] who is calling, asks one operation, and turns its values into what
//! the page shows; a form is read, handed to one operation, and answered.

pub mod cookies;
pub mod downloads;
pub mod failure;
pub mod forms;
pub mod given_back;
pub mod help_files;
pub mod incoming;
mod no_file;
mod one_press;
pub mod posts;
pub mod proofs;
pub mod report_files;
pub mod show;
pub mod thread_files;
pub mod uploads;

use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::{Actor, Language};
use leptos::prelude::*;
use operations::Operations;
use operations::identity::Signed;

use crate::api::viewer::Viewer;
use crate::error::{Failure, FailureKind};

/// A call, as the server's edge has understood it; it stands among the call's extensions.
#[derive(Clone)]
pub struct Visit {
    /// The installation.
    pub operations: Operations,
    /// Who is signed in.
    pub signed: Option<Signed>,
    /// The language of the page.
    pub language: Language,
    /// The client's network address.
    pub address: String,
    /// The browser's own name.
    pub agent: String,
    /// Whether cookies may only travel encrypted.
    pub https: bool,
}

impl Visit {
    /// Who is signed in.
    ///
    /// # Errors
    /// Signed out.
    pub fn actor(&self) -> Result<&Actor, Failure> {
        match &self.signed {
            Some(signed) => Ok(&signed.actor),
            None => Err(Failure::new(FailureKind::SignedOut, wording::failure::signed_out(self.language))),
        }
    }

    /// Whether he is of the operator.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.signed.as_ref().is_some_and(|signed| signed.actor.is_operator())
    }

    /// What the frame of the page shows of him.
    #[must_use]
    pub fn viewer(&self) -> Option<Viewer> {
        use domain::permission;

        let signed = self.signed.as_ref()?;
        let actor = &signed.actor;
        let demo = self.operations.settings().demo;
        let ahead = self.operations.clock().ahead().as_hours() / 24;
        Some(Viewer {
            name: actor.name.clone(),
            operator: actor.is_operator(),
            administrator: permission::run_installation(actor).is_ok(),
            leads: permission::see_abuse(actor).is_ok(),
            dashboard: permission::see_dashboard(actor).is_ok(),
            files: permission::begin_ticket(actor).is_ok(),
            searches: permission::search_parcels(actor).is_ok(),
            reports: permission::have_reports(actor).is_ok(),
            instructs: permission::give_instructions(actor).is_ok(),
            proofs: permission::proofs(actor).is_ok(),
            team: if permission::manage_users(actor).is_ok() {
                "/team".to_owned()
            } else if permission::manage_profiles(actor).is_ok() {
                "/team/profiles".to_owned()
            } else {
                String::new()
            },
            trail: match permission::read_audit_trail(actor) {
                Ok(()) => show::audit::base(actor.is_operator()).to_owned(),
                Err(_) => String::new(),
            },
            unread: show::notices::unread_in_words(signed.unread),
            shortcuts: signed.shortcuts,
            demo,
            clock: if demo && ahead != 0 { wording::shell::clock_ahead(self.language, ahead) } else { String::new() },
            position: self.operations.live().position(),
        })
    }
}

/// The call that is being answered.
///
/// # Errors
/// Unavailable outside of a call, which is a fault of the program.
pub fn visit() -> Result<Visit, Failure> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Visit>().cloned())
        .ok_or_else(|| Failure::new(FailureKind::Unavailable, String::new()))
}

/// Sets the status of the page or answer that is being made.
pub fn set_status(kind: FailureKind) {
    if let (Some(options), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), StatusCode::from_u16(kind.status()))
    {
        options.set_status(status);
    }
}

/// The call, who made it, and the language: what every page begins with.
///
/// # Errors
/// Signed out; the status is set.
pub fn reader() -> Result<(Visit, Actor), Failure> {
    let visit = visit()?;
    match visit.actor() {
        Ok(actor) => {
            let actor = actor.clone();
            Ok((visit, actor))
        }
        Err(failure) => {
            set_status(failure.kind);
            Err(failure)
        }
    }
}

/// Turns what an operation refused into what the browser may know, sets the status, and logs what is our own fault.
pub fn refused(visit: &Visit) -> impl Fn(operations::Error) -> Failure + use<> {
    let (language, operator) = (visit.language, visit.is_operator());
    move |error| {
        let failure = failure::said(language, operator, &error);
        set_status(failure.kind);
        failure
    }
}
