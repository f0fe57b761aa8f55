//! Lists of tickets into what the inbox and the desk show.

use domain::parcel::criteria::OF_ACCOUNT;
use domain::refusal::Refusal;
use domain::ticket::criteria::{Assigned, TicketCriteria};
use domain::ticket::lifecycle::{Lifecycle, Mark as LifeMark, TicketState};
use domain::ticket::promise::{self, Owner};
use domain::{Language, permission};
use jiff::civil::Date;
use operations::Error;
use operations::tickets::reading::{Found, Page, Wanted};
use operations::tickets::searches::OfferedFilters;
use operations::tickets::{COUNT_LIMIT, Cursor, FOUND_LIMIT, Listed};
use wording::{desk, inbox};

use super::Eyes;
use crate::api::Mark;
use crate::api::tickets::{ListChip, ListFilters, ListPage, ListQuery, ListTab, TicketRow};
use crate::error::Failure;
use crate::host::{Visit, reader, refused, set_status};
use crate::ui::Tone;

mod columns;
pub mod deeds;

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
    let offered = visit.operations.offered_filters(&actor).await.map_err(refused(&visit))?;
    let (asked, gone) = asked(query, &offered);
    let (criteria, failure) = read(&visit, &asked);
    let tab = tab_of(&criteria, &tabs);
    let list = List { visit: &visit, eyes: Eyes::of(&visit, &actor), base: "/requests", criteria, tab };
    let mut page = visit.operations.inbox(&actor, &list.wanted(query)).await.map_err(refused(&visit))?;
    let drafts = std::mem::take(&mut page.drafts);
    let (found, rows) = (page.found, page.rows.clone());
    let mut shown = list.show(page, &tabs);
    shown.drafts = drafts
        .into_iter()
        .map(|(id, draft)| (format!("/requests/new/{id}/check"), domain::parcel::number::grouped(&draft.parcel)))
        .collect();
    shown.filters = list.filters(&offered, failure);
    kept(&mut shown.filters, asked);
    folded(query, &list, &mut shown);
    shown.deeds = deeds::deeds(&visit, &actor, query, &list, found);
    shown.searches = offered.searches.iter().map(|search| deeds::search(language, search)).collect();
    shown.gone = gone.map(|number| inbox::account_gone(language, &number)).unwrap_or_default();
    columns::show(&list, &actor, query, &offered, &rows, &mut shown).await.map_err(refused(&visit))?;
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
    let offered = visit.operations.offered_filters(&actor).await.map_err(refused(&visit))?;
    let (asked, _) = asked(query, &offered);
    let (criteria, failure) = read(&visit, &asked);
    let tab = tab_of(&criteria, &tabs);
    let list = List { visit: &visit, eyes: Eyes::of(&visit, &actor), base: "/desk", criteria, tab };
    let page = visit.operations.desk(&actor, &list.wanted(query)).await.map_err(refused(&visit))?;
    let (found, rows) = (page.found, page.rows.clone());
    let mut shown = list.show(page, &tabs);
    shown.filters = list.filters(&offered, failure);
    kept(&mut shown.filters, asked);
    folded(query, &list, &mut shown);
    shown.deeds = deeds::deeds(&visit, &actor, query, &list, found);
    shown.searches = offered.searches.iter().map(|search| deeds::search(language, search)).collect();
    columns::show(&list, &actor, query, &offered, &rows, &mut shown).await.map_err(refused(&visit))?;
    Ok(shown)
}

/// What is asked for: what the address says, or the saved search that it names, or the one that the list begins with. With
/// it the number of an account that was taken away since the search was saved.
fn asked(query: &ListQuery, offered: &OfferedFilters) -> (Vec<(String, String)>, Option<String>) {
    let saved = query.value("saved");
    let told = |(name, _): &(String, String)| !matches!(name.as_str(), "show" | "did" | "done" | "left");
    let plain = query.tab.is_empty() && query.after.is_empty() && !query.values.iter().any(told);
    let search = offered
        .searches
        .iter()
        .find(|search| if saved.is_empty() { plain && search.landing } else { search.id.to_string() == saved });
    if let Some(search) = search {
        let (criteria, gone) = offered.usable(search);
        return (criteria.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), gone);
    }
    let mut asked = query.values.clone();
    asked.push(("tab".to_owned(), query.tab.clone()));
    (asked, None)
}

