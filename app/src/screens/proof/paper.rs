//! What a proof says, on a page.

use leptos::prelude::*;

use crate::api::proofs::ProofView;
use crate::piece::IntoPiece;
use crate::ui::{Fact, Facts};

/// Facts and image of a proof.
#[component]
pub fn Paper(
    /// The proof.
    proof: ProofView,
) -> impl IntoView {
    let facts: Vec<_> =
        proof.facts.into_iter().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    let image = (!proof.image.is_empty()).then(|| {
        view! {
            <figure class="proof-image">
                <img src=format!("{}/image", proof.base) alt=proof.alt/>
                <figcaption class="small muted">{proof.image}</figcaption>
            </figure>
        }
    });
    view! {
        <Facts>{facts}</Facts>
        {image}
    }
    .into_piece()
}
