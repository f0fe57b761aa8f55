//! The glossary, and what to do about a parcel by its state.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::help as words;

use crate::api::Named;
use crate::api::help::{GlossaryPage, StateHelp, glossary};
use crate::piece::IntoPiece;
use crate::ui::{Breadcrumb, Cell, Column, Crumb, Fact, Facts, FailureView, HeadCell, Table, language};

/// The page `/help/glossary`.
#[component]
pub fn GlossaryScreen() -> impl IntoView {
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match glossary().await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// Words and states.
    page: GlossaryPage,
) -> impl IntoView {
    let language = language();
    view! {
        <Title text=words::glossary(language)/>
        <div class="page" data-width="wide">
            <Breadcrumb crumbs=vec![Crumb::new("/help", words::title(language))] here=words::glossary(language)/>
            <h1>{words::glossary(language)}</h1>
            <nav class="help-jumps" aria-label=words::on_this_page(language)>
                <a class="link" href="#words">{words::words(language)}</a>
                <a class="link" href="#states">{words::states(language)}</a>
            </nav>
            <Terms terms=page.terms/>
            <States states=page.states/>
        </div>
    }
    .into_piece()
}

/// Words and what they mean.
#[component]
fn Terms(
    /// In alphabetical order.
    terms: Vec<Named>,
) -> impl IntoView {
    let terms: Vec<_> = terms.into_iter().map(|term| view! { <Fact name=term.name>{term.value}</Fact> }).collect();
    view! {
        <section class="help-words" aria-labelledby="words">
            <h2 id="words">{words::words(language())}</h2>
            <Facts>{terms}</Facts>
        </section>
    }
    .into_piece()
}

/// The fifteen filters: events, meaning, what to do.
#[component]
fn States(
    /// In the order of the table.
    states: Vec<StateHelp>,
) -> impl IntoView {
    let language = language();
    let heads = [words::state(language), words::events(language), words::means(language), words::to_do(language)];
    let columns = heads.into_iter().map(Column::new).collect();
    let rows: Vec<_> = states
        .into_iter()
        .map(|state| {
            let events: Vec<_> = state.events.into_iter().map(|event| view! { <li>{event}</li> }).collect();
            let events = (!events.is_empty()).then(|| view! { <ul>{events}</ul> });
            // A row keeps its cells, so that those beside it stay under their heads.
            let nothing = || view! { <span class="visually-hidden">{words::nothing(language)}</span> };
            let events = match events {
                Some(events) => events.into_piece(),
                None => nothing().into_piece(),
            };
            let action = if state.action.is_empty() { nothing().into_piece() } else { state.action.into_piece() };
            view! {
                <tr role="row" id=state.anchor>
                    <HeadCell>{state.name}</HeadCell>
                    <Cell label=heads[1]>{events}</Cell>
                    <Cell label=heads[2]>{state.definition}</Cell>
                    <Cell label=heads[3]>{action}</Cell>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="help-states" aria-labelledby="states">
            <h2 id="states">{words::states(language)}</h2>
            <p class="page-lead">{words::states_lead(language)}</p>
            <Table caption=words::states(language) columns=columns>{rows}</Table>
        </section>
    }
    .into_piece()
}
