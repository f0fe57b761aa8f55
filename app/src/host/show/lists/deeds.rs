//! What can be done with the rows of a list, and what was done just now.

use domain::actor::{Right, Side};
use domain::ticket::number::parse_ticket_number;
use domain::{Actor, Language};
use operations::tickets::SavedSearch;
use operations::tickets::chosen::WhyLeft;
use operations::tickets::reading::Found;
use wording::inbox;

use super::super::new_deed;
use super::List;
use crate::api::tickets::{ListDeeds, ListQuery, ListSearch};
use crate::host::Visit;

/// How the address says why a deed could not be done to a ticket.
const REASONS: [(WhyLeft, &str); 3] = [(WhyLeft::State, "state"), (WhyLeft::Right, "right"), (WhyLeft::Gone, "gone")];

/// The word of a reason.
#[must_use]
pub fn word(why: WhyLeft) -> &'static str {
    REASONS.iter().find(|(one, _)| *one == why).map_or("", |(_, word)| word)
}

/// What the reader can do.
pub(super) fn deeds(
    visit: &Visit,
    actor: &Actor,
    query: &ListQuery,
    list: &List<'_>,
    found: Option<Found>,
) -> ListDeeds {
    let language = visit.language;
    let may = |right: Right| match &actor.side {
        Side::Customer { rights, .. } => rights.has(right),
        Side::Operator { .. } => true,
    };
    let criteria = list.in_tab();
    let here = list.address(&criteria);
    let choose = query.value("show") == "choose";
    let (chooser, here) =
        if choose { (String::new(), format!("{here}&show=choose")) } else { (format!("{here}&show=choose"), here) };
    ListDeeds {
        chooser,
        choose,
        settle: !actor.is_operator() && may(Right::Validate),
        take: actor.is_operator(),
        export: may(Right::ExportTickets),
        share: may(Right::ShareSearches),
        criteria: criteria.to_query(),
        here: if query.after.is_empty() { here } else { format!("{here}&after={}", query.after) },
        deed: new_deed(),
        all: match found {
            Some(Found::Exactly(found)) => inbox::all_of(language, found),
            _ => inbox::all_of_list(language).to_owned(),
        },
        did: did(language, query.value("did"), query.value("done").parse().unwrap_or(0)),
        left: left(language, query.value("left")),
    }
}

fn did(language: Language, what: &str, done: i64) -> String {
    match what {
        "validate" => inbox::did_validate(language, done),
        "withdraw" => inbox::did_withdraw(language, done),
        "read" => inbox::did_read(language, done),
        "take" => inbox::did_take(language, done),
        "open" => inbox::did_open(language, done),
        "columns" => inbox::did_columns(language).to_owned(),
        "saved" => inbox::did_save(language).to_owned(),
        "search" => inbox::did_search(language).to_owned(),
        _ => String::new(),
    }
}

/// `D-2026-000123.state D-2026-000124.gone`: only numbers and known reasons are shown of it.
fn left(language: Language, left: &str) -> Vec<String> {
    left.split(' ')
        .filter_map(|one| {
            let (number, word) = one.split_once('.')?;
            let number = parse_ticket_number(number)?;
            let (why, _) = REASONS.iter().find(|(_, one)| *one == word)?;
            Some(inbox::left(language, &number, why_words(language, *why)))
        })
        .collect()
}

fn why_words(language: Language, why: WhyLeft) -> &'static str {
    match why {
        WhyLeft::State => inbox::left_state(language),
        WhyLeft::Right => inbox::left_right(language),
        WhyLeft::Gone => inbox::left_gone(language),
    }
}

/// A saved search as it is listed.
pub(super) fn search(language: Language, search: &SavedSearch) -> ListSearch {
    ListSearch {
        id: search.id.to_string(),
        label: if search.own { search.name.clone() } else { inbox::search_of(language, &search.by, &search.name) },
        own: search.own,
        shared: search.shared,
        landing: search.landing,
    }
}
