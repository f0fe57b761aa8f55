//! Tickets that are brought in by the hundred thousand, each with the whole of its life: for worlds that are made to
//! measure with.

use domain::id::UserId;
use domain::ticket::lifecycle::Mark;
use domain::ticket::message::Audience;
use domain::ticket::outcome::{Outcome, WithdrawReason};
use domain::ticket::promise;

use super::keep::{Change, NewTicket};
use crate::backend::{Tx, fetch_one};
use crate::bulk::insert_rows;
use crate::convert::{folded, micros};
use crate::error::StoreError;
use crate::threads::{Event, Message};
use crate::words;

/// A ticket with everything that was done on it.
#[derive(Clone, Debug)]
pub struct WholeTicket {
    /// As it was filed.
    pub ticket: NewTicket,
    /// As it stands now.
    pub change: Change,
    /// Its contact's name.
    pub author: String,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What was said, in order.
    pub messages: Vec<Message>,
    /// Who has read it, and up to which event.
    pub read: Vec<(UserId, i64)>,
    /// Working minutes until the first answer.
    pub first_answer: Option<i64>,
    /// Working minutes until it was resolved.
    pub handling: Option<i64>,
    /// Whether its parcel had another ticket in the thirty days before.
    pub repeats: bool,
}

const NEXT_NUMBERS: &str = "update counter set value = value + $1 where name = 'ticket' returning value";

/// So many numbers of the operator's one sequence; yields the first of them.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn next_sequences(tx: &mut Tx, count: i64) -> Result<i64, StoreError> {
    let (last,): (i64,) = fetch_one!(tx, (i64,), NEXT_NUMBERS, count)?;
    Ok(last - count + 1)
}

const TICKETS: &str = "insert into ticket (id, number, customer_id, account_id, author_id, filed_for_by_id, subject,
        sub_reason, parcel_id, parcel_number, parcel_count, sender_reference, sender_reference_key, to_identify,
        state, mark, waiting_for, turn, term_started_at, due_at, next_clock_at, reminders_sent, contests, outcome,
        withdraw_reason, rating, rating_word, missing_slots, asked_text, life_before_merge, excerpt, sequence,
        public_sequence, operator_sequence, version, created_at, changed_at, measured, first_answer_minutes,
        handling_minutes, repeats) ";
const PARCELS: &str = "insert into ticket_parcel (ticket_id, position, parcel_id, number) ";
const EVENTS: &str = "insert into ticket_event
        (ticket_id, sequence, event, state, audience, author_id, author_name, author_side, created_at) ";
const MESSAGES: &str = "insert into message
        (id, ticket_id, sequence, author_id, author_name, author_side, audience, kind, body, created_at) ";
const MARKS: &str = "insert into read_mark (person_id, ticket_id, sequence) ";
const WORDS: &str = "insert into ticket_words (ticket_id, customer_words, operator_words) ";

