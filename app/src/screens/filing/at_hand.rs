//! What is asked for and can be had at once: filing may go on all the same.

use leptos::prelude::*;
use wording::proof;

use crate::ui::{Link, Notice, Tone, language};

/// The proofs of delivery that a request would ask for; nothing where there are none.
#[component]
pub fn AtHand(
    /// What leads to each, and its address.
    proofs: Vec<(String, String)>,
) -> impl IntoView {
    let language = language();
    (!proofs.is_empty()).then(|| {
        let links: Vec<_> = proofs
            .into_iter()
            .map(|(said, address)| view! { <li><Link href=address outside=true>{said}</Link></li> })
            .collect();
        view! {
            <Notice tone=Tone::Done title=proof::already(language)>
                <p>{proof::already_lead(language)}</p>
                <ul>{links}</ul>
            </Notice>
        }
    })
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::AtHand;
    use crate::ui::specimen::html;

    #[test]
    fn a_proof_that_is_here_is_led_to_and_none_says_nothing() {
        let proofs = vec![("Voir la preuve de XY1".to_owned(), "/parcels/1/proof".to_owned())];
        let page = html(move || view! { <AtHand proofs/> });
        assert!(page.contains("href=\"/parcels/1/proof\"") && page.contains("Voir la preuve de XY1"), "{page}");
        assert!(!html(|| view! { <AtHand proofs=Vec::new()/> }).contains("notice"));
    }
}
