//! Searches into what their page shows.

use domain::parcel::criteria::OF_ACCOUNT;
use domain::parcel::number::{Recognition, Verdict};
use domain::parcel::{Criteria, Sort, SortKey, StateFilter};
use domain::refusal::Refusal;
use domain::ticket::number::parse_ticket_number;
use domain::{Actor, Language, permission};
use operations::Error;
use operations::parcels::{COUNT_LIMIT, Counted, FoundByPaste, Parcel, ParcelKey, SoughtBy};
use wording::{number, search, values, wishes};

use self::columns::{cells, columns};
use super::Eyes;
use super::parcels::{file_address, in_address, is_number_of, read_page, recognition, rows, short, typed};
use crate::api::Mark;
use crate::api::search::{ResultList, ResultRow, SearchPage, StateLink};
use crate::error::{Failure, FailureKind};
use crate::host::{Visit, failure, reader, refused, set_status};
use crate::ui::Tone;

mod columns;

pub use columns::COLUMNS;

/// The page, of what stands in its address or was posted to it.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(address: &str, posted: Option<(String, String)>, blocked: bool) -> Result<SearchPage, Failure> {
    let (visit, actor) = reader()?;
    permission::search_parcels(&actor).map_err(|denied| refused(&visit)(denied.into()))?;
    let pairs: Vec<(String, String)> = form_urlencoded::parse(address.as_bytes()).into_owned().collect();
    let given = |name: &str| pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let asked = Asked { visit: &visit, actor: &actor, eyes: Eyes::of(&visit, &actor), open: given("open") };
    if blocked {
        return Ok(SearchPage::default());
    }
    if let Some((text, by)) = posted.filter(|(text, _)| !text.is_empty()) {
        return asked.quick(&text, sought_by(&by), None).await;
    }
    let by_criteria = given("tab") == Some("criteria")
        || (given("q").is_none() && pairs.iter().any(|(name, _)| Criteria::FIELDS.contains(&name.as_str())));
    if by_criteria {
        return asked.criteria(&pairs, given("after")).await;
    }
    match (given("q").unwrap_or_default(), given("by")) {
        (text, _) if text.trim().is_empty() => {
            Ok(SearchPage { by_reference: given("by") == Some("reference"), ..SearchPage::default() })
        }
        (text, Some(by)) => asked.quick(text, sought_by(by), Some(quick_address(text, by))).await,
        (text, None) => asked.number_or_reference(text).await,
    }
}

/// What a quick search is for, by the word of its form.
#[must_use]
pub fn sought_by(word: &str) -> SoughtBy {
    if word == "reference" { SoughtBy::Reference } else { SoughtBy::Number }
}

/// The address of a quick search.
#[must_use]
pub fn quick_address(text: &str, by: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", text).append_pair("by", if by == "reference" { "reference" } else { "number" });
    format!("/parcels?{}", query.finish())
}

/// Who asks, and which row is open.
struct Asked<'a> {
    visit: &'a Visit,
    actor: &'a Actor,
    eyes: Eyes,
    open: Option<&'a str>,
}

