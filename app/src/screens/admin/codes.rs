//! Codes of carriers that nothing knows yet, and those whose meaning somebody has said.

use domain::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::feeds as words;

use super::tabs::AdminTabs;
use crate::api::Named;
use crate::api::feeds::{ChosenView, CodesPage, MappedView, UnknownView, codes};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLink, ButtonLook, Card, Cell, Choice, Column, DeedForm, EmptyState, FailureView, Glyph, HeadCell,
    Moment, Notice, Select, Table, Tone, language,
};

/// The page.
#[component]
pub fn CodesScreen() -> impl IntoView {
    let query = use_query_map();
    let asked =
        move || query.with(|query| (query.get("carrier").unwrap_or_default(), query.get("code").unwrap_or_default()));
    let page = Resource::new(asked, |(carrier, code)| codes(carrier, code));
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
    /// The codes.
    page: CodesPage,
) -> impl IntoView {
    let language = language();
    let none = page.unknown.is_empty();
    view! {
        <Title text=words::codes_title(language)/>
        <div class="page" data-width="wide">
            <h1>{words::codes_title(language)}</h1>
            <AdminTabs here="/admin/codes"/>
            <p class="page-lead">{words::codes_lead(language)}</p>
            {done(language).map(|done| view! { <Notice tone=Tone::Done><p>{done}</p></Notice> })}
            {page.chosen.map(|chosen| view! { <Say chosen/> })}
            {if none {
                view! {
                    <EmptyState glyph=Glyph::Check title=words::none_title(language)>
                        <p>{words::none(language)}</p>
                    </EmptyState>
                }
                    .into_piece()
            } else {
                view! {
                    <section class="stack">
                        <h2>{words::unknown_title(language)}</h2>
                        <Unknown rows=page.unknown/>
                        {page.more.then(|| view! { <p class="muted">{words::unknown_more(language)}</p> })}
                    </section>
                }
                    .into_piece()
            }}
            {(!page.mapped.is_empty()).then(|| view! { <Mapped rows=page.mapped/> })}
        </div>
    }
    .into_piece()
}

/// What was done just before, in words.
fn done(language: Language) -> Option<String> {
    let query = use_query_map();
    let get = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let code = get("which");
    let what = match get("done").as_str() {
        "mapped" => words::done_mapped(language, &code),
        "removed" => words::done_removed(language, &code),
        _ => return None,
    };
    let scans = words::done_scans(language, get("scans").parse().unwrap_or(0));
    let moved = words::done_moved(language, get("moved").parse().unwrap_or(0));
    Some(format!("{what} {scans} {moved}"))
}

fn choices(all: Vec<Named>) -> Vec<Choice> {
    all.into_iter().map(|one| Choice::new(one.name, one.value)).collect()
}

#[component]
fn Say(
    /// The code whose meaning is said.
    chosen: ChosenView,
) -> impl IntoView {
    let language = language();
    let said = (!chosen.label.is_empty()).then(|| words::said_by_carrier(language, &chosen.label));
    view! {
        <Card title=words::form_title(language, &chosen.code)>
            <p>{words::form_lead(language, &chosen.carrier)}</p>
            {said.map(|said| view! { <p>{said}</p> })}
            <DeedForm name="map" action=chosen.action deed="" keep=true>
                <input type="hidden" name="carrier" value=chosen.carrier/>
                <input type="hidden" name="code" value=chosen.code/>
                <Select
                    name="state"
                    label=words::state_field(language)
                    choices=choices(chosen.states)
                    value=chosen.state
                    prompt=words::state_prompt(language)
                    required=true
                />
                <Select
                    name="reason"
                    label=words::reason_field(language)
                    choices=choices(chosen.reasons)
                    value=chosen.reason
                    prompt=words::reason_prompt(language)
                />
                <Select
                    name="responsible"
                    label=words::responsible_field(language)
                    choices=choices(chosen.responsibles)
                    value=chosen.responsible
                    prompt=words::responsible_prompt(language)
                />
                <p class="form-buttons">
                    <Button look=ButtonLook::Primary>{words::save(language)}</Button>
                    <ButtonLink href="/admin/codes" look=ButtonLook::Quiet>{words::cancel(language)}</ButtonLink>
                </p>
            </DeedForm>
        </Card>
    }
    .into_piece()
}

