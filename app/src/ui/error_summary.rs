//! Why a form was refused, at its top: it takes the focus and leads to each field.

use domain::Language;
use leptos::html;
use leptos::prelude::*;

use super::form_state::field_id;
use super::{Glyph, Icon, Link, language};
use crate::error::{Failure, FailureKind};
use crate::piece::IntoPiece;

/// The refusal of a form or of a page's deed; nothing while there is none.
///
/// On a page that was sent without scripts it is there at once and takes the focus by `autofocus`; otherwise it takes
/// it whenever it appears or changes.
#[component]
pub fn ErrorSummary(
    /// Why it was refused.
    #[prop(into)]
    failure: Signal<Option<Failure>>,
    /// The name of the form, so that its fields can be linked to.
    #[prop(optional, into)]
    form: String,
) -> impl IntoView {
    let language = language();
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if failure.with(Option::is_some)
            && let Some(summary) = node.get()
        {
            // A page that cannot give the focus has announced the alert all the same.
            let _ = summary.focus();
        }
    });
    (move || {
        failure.get().map(|failure| {
            let signed_out = failure.kind == FailureKind::SignedOut;
            let title = title(&failure, language);
            let links: Vec<_> = failure
                .fields
                .into_iter()
                .map(|one| {
                    let target = format!("#{}", field_id(&form, &one.field));
                    view! { <li><a href=target rel="external">{one.message}</a></li> }
                })
                .collect();
            let links = (!links.is_empty()).then(|| view! { <ul class="error-summary-links">{links}</ul> });
            view! {
                <div class="error-summary" role="alert" tabindex="-1" autofocus=true node_ref=node>
                    <Icon glyph=Glyph::Warning/>
                    <div class="error-summary-text">
                        <p class="error-summary-title">
                            <span class="visually-hidden">{wording::ui::error_word(language)}" "</span>
                            {title}
                        </p>
                        {links}
                        {signed_out
                            .then(|| {
                                view! {
                                    <p>
                                        <Link href="/sign-in" new_tab=true>
                                            {wording::ui::sign_in_again(language)}
                                        </Link>
                                    </p>
                                }
                            })}
                    </div>
                </div>
            }
        })
    })
    .into_piece()
}

/// The server's own sentence, or ours where only a status came back.
fn title(failure: &Failure, language: Language) -> String {
    if !failure.summary.is_empty() {
        return failure.summary.clone();
    }
    match failure.kind {
        FailureKind::SignedOut => wording::ui::signed_out(language),
        FailureKind::Outdated => wording::ui::outdated(language),
        FailureKind::NotFound => wording::ui::not_found(language),
        FailureKind::TooMany => wording::ui::too_many(language),
        FailureKind::Invalid | FailureKind::NotAllowed => wording::ui::not_accepted(language),
        FailureKind::Offline => wording::ui::offline(language),
        FailureKind::Unavailable => wording::ui::unavailable(language),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::ErrorSummary;
    use crate::error::{Failure, FailureKind, FieldFailure};
    use crate::ui::specimen::html;

    #[test]
    fn a_refusal_leads_to_its_fields_and_takes_the_focus() {
        let mut failure = Failure::new(FailureKind::Invalid, "Deux points à corriger");
        failure.fields.push(FieldFailure { field: "message".into(), message: "Écrivez un message <b>".into() });
        let page = html(move || view! { <ErrorSummary failure=Some(failure.clone()) form="reply"/> });
        assert!(page.contains("role=\"alert\""), "{page}");
        assert!(page.contains("tabindex=\"-1\""), "{page}");
        assert!(page.contains("autofocus"), "{page}");
        assert!(page.contains("href=\"#reply-message\""), "{page}");
        assert!(page.contains("Écrivez un message &lt;b&gt;"), "{page}");
    }

    #[test]
    fn somebody_signed_out_is_led_back_without_losing_the_page() {
        let failure = Failure::new(FailureKind::SignedOut, "");
        let page = html(move || view! { <ErrorSummary failure=Some(failure.clone())/> });
        assert!(page.contains("href=\"/sign-in\""), "{page}");
        assert!(page.contains("target=\"_blank\""), "{page}");
    }

    #[test]
    fn nothing_refused_shows_nothing() {
        let nothing: Option<Failure> = None;
        let page = html(move || view! { <ErrorSummary failure=nothing/> });
        assert!(!page.contains("error-summary"), "{page}");
    }
}
