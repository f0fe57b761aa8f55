//! The proof of delivery on the parcel's page: to see, to save, to be sent; or from when on, or whom to ask.

use leptos::prelude::*;
use wording::proof as words;

use crate::api::proofs::ProofCard;
use crate::api::viewer::viewer;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLink, Card, DeedForm, FileOn, language};

/// The card; nothing where there is nothing to prove, or for who may not see it.
#[component]
pub fn Proof(
    /// How it is with the proof.
    proof: ProofCard,
) -> impl IntoView {
    let language = language();
    if proof.base.is_empty() {
        return ().into_piece();
    }
    let ProofCard { available, said, base, deed, contact } = proof;
    let deeds = if available {
        let (page, file) = (base.clone(), format!("{base}.pdf"));
        view! {
            <div class="form-buttons parcel-deeds">
                <ButtonLink href=page outside=true>{words::view(language)}</ButtonLink>
                <ButtonLink href=file outside=true>{words::download(language)}</ButtonLink>
                <DeedForm name="send" action=base deed=deed>
                    <Button>{words::send(language)}</Button>
                </DeedForm>
            </div>
        }
        .into_piece()
    } else if !contact.is_empty() && viewer().is_some_and(|viewer| viewer.files && !viewer.operator) {
        view! {
            <div class="form-buttons parcel-deeds">
                <FileOn on=contact label=words::contact(language)/>
            </div>
        }
        .into_piece()
    } else {
        ().into_piece()
    };
    view! {
        <Card title=words::title(language)>
            <p>{said}</p>
            {deeds}
        </Card>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Proof;
    use crate::api::proofs::ProofCard;
    use crate::api::viewer::Viewer;
    use crate::ui::specimen::html;

    fn card() -> ProofCard {
        ProofCard { said: "Signataire : A".into(), base: "/parcels/1/proof".into(), ..ProofCard::default() }
    }

    #[test]
    fn what_can_be_had_is_seen_saved_and_sent() {
        let page = html(|| view! { <Proof proof=ProofCard { available: true, deed: "k".into(), ..card() }/> });
        for part in ["href=\"/parcels/1/proof\"", "href=\"/parcels/1/proof.pdf\"", "action=\"/parcels/1/proof\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn what_cannot_be_had_yet_has_no_buttons_and_what_is_missing_leads_to_customer_service() {
        let page = html(|| view! { <Proof proof=card()/> });
        assert!(page.contains("Signataire") && !page.contains("<a ") && !page.contains("<form"), "{page}");
        let missing = ProofCard { contact: "1".into(), ..card() };
        let page = html(move || {
            provide_context(Some(Viewer { files: true, ..Viewer::default() }));
            view! { <Proof proof=missing/> }
        });
        assert!(page.contains("action=\"/requests/new\"") && page.contains("value=\"1\""), "{page}");
    }

    #[test]
    fn where_there_is_nothing_to_prove_there_is_no_card() {
        assert!(!html(|| view! { <Proof proof=ProofCard::default()/> }).contains("card"));
    }
}
