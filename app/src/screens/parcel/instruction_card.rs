//! The parcel's delivery instruction: what was asked and what became of it, and whether another can be given.

use leptos::prelude::*;
use wording::instruction as w;

use crate::api::instruct::{GivenView, InstructionCard as Shown};
use crate::piece::IntoPiece;
use crate::ui::{Badge, ButtonLink, ButtonLook, Card, language};

/// The card; nothing for those who may give no instruction.
#[component]
pub fn InstructionCard(
    /// What it shows.
    card: Shown,
) -> impl IntoView {
    let language = language();
    let Shown { latest, open, href, why } = card;
    if latest.is_none() && href.is_empty() && why.is_empty() {
        return ().into_piece();
    }
    let lead = match (&latest, href.is_empty()) {
        (_, true) => why,
        (None, false) => w::card_possible(language).to_owned(),
        (Some(_), false) => String::new(),
    };
    let lead = (!lead.is_empty()).then(|| view! { <p>{lead}</p> });
    let give = if open { w::card_replace(language) } else { w::card_give(language) };
    let look = if open { ButtonLook::default() } else { ButtonLook::Primary };
    let button = (!href.is_empty()).then(|| {
        view! { <div class="form-buttons"><ButtonLink href=href look=look>{give}</ButtonLink></div> }
    });
    view! {
        <Card title=w::card(language)>
            {latest.map(|latest| view! { <Latest latest/> })}
            {lead}
            {button}
        </Card>
    }
    .into_piece()
}

#[component]
fn Latest(
    /// The latest instruction.
    latest: GivenView,
) -> impl IntoView {
    view! {
        <p>{latest.wish} " " <Badge tone=latest.fate.tone>{latest.fate.text}</Badge></p>
        <p>{latest.says}</p>
        <p class="small muted">{latest.by}</p>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::InstructionCard;
    use crate::api::Mark;
    use crate::api::instruct::{GivenView, InstructionCard as Shown};
    use crate::ui::specimen::html;

    #[test]
    fn it_says_what_is_possible_and_what_was_given() {
        let latest = GivenView {
            wish: "Livrer samedi 28 novembre".into(),
            fate: Mark { text: "Transmise".into(), ..Mark::default() },
            ..GivenView::default()
        };
        for (card, there, not_there) in [
            (Shown::default(), "", "card"),
            (Shown { href: "/parcels/X/instruction".into(), ..Shown::default() }, "Donner une consigne", "Remplacer"),
            (Shown { why: "Ce colis est livré.".into(), ..Shown::default() }, "Ce colis est livré.", "/instruction"),
            (
                Shown {
                    href: "/parcels/X/instruction".into(),
                    open: true,
                    latest: Some(latest.clone()),
                    ..Shown::default()
                },
                "Remplacer la consigne",
                "quand, où ou comment",
            ),
            (
                Shown { why: "Trop tard.".into(), latest: Some(latest), ..Shown::default() },
                "Livrer samedi 28 novembre",
                "/instruction",
            ),
        ] {
            let shown = html(move || view! { <InstructionCard card/> });
            assert!(shown.contains(there), "{there} in {shown}");
            assert!(!shown.contains(not_there), "{not_there} in {shown}");
        }
    }
}
