//! Proofs of delivery into what their pages show.

use domain::parcel::ProofState;
use domain::parcel::number::grouped;
use domain::parcel::proof::Evidence;
use domain::{Actor, Language};
use operations::parcels::{Choice, Parcel};
use operations::proofs::{DOCUMENT_MAX, PAGE_MAX, PROOFS_MAX, ParcelProof, Tally, facts, image_alt};
use operations::{Error, Result as Asked};
use wording::proof as words;

use super::parcels::can_be_filed_on;
use super::{Eyes, new_deed};
use crate::api::Named;
use crate::api::proofs::{ChosenProofs, ProofCard, ProofView};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};

/// The proof of a parcel.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(number: &str) -> Result<ProofView, Failure> {
    let (visit, actor) = reader()?;
    let found = visit.operations.parcel_proof(&actor, number).await.map_err(refused(&visit))?;
    visit.operations.see_proof(&actor, &found).await;
    let own = visit.operations.own_account(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(ProofView { email: own.email, deed: new_deed(), ..view(&visit, &eyes, &found) })
}

/// What a parcel's own page says of its proof; nothing for who may not see one, and while there is nothing to prove.
///
/// # Errors
/// [`Error::Store`].
pub(super) async fn card(visit: &Visit, actor: &Actor, eyes: &Eyes, parcel: &Parcel) -> Asked<ProofCard> {
    if parcel.standing.delivered_at.is_none() {
        return Ok(ProofCard::default());
    }
    match visit.operations.parcel_proof(actor, &parcel.id.to_string()).await {
        Ok(found) => {
            let shown = view(visit, eyes, &found);
            Ok(ProofCard {
                available: shown.available,
                said: shown.said,
                base: shown.base,
                deed: new_deed(),
                // Who waits for the proof, or whom none will help, can write all the same.
                contact: if shown.available { String::new() } else { shown.contact },
            })
        }
        Err(Error::Refused(_) | Error::NotFound) => Ok(ProofCard::default()),
        Err(error) => Err(error),
    }
}

