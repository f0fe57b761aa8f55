//! Instructions that were given: the open one, and those before.

use leptos::prelude::*;
use wording::instruction as w;

use crate::api::instruct::GivenView;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Card, Moment, language};

/// The instruction that is open.
#[component]
pub fn Present(
    /// The instruction.
    open: GivenView,
    /// Until when it can be replaced, in a sentence.
    until: String,
) -> impl IntoView {
    view! {
        <Card title=w::open_now(language())>
            <Given given=open/>
            <p>{until}</p>
        </Card>
    }
    .into_piece()
}

/// Those before; nothing where there are none.
#[component]
pub fn Past(
    /// The instructions, the latest first.
    given: Vec<GivenView>,
) -> impl IntoView {
    (!given.is_empty()).then(|| {
        let items: Vec<_> = given.into_iter().map(|given| view! { <li><Given given/></li> }).collect();
        view! { <Card title=w::history(language())><ul class="instruct-past">{items}</ul></Card> }
    })
}

/// One instruction: what is asked, what has become of it, by whom and when.
#[component]
fn Given(
    /// The instruction.
    given: GivenView,
) -> impl IntoView {
    view! {
        <div class="instruct-given">
            <p class="instruct-wish">{given.wish} " " <Badge tone=given.fate.tone>{given.fate.text}</Badge></p>
            <p>
                {given.says}
                {given.changed.map(|at| view! { " "<Moment at=at.at text=at.text full=at.full/> })}
            </p>
            <p class="small muted">{given.by}</p>
        </div>
    }
    .into_piece()
}
