//! Parcels into what their pages show: found ones, a parcel's own page, and the panel beside a thread.

use domain::parcel::number::{Check, NumberFormat, Recognition, Verdict, grouped};
use domain::parcel::state::{ParcelState, StateFilter};
use domain::parcel::{Scan, guidance, what_to_do};
use domain::{Actor, Language};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use operations::parcels::{Beside, Parcel, ParcelPage as Read};
use operations::tickets::Ticket;
use operations::tickets::filing::NUMBER_MAX;
use wording::{moment, number, parcel, values};

use self::events::{event_words, step_words};
use super::Eyes;
use super::help::address_of;
use super::lists::row_of_ticket;
use super::proofs;
use crate::api::instruct::InstructionCard;
use crate::api::parcels::{ParcelPage, ParcelRow, PathStep};
use crate::api::proofs::ProofCard;
use crate::api::search::ResultDetail;
use crate::api::{Mark, Named};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};
use crate::ui::Tone;

mod events;

/// The longest text that is looked for, in characters.
const QUERY_MAX: usize = 100;

/// One parcel with everything about it.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(number: &str) -> Result<ParcelPage, Failure> {
    let (visit, actor) = reader()?;
    read_page(&visit, &actor, number).await.map_err(refused(&visit))
}

/// One parcel with everything about it, for its page and for the row of results that is opened.
///
/// # Errors
/// As [`operations::Operations::parcel`].
pub(super) async fn read_page(visit: &Visit, actor: &Actor, number: &str) -> operations::Result<ParcelPage> {
    let read = visit.operations.parcel(actor, number).await?;
    visit.operations.look_at_parcel(actor, &read.parcel);
    let tickets = visit.operations.tickets_on_parcel(actor, &read.parcel.number).await?;
    let eyes = Eyes::of(visit, actor);
    let mut page = shown(&eyes, &read);
    if !read.siblings.is_empty() {
        let shared = visit.operations.shared_numbers(actor, &read.siblings).await?;
        page.siblings = rows(&eyes, &read.siblings, &shared);
    }
    let instructions = visit.operations.instructions_of(actor, &read.parcel).await?;
    page.path.extend(super::instruct::events(&eyes, &instructions));
    // The latest first; at the same moment what the carrier said stands above.
    page.path.sort_by(|one, other| other.when.at.cmp(&one.when.at));
    page.card = super::instruct::card(visit, &eyes, actor, (&read.parcel, &page.row.key), &instructions);
    // An agent sees the tickets of every customer who has a parcel of this number.
    let own = tickets.iter().filter(|ticket| ticket.customer == read.parcel.customer);
    // Once its way is over there is nothing left to tell.
    let standing = &read.parcel.standing;
    let is_over = standing.state.is_final(standing.returned_at.is_some());
    if !is_over && operations::tracking::may_track(actor, &read.parcel) {
        page.messages = format!("/parcels/{}/messages", page.row.key);
    }
    page.tickets = own.map(|ticket| row_of_ticket(visit, &eyes, ticket)).collect();
    page.proof = proofs::card(visit, actor, &eyes, &read.parcel).await?;
    Ok(page)
}

/// The parcel of a ticket for the panel beside its thread, without siblings and tickets, and whether it lies in the
/// archive; one statement.
///
/// # Errors
/// [`operations::Error::Store`].
pub async fn page_of_ticket(
    visit: &Visit,
    actor: &Actor,
    ticket: &Ticket,
) -> operations::Result<(Option<ParcelPage>, bool)> {
    Ok(match visit.operations.parcel_beside(actor, ticket).await? {
        Beside::Shown(read) => (Some(shown(&Eyes::of(visit, actor), &read)), false),
        Beside::Archived => (None, true),
        Beside::Unknown => (None, false),
    })
}

/// A parcel of the archive: a row, its facts, and its path, which is handed over with the latest first.
pub(super) fn archived(eyes: &Eyes, of: &Parcel, scans: &[Scan]) -> (ParcelRow, Vec<Named>, Vec<PathStep>) {
    (row(eyes, of, true), facts(eyes, of), path(eyes, scans))
}

/// What was typed into a search, without what nobody types: a control character is nothing that a database takes.
pub fn typed(query: &str) -> String {
    query.trim().chars().filter(|sign| !sign.is_control()).take(QUERY_MAX).collect()
}

