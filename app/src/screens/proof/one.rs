//! The page of a proof.

use domain::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use wording::proof as words;

use super::paper::Paper;
use crate::api::proofs::{ProofView, read_proof};
use crate::api::viewer::viewer;
use crate::piece::{IntoPiece, Piece};
use crate::ui::{
    Breadcrumb, Button, ButtonLink, ButtonLook, Card, Crumb, DeedForm, FailureView, FileOn, Glyph, Link, Notice, Tone,
    language,
};

/// The page `/parcels/:number/proof`.
#[component]
pub fn ProofScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("number").unwrap_or_default(), read_proof);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(proof) => view! { <Shown proof/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The proof.
    proof: ProofView,
) -> impl IntoView {
    let language = language();
    let title = words::title_of(language, &proof.grouped);
    let sent = use_query_map().with_untracked(|query| query.get("sent").is_some()) && proof.available;
    let sent = sent.then(|| {
        let said = words::sent(language, &proof.email);
        view! { <Notice tone=Tone::Done live=true><p>{said}</p></Notice> }
    });
    let crumbs = vec![
        Crumb::new("/parcels", wording::parcel::title(language)),
        Crumb::new(proof.parcel.clone(), proof.grouped.clone()),
    ];
    view! {
        <Title text=title.clone()/>
        <div class="page">
            <Breadcrumb crumbs here=words::title(language)/>
            <h1>{title}</h1>
            {sent}
            {if proof.available { available(proof) } else { unavailable(proof) }}
        </div>
    }
    .into_piece()
}

fn available(proof: ProofView) -> Piece {
    let language = language();
    let papers: Vec<_> = [(Language::Fr, words::download_fr(language)), (Language::En, words::download_en(language))]
        .into_iter()
        .map(|(paper, said)| {
            let look = if paper == language { ButtonLook::Primary } else { ButtonLook::Secondary };
            let href = format!("{}.pdf?language={}", proof.base, paper.code());
            (paper != language, view! { <ButtonLink href look outside=true>{said}</ButtonLink> })
        })
        .collect();
    let (own, other): (Vec<_>, Vec<_>) = papers.into_iter().partition(|(other, _)| !other);
    let papers: Vec<_> = own.into_iter().chain(other).map(|(_, link)| link).collect();
    let (base, deed) = (proof.base.clone(), proof.deed.clone());
    let lead = words::send_lead(language, &proof.email);
    view! {
        <Card>
            <Paper proof/>
            <div class="form-buttons">{papers}</div>
        </Card>
        <Card>
            <p>{lead}</p>
            <DeedForm name="send" action=base deed=deed>
                <p class="form-buttons">
                    <Button glyph=Glyph::Envelope>{words::send(language)}</Button>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

fn unavailable(proof: ProofView) -> Piece {
    let language = language();
    let files = viewer().is_some_and(|viewer| viewer.files && !viewer.operator) && !proof.contact.is_empty();
    let contact = files.then(|| view! { <FileOn on=proof.contact.clone() label=words::contact(language)/> });
    view! {
        <Notice><p>{proof.said}</p></Notice>
        <div class="form-buttons">
            {contact}
            <Link href=proof.parcel>{words::back(language)}</Link>
        </div>
    }
    .into_piece()
}