/// The form of the filters comes where it is asked for or something is chosen in it: a list that nobody narrows is lighter
/// by a quarter without it.
fn folded(query: &ListQuery, list: &List<'_>, shown: &mut ListPage) {
    let filters = &mut shown.filters;
    if filters.failure.is_some() || !filters.chips.is_empty() || query.value("show") == "filters" {
        return;
    }
    *filters = ListFilters { form: format!("{}&show=filters", list.address(&list.in_tab())), ..ListFilters::default() };
    shown.states.clear();
}

/// What was typed stays in the form where it was refused.
fn kept(filters: &mut ListFilters, asked: Vec<(String, String)>) {
    if let Some(failure) = &filters.failure {
        set_status(failure.kind);
        filters.values = asked;
    }
}

/// The criteria that are asked for; where some cannot be accepted, none but the tab, and why.
fn read(visit: &Visit, asked: &[(String, String)]) -> (TicketCriteria, Option<Failure>) {
    let pairs = || asked.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    match TicketCriteria::of_form(pairs()) {
        Ok(criteria) => (criteria, None),
        Err(fields) => {
            let failure = crate::host::failure::failure(visit, &Error::Refused(Refusal::Fields(fields)));
            let tab = pairs().filter(|(name, _)| *name == "tab");
            (TicketCriteria::of_form(tab).unwrap_or_default(), Some(failure))
        }
    }
}

/// The tab of a list: the one named, else the first. A search or a filter looks through all unless a tab is named; so does
/// a chosen state always, because not every tab can hold it.
fn tab_of(criteria: &TicketCriteria, tabs: &[(&str, &str)]) -> String {
    if criteria.state.is_some() {
        return "all".to_owned();
    }
    let named = tabs.iter().find(|(key, _)| *key == criteria.tab);
    let narrowed = TicketCriteria { days: 0, ..criteria.clone() }.is_narrowed();
    match (named, narrowed) {
        (Some((key, _)), _) => (*key).to_owned(),
        (None, false) => tabs[0].0.to_owned(),
        (None, true) => "all".to_owned(),
    }
}

/// A list that is shown.
struct List<'a> {
    visit: &'a Visit,
    eyes: Eyes,
    base: &'static str,
    criteria: TicketCriteria,
    tab: String,
}

