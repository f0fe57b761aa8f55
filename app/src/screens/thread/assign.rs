//! One's own team on a ticket: giving it to colleagues, and calling them in a note.

use leptos::prelude::*;
use wording::thread as words;

use super::customer_forms::{Seen, read_again};
use crate::api::thread::ThreadPage;
use crate::piece::IntoPiece;
use crate::ui::{Button, Checkbox, DeedForm, Fieldset, language, refused_here};

/// Give the ticket to colleagues.
#[component]
pub fn Assign(
    /// The ticket.
    page: RwSignal<ThreadPage>,
) -> impl IntoView {
    let language = language();
    let first = page.get_untracked();
    let action = format!("/requests/{}", first.number);
    let people = first.people;
    view! {
        <details class="desk-deed" open=refused_here("assign")>
            <summary>{words::assign(language)}</summary>
            <DeedForm name="assign" action deed=first.deed keep=true on_done=read_again()>
                <Seen page/>
                <input type="hidden" name="seen" value=move || page.with(|page| page.assigned_seen.clone())/>
                <p class="muted">{words::assign_lead(language)}</p>
                <Fieldset name="colleague" legend=words::assign_who(language)>
                    <Boxes name="colleague" people/>
                </Fieldset>
                <div class="form-buttons">
                    <Button>{words::assign_send(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

/// Whom a note calls. It stands within the note's form.
#[component]
pub fn Tell(
    /// Whom it can call: id and name.
    callable: Vec<(String, String)>,
) -> impl IntoView {
    let language = language();
    (!callable.is_empty())
        .then(|| {
            let people = callable.into_iter().map(|(id, name)| (id, name, false)).collect();
            view! {
                <Fieldset name="told" legend=words::tell(language) hint=words::tell_hint(language)>
                    <Boxes name="told" people/>
                </Fieldset>
            }
        })
        .into_piece()
}

/// The boxes, made within the form so that they know what was ticked before a refusal.
#[component]
fn Boxes(
    /// Their name.
    name: &'static str,
    /// The people: id, name, and whether ticked.
    people: Vec<(String, String, bool)>,
) -> impl IntoView {
    let boxes: Vec<_> = people
        .into_iter()
        .enumerate()
        .map(|(place, (id, who, ticked))| {
            view! { <Checkbox name=name value=id checked=ticked first=place == 0>{who}</Checkbox> }
        })
        .collect();
    view! { <div class="team-boxes">{boxes}</div> }.into_piece()
}
