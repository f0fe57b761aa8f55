//! What the pages of filing share: the numbered steps, when the draft was kept, and the way to drop it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wording::filing;

use crate::api::When;
use crate::api::filing::{FilingPage, filing as read_filing};
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLook, FailureView, Skeleton, Step, StepState, Stepper, StepperLook, Tone, language};

/// One of the four steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Place {
    /// Which parcel.
    Parcel,
    /// Whether it is the right one, and which siblings.
    Check,
    /// The subject.
    Subject,
    /// What the subject asks, the text, the files.
    Details,
}

impl Place {
    /// The address of this step of a draft.
    pub fn address(self, draft: &str) -> String {
        match self {
            Place::Parcel => format!("/requests/new?draft={draft}"),
            Place::Check => format!("/requests/new/{draft}/check"),
            Place::Subject => format!("/requests/new/{draft}/subject"),
            Place::Details => format!("/requests/new/{draft}/details"),
        }
    }
}

/// The steps; those behind lead back.
#[component]
pub fn Steps(
    /// The present one.
    here: Place,
    /// The draft; empty before there is one.
    #[prop(optional, into)]
    draft: String,
) -> impl IntoView {
    let language = language();
    let steps = [
        (Place::Parcel, filing::step_parcel(language)),
        (Place::Check, filing::step_check(language)),
        (Place::Subject, filing::step_subject(language)),
        (Place::Details, filing::step_details(language)),
    ]
    .into_iter()
    .map(|(place, name)| {
        if place < here {
            Step::new(name, StepState::Past).at(place.address(&draft))
        } else if place == here {
            Step::new(name, StepState::Here(Tone::Neutral))
        } else {
            Step::new(name, StepState::Ahead)
        }
    })
    .collect();
    view! { <Stepper label=filing::steps(language) steps=steps look=StepperLook::Numbers/> }.into_piece()
}

/// A page of a draft: read, then shown.
pub fn draft_page<Shown>(show: impl Fn(FilingPage) -> Shown + Clone + Send + Sync + 'static) -> impl IntoView
where
    Shown: IntoView + 'static,
{
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("draft").unwrap_or_default(), read_filing);
    view! {
        <Suspense fallback=|| view! { <div class="page"><Skeleton lines=6/></div> }>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <div class="page">{show(page)}</div> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

/// Whether what is typed is on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Since then, in words; nothing is said where that is not known.
    Since(String),
    /// Not yet: there was no answer.
    NotYet,
}

impl Kept {
    /// As the page was read.
    pub fn of(saved: Option<&When>) -> RwSignal<Kept> {
        RwSignal::new(Kept::Since(saved.map(|saved| saved.text.clone()).unwrap_or_default()))
    }
}

/// The foot of a form of a draft: when it was kept, and a button that drops it, behind a question.
#[component]
pub fn DraftFoot(
    /// When the draft was kept.
    kept: RwSignal<Kept>,
) -> impl IntoView {
    let language = language();
    view! {
        <div class="filing-foot">
            <p class="filing-saved" role="status">
                {move || match kept.get() {
                    Kept::Since(when) if when.is_empty() => String::new(),
                    Kept::Since(when) => filing::saved(language, &when),
                    Kept::NotYet => filing::not_saved(language).to_owned(),
                }}
            </p>
            <details class="filing-discard">
                <summary>{filing::discard(language)}</summary>
                <p>{filing::discard_sure(language)}</p>
                <Button look=ButtonLook::Danger name="discard" value="yes" small=true>
                    {filing::discard_yes(language)}
                </Button>
            </details>
        </div>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{DraftFoot, Kept, Place, Steps};
    use crate::ui::specimen::html;

    #[test]
    fn steps_behind_lead_back_and_those_ahead_do_not() {
        let page = html(|| view! { <Steps here=Place::Subject draft="d1"/> });
        assert!(page.contains("href=\"/requests/new?draft=d1\""), "{page}");
        assert!(page.contains("href=\"/requests/new/d1/check\""), "{page}");
        assert!(!page.contains("/details"), "{page}");
        assert_eq!(page.matches("aria-current=\"step\"").count(), 1, "{page}");
    }

    #[test]
    fn it_says_when_the_draft_was_kept() {
        let kept = Kept::Since("hier 16:38".into());
        let page = html(move || view! { <DraftFoot kept=RwSignal::new(kept)/> });
        assert!(page.contains("Brouillon enregistré hier 16:38"), "{page}");
        assert!(page.contains("name=\"discard\""), "{page}");
    }
}
