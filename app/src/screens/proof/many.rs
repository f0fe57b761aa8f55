//! The proofs of a choice of parcels: how many there are, why some are missing, and in which form they are wanted.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::proof as words;

use super::paper::Paper;
use crate::api::proofs::{ChosenProofs, ProofView, read_chosen_proofs};
use crate::error::Attempt;
use crate::piece::{IntoPiece, Piece};
use crate::ui::{
    Breadcrumb, Button, ButtonLink, ButtonLook, Card, Checkbox, Crumb, DeedForm, EmptyState, FailureView, Glyph,
    Notice, Tone, language,
};

/// The page `/parcels/proofs`; a form of results posts here, and so does the page itself.
#[component]
pub fn ProofsScreen() -> impl IntoView {
    let query = use_query_map();
    let values = match use_context::<Attempt>() {
        Some(attempt) => attempt.values,
        None => query.with_untracked(|query| {
            ["parcel", "all", "criteria"]
                .into_iter()
                .flat_map(|name| {
                    let all = query.get_all(name).unwrap_or_default();
                    all.into_iter().map(move |value| (name.to_owned(), value))
                })
                .collect()
        }),
    };
    let page = Resource::new(move || values.clone(), read_chosen_proofs);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// What became of the choice.
    page: ChosenProofs,
) -> impl IntoView {
    let language = language();
    let title = words::title_many(language);
    let said = page.refused.clone();
    let refused = (!said.is_empty()).then(|| view! { <Notice tone=Tone::Wrong><p>{said}</p></Notice> });
    view! {
        <Title text=title/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/parcels", wording::parcel::title(language))] here=title/>
            <h1>{title}</h1>
            {refused}
            {if page.chosen.is_empty() { nothing() } else { chosen(page) }}
        </div>
    }
    .into_piece()
}

fn nothing() -> Piece {
    let language = language();
    view! {
        <EmptyState title=words::none_chosen(language)>
            <p>{words::none_chosen_lead(language)}</p>
            <ButtonLink href="/parcels" glyph=Glyph::Search>{words::search(language)}</ButtonLink>
        </EmptyState>
    }
    .into_piece()
}

fn chosen(page: ChosenProofs) -> Piece {
    let language = language();
    let ChosenProofs {
        chosen, available, without, reasons, any, no_document, no_page, fields, deed, shown, huge, ..
    } = page;
    let huge = (!huge.is_empty()).then(|| view! { <Notice><p>{huge}</p></Notice> });
    let reasons: Vec<_> = reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect();
    let without = (!without.is_empty()).then(|| {
        view! {
            <Notice title=without>
                <ul>{reasons}</ul>
                <p>{words::without_lead(language)}</p>
            </Notice>
        }
    });
    let form = any.then(|| view! { <Make fields deed no_document no_page/> });
    let shown: Vec<_> = shown.into_iter().map(|proof| view! { <OneOf proof/> }).collect();
    view! {
        <p class="page-lead">{chosen} " · " <strong>{available}</strong></p>
        {huge}
        {without}
        {form}
        {shown}
    }
    .into_piece()
}

/// In which form they are wanted.
#[component]
fn Make(
    /// The fields that say the choice again.
    fields: Vec<(String, String)>,
    /// The key under which they are made once.
    deed: String,
    /// Why they cannot stand in one file; empty where they can.
    no_document: String,
    /// Why they cannot stand on the page; empty where they can.
    no_page: String,
) -> impl IntoView {
    let language = language();
    let fields: Vec<_> =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect();
    let document = no_document.is_empty().then(|| {
        view! { <Button name="make" value="document">{words::make_document(language)}</Button> }
    });
    let on_page =
        no_page.is_empty().then(|| view! { <Button name="make" value="page">{words::make_page(language)}</Button> });
    let bounds: Vec<_> = [no_document, no_page]
        .into_iter()
        .filter(|bound| !bound.is_empty())
        .map(|bound| view! { <p class="small muted">{bound}</p> })
        .collect();
    view! {
        <Card>
            <DeedForm name="make" action="/parcels/proofs" deed=deed>
                {fields}
                <Checkbox name="by_mail">{words::make_mail(language)}</Checkbox>
                <div class="form-buttons">
                    <Button name="make" value="zip" look=ButtonLook::Primary>{words::make_zip(language)}</Button>
                    {document}
                    {on_page}
                </div>
                <p class="small muted">{words::make_lead(language)}</p>
                {bounds}
            </DeedForm>
        </Card>
    }
    .into_piece()
}

/// One of several proofs on the page.
#[component]
fn OneOf(
    /// The proof.
    proof: ProofView,
) -> impl IntoView {
    let language = language();
    let (page, file) = (proof.base.clone(), format!("{}.pdf", proof.base));
    let label = |deed: &str| format!("{deed} · {}", proof.grouped);
    let (view_it, save_it) = (label(words::view(language)), label(words::download(language)));
    view! {
        <Card title=proof.grouped.clone()>
            <Paper proof/>
            <div class="form-buttons">
                <ButtonLink href=page small=true label=view_it>{words::view(language)}</ButtonLink>
                <ButtonLink href=file small=true outside=true label=save_it>{words::download(language)}</ButtonLink>
            </div>
        </Card>
    }
    .into_piece()
}
