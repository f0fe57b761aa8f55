//! Pages behind the links in mails: a question that opening the link does not answer, what came of it, and what stands
//! there where the link does not hold. They need nobody to be signed in.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{Button, ButtonLook, Card, DeedForm, FailureView, Glyph, Notice, Tone};
use crate::error::{Failure, FailureKind};
use crate::piece::IntoPiece;

/// A narrow page with its heading.
#[component]
pub fn MailPage(
    /// The heading, also the page's title.
    #[prop(into)]
    title: String,
    /// What stands below.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="narrow">
            <h1>{title}</h1>
            {children()}
        </div>
    }
}

/// What the link asks, with the one button that answers it.
#[component]
pub fn MailQuestion(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The name of the form.
    form: &'static str,
    /// Where it posts to: the page's own address.
    action: String,
    /// What the button says.
    button: &'static str,
    /// What the answer means.
    children: Children,
) -> impl IntoView {
    view! {
        <MailPage title>
            <Card>
                {children()}
                <DeedForm name=form action=action deed="">
                    <Button look=ButtonLook::Primary wide=true>{button}</Button>
                </DeedForm>
            </Card>
        </MailPage>
    }
    .into_piece()
}

/// What came of the answer.
#[component]
pub fn MailDone(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What holds from now on.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <MailPage title><Notice tone=Tone::Done><p>{text}</p></Notice></MailPage> }.into_piece()
}

/// What stands there where the link does not hold any more, or the page cannot be read just now.
#[component]
pub fn MailGone(
    /// The heading where it does not hold.
    #[prop(into)]
    title: String,
    /// Why, and what to do.
    failure: Failure,
) -> impl IntoView {
    if failure.kind != FailureKind::NotFound {
        return view! { <FailureView failure/> }.into_piece();
    }
    view! {
        <MailPage title><Notice tone=Tone::Wrong glyph=Glyph::Clock><p>{failure.summary}</p></Notice></MailPage>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{MailGone, MailQuestion};
    use crate::error::{Failure, FailureKind};
    use crate::ui::specimen::html;

    #[test]
    fn a_question_is_answered_by_its_button_alone() {
        let page = html(|| {
            view! {
                <MailQuestion title="Plus de messages ?" form="stop" action="/unsubscribe/x".to_owned() button="Ne plus recevoir">
                    <p>"Pour ce colis."</p>
                </MailQuestion>
            }
        });
        assert!(page.contains("<h1>Plus de messages ?</h1>") && page.contains("action=\"/unsubscribe/x\""), "{page}");
        assert_eq!(page.matches("<button").count(), 1, "{page}");
    }

    #[test]
    fn a_link_that_does_not_hold_says_so_and_a_failure_says_what_it_is() {
        let gone =
            html(|| view! { <MailGone title="Expiré" failure=Failure::new(FailureKind::NotFound, "Trop tard.")/> });
        assert!(gone.contains("Expiré") && gone.contains("Trop tard."), "{gone}");
        let away =
            html(|| view! { <MailGone title="Expiré" failure=Failure::new(FailureKind::Unavailable, "Plus tard.")/> });
        assert!(!away.contains("Expiré") && away.contains("Plus tard."), "{away}");
    }
}