/// Inserts tickets whose rows belong to nothing that was there before but their customers, people and parcels. They have
/// neither information nor slots nor files.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert_many(tx: &mut Tx, all: &[WholeTicket]) -> Result<(), StoreError> {
    insert_tickets(tx, all).await?;
    let mut parcels = Vec::new();
    let mut events = Vec::new();
    let mut messages = Vec::new();
    let mut marks = Vec::new();
    let mut cut = Vec::with_capacity(all.len());
    for one in all {
        let id = one.ticket.id.to_string();
        for (position, (parcel, number)) in one.ticket.parcels.iter().enumerate() {
            parcels.push((id.clone(), position as i64, parcel.map(|id| id.to_string()), number.clone()));
        }
        for event in &one.events {
            let json = serde_json::to_string(&event.event)
                .map_err(|error| StoreError::inconsistent("ticket_event", "event", &error.to_string()))?;
            events.push((id.clone(), json, event));
        }
        messages.extend(one.messages.iter().map(|message| (id.clone(), message)));
        marks.extend(one.read.iter().map(|(person, sequence)| (person.to_string(), id.clone(), *sequence)));
        cut.push((id, words_of(one)));
    }
    insert_rows!(tx, PARCELS, "", parcels, |row, parcel| {
        row.push_bind(&parcel.0).push_bind(parcel.1).push_bind(&parcel.2).push_bind(&parcel.3);
    });
    insert_rows!(tx, EVENTS, "", events, |row, one| {
        let (ticket, json, event) = one;
        row.push_bind(ticket).push_bind(event.sequence).push_bind(json).push_bind(event.state.as_str());
        row.push_bind(event.audience.as_str()).push_bind(event.author.person.map(|id| id.to_string()));
        row.push_bind(&event.author.name).push_bind(event.author.side.as_str()).push_bind(micros(event.at));
    });
    insert_rows!(tx, MESSAGES, "", messages, |row, one| {
        let (ticket, message) = one;
        row.push_bind(message.id.to_string()).push_bind(ticket).push_bind(message.sequence);
        row.push_bind(message.author.person.map(|id| id.to_string())).push_bind(&message.author.name);
        row.push_bind(message.author.side.as_str()).push_bind(message.audience.as_str());
        row.push_bind(message.kind.as_str()).push_bind(&message.body).push_bind(micros(message.at));
    });
    insert_rows!(tx, MARKS, "", marks, |row, mark| {
        row.push_bind(&mark.0).push_bind(&mark.1).push_bind(mark.2);
    });
    insert_rows!(tx, WORDS, "", cut, |row, words| {
        row.push_bind(&words.0).push_bind(&words.1.0).push_bind(&words.1.1);
    });
    Ok(())
}

async fn insert_tickets(tx: &mut Tx, all: &[WholeTicket]) -> Result<(), StoreError> {
    insert_rows!(tx, TICKETS, "", all, |row, one| {
        let (ticket, change) = (&one.ticket, &one.change);
        let first = ticket.parcels.first();
        let parcel = first.and_then(|(id, _)| *id).map(|id| id.to_string());
        let to_identify = parcel.is_none();
        row.push_bind(ticket.id.to_string()).push_bind(&ticket.number).push_bind(ticket.customer.to_string());
        row.push_bind(ticket.account.map(|id| id.to_string())).push_bind(ticket.author.to_string());
        row.push_bind(ticket.filed_for_by.map(|id| id.to_string())).push_bind(&ticket.subject);
        row.push_bind(&ticket.sub_reason).push_bind(parcel);
        row.push_bind(first.map(|(_, number)| number.clone()).unwrap_or_default());
        row.push_bind(ticket.parcels.len() as i64).push_bind(&ticket.sender_reference);
        row.push_bind(folded(&ticket.sender_reference)).push_bind(to_identify);
        row.push_bind(change.life.state.as_str()).push_bind(change.life.mark.map_or("", Mark::as_str));
        row.push_bind(change.life.waiting_for.as_str()).push_bind(promise::owner(&change.life).turn());
        row.push_bind(micros(change.life.term_started_at)).push_bind(change.life.due_at.map(micros));
        row.push_bind(change.next_clock_at.map(micros)).push_bind(change.reminders_sent);
        row.push_bind(i64::from(change.life.contests)).push_bind(change.outcome.map_or("", Outcome::as_str));
        row.push_bind(change.withdraw_reason.map_or("", WithdrawReason::as_str)).push_bind(change.rating);
        row.push_bind(&change.rating_word).push_bind(0_i64).push_bind(&change.asked_text).push_bind("");
        row.push_bind(&change.excerpt).push_bind(change.sequence).push_bind(change.public_sequence);
        row.push_bind(change.operator_sequence).push_bind(1_i64).push_bind(micros(ticket.created_at));
        row.push_bind(micros(change.changed_at)).push_bind(true).push_bind(one.first_answer);
        row.push_bind(one.handling).push_bind(one.repeats);
    });
    Ok(())
}

/// The words of both sides, as [`words::renew`] would cut them out of the rows.
fn words_of(one: &WholeTicket) -> (String, String) {
    let ticket = &one.ticket;
    let whole = [&ticket.number, &ticket.sender_reference, &one.author];
    let whole = whole.into_iter().chain(ticket.parcels.iter().map(|(_, number)| number));
    let texts = whole.map(|text| (Audience::Everyone, text.as_str()));
    let said = one.messages.iter().map(|message| (message.audience, message.body.as_str()));
    words::cut(&ticket.customer.to_string(), texts.chain(said))
}