/// Rows of a list. A row whose number is among the shared ones (`Operations::shared_numbers`) is linked by its id.
pub(super) fn rows(eyes: &Eyes, parcels: &[Parcel], shared: &[String]) -> Vec<ParcelRow> {
    parcels.iter().map(|one| row(eyes, one, shared.contains(&one.number))).collect()
}

fn row(eyes: &Eyes, of: &Parcel, shared: bool) -> ParcelRow {
    let standing = &of.standing;
    ParcelRow {
        number: of.number.clone(),
        key: if shared { of.id.to_string() } else { in_address(&of.number) },
        shared,
        grouped: grouped(&of.number),
        state: mark_of(eyes, of),
        event: match standing.last_at {
            // What the last scan itself says: of a parcel delivered before, it may say something else.
            Some(_) => event_words(eyes.language, &standing.last_label, standing.last_state, standing.last_reason),
            None => parcel::no_event(eyes.language).to_owned(),
        },
        at: standing.last_at.map(|at| eyes.at_place(at, standing.last_offset_minutes.into())),
        place: standing.last_place.clone(),
        reference: of.sender_reference.clone(),
        recipient: of.recipient_name.clone(),
    }
}

/// A number that nobody knows, as a row.
pub(super) fn unknown_row(language: Language, cleaned: &str) -> ParcelRow {
    ParcelRow {
        number: cleaned.to_owned(),
        key: in_address(cleaned),
        grouped: grouped(cleaned),
        state: Mark { tone: Tone::Neutral, text: parcel::to_identify(language).to_owned() },
        ..ParcelRow::default()
    }
}

/// Who must act on a parcel in this state, or how it went, in the eyes of the customer or the operator.
const fn tone(state: ParcelState, handed_back: bool, operator: bool) -> Tone {
    match state {
        ParcelState::Preparing | ParcelState::AwaitingInstruction | ParcelState::Notified if operator => Tone::Them,
        ParcelState::Preparing | ParcelState::AwaitingInstruction | ParcelState::Notified => Tone::You,
        ParcelState::InTransit
        | ParcelState::PreparingDelivery
        | ParcelState::Deferred
        | ParcelState::OutForDelivery
        | ParcelState::AvailableForPickup => Tone::Them,
        ParcelState::Incident => Tone::Wrong,
        ParcelState::Delivered => Tone::Done,
        ParcelState::Returning if handed_back => Tone::Neutral,
        ParcelState::Returning => Tone::Them,
        ParcelState::Cancelled => Tone::Neutral,
    }
}

/// Where a parcel stands, as a badge.
pub(super) fn mark_of(eyes: &Eyes, of: &Parcel) -> Mark {
    let standing = &of.standing;
    Mark {
        tone: tone(standing.state, standing.returned_at.is_some(), eyes.operator),
        text: values::parcel_state(eyes.language, standing.state).to_owned(),
    }
}

fn shown(eyes: &Eyes, read: &Read) -> ParcelPage {
    let state = read.parcel.standing.state;
    let shared = !read.namesakes.is_empty();
    ParcelPage {
        row: row(eyes, &read.parcel, shared),
        definition: guidance(state).definition(eyes.language).to_owned(),
        state_help: address_of(StateFilter::State(state)),
        what_to_do: what_to_do(state, eyes.language).to_owned(),
        estimated: promise(eyes, &read.parcel),
        card: InstructionCard::default(),
        file: if can_be_filed_on(&read.parcel.number) { read.parcel.id.to_string() } else { String::new() },
        today: moment::full(eyes.language, &eyes.zoned(eyes.now)),
        facts: facts(eyes, &read.parcel),
        path: path(eyes, &read.timeline),
        siblings: Vec::new(),
        namesakes: read.namesakes.iter().map(|one| row(eyes, one, true)).collect(),
        tickets: Vec::new(),
        proof: ProofCard::default(),
        messages: String::new(),
    }
}

/// What a row of results shows of a parcel when it is opened.
pub(super) fn short(page: ParcelPage) -> ResultDetail {
    ResultDetail {
        what_to_do: page.what_to_do,
        estimated: page.estimated,
        card: page.card,
        proof: page.proof,
        path: page.path,
        file: page.file,
        facts: page.facts,
        siblings: page.siblings,
        tickets: page.tickets,
    }
}