impl Asked<'_> {
    fn language(&self) -> Language {
        self.eyes.language
    }

    /// What was typed into the frame's search: a ticket's number, a parcel's number, or a reference.
    async fn number_or_reference(&self, text: &str) -> Result<SearchPage, Failure> {
        let query = typed(text);
        if let Some(only) = self.ticket(&query) {
            return Ok(SearchPage { only, query, ..SearchPage::default() });
        }
        let found = self.visit.operations.find_parcels(self.actor, &query).await.map_err(refused(self.visit))?;
        let cleaned = &found.recognition.number;
        let mut page = SearchPage {
            said: recognition(self.language(), &found.recognition),
            file: file_address(cleaned),
            ..SearchPage::default()
        };
        if let [one] = found.rows.as_slice()
            && is_number_of(cleaned, one)
        {
            page.only = format!("/parcels/{}", in_address(&one.number));
            return Ok(page);
        }
        if found.more {
            // Only a reference has so many parcels. Here the rows would end, there they go on, and all can be chosen.
            let criteria = Criteria { sender_reference: query, ..Criteria::default() };
            return Ok(SearchPage { only: address_of(&criteria, None), ..page });
        }
        let counted = Counted { number: count(found.rows.len()), more: false };
        let here = format!("/parcels?q={}", in_address(&query));
        page.list = Some(self.list(&found.rows, counted, None, Some(here)).await?);
        page.missing = if found.rows.is_empty() { vec![query.clone()] } else { Vec::new() };
        page.query = query;
        Ok(page)
    }

    /// The address of the ticket whose number was typed.
    fn ticket(&self, query: &str) -> Option<String> {
        let base = if self.actor.is_operator() { "/desk" } else { "/requests" };
        parse_ticket_number(query).map(|ticket| format!("{base}/{ticket}"))
    }

    /// A pasted list; `here` is its address, where it has one.
    async fn quick(&self, text: &str, by: SoughtBy, here: Option<String>) -> Result<SearchPage, Failure> {
        let mut page =
            SearchPage { query: text.to_owned(), by_reference: by == SoughtBy::Reference, ..SearchPage::default() };
        if let Some(only) = self.ticket(text.trim()) {
            return Ok(SearchPage { only, ..page });
        }
        let found = match self.visit.operations.find_pasted(self.actor, text, by).await {
            Ok(found) => found,
            Err(error) => {
                page.failure = Some(self.beside_fields(&error)?);
                return Ok(page);
            }
        };
        page.said = self.said(&found);
        if let [alone] = found.pasted.as_slice() {
            page.file = if by == SoughtBy::Number { file_address(&alone.text) } else { String::new() };
            if by == SoughtBy::Number
                && let [one] = found.rows.as_slice()
            {
                page.only = format!("/parcels/{}", in_address(&one.number));
            }
        }
        page.missing = found.pasted.iter().filter(|one| one.found == 0).map(|one| one.text.clone()).collect();
        let counted = Counted { number: count(found.rows.len()), more: false };
        if found.found() > found.rows.len() {
            page.cut = search::cut(self.language(), count(found.found()), counted.number);
        }
        page.list = Some(self.list(&found.rows, counted, None, here).await?);
        Ok(page)
    }

    /// What the forms of pasted numbers tell: of one alone what it is, of several those that cannot be right.
    fn said(&self, found: &FoundByPaste) -> Option<Mark> {
        let recognised: Vec<&Recognition> = found.pasted.iter().filter_map(|one| one.recognition.as_ref()).collect();
        if let [alone] = recognised.as_slice() {
            return recognition(self.language(), alone);
        }
        let wrong: Vec<&str> =
            recognised.iter().filter(|one| one.verdict == Verdict::Invalid).map(|one| one.number.as_str()).collect();
        (!wrong.is_empty()).then(|| Mark {
            tone: Tone::Wrong,
            text: search::wrong_numbers(self.language(), count(wrong.len()), &wrong.join(", ")),
        })
    }

    /// A search by several criteria.
    async fn criteria(&self, pairs: &[(String, String)], after: Option<&str>) -> Result<SearchPage, Failure> {
        let mut page = SearchPage { by_criteria: true, ..SearchPage::default() };
        page.values = pairs.iter().filter(|(name, _)| Criteria::FIELDS.contains(&name.as_str())).cloned().collect();
        let offered = self.visit.operations.offered_accounts(self.actor).await.map_err(refused(self.visit))?;
        for (account, parts) in offered {
            // Two accounts may have parts of one number, so that a part is chosen with its account.
            page.sub_accounts.extend(parts.iter().map(|part| format!("{account}{OF_ACCOUNT}{part}")));
            page.accounts.push(account);
        }
        let read = Criteria::of_form(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let criteria = match read {
            Ok(criteria) => criteria,
            Err(fields) => {
                page.failure = Some(self.beside_fields(&Error::Refused(Refusal::Fields(fields)))?);
                return Ok(page);
            }
        };
        page.values = criteria.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(chosen) = part_of_choice(&criteria, &page.sub_accounts) {
            page.values.push(("sub_account".to_owned(), chosen));
        }
        let key = after.and_then(key_of);
        let found = self.visit.operations.search_parcels(self.actor, &criteria, key.as_ref()).await;
        let found = found.map_err(refused(self.visit))?;
        page.filters = self.filters(&criteria, &found.counts);
        let place = StateFilter::ALL.iter().position(|filter| *filter == criteria.state).unwrap_or(0);
        let here = address_of(&criteria, after.filter(|_| key.is_some()));
        let mut list = self.list(&found.rows, found.counts[place], Some(&criteria), Some(here)).await?;
        list.first = if key.is_some() { address_of(&criteria, None) } else { String::new() };
        list.next = found.next.map(|next| address_of(&criteria, Some(&word_of(&next)))).unwrap_or_default();
        page.list = Some(list);
        Ok(page)
    }

    /// A refusal that stands beside fields, on the page itself; any other is the page's.
    fn beside_fields(&self, error: &Error) -> Result<Failure, Failure> {
        let said = failure::said(self.language(), self.actor.is_operator(), error);
        set_status(said.kind);
        if said.kind == FailureKind::Invalid && !said.fields.is_empty() { Ok(said) } else { Err(said) }
    }

    fn filters(&self, criteria: &Criteria, counts: &[Counted; 15]) -> Vec<StateLink> {
        let links = StateFilter::ALL.into_iter().zip(counts);
        links
            .map(|(filter, counted)| StateLink {
                href: address_of(&criteria.with_state(filter), None),
                label: values::state_filter(self.language(), filter).to_owned(),
                count: self.counted(*counted),
                current: filter == criteria.state,
            })
            .collect()
    }

    fn counted(&self, counted: Counted) -> String {
        let written = number::integer(self.language(), counted.number);
        if counted.more { search::more_than(self.language(), &written) } else { written }
    }

    /// The table: by criteria it can be sorted, and all of it is chosen by them; else by the ids of its rows.
    async fn list(
        &self,
        parcels: &[Parcel],
        counted: Counted,
        criteria: Option<&Criteria>,
        here: Option<String>,
    ) -> Result<ResultList, Failure> {
        let language = self.language();
        let wanted = self.visit.operations.parcel_columns(self.actor).await.map_err(refused(self.visit))?;
        let instructs = permission::give_instructions(self.actor).is_ok();
        let columns = columns(language, wanted.as_deref(), criteria, instructs);
        let shared = self.visit.operations.shared_numbers(self.actor, parcels).await.map_err(refused(self.visit))?;
        let shown: Vec<&str> = columns.iter().filter(|column| column.shown).map(|column| column.key.as_str()).collect();
        let mut listed = Vec::with_capacity(parcels.len());
        let possible: Vec<&str> = if shown.contains(&"instruction") {
            let asked = self.visit.operations.instructions_possible(self.actor, parcels).await;
            let asked = asked.map_err(refused(self.visit))?;
            asked.into_iter().map(|possible| wishes::possible_short(language, possible)).collect()
        } else {
            Vec::new()
        };
        for (place, (parcel, row)) in parcels.iter().zip(rows(&self.eyes, parcels, &shared)).enumerate() {
            let possible = possible.get(place).copied().unwrap_or_default();
            let is_open = self.open.is_some_and(|open| in_address(open) == row.key);
            let toggle = here.as_ref().map(|here| {
                if is_open { here.clone() } else { format!("{here}&open={}#parcel-{}", row.key, parcel.id) }
            });
            let open = if is_open { self.detail(&row.key).await } else { None };
            let cells = cells(&self.eyes, parcel, &row, possible, &shown);
            listed.push(ResultRow { id: parcel.id.to_string(), row, cells, toggle: toggle.unwrap_or_default(), open });
        }
        let summary = if counted.more {
            search::found_many(language, counted.number)
        } else {
            search::found(language, counted.number)
        };
        let all = if counted.more {
            search::all_many(language, counted.number)
        } else {
            search::all_results(language, counted.number)
        };
        Ok(ResultList {
            summary,
            all,
            criteria: criteria.map(Criteria::to_query).unwrap_or_default(),
            found: if criteria.is_none() { parcels.iter().map(|one| one.id.to_string()).collect() } else { Vec::new() },
            columns,
            rows: listed,
            here: here.unwrap_or_default(),
            ..ResultList::default()
        })
    }

    async fn detail(&self, key: &str) -> Option<crate::api::search::ResultDetail> {
        let page = read_page(self.visit, self.actor, key).await.ok()?;
        Some(short(page))
    }
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(COUNT_LIMIT)
}

