//! Lists of tickets into what the inbox and the desk show.

use domain::ticket::lifecycle::{Lifecycle, Mark as LifeMark, TicketState};
use domain::ticket::promise::{self, Owner};
use domain::{Language, permission};
use operations::tickets::reading::{Page, Wanted};
use operations::tickets::{COUNT_LIMIT, Cursor, Listed};
use wording::{desk, inbox};

use super::Eyes;
use crate::api::Mark;
use crate::api::tickets::{ListPage, ListQuery, ListTab, TicketRow};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};
use crate::ui::Tone;

const ROWS: i64 = 50;

/// The customer's inbox.
///
/// # Errors
/// What the operation refused, in words.
pub async fn inbox(query: &ListQuery) -> Result<ListPage, Failure> {
    let (visit, actor) = reader()?;
    let language = visit.language;
    let tabs = [
        ("customer", inbox::tab_customer(language)),
        ("operator", inbox::tab_operator(language)),
        ("done", inbox::tab_done(language)),
        ("all", inbox::tab_all(language)),
    ];
    let tab = tab_of(query, &tabs);
    let mut page = visit.operations.inbox(&actor, &wanted(query, &tab)).await.map_err(refused(&visit))?;
    let drafts = std::mem::take(&mut page.drafts);
    let mut shown = show(&visit, &Eyes::of(&visit, &actor), page, &tabs, tab);
    shown.drafts = drafts
        .into_iter()
        .map(|(id, draft)| (format!("/requests/new/{id}/check"), domain::parcel::number::grouped(&draft.parcel)))
        .collect();
    Ok(shown)
}

/// The agents' queue.
///
/// # Errors
/// What the operation refused, in words.
pub async fn desk(query: &ListQuery) -> Result<ListPage, Failure> {
    let (visit, actor) = reader()?;
    let language = visit.language;
    let mut tabs = vec![
        ("operator", desk::tab_operator(language)),
        ("late", desk::tab_late(language)),
        ("customer", desk::tab_customer(language)),
        ("all", desk::tab_all(language)),
    ];
    tabs.retain(|(key, _)| *key != "late" || permission::see_late(&actor).is_ok());
    let tab = tab_of(query, &tabs);
    let page = visit.operations.desk(&actor, &wanted(query, &tab)).await.map_err(refused(&visit))?;
    Ok(show(&visit, &Eyes::of(&visit, &actor), page, &tabs, tab))
}

/// The tab of a list: the one named, else the first. A search looks through all unless a tab is named; so does a chosen
/// state always, because not every tab can hold it.
fn tab_of(query: &ListQuery, tabs: &[(&str, &str)]) -> String {
    if TicketState::from_word(&query.state).is_some() {
        return "all".to_owned();
    }
    let named = tabs.iter().find(|(key, _)| *key == query.tab);
    match (named, query.search.trim().is_empty()) {
        (Some((key, _)), _) => (*key).to_owned(),
        (None, true) => tabs[0].0.to_owned(),
        (None, false) => "all".to_owned(),
    }
}

fn wanted(query: &ListQuery, tab: &str) -> Wanted {
    let after = query.after.split_once('.').and_then(|(at, id)| {
        // A changed cursor shows another page at most; the statement binds both as values.
        Some(Cursor { at: at.parse().ok()?, id: id.chars().take(36).collect() })
    });
    Wanted {
        tab: tab.to_owned(),
        state: TicketState::from_word(&query.state).map_or("", TicketState::as_str).to_owned(),
        days: query.days.parse().unwrap_or(0),
        search: query.search.chars().take(100).collect(),
        after,
        rows: ROWS,
    }
}

fn show(visit: &Visit, eyes: &Eyes, page: Page, tabs: &[(&str, &str)], tab: String) -> ListPage {
    let language = visit.language;
    let count = |key: &str| {
        let n = page.counts.iter().find(|(turn, _)| turn == key).map_or(0, |(_, n)| *n);
        let text = wording::number::integer(language, n.min(COUNT_LIMIT));
        if n >= COUNT_LIMIT { inbox::more_than(language, &text) } else { text }
    };
    ListPage {
        tabs: tabs
            .iter()
            .map(|(key, label)| ListTab {
                key: (*key).to_owned(),
                label: (*label).to_owned(),
                count: matches!(*key, "customer" | "operator" | "late").then(|| count(key)),
            })
            .collect(),
        tab,
        rows: page.rows.iter().map(|row| ticket_row(visit, eyes, row)).collect(),
        next: page.next.map(|next| format!("{}.{}", next.at, next.id)).unwrap_or_default(),
        states: TicketState::ALL
            .into_iter()
            .map(|state| (state.as_str().to_owned(), state_name(language, state, eyes.operator).to_owned()))
            .collect(),
        drafts: Vec::new(),
    }
}

/// A state's name in the reader's eyes.
#[must_use]
pub fn state_name(language: Language, state: TicketState, operator: bool) -> &'static str {
    if operator {
        wording::values::ticket_state_for_operator(language, state)
    } else {
        wording::values::ticket_state(language, state)
    }
}

