//! What stands where a page should: nothing there, or nothing to be had just now.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::shell;

use super::{ButtonLink, EmptyState, Glyph, language};
use crate::error::{Failure, FailureKind};

/// A page that could not be read: what happened, and where to go on.
#[component]
pub fn FailureView(
    /// Why.
    failure: Failure,
) -> impl IntoView {
    let language = language();
    let title = match failure.kind {
        FailureKind::NotFound => shell::not_found_title(language),
        FailureKind::NotAllowed => shell::not_allowed_title(language),
        FailureKind::SignedOut => shell::sign_in(language),
        _ => shell::unavailable_title(language),
    };
    let summary =
        if failure.summary.is_empty() { wording::failure::unavailable(language).to_owned() } else { failure.summary };
    let (href, label) = match failure.kind {
        FailureKind::SignedOut => ("/sign-in", shell::sign_in(language)),
        _ => ("/", shell::not_found_home(language)),
    };
    view! {
        <Title text=title/>
        <div class="page">
            <h1 class="visually-hidden">{title}</h1>
            <EmptyState glyph=Glyph::Info title=title>
                <p>{summary}</p>
                <ButtonLink href=href outside=true>{label}</ButtonLink>
            </EmptyState>
        </div>
    }
}

/// An address that the product does not have.
#[component]
pub fn NotFound() -> impl IntoView {
    let language = language();
    view! {
        <FailureView failure=Failure::new(FailureKind::NotFound, wording::failure::not_found(language))/>
    }
}