/// What happened to it in the end, or the day on which the carrier expects to deliver it.
fn promise(eyes: &Eyes, of: &Parcel) -> String {
    let language = eyes.language;
    let standing = &of.standing;
    let today = eyes.zoned(eyes.now).date();
    let day_and_time = |at: Timestamp| {
        let at = at_offset(at, standing.ended_offset_minutes);
        (moment::weekday_and_day(language, at.date(), today), moment::time(at.time()))
    };
    match (standing.state, standing.delivered_at, standing.returned_at, standing.estimated_on) {
        (ParcelState::Delivered, Some(at), ..) => {
            let (day, time) = day_and_time(at);
            parcel::delivered_at(language, &day, &time)
        }
        (ParcelState::Returning, _, Some(at), _) => {
            let (day, time) = day_and_time(at);
            parcel::handed_back_at(language, &day, &time)
        }
        (ParcelState::Delivered | ParcelState::Returning | ParcelState::Cancelled, ..) | (.., None) => String::new(),
        (.., Some(day)) => {
            let said = moment::weekday_and_day(language, day, today);
            if day < today { parcel::was_expected(language, &said) } else { parcel::expected(language, &said) }
        }
    }
}

/// A moment by the clock of a place whose offset from UTC is known.
pub(super) fn at_offset(at: Timestamp, offset_minutes: i16) -> Zoned {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
    at.to_zoned(TimeZone::fixed(offset))
}

/// The path as it is shown; scans come the newest first.
fn path(eyes: &Eyes, scans: &[Scan]) -> Vec<PathStep> {
    let before = |place: usize| scans[place + 1..].iter().find_map(|scan| scan.state);
    scans.iter().enumerate().map(|(place, scan)| step(eyes, scan, before(place))).collect()
}

fn step(eyes: &Eyes, scan: &Scan, before: Option<ParcelState>) -> PathStep {
    let (title, detail) = step_words(eyes.language, scan, before);
    PathStep { title, when: eyes.at_place(scan.at, scan.offset_minutes.into()), place: scan.place.clone(), detail }
}

fn facts(eyes: &Eyes, of: &Parcel) -> Vec<Named> {
    let language = eyes.language;
    let account = [of.account_number.as_str(), of.sub_account_number.as_str()];
    let quantity = |value: i64, said: &dyn Fn(i64) -> String| if value > 0 { said(value) } else { String::new() };
    let today = eyes.zoned(eyes.now).date();
    let sender_reference = if eyes.operator {
        parcel::fact_reference_of_sender(language)
    } else {
        parcel::fact_sender_reference(language)
    };
    [
        (parcel::fact_customer(language), if eyes.operator { of.customer_name.clone() } else { String::new() }),
        (sender_reference, of.sender_reference.clone()),
        (parcel::fact_recipient_reference(language), of.recipient_reference.clone()),
        (parcel::fact_recipient(language), of.recipient_name.clone()),
        (parcel::fact_address(language), address(of)),
        (parcel::fact_carrier(language), values::carrier_name(&of.carrier).to_owned()),
        (parcel::fact_service(language), of.service.clone()),
        (
            parcel::fact_weight(language),
            quantity(of.weight_grams, &|grams| number::weight(language, grams.unsigned_abs())),
        ),
        (
            parcel::fact_value(language),
            quantity(of.declared_value_cents, &|cents| number::money(language, cents, "EUR")),
        ),
        (parcel::fact_label(language), moment::long_day(language, of.label_on, today)),
        (parcel::fact_shipment(language), of.shipment.clone()),
        (parcel::fact_account(language), listed(&account, " · ")),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| Named { name: name.to_owned(), value })
    .collect()
}

/// Where it goes, on one line; the country where it is not France.
fn address(of: &Parcel) -> String {
    let town = listed(&[&of.postcode, &of.town], " ");
    let country = if of.country == "FR" { "" } else { of.country.as_str() };
    listed(&[&of.street, &town, country], ", ")
}

/// What is there of some texts, with a sign between.
fn listed(parts: &[&str], between: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
}