#[component]
fn Unknown(
    /// The codes, those that came most often first.
    rows: Vec<UnknownView>,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::code(language)),
        Column::new(words::carrier(language)),
        Column::new(words::label(language)),
        Column::new(words::scans(language)).numeric(),
        Column::new(words::first_seen(language)),
        Column::new(words::last_seen(language)),
        Column::new(words::example(language)),
        Column::new(words::deed(language)).quiet(),
    ];
    view! {
        <Table caption=words::unknown_title(language) columns=columns>
            {rows
                .into_iter()
                .map(|row| {
                    let label = if row.label.is_empty() { "–".to_owned() } else { row.label };
                    let named = words::map_named(language, &row.carrier, &row.code);
                    let example = if row.number.is_empty() {
                        "–".into_piece()
                    } else {
                        let href = format!("/parcels/{}", row.number);
                        view! { <a class="link" href=href rel="external">{row.number}</a> }.into_piece()
                    };
                    view! {
                        <tr role="row">
                            <HeadCell>{row.code}</HeadCell>
                            <Cell label=words::carrier(language)>{row.carrier}</Cell>
                            <Cell label=words::label(language)>{label}</Cell>
                            <Cell label=words::scans(language) numeric=true>
                                {wording::number::integer(language, row.scans)}
                            </Cell>
                            <Cell label=words::first_seen(language)>
                                <Moment at=row.first.at text=row.first.text full=row.first.full/>
                            </Cell>
                            <Cell label=words::last_seen(language)>
                                <Moment at=row.last.at text=row.last.text full=row.last.full/>
                            </Cell>
                            <Cell label=words::example(language)>{example}</Cell>
                            <Cell label=words::deed(language)>
                                <ButtonLink
                                    href=row.href
                                    small=true
                                    label=named
                                >
                                    {words::map(language)}
                                </ButtonLink>
                            </Cell>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_piece()
}

#[component]
fn Mapped(
    /// The codes, by carrier.
    rows: Vec<MappedView>,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::code(language)),
        Column::new(words::carrier(language)),
        Column::new(words::label(language)),
        Column::new(words::meaning(language)),
        Column::new(words::mapped_by(language)),
        Column::new(words::deed(language)).quiet(),
    ];
    view! {
        <section class="stack">
            <h2>{words::mapped_title(language)}</h2>
            <p class="muted">{words::mapped_lead(language)}</p>
            <Table caption=words::mapped_title(language) columns=columns>
                {rows.into_iter().map(|row| view! { <MappedRow row/> }).collect_view()}
            </Table>
        </section>
    }
    .into_piece()
}

#[component]
fn MappedRow(
    /// The code.
    row: MappedView,
) -> impl IntoView {
    let language = language();
    let label = if row.label.is_empty() { "–".to_owned() } else { row.label };
    let change = words::change_named(language, &row.carrier, &row.code);
    let remove = words::remove_named(language, &row.carrier, &row.code);
    let (carrier, code) = (row.carrier.clone(), row.code.clone());
    view! {
        <tr role="row">
            <HeadCell>{row.code}</HeadCell>
            <Cell label=words::carrier(language)>{row.carrier}</Cell>
            <Cell label=words::label(language)>{label}</Cell>
            <Cell label=words::meaning(language)>{row.meaning}</Cell>
            <Cell label=words::mapped_by(language)>
                <span>
                    {row.by} " · " <Moment at=row.when.at text=row.when.text full=row.when.full/>
                </span>
            </Cell>
            <Cell label=words::deed(language)>
                <div class="row">
                    <ButtonLink href=row.href small=true label=change>{words::change(language)}</ButtonLink>
                    <form method="post" action="/admin/codes">
                        <input type="hidden" name="form" value="unmap"/>
                        <input type="hidden" name="carrier" value=carrier/>
                        <input type="hidden" name="code" value=code/>
                        <Button small=true look=ButtonLook::Quiet label=remove>{words::remove(language)}</Button>
                    </form>
                </div>
            </Cell>
        </tr>
    }
    .into_piece()
}
