//! Tickets in a list: the inbox, the desk, and the pane beside a thread show the same rows.

use leptos::prelude::*;
use wording::inbox;

use super::Glyph;
use super::{Badge, Icon, Moment, language};
use crate::api::tickets::TicketRow;
use crate::piece::IntoPiece;

/// Rows of tickets, each a link to its thread.
#[component]
pub fn TicketList(
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<TicketRow>>,
    /// Where threads are: `/requests` or `/desk`.
    base: &'static str,
    /// The number of the ticket that is open beside the list.
    #[prop(optional, into)]
    open: Signal<String>,
) -> impl IntoView {
    let language = language();
    view! {
        <ol class="ticket-list" aria-label=inbox::list(language)>
            <For each=move || rows.get() key=|row| row.clone() let:row>
                <li>{ticket_row(row, base, open)}</li>
            </For>
        </ol>
    }
    .into_piece()
}

fn ticket_row(row: TicketRow, base: &'static str, open: Signal<String>) -> impl IntoView {
    let language = language();
    let number = row.number.clone();
    let mut refs = row.number.clone();
    if !row.customer.is_empty() {
        refs = format!("{refs} · {}", row.customer);
    }
    refs.push_str(" · ");
    // A number does not break inside.
    let parcel = if row.parcels > 1 { inbox::parcels(language, row.parcels) } else { row.parcel.clone() };
    view! {
        <a
            class="ticket-row"
            href=format!("{base}/{}", row.number)
            data-unread=row.unread.then_some("")
            aria-current=move || (open.get() == number).then_some("page")
        >
            <span class="ticket-row-title">
                {row.unread.then(|| view! { <span class="visually-hidden">{inbox::unread(language)} " · "</span> })}
                {row.subject.clone()}
            </span>
            <span class="ticket-row-moment">
                <Moment at=row.changed.at.clone() text=row.changed.text.clone() full=row.changed.full.clone()/>
            </span>
            <span class="ticket-row-refs">{refs}<span>{parcel}</span></span>
            <span class="ticket-row-foot">
                <Badge tone=row.mark.tone>{row.mark.text.clone()}</Badge>
                <span>{row.due.clone()}</span>
            </span>
        </a>
    }
}

/// A short list of tickets inside another page, such as a parcel's.
#[component]
pub fn TicketLinks(
    /// The rows.
    rows: Vec<TicketRow>,
    /// Where threads are: `/requests` or `/desk`.
    base: &'static str,
) -> impl IntoView {
    view! {
        <ul class="ticket-links">
            {rows
                .into_iter()
                .map(|row| {
                    view! {
                        <li>
                            <a class="link" href=format!("{base}/{}", row.number)>
                                <Icon glyph=Glyph::ArrowRight/>
                                {format!("{} · {}", row.number, row.subject)}
                            </a>
                            <Badge tone=row.mark.tone>{row.mark.text.clone()}</Badge>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_piece()
}