/// The proofs that can be had of parcels that somebody is about to ask for: the number, and where the proof is.
///
/// # Errors
/// [`Error::Store`].
pub(super) async fn at_hand<'a>(
    visit: &Visit,
    actor: &Actor,
    parcels: impl IntoIterator<Item = &'a Parcel>,
) -> Asked<Vec<(String, String)>> {
    let ids = parcels.into_iter().map(|parcel| parcel.id).collect();
    match visit.operations.chosen_proofs(actor, &Choice::Parcels(ids), PAGE_MAX).await {
        Ok(found) => Ok(found
            .iter()
            .filter(|one| one.proof.is_some())
            .map(|one| (words::already_link(visit.language, &grouped(&one.parcel.number)), address(&one.parcel)))
            .collect()),
        Err(Error::Refused(_) | Error::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn address(parcel: &Parcel) -> String {
    format!("/parcels/{}/proof", parcel.id)
}

fn view(visit: &Visit, eyes: &Eyes, found: &ParcelProof) -> ProofView {
    let language = eyes.language;
    let parcel = &found.parcel;
    let shown = ProofView {
        grouped: grouped(&parcel.number),
        parcel: format!("/parcels/{}", parcel.id),
        base: address(parcel),
        contact: if can_be_filed_on(&parcel.number) { parcel.id.to_string() } else { String::new() },
        ..ProofView::default()
    };
    let Some(proof) = &found.proof else {
        let said = match found.state {
            ProofState::NotYet { from } => {
                words::not_before(language, &wording::moment::full(language, &eyes.zoned(from)))
            }
            ProofState::NotDelivered => words::not_delivered(language).to_owned(),
            ProofState::Missing | ProofState::Available => words::missing(language).to_owned(),
        };
        return ProofView { said, ..shown };
    };
    let paper = visit.operations.paper_of(found, proof);
    let image = match proof.evidence {
        Evidence::Signature => words::image_signature(language),
        Evidence::Photo => words::image_photo(language),
        Evidence::Statement => "",
    };
    ProofView {
        available: true,
        said: said(language, proof.evidence, &proof.signatory),
        facts: facts(language, &paper)
            .into_iter()
            .map(|(name, value)| Named { name: name.to_owned(), value })
            .collect(),
        image: image.to_owned(),
        alt: image_alt(language, proof.evidence, &proof.signatory, &paper.number),
        ..shown
    }
}

/// One line on a proof: who signed, and what shows it.
fn said(language: Language, evidence: Evidence, signatory: &str) -> String {
    let rests = operations::proofs::evidence(language, evidence);
    if signatory.is_empty() {
        wording::mail::fact(language, words::evidence(language), rests)
    } else {
        wording::mail::fact(language, words::signatory(language), signatory)
    }
}

/// What became of a choice of parcels; the values are those of the form that chose them.
///
/// # Errors
/// What the operation refused, in words.
pub async fn chosen(values: &[(String, String)]) -> Result<ChosenProofs, Failure> {
    let (visit, actor) = reader()?;
    let refused = refused(&visit);
    let language = visit.language;
    domain::permission::proofs(&actor).map_err(|denied| refused(denied.into()))?;
    let choice = match Choice::of_form(values.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
        Ok(choice) => choice,
        // Nothing ticked, or too much: the page says what to do.
        Err(Error::Refused(refusal)) => {
            let failure = crate::host::failure::failure(&visit, &Error::Refused(refusal));
            let said = failure.fields.into_iter().next().map_or(failure.summary, |field| field.message);
            let empty = !values.iter().any(|(name, _)| name == "parcel");
            return Ok(ChosenProofs { refused: if empty { String::new() } else { said }, ..ChosenProofs::default() });
        }
        Err(error) => return Err(refused(error)),
    };
    let tally = visit.operations.tally_proofs(&actor, &choice).await.map_err(&refused)?;
    let mut page = counted(language, &tally);
    page.fields = choice.fields().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    page.deed = new_deed();
    let wants_page = values.iter().any(|(name, value)| name == "make" && value == "page");
    if wants_page && page.no_page.is_empty() {
        let eyes = Eyes::of(&visit, &actor);
        let found = visit.operations.chosen_proofs(&actor, &choice, PROOFS_MAX).await.map_err(&refused)?;
        let available = found.iter().filter(|one| one.proof.is_some()).take(PAGE_MAX);
        page.shown = available.map(|one| view(&visit, &eyes, one)).collect();
    }
    Ok(page)
}

fn counted(language: Language, tally: &Tally) -> ChosenProofs {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let without = tally.chosen - tally.available;
    let reasons = [
        (tally.not_delivered, words::reason_not_delivered as fn(Language, i64) -> String),
        (tally.not_yet, words::reason_not_yet),
        (tally.missing, words::reason_missing),
    ];
    ChosenProofs {
        chosen: words::chosen(language, count(tally.chosen)),
        available: words::available_of(language, count(tally.available)),
        without: if without > 0 { words::without(language, count(without)) } else { String::new() },
        reasons: reasons.into_iter().filter(|(n, _)| *n > 0).map(|(n, said)| said(language, count(n))).collect(),
        huge: if tally.too_many { words::huge(language, count(PROOFS_MAX)) } else { String::new() },
        any: tally.available > 0 || tally.too_many,
        no_document: if tally.available > DOCUMENT_MAX || tally.too_many {
            words::document_bound(language, count(DOCUMENT_MAX))
        } else {
            String::new()
        },
        no_page: if tally.available > PAGE_MAX || tally.too_many {
            words::page_bound(language, count(PAGE_MAX))
        } else {
            String::new()
        },
        ..ChosenProofs::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_says_how_many_have_none_and_why() {
        let tally = Tally { chosen: 60, available: 55, not_delivered: 3, not_yet: 1, missing: 1, too_many: false };
        let page = counted(Language::Fr, &tally);
        assert_eq!((page.chosen.as_str(), page.available.as_str()), ("60 colis choisis", "55 preuves disponibles"));
        assert_eq!(page.without, "5 colis sans preuve");
        assert_eq!(page.reasons.len(), 3);
        assert_eq!(page.reasons[1], "1 livré depuis moins de 24 heures");
        assert!(page.any && page.no_document.is_empty() && !page.no_page.is_empty());

        let all = counted(Language::En, &Tally { chosen: 2, available: 2, ..Tally::default() });
        assert!(all.any && all.without.is_empty() && all.reasons.is_empty() && all.no_page.is_empty());
        let none = counted(Language::En, &Tally { chosen: 2, not_yet: 2, ..Tally::default() });
        assert!(!none.any);
        let huge = Tally { chosen: PROOFS_MAX, available: PROOFS_MAX, too_many: true, ..Tally::default() };
        let huge = counted(Language::En, &huge);
        assert!(huge.any && huge.refused.is_empty() && !huge.huge.is_empty());
        assert!(!huge.no_document.is_empty() && !huge.no_page.is_empty());
    }
}
