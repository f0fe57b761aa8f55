//! Rows and columns; on a narrow page each row becomes a card that names its values.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::{Glyph, Icon, Words, language};
use crate::piece::{Children, IntoPiece};

/// How a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest, oldest or A first.
    Ascending,
    /// Largest, newest or Z first.
    Descending,
}

/// The link in the head of a column that sorts the table by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortLink {
    /// The address of the table sorted by this column, or the other way round where it already is.
    pub href: String,
    /// How it is sorted now, if by this column.
    pub now: Option<Sorted>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub label: String,
    /// The link that sorts by it.
    pub sort: Option<SortLink>,
    /// Whether it holds numbers, which stand at the right.
    pub numeric: bool,
    /// Whether only assistive technology reads the label: deeds, marks.
    pub quiet: bool,
}

impl Column {
    /// A column that cannot be sorted by.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Column { label: label.into(), ..Column::default() }
    }

    /// The same column with a link that sorts by it.
    #[must_use]
    pub fn sorted_by(mut self, href: impl Into<String>, now: Option<Sorted>) -> Self {
        self.sort = Some(SortLink { href: href.into(), now });
        self
    }

    /// The same column for numbers.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// The same column with a label that only assistive technology reads.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }
}

/// A table. Rows are `<tr role="row">` with one [`Cell`] (or [`HeadCell`]) per column; the roles keep it a table for
/// assistive technology where it is shown as cards.
#[component]
pub fn Table(
    /// What it shows, for assistive technology.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The field name of the boxes in its rows, where rows can be ticked; see [`RowCheck`].
    #[prop(optional, into)]
    select: Words,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let Words(select) = select;
    let heads: Vec<_> = columns
        .into_iter()
        .map(|column| {
            let now = column.sort.as_ref().and_then(|sort| sort.now);
            let direction = now.map(|now| match now {
                Sorted::Ascending => "ascending",
                Sorted::Descending => "descending",
            });
            let glyph = match now {
                None => Glyph::Sort,
                Some(Sorted::Ascending) => Glyph::SortUp,
                Some(Sorted::Descending) => Glyph::SortDown,
            };
            let quiet = column.quiet;
            let content = match column.sort {
                Some(sort) => {
                    view! { <a class="table-sort" href=sort.href>{column.label}<Icon glyph=glyph/></a> }.into_piece()
                }
                None => view! { <span class:visually-hidden=quiet>{column.label}</span> }.into_piece(),
            };
            view! {
                <th scope="col" role="columnheader" aria-sort=direction data-numeric=column.numeric>
                    {content}
                </th>
            }
        })
        .collect();
    let select = select.map(|name| {
        view! { <td class="table-tick" role="cell"><SelectAll name=name/></td> }
    });
    view! {
        <table class="table" role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{select}{heads}</tr>
            </thead>
            <tbody role="rowgroup">{children.show()}</tbody>
        </table>
    }
    .into_piece()
}

/// The box in the head that ticks every row in sight. It needs scripts and is not shown without.
#[component]
fn SelectAll(
    /// The field name of the boxes in the rows.
    name: String,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let able = RwSignal::new(false);
    Effect::new(move |_| able.set(true));
    let tick_all = move |_| {
        let Some(head) = node.get_untracked() else { return };
        let checked = head.checked();
        let Some(table) = head.closest("table").ok().flatten() else { return };
        each_box(&table, &name, |one| one.set_checked(checked));
    };
    view! {
        <input
            class="choice-box"
            type="checkbox"
            hidden=move || !able.get()
            aria-label=wording::ui::select_all(language())
            node_ref=node
            on:change=tick_all
        />
    }
    .into_piece()
}

/// Hands over each box of a name inside a table.
fn each_box(table: &Element, name: &str, deed: impl Fn(&HtmlInputElement)) {
    let Ok(boxes) = table.query_selector_all("tbody input[type=checkbox]") else { return };
    for place in 0..boxes.length() {
        if let Some(one) = boxes.get(place).and_then(|node| node.dyn_into::<HtmlInputElement>().ok())
            && one.name() == name
            && !one.disabled()
        {
            deed(&one);
        }
    }
}

/// The cell that ticks its row.
#[component]
pub fn RowCheck(
    /// The field name shared by the rows.
    #[prop(into)]
    name: String,
    /// What is sent for this row.
    #[prop(into)]
    value: String,
    /// Which row it is, for assistive technology.
    #[prop(into)]
    label: String,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <td class="table-tick" role="cell">
            <input class="choice-box" type="checkbox" name=name value=value checked=checked aria-label=label/>
        </td>
    }
    .into_piece()
}

/// One value of a row.
#[component]
pub fn Cell(
    /// The name of its column, shown beside it where the row is a card.
    #[prop(into)]
    label: String,
    /// Whether it is a number, which stands at the right.
    #[prop(optional)]
    numeric: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! { <td role="cell" data-label=label data-numeric=numeric>{children.show()}</td> }.into_piece()
}

/// The value that names its row: a number, a subject.
#[component]
pub fn HeadCell(
    /// The value, most often a link.
    children: Children,
) -> impl IntoView {
    view! { <th scope="row" role="rowheader">{children.show()}</th> }.into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Cell, Column, HeadCell, RowCheck, Sorted, Table};
    use crate::ui::specimen::html;

    #[test]
    fn it_sorts_by_links_and_stays_a_table() {
        let columns = vec![
            Column::new("Demande").sorted_by("?sort=number", Some(Sorted::Descending)),
            Column::new("Poids").numeric(),
        ];
        let page = html(move || {
            view! {
                <Table caption="Demandes" columns=columns select="ticket">
                    <tr role="row">
                        <RowCheck name="ticket" value="7" label="D-2026-000007"/>
                        <HeadCell>"D-2026-000007"</HeadCell>
                        <Cell label="Poids" numeric=true>"1,2 kg"</Cell>
                    </tr>
                </Table>
            }
        });
        for part in [
            "aria-sort=\"descending\"",
            "href=\"?sort=number\"",
            "role=\"rowheader\"",
            "data-label=\"Poids\"",
            "aria-label=\"D-2026-000007\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
