//! Where something stands among its steps: the life of a ticket as a line, the steps of a form as numbers.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone, language};
use crate::piece::IntoPiece;

/// Where one step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Past,
    /// Here, in the colour of who must act.
    Here(Tone),
    /// Still to come.
    #[default]
    Ahead,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// Its own page, where one can go back to it.
    pub href: Option<String>,
}

impl Step {
    /// A step without a page of its own.
    #[must_use]
    pub fn new(label: impl Into<String>, state: StepState) -> Self {
        Step { label: label.into(), state, href: None }
    }

    /// The same step with a page to go back to.
    #[must_use]
    pub fn at(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// How the steps are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepperLook {
    /// A line with a word below each part: the life of a ticket.
    #[default]
    Line,
    /// Numbers in circles: the pages of a guided form.
    Numbers,
}

/// Steps in their order, with the present one marked.
#[component]
pub fn Stepper(
    /// What the steps belong to, for assistive technology.
    #[prop(into)]
    label: String,
    /// The steps.
    steps: Vec<Step>,
    /// How they are drawn.
    #[prop(optional)]
    look: StepperLook,
) -> impl IntoView {
    let language = language();
    let items: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(place, step)| {
            let (state, tone, words) = match step.state {
                StepState::Past => ("past", None, wording::ui::step_done(language)),
                StepState::Here(tone) => ("here", Some(tone.word()), wording::ui::step_here(language)),
                StepState::Ahead => ("ahead", None, wording::ui::step_ahead(language)),
            };
            let mark = (look == StepperLook::Numbers).then(|| {
                view! {
                    <span class="step-mark" aria-hidden="true">
                        {if step.state == StepState::Past {
                            view! { <Icon glyph=Glyph::Check/> }.into_piece()
                        } else {
                            (place + 1).into_piece()
                        }}
                    </span>
                }
            });
            let words = view! { <span class="visually-hidden">" "{words}</span> };
            let name = match step.href {
                Some(href) => view! { <a class="step-name" href=href>{step.label}{words}</a> }.into_piece(),
                None => view! { <span class="step-name">{step.label}{words}</span> }.into_piece(),
            };
            view! {
                <li
                    class="step"
                    data-state=state
                    data-tone=tone
                    aria-current=(state == "here").then_some("step")
                >
                    {mark}
                    {name}
                </li>
            }
        })
        .collect();
    let look = match look {
        StepperLook::Line => "line",
        StepperLook::Numbers => "numbers",
    };
    view! {
        <div class="stepper-box">
            <ol class="stepper" data-look=look aria-label=label>{items}</ol>
        </div>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Step, StepState, Stepper, StepperLook};
    use crate::ui::Tone;
    use crate::ui::specimen::html;

    #[test]
    fn the_present_step_is_marked_once_and_in_words() {
        let steps = vec![
            Step::new("Créée", StepState::Past),
            Step::new("En cours", StepState::Here(Tone::Them)),
            Step::new("Résolue", StepState::Ahead),
        ];
        let page = html(move || view! { <Stepper label="Avancement" steps=steps/> });
        assert_eq!(page.matches("aria-current=\"step\"").count(), 1, "{page}");
        assert!(page.contains("data-tone=\"them\""), "{page}");
        assert!(page.contains("étape en cours"), "{page}");
    }

    #[test]
    fn numbered_steps_lead_back() {
        let steps = vec![
            Step::new("Colis", StepState::Past).at("/file/parcel"),
            Step::new("Vérifier", StepState::Here(Tone::Neutral)),
        ];
        let page = html(move || view! { <Stepper label="Étapes" steps=steps look=StepperLook::Numbers/> });
        assert!(page.contains("href=\"/file/parcel\""), "{page}");
        assert!(page.contains(">2</span>"), "{page}");
    }
}
