//! Numbers with bars, and the measures beside what they were.

use domain::Language;
use leptos::prelude::*;
use wording::dashboard as words;

use crate::api::dashboard::{Measure, Number};
use crate::piece::IntoPiece;
use crate::ui::{Badge, Card, Cell, Column, HeadCell, Table, Tone, language};

/// A table whose numbers also stand as bars.
#[component]
pub fn Bars(
    /// What is shown.
    title: &'static str,
    /// What the first column holds.
    head: &'static str,
    /// The numbers.
    numbers: Vec<Number>,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(head),
        Column::new(words::number(language)).numeric(),
        Column::new(words::chart(language)).quiet(),
    ];
    let rows: Vec<_> = numbers
        .into_iter()
        .map(|number| {
            let (link, bar) = (linked(&number), bar(number.bar));
            view! {
                <tr role="row">
                    <HeadCell>{number.label}</HeadCell>
                    <Cell label=words::number(language) numeric=true>{link}</Cell>
                    <td class="dashboard-chart" role="cell">{bar}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <Card title=title>
            <Table caption=title columns=columns>{rows}</Table>
        </Card>
    }
    .into_piece()
}

/// A bar of a hundredth of its ground each; the number beside it says the same.
fn bar(length: i64) -> impl IntoView {
    view! {
        <svg class="dashboard-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="dashboard-bar-ground" width="100" height="8"></rect>
            <rect width=length.to_string() height="8"></rect>
        </svg>
    }
}

/// A number as the link to what it counts.
fn linked(number: &Number) -> impl IntoView + use<> {
    let name = format!("{} · {}", number.text, number.label);
    view! { <a class="link" href=number.href.clone() aria-label=name>{number.text.clone()}</a> }
}

/// What waits now: large numbers beside each other.
#[component]
pub fn Tiles(
    /// The numbers.
    numbers: Vec<Number>,
) -> impl IntoView {
    let tiles: Vec<_> = numbers
        .into_iter()
        .map(|number| {
            view! {
                <li class="dashboard-tile">
                    <a href=number.href>
                        <strong>{number.text}</strong>
                        " "
                        <span>{number.label}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="dashboard-tiles">{tiles}</ul> }.into_piece()
}

/// The measures of the period.
#[component]
pub fn Measures(
    /// The measures.
    measures: Vec<Measure>,
) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::measure(language)),
        Column::new(words::value(language)).numeric(),
        Column::new(words::of_what(language)).numeric(),
        Column::new(words::before(language)).numeric(),
        Column::new(words::change(language)).numeric(),
        Column::new(words::claim(language)),
    ];
    let rows: Vec<_> = measures.into_iter().map(|measure| line(language, measure)).collect();
    view! {
        <Card title=words::measures(language)>
            <Table caption=words::measures(language) columns=columns>{rows}</Table>
            <p class="small muted">{words::explained(language)}</p>
        </Card>
    }
    .into_piece()
}

fn line(language: Language, measure: Measure) -> impl IntoView {
    let dash = move |text: String| if text.is_empty() { words::no_figure(language).to_owned() } else { text };
    let reached = measure.reached.map(|reached| {
        let (tone, text) =
            if reached { (Tone::Done, words::reached(language)) } else { (Tone::You, words::not_reached(language)) };
        view! { " " <Badge tone=tone>{text}</Badge> }
    });
    let link = linked(&measure.number);
    view! {
        <tr role="row">
            <HeadCell>{measure.number.label}</HeadCell>
            <Cell label=words::value(language) numeric=true>{link}</Cell>
            <Cell label=words::of_what(language) numeric=true>{measure.of}</Cell>
            <Cell label=words::before(language) numeric=true>{dash(measure.before)}</Cell>
            <Cell label=words::change(language) numeric=true>{dash(measure.change)}</Cell>
            <Cell label=words::claim(language)>{dash(measure.claim)} {reached}</Cell>
        </tr>
    }
}