/// A row of a list.
#[must_use]
pub fn ticket_row(visit: &Visit, eyes: &Eyes, row: &Listed) -> TicketRow {
    let last = if eyes.operator { row.operator_sequence } else { row.public_sequence };
    TicketRow {
        number: row.number.clone(),
        subject: subject(visit, &row.subject),
        parcel: domain::parcel::number::grouped(&row.parcel_number),
        parcels: row.parcel_count,
        customer: if eyes.operator { row.customer_name.clone() } else { String::new() },
        mark: turn_mark(eyes, &row.life, row.missing_slots),
        due: due(eyes, &row.life),
        changed: eyes.recent(row.changed_at),
        unread: last > row.read_sequence,
    }
}

/// The same row made of a whole ticket, as parcel pages list them.
#[must_use]
pub fn row_of_ticket(visit: &Visit, eyes: &Eyes, ticket: &operations::tickets::Ticket) -> TicketRow {
    let last = if eyes.operator { ticket.operator_sequence } else { ticket.public_sequence };
    TicketRow {
        number: ticket.number.clone(),
        subject: subject(visit, &ticket.subject),
        parcel: domain::parcel::number::grouped(&ticket.parcel_number),
        parcels: ticket.parcel_count,
        customer: if eyes.operator { ticket.customer_name.clone() } else { String::new() },
        mark: turn_mark(eyes, &ticket.life, ticket.missing_slots),
        due: due(eyes, &ticket.life),
        changed: eyes.recent(ticket.changed_at),
        unread: last > ticket.read_sequence,
    }
}

/// A subject's name in the reader's language; the key where the matrix no longer knows it.
#[must_use]
pub fn subject(visit: &Visit, key: &str) -> String {
    visit
        .operations
        .settings()
        .matrix
        .subject(key)
        .map_or_else(|| key.to_owned(), |subject| subject.label.get(visit.language).to_owned())
}

/// Who must act, in the colour and words of the reader's side.
#[must_use]
pub fn turn_mark(eyes: &Eyes, life: &Lifecycle, missing_slots: i64) -> Mark {
    let language = eyes.language;
    let mark = |tone, text: &str| Mark { tone, text: text.to_owned() };
    let late = promise::is_late(life, eyes.now);
    match (promise::owner(life), life.state) {
        _ if late => mark(Tone::Wrong, inbox::late(language)),
        (Owner::Customer, TicketState::Resolved) if eyes.operator => mark(Tone::Them, desk::tab_customer(language)),
        (Owner::Customer, TicketState::Resolved) => mark(Tone::You, inbox::to_validate(language)),
        (Owner::Customer, _) if eyes.operator => mark(Tone::Them, desk::tab_customer(language)),
        (Owner::Customer, _) if missing_slots > 0 => mark(Tone::You, &inbox::documents_wanted(language, missing_slots)),
        (Owner::Customer, _) => mark(Tone::You, inbox::reply_wanted(language)),
        (Owner::Agent, state) if eyes.operator => mark(Tone::You, state_name(language, state, true)),
        (Owner::Agent, _) => mark(Tone::Them, inbox::in_progress(language)),
        (Owner::Carrier, _) => mark(Tone::Them, inbox::waiting_carrier(language)),
        (Owner::Recipient, _) => mark(Tone::Them, inbox::waiting_recipient(language)),
        (Owner::Nobody, TicketState::Validated) if life.mark == Some(LifeMark::Withdrawn) => {
            mark(Tone::Neutral, inbox::ended_withdrawn(language))
        }
        (Owner::Nobody, TicketState::Validated) => mark(Tone::Done, inbox::ended_validated(language)),
        (Owner::Nobody, _) => mark(Tone::Neutral, inbox::ended_closed(language)),
    }
}

/// By when somebody must act.
fn due(eyes: &Eyes, life: &Lifecycle) -> String {
    let Some(due_at) = life.due_at else { return String::new() };
    let language = eyes.language;
    let day = eyes.day(due_at);
    match promise::owner(life) {
        Owner::Customer => inbox::before(language, &day),
        Owner::Nobody => inbox::closes_on(language, &day),
        _ if promise::is_late(life, eyes.now) => inbox::late_since(language, &day),
        _ => inbox::answer_by(language, &day),
    }
}

#[cfg(test)]
mod tests {
    use super::tab_of;
    use crate::api::tickets::ListQuery;

    #[test]
    fn a_chosen_state_is_looked_for_in_all() {
        for (tab, state, search, shown) in [
            ("", "", "", "customer"),
            ("done", "", "", "done"),
            ("nothing", "", "", "customer"),
            ("", "", "CMD-1", "all"),
            ("done", "", "CMD-1", "done"),
            ("", "closed", "", "all"),
            ("customer", "closed", "", "all"),
            ("customer", "no state", "", "customer"),
        ] {
            let query = ListQuery {
                tab: tab.to_owned(),
                state: state.to_owned(),
                search: search.to_owned(),
                ..ListQuery::default()
            };
            assert_eq!(
                tab_of(&query, &["customer", "operator", "done", "all"].map(|key| (key, ""))),
                shown,
                "{query:?}"
            );
        }
    }
}