/// The address of a search by criteria, from a key on.
fn address_of(criteria: &Criteria, after: Option<&str>) -> String {
    let mut address = "/parcels?tab=criteria".to_owned();
    let query = criteria.to_query();
    if !query.is_empty() {
        address.push('&');
        address.push_str(&query);
    }
    if let Some(after) = after {
        address.push_str("&after=");
        address.push_str(&in_address(after));
    }
    address
}

/// The place where a page begins, as it stands in an address.
fn word_of(key: &ParcelKey) -> String {
    format!("{}~{}", key.id, key.value)
}

fn key_of(word: &str) -> Option<ParcelKey> {
    let (id, value) = word.split_once('~')?;
    let value = value.chars().filter(|sign| !sign.is_control()).take(300).collect();
    Some(ParcelKey { id: id.parse().ok()?, value })
}

/// What the choice of a part of an account says of criteria: the part with its account, which an address names apart.
fn part_of_choice(criteria: &Criteria, offered: &[String]) -> Option<String> {
    if criteria.sub_account.is_empty() {
        return None;
    }
    let whole = format!("{}{OF_ACCOUNT}{}", criteria.account, criteria.sub_account);
    let end = format!("{OF_ACCOUNT}{}", criteria.sub_account);
    let is_it = |one: &&String| if criteria.account.is_empty() { one.ends_with(&end) } else { **one == whole };
    offered.iter().find(is_it).cloned()
}

