//! Tickets in a list: the inbox, the desk, and the pane beside a thread show the same rows.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;
use wording::inbox;

use super::Glyph;
use super::{Badge, Icon, Moment, language};
use crate::api::tickets::TicketRow;
use crate::piece::{IntoPiece, each};

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
    /// Whether each row has a box to choose it by, for the form around the list.
    #[prop(optional)]
    choose: bool,
) -> impl IntoView {
    let language = language();
    view! {
        <ol class="ticket-list" aria-label=inbox::list(language)>
            {each(move || rows.get(), fingerprint, move |row| {
                let tick = choose.then(|| {
                    let name = inbox::tick(language, &row.number);
                    let number = row.number.clone();
                    view! {
                        <input class="choice-box" type="checkbox" name="ticket" value=number aria-label=name/>
                    }
                });
                view! { <li class=choose.then_some("ticket-choice")>{tick} {ticket_row(row, base, open)}</li> }
            })}
        </ol>
    }
    .into_piece()
}

/// What tells a row from every other, and from itself with anything changed.
pub fn fingerprint(row: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish()
}

fn ticket_row(row: TicketRow, base: &'static str, open: Signal<String>) -> impl IntoView {
    let language = language();
    let TicketRow { number, subject, parcel, parcels, customer, mark, due, changed, unread } = row;
    let href = format!("{base}/{number}");
    let refs = if customer.is_empty() { format!("{number} · ") } else { format!("{number} · {customer} · ") };
    // A number does not break inside.
    let parcel = if parcels > 1 { inbox::parcels(language, parcels) } else { parcel };
    view! {
        <a
            class="ticket-row"
            href=href
            data-unread=unread.then_some("")
            aria-current=move || open.with(|open| *open == number).then_some("page")
        >
            <span class="ticket-row-title">
                {unread.then(|| view! { <span class="visually-hidden">{inbox::unread(language)} " · "</span> })}
                {subject}
            </span>
            <span class="ticket-row-moment">
                <Moment at=changed.at text=changed.text full=changed.full/>
            </span>
            <span class="ticket-row-refs">{refs}<span>{parcel}</span></span>
            <span class="ticket-row-foot">
                <Badge tone=mark.tone>{mark.text}</Badge>
                <span>{due}</span>
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