/// What the form of a number tells; nothing where it is no form that we know, as with a reference.
pub(super) fn recognition(language: Language, recognition: &Recognition) -> Option<Mark> {
    let formats = |check: Check| {
        let mut names: Vec<&str> = Vec::new();
        for candidate in recognition.candidates.iter().filter(|candidate| candidate.check == check) {
            let name = format_name(candidate.format);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(" / ")
    };
    let (tone, text) = match recognition.verdict {
        Verdict::Valid => (Tone::Done, parcel::number_valid(language, &formats(Check::Valid))),
        Verdict::Unchecked => (Tone::Neutral, parcel::number_unchecked(language, &formats(Check::None))),
        Verdict::Invalid => (Tone::Wrong, parcel::number_invalid(language, &formats(Check::Invalid))),
        Verdict::Unknown => return None,
    };
    Some(Mark { tone, text })
}

/// A form of numbers by the name that people know.
const fn format_name(format: NumberFormat) -> &'static str {
    match format {
        NumberFormat::UpuS10 => "UPU S10",
        NumberFormat::Chronopost13 | NumberFormat::Chronopost15 => "Chronopost",
        NumberFormat::Colissimo13 => "Colissimo",
        NumberFormat::Dpd14 => "DPD",
        NumberFormat::Ups1z => "UPS",
        NumberFormat::Sscc18 => "SSCC (GS1)",
    }
}

/// Whether a cleaned number is this parcel's; DPD writes its numbers with or without a check character.
pub(super) fn is_number_of(cleaned: &str, of: &Parcel) -> bool {
    let dpd = |number: &str| matches!(number.len(), 14 | 15) && number.is_ascii();
    of.number == cleaned
        || (dpd(cleaned)
            && dpd(&of.number)
            && cleaned.len() != of.number.len()
            && cleaned.get(..14) == of.number.get(..14))
}

/// Where a request on a number is filed; empty where it is no number to file on.
pub(super) fn file_address(cleaned: &str) -> String {
    if can_be_filed_on(cleaned) { format!("/requests/new?parcel={}", in_address(cleaned)) } else { String::new() }
}

/// Whether a ticket can be filed on a cleaned number, known or not.
pub fn can_be_filed_on(cleaned: &str) -> bool {
    (1..=NUMBER_MAX).contains(&cleaned.chars().count())
}

/// A text as it may stand in any part of an address (RFC 3986 §2.3: all but unreserved characters are encoded).
pub fn in_address(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use domain::parcel::number::recognise;

    use super::*;

    #[test]
    fn a_colour_says_who_must_act() {
        for (state, handed_back, customer, operator) in [
            (ParcelState::Preparing, false, Tone::You, Tone::Them),
            (ParcelState::Notified, false, Tone::You, Tone::Them),
            (ParcelState::OutForDelivery, false, Tone::Them, Tone::Them),
            (ParcelState::Incident, false, Tone::Wrong, Tone::Wrong),
            (ParcelState::Delivered, false, Tone::Done, Tone::Done),
            (ParcelState::Returning, false, Tone::Them, Tone::Them),
            (ParcelState::Returning, true, Tone::Neutral, Tone::Neutral),
        ] {
            assert_eq!(tone(state, handed_back, false), customer, "{state}");
            assert_eq!(tone(state, handed_back, true), operator, "{state}");
        }
    }

    #[test]
    fn an_invalid_number_is_said_and_a_reference_is_not() {
        let said = |typed: &str| recognition(Language::En, &recognise(typed));
        assert_eq!(said("6A18987970674").map(|mark| mark.tone), Some(Tone::Done));
        let wrong = said("6A18987970675").expect("a known form");
        assert_eq!(wrong.tone, Tone::Wrong);
        assert!(wrong.text.contains("Colissimo"), "{}", wrong.text);
        assert_eq!(said("10905012345678").map(|mark| mark.tone), Some(Tone::Neutral));
        assert_eq!(said("CMD-8812"), None);
    }

    #[test]
    fn addresses_hold_any_number() {
        for (number, encoded) in [("XY123456789FR", "XY123456789FR"), ("A/1?B#2", "A%2F1%3FB%232"), ("É", "%C3%89")] {
            assert_eq!(in_address(number), encoded);
        }
        assert_eq!(file_address(""), "");
        assert_eq!(file_address(&"1".repeat(NUMBER_MAX + 1)), "");
    }
}
