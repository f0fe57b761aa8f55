//! The list in columns of the reader's own, and the choice of them: one step at a time, so that no script is needed.

use leptos::prelude::*;
use wording::inbox;

use crate::api::tickets::{ColumnChoice, ListPage, TicketRow};
use crate::piece::{IntoPiece, each};
use crate::ui::{Button, Cell, Column, DeedForm, HeadCell, Table, language};

/// The choice of columns.
#[component]
pub fn Chooser(
    /// The page of the list.
    base: &'static str,
    /// The columns, those that are shown first.
    choice: Vec<ColumnChoice>,
    /// The criteria of the list, to come back to it.
    criteria: String,
) -> impl IntoView {
    let language = language();
    let shown = choice.iter().filter(|column| column.shown).count();
    let close = format!("{base}?{criteria}");
    let row = |(at, column): (usize, ColumnChoice)| {
        let ColumnChoice { key, label, shown: is_shown } = column;
        let button = |name: &'static str, words: &'static str| {
            let full = inbox::search_button(language, &label, words);
            view! { <Button small=true name=name value=key.clone() label=full>{words}</Button> }.into_piece()
        };
        let up = (is_shown && at > 0).then(|| button("up", inbox::column_up(language)));
        let down = (is_shown && at + 1 < shown).then(|| button("down", inbox::column_down(language)));
        let hide = (is_shown && shown > 1).then(|| button("hide", inbox::column_hide(language)));
        let show = (!is_shown).then(|| button("show", inbox::column_show(language)));
        view! {
            <li class="inbox-search">
                <span>{label.clone()}</span>
                <span class="results-buttons">{up} {down} {hide} {show}</span>
            </li>
        }
        .into_piece()
    };
    let (first, hidden): (Vec<_>, Vec<_>) = choice.into_iter().enumerate().partition(|(_, column)| column.shown);
    let some_hidden = !hidden.is_empty();
    let first: Vec<_> = first.into_iter().map(row).collect();
    let hidden: Vec<_> = hidden.into_iter().map(row).collect();
    let hidden = some_hidden.then(|| {
        view! {
            <h2>{inbox::columns_hidden(language)}</h2>
            <ul class="inbox-searches">{hidden}</ul>
        }
    });
    view! {
        <details class="inbox-more" open=true>
            <summary>{inbox::columns(language)}</summary>
            <DeedForm name="columns" action=base deed="">
                <input type="hidden" name="criteria" value=criteria/>
                <p class="muted">{inbox::columns_lead(language)}</p>
                <h2>{inbox::columns_shown(language)}</h2>
                <ol class="inbox-searches">{first}</ol>
                {hidden}
                <p class="form-buttons">
                    <Button small=true name="original" value="1">{inbox::columns_reset(language)}</Button>
                    <a class="link" href=close>{inbox::columns_close(language)}</a>
                </p>
            </DeedForm>
        </details>
    }
    .into_piece()
}

/// The rows in the reader's columns.
#[component]
pub fn InColumns(
    /// The page.
    page: RwSignal<ListPage>,
    /// Where threads are: `/requests` or `/desk`.
    base: &'static str,
    /// Whether each row has a box to choose it by.
    choose: bool,
) -> impl IntoView {
    let language = language();
    let names = page.with_untracked(|page| page.columns.clone());
    let quiet = choose.then(|| Column::new(inbox::tick_column(language)).quiet());
    let columns: Vec<Column> = quiet.into_iter().chain(names.iter().cloned().map(Column::new)).collect();
    let rows = move || page.with(|page| page.rows.iter().cloned().zip(page.cells.iter().cloned()).collect::<Vec<_>>());
    let key = |(row, cells): &(TicketRow, Vec<String>)| crate::ui::fingerprint(&(row, cells));
    view! {
        <Table caption=inbox::list(language) columns=columns>
            {each(rows, key, move |(row, cells)| in_columns(row, cells, &names, base, choose))}
        </Table>
    }
    .into_piece()
}

fn in_columns(
    row: TicketRow,
    cells: Vec<String>,
    names: &[String],
    base: &'static str,
    choose: bool,
) -> impl IntoView + use<> {
    let language = language();
    let tick = choose.then(|| {
        let name = inbox::tick(language, &row.number);
        view! {
            <td class="table-tick" role="cell">
                <input class="choice-box" type="checkbox" name="ticket" value=row.number.clone() aria-label=name/>
            </td>
        }
    });
    let href = format!("{base}/{}", row.number);
    let unread = row.unread;
    let mut cells = cells.into_iter();
    // An empty first value is no link that anybody could press.
    let first = cells.next().filter(|text| !text.is_empty()).unwrap_or_else(|| row.number.clone());
    let rest: Vec<_> = cells
        .zip(names.iter().skip(1).cloned())
        .map(|(text, name)| view! { <Cell label=name>{text}</Cell> }.into_piece())
        .collect();
    view! {
        <tr role="row">
            {tick}
            <HeadCell>
                <a class="link ticket-row-link" href=href data-unread=unread.then_some("")>
                    {unread.then(|| view! { <span class="visually-hidden">{inbox::unread(language)} " · "</span> })}
                    {first}
                </a>
            </HeadCell>
            {rest}
        </tr>
    }
    .into_piece()
}
