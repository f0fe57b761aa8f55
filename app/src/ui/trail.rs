//! The audit trail: its filters, its rows, and leafing through them.

use domain::Language;
use leptos::prelude::*;
use wording::audit as words;

use super::{
    Button, ButtonLook, Cell, Choice, Column, EmptyState, Field, FieldKind, HeadCell, Moment, Pagination, Select,
    Table, Words, language,
};
use crate::api::Named;
use crate::api::audit::{TrailQuery, TrailRow, TrailView};
use crate::piece::IntoPiece;

/// The trail with what stands around it.
#[component]
pub fn Trail(
    /// The page's address.
    base: &'static str,
    /// What was asked for.
    query: TrailQuery,
    /// The page.
    page: TrailView,
    /// Whether it says of each row whom it concerns.
    #[prop(optional)]
    customers: bool,
) -> impl IntoView {
    let language = language();
    let TrailView { rows, older, newest, acts, wrong } = page;
    let fits = wrong.is_empty();
    let some = |href: String| Words((!href.is_empty()).then_some(href));
    let list = if rows.is_empty() {
        fits.then(|| {
            view! {
                <EmptyState title=words::none_title(language)>
                    <p>{words::none(language)}</p>
                </EmptyState>
            }
        })
        .into_piece()
    } else {
        table(language, rows, customers).into_piece()
    };
    view! {
        {filters(language, base, &query, acts, &wrong)}
        {list}
        <Pagination newer=some(newest) older=some(older)/>
    }
    .into_piece()
}

fn filters(
    language: Language,
    base: &'static str,
    query: &TrailQuery,
    acts: Vec<Named>,
    wrong: &[String],
) -> impl IntoView + use<> {
    let acts: Vec<Choice> = acts.into_iter().map(|act| Choice::new(act.value, act.name)).collect();
    let error = |field: &str| wrong.iter().any(|name| name == field).then(|| words::wrong_day(language).to_owned());
    let day = |name: &'static str, label: &'static str, value: String| {
        view! {
            <Field
                name=name
                label=label
                kind=FieldKind::Date
                value=value
                error=Words(error(name))
                unmarked=true
            />
        }
    };
    let days =
        (day("from", words::from(language), query.from.clone()), day("to", words::to(language), query.to.clone()));
    view! {
        <form class="trail-filters" method="get" action=base role="search" aria-label=words::title(language)>
            <Field
                name="who"
                label=words::who(language)
                hint=words::who_hint(language)
                value=query.who.clone()
                max_length=100u32
                autocomplete="off"
                unmarked=true
            />
            <Select
                name="act"
                label=words::act(language)
                choices=acts
                value=query.act.clone()
                prompt=words::act_all(language)
                unmarked=true
            />
            <Field
                name="object"
                label=words::object_field(language)
                hint=words::object_hint(language)
                value=query.object.clone()
                max_length=100u32
                autocomplete="off"
                unmarked=true
            />
            <div class="trail-days">{days}</div>
            <p class="form-buttons">
                <Button look=ButtonLook::Primary>{words::filter(language)}</Button>
                <Button form_action=format!("{base}/export")>{words::export(language)}</Button>
                <a class="link" href=base>{words::reset(language)}</a>
            </p>
        </form>
    }
}

fn table(language: Language, rows: Vec<TrailRow>, customers: bool) -> impl IntoView {
    let mut columns = vec![Column::new(words::moment(language)), Column::new(words::who(language))];
    if customers {
        columns.push(Column::new(words::customer(language)));
    }
    columns.extend([words::act(language), words::object(language), words::change(language)].map(Column::new));
    let rows: Vec<_> = rows.into_iter().map(|row| line(language, row, customers)).collect();
    view! {
        <Table caption=words::title(language) columns=columns>
            {rows}
        </Table>
    }
}

fn line(language: Language, row: TrailRow, customers: bool) -> impl IntoView {
    let dash = move |text: String| if text.is_empty() { words::nobody(language).to_owned() } else { text };
    let object = if row.href.is_empty() {
        dash(row.object).into_piece()
    } else {
        view! { <a class="link" href=row.href rel="external">{row.object}</a> }.into_piece()
    };
    let customer = customers.then(|| view! { <Cell label=words::customer(language)>{dash(row.customer)}</Cell> });
    let address = (!row.address.is_empty())
        .then(|| view! { <span class="small muted">{format!("{} {}", words::address(language), row.address)}</span> });
    view! {
        <tr role="row">
            <HeadCell>
                <Moment at=row.when.at text=row.when.text full=row.when.full/>
            </HeadCell>
            <Cell label=words::who(language)>
                <span class="trail-who">{dash(row.who)} {address}</span>
            </Cell>
            {customer}
            <Cell label=words::act(language)>{row.act}</Cell>
            <Cell label=words::object(language)>{object}</Cell>
            <Cell label=words::change(language)>{dash(row.change)}</Cell>
        </tr>
    }
}