impl List<'_> {
    fn wanted(&self, query: &ListQuery) -> Wanted {
        let after = query.after.split_once('.').and_then(|(at, id)| {
            // A changed cursor shows another page at most; the statement binds both as values.
            Some(Cursor { at: at.parse().ok()?, id: id.chars().take(36).collect() })
        });
        // Who is about to choose all of a list is told how many that are.
        let count_to = if query.value("show") == "choose" { FOUND_LIMIT } else { 0 };
        Wanted { after, count_to, ..Wanted::of(&self.criteria, &self.tab, ROWS) }
    }

    /// The address of the list as other criteria ask for it.
    fn address(&self, criteria: &TicketCriteria) -> String {
        format!("{}?{}", self.base, criteria.to_query())
    }

    /// What the list is asked for, with the tab in which it is shown.
    fn in_tab(&self) -> TicketCriteria {
        TicketCriteria { tab: self.tab.clone(), ..self.criteria.clone() }
    }

    fn show(&self, page: Page, tabs: &[(&str, &str)]) -> ListPage {
        let language = self.visit.language;
        let count = |key: &str| {
            let n = page.counts.iter().find(|(turn, _)| turn == key).map_or(0, |(_, n)| *n);
            let text = wording::number::integer(language, n.min(COUNT_LIMIT));
            if n >= COUNT_LIMIT { inbox::more_than(language, &text) } else { text }
        };
        // A state is looked for in all tabs, so another tab is asked for without it.
        let of_tab = |key: &str| TicketCriteria { tab: key.to_owned(), state: None, ..self.criteria.clone() };
        let next = page.next.map(|next| format!("{}&after={}.{}", self.address(&self.in_tab()), next.at, next.id));
        ListPage {
            tabs: tabs
                .iter()
                .map(|(key, label)| ListTab {
                    key: (*key).to_owned(),
                    label: (*label).to_owned(),
                    count: matches!(*key, "customer" | "operator" | "late").then(|| count(key)),
                    href: self.address(&of_tab(key)),
                })
                .collect(),
            tab: self.tab.clone(),
            rows: page.rows.iter().map(|row| ticket_row(self.visit, &self.eyes, row)).collect(),
            found: page.found.map(|found| found_words(language, found)).unwrap_or_default(),
            next: next.unwrap_or_default(),
            states: TicketState::ALL
                .into_iter()
                .map(|state| (state.as_str().to_owned(), state_name(language, state, self.eyes.operator).to_owned()))
                .collect(),
            ..ListPage::default()
        }
    }

    fn filters(&self, offered: &OfferedFilters, failure: Option<Failure>) -> ListFilters {
        let matrix = &self.visit.operations.settings().matrix;
        let mut carriers = self.visit.operations.settings().contracts.all_carriers();
        carriers.sort_unstable();
        carriers.dedup();
        ListFilters {
            values: self.criteria.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            accounts: offered.accounts.clone(),
            parts: offered.parts.iter().map(|(account, part)| format!("{account}{OF_ACCOUNT}{part}")).collect(),
            contacts: offered.contacts.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            assignees: offered.assignees.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            subjects: matrix
                .subjects
                .iter()
                .map(|subject| (subject.key.clone(), subject.label.get(self.visit.language).to_owned()))
                .collect(),
            carriers: carriers
                .into_iter()
                .map(|code| (code.to_owned(), wording::values::carrier_name(code).to_owned()))
                .collect(),
            chips: self.chips(offered),
            failure,
            form: String::new(),
        }
    }

    /// What is chosen, in words; the state and the period first, what was typed last.
    fn chips(&self, offered: &OfferedFilters) -> Vec<ListChip> {
        let (language, criteria) = (self.visit.language, &self.criteria);
        let said = |name: &str, value: &str| inbox::chip(language, name, value);
        let day = |day: Option<Date>| day.map(|day| wording::moment::day(language, day, self.eyes.today));
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let contact = criteria.contact.map(|id| {
            let known = offered.contacts.iter().find(|(contact, _)| *contact == id);
            said(inbox::contact(language), known.map_or("–", |(_, name)| name.as_str()))
        });
        let assigned = criteria.assigned.filter(|_| !self.eyes.operator).map(|assigned| match assigned {
            Assigned::Me => inbox::assigned_me(language).to_owned(),
            Assigned::To(id) => {
                let known = offered.assignees.iter().find(|(one, _)| *one == id);
                said(inbox::assigned(language), known.map_or("–", |(_, name)| name.as_str()))
            }
        });
        let words: [(&str, Option<String>); 15] = [
            ("state", criteria.state.map(|state| state_name(language, state, self.eyes.operator).to_owned())),
            ("days", (criteria.days > 0).then(|| inbox::period_days(language, criteria.days))),
            ("from", day(criteria.from).map(|day| said(inbox::filed_from(language), &day))),
            ("until", day(criteria.until).map(|day| said(inbox::filed_until(language), &day))),
            ("account", text(&criteria.account).map(|number| said(inbox::account(language), &number))),
            ("sub_account", text(&criteria.sub_account).map(|number| said(inbox::sub_account(language), &number))),
            ("contact", contact),
            ("assigned", assigned),
            ("email", text(&criteria.email)),
            ("subject", text(&criteria.subject).map(|key| said(inbox::subject(language), &subject(self.visit, &key)))),
            (
                "carrier",
                text(&criteria.carrier)
                    .map(|code| said(inbox::carrier(language), wording::values::carrier_name(&code))),
            ),
            ("unread", criteria.unread.then(|| inbox::only_unread(language).to_owned())),
            ("files", criteria.files.then(|| inbox::only_files(language).to_owned())),
            ("late", criteria.late.then(|| inbox::only_late(language).to_owned())),
            ("search", text(&criteria.search).map(|typed| wording::thread::quoted(language, &typed))),
        ];
        words
            .into_iter()
            .filter_map(|(field, label)| {
                let without = TicketCriteria { tab: self.tab.clone(), ..criteria.without(field) };
                Some(ListChip { label: label?, href: self.address(&without) })
            })
            .collect()
    }
}

/// How many tickets there are.
fn found_words(language: Language, found: Found) -> String {
    match found {
        Found::Exactly(count) => inbox::found(language, count),
        Found::MoreThan(count) => inbox::found_many(language, count),
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
    use domain::ticket::criteria::TicketCriteria;

    use super::tab_of;

    #[test]
    fn a_chosen_state_is_looked_for_in_all() {
        for (asked, shown) in [
            ("", "customer"),
            ("tab=done", "done"),
            ("tab=nothing", "customer"),
            ("search=CMD-1", "all"),
            ("tab=done&search=CMD-1", "done"),
            ("state=closed", "all"),
            ("tab=customer&state=closed", "all"),
            ("tab=customer&state=gone", "customer"),
            ("files=1", "all"),
            ("days=7&sort=filed", "customer"),
        ] {
            let criteria = TicketCriteria::from_query(asked).expect(asked);
            assert_eq!(
                tab_of(&criteria, &["customer", "operator", "done", "all"].map(|key| (key, ""))),
                shown,
                "{asked}"
            );
        }
    }
}