/// The order that a press on a column's head asks for: the other way round where it is sorted by it already.
fn pressed(criteria: &Criteria, key: SortKey) -> Sort {
    let descending = if criteria.sort.key == key { !criteria.sort.descending } else { key == SortKey::Label };
    Sort { key, descending }
}

#[cfg(test)]
mod tests {
    use domain::id::ParcelId;

    use super::*;

    #[test]
    fn a_place_in_the_results_survives_an_address() {
        let id: ParcelId = "0198c0de-0000-7000-8000-000000000001".parse().expect("an id");
        for value in ["2026-11-20", "coeur~elodie", ""] {
            let key = ParcelKey { value: value.to_owned(), id };
            assert_eq!(key_of(&word_of(&key)), Some(key));
        }
        assert_eq!(key_of(&format!("{id}~a\0b")), Some(ParcelKey { value: "ab".to_owned(), id }));
        assert_eq!(typed(" CMD\0-1\n"), "CMD-1");
        assert_eq!(key_of("x~2026"), None);
        assert_eq!(key_of(""), None);
    }

    #[test]
    fn searches_have_addresses() {
        let criteria = Criteria { recipient: "Le Gall".into(), ..Criteria::default() };
        assert_eq!(address_of(&criteria, None), "/parcels?tab=criteria&recipient=Le%20Gall");
        assert_eq!(address_of(&Criteria::default(), Some("a~b c")), "/parcels?tab=criteria&after=a~b%20c");
        assert_eq!(quick_address("A\r\nB", "x"), "/parcels?q=A%0D%0AB&by=number");
    }

    #[test]
    fn a_part_is_chosen_with_its_account() {
        let offered = ["FR-10 · A".to_owned(), "FR-11 · A".to_owned()];
        let choice = |account: &str, part: &str| {
            let criteria = Criteria { account: account.into(), sub_account: part.into(), ..Criteria::default() };
            part_of_choice(&criteria, &offered)
        };
        assert_eq!(choice("FR-11", "A").as_deref(), Some("FR-11 · A"));
        assert_eq!(choice("", "A").as_deref(), Some("FR-10 · A"));
        assert_eq!((choice("FR-11", "B"), choice("FR-11", "")), (None, None));
    }

    #[test]
    fn a_column_is_pressed_twice_to_turn_it_round() {
        let criteria = Criteria::default();
        let once = pressed(&criteria, SortKey::Recipient);
        assert_eq!(once.word(), "recipient");
        let twice = pressed(&criteria.with_sort(once), SortKey::Recipient);
        assert_eq!(twice.word(), "-recipient");
        assert_eq!(pressed(&criteria, SortKey::Label).word(), "label");
    }
}
