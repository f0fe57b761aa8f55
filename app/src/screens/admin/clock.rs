//! The clock of a demo: moved on, so that reminders, answers that never come and closings can be seen.

use leptos::prelude::*;
use wording::admin as words;

use crate::piece::IntoPiece;
use crate::ui::{Button, Card, DeedForm, Glyph, language};

/// How far one press moves it, in days: a day, past the first reminders, past the end of a term.
const STEPS: [i64; 3] = [1, 7, 31];

/// The form that moves it.
#[component]
pub fn DemoClock() -> impl IntoView {
    let language = language();
    view! {
        <Card title=words::clock(language)>
            <p>{words::clock_lead(language)}</p>
            <DeedForm name="clock" action="/admin/clock" deed="">
                <p class="form-buttons">
                    {STEPS
                        .map(|days| {
                            view! {
                                <Button name="days" value=days.to_string() glyph=Glyph::Clock>
                                    {words::clock_step(language, days)}
                                </Button>
                            }
                        })
                        .collect_view()}
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}
