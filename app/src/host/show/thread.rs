//! A thread into what its two readers see.

use std::collections::BTreeMap;

use domain::event::{Redacted, TicketEvent};
use domain::parcel::number::grouped;
use domain::ticket::abuse::Abuse;
use domain::ticket::lifecycle::{Lifecycle, TicketState, WaitingFor};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::outcome::Outcome;
use domain::ticket::promise::{self, Owner};
use domain::ticket::reason::SlotKind;
use domain::{Actor, Language};
use operations::files::AttachedFile;
use operations::tickets::colleagues::in_words;
use operations::tickets::hold::{HeldBack, Standing};
use operations::tickets::reading::Thread;
use operations::tickets::redact::Target;
use operations::tickets::{Author, AuthorSide, Event, Message, Slot};
use wording::{desk, events, thread, values};

use super::lists::{subject, turn_mark};
use super::{Eyes, attachment, new_deed, parcels};
use crate::api::Named;
use crate::api::thread::{Entry, FormFile, HeldView, LifeStep, May, OpenTab, SlotView, ThreadPage};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};
use crate::ui::DraftFile;

/// One thread.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(number: &str, at_desk: bool) -> Result<ThreadPage, Failure> {
    let (visit, actor) = reader()?;
    let read = found(&visit, &actor, number, at_desk).await.map_err(refused(&visit))?;
    let (parcel, archived) = parcels::page_of_ticket(&visit, &actor, &read.ticket).await.map_err(refused(&visit))?;
    Ok(ThreadPage { parcel, archived, ..shown(&visit, &actor, &read) })
}

/// The thread of a number that is for the side that asks.
pub(super) async fn found(visit: &Visit, actor: &Actor, number: &str, at_desk: bool) -> operations::Result<Thread> {
    if actor.is_operator() != at_desk {
        return Err(operations::Error::NotFound);
    }
    let number = domain::ticket::number::parse_ticket_number(number).unwrap_or_default();
    visit.operations.thread(actor, &number).await
}

/// All of the page but the parcel beside it.
pub(super) fn shown(visit: &Visit, actor: &Actor, read: &Thread) -> ThreadPage {
    let language = visit.language;
    let eyes = Eyes::of(visit, actor);
    let ticket = &read.ticket;
    let asks = ticket.life.state == TicketState::AwaitingCustomer;
    let (markable, marked) = if eyes.operator { markable(&eyes, read) } else { Default::default() };
    ThreadPage {
        id: ticket.id.to_string(),
        number: ticket.number.clone(),
        title: title(visit, ticket),
        opened: opened(&eyes, ticket),
        customer: if eyes.operator { ticket.customer_name.clone() } else { String::new() },
        state: ticket.life.state.as_str().to_owned(),
        mark: turn_mark(&eyes, &ticket.life, ticket.missing_slots),
        promise: promise_of(&eyes, &ticket.life),
        life: steps(&eyes, ticket.life.state),
        sequence: if eyes.operator { ticket.operator_sequence } else { ticket.public_sequence },
        entries: entries(&eyes, actor, read),
        slots: read
            .slots
            .iter()
            .map(|slot| SlotView {
                id: slot.id.to_string(),
                label: if language == Language::Fr { slot.label_fr.clone() } else { slot.label_en.clone() },
                filled: slot.filled_at.is_some(),
                files: fills(read, slot).map(|file| attachment::listed(&eyes, file)).collect(),
                identity: SlotKind::from_word(&slot.kind) == Some(SlotKind::IdentityDocument),
                asked: asks && slot.asked && slot.filled_at.is_none(),
                missing: slot.missing && slot.filled_at.is_none(),
                blocks: slot.blocks_resolution,
            })
            .collect(),
        asked_until: if asks { ticket.life.due_at.map(|at| eyes.day(at)).unwrap_or_default() } else { String::new() },
        information: information(visit, read),
        parcels: read.parcels.iter().map(|number| (number.clone(), grouped(number))).collect(),
        parcel: None,
        archived: false,
        held: read.held.as_ref().map(|held| held_view(&eyes, held)),
        may: may(read),
        people: read.people.iter().map(|(id, name, given)| (id.to_string(), name.clone(), *given)).collect(),
        callable: read
            .people
            .iter()
            .filter(|(id, ..)| *id != actor.user)
            .map(|(id, name, _)| (id.to_string(), name.clone()))
            .collect(),
        assigned_seen: in_words(read.people.iter().filter(|(.., given)| *given).map(|(id, ..)| *id)),
        assigned: if eyes.operator { String::new() } else { assigned(language, read) },
        bell: read.bell,
        draft: read.draft.clone(),
        draft_files: read
            .draft_files
            .iter()
            .map(|file| FormFile {
                draft_key: file.draft_key.clone(),
                slot: file.slot_key.clone(),
                file: draft_file(file),
            })
            .collect(),
        draft_key: read.draft_key.clone(),
        deed: new_deed(),
        outcomes: Outcome::ALL
            .into_iter()
            .map(|outcome| (outcome.as_str().to_owned(), values::outcome(language, outcome).to_owned()))
            .collect(),
        follows: read.follows.clone().unwrap_or_default(),
        followed_by: read.followed_by.clone(),
        mails: visit.operations.settings().smtp_url.is_some(),
        rating: rating(&eyes, read),
        markable,
        marked,
        abuses: if eyes.operator { abuses(language) } else { Vec::new() },
        tabs: read
            .tabs
            .iter()
            .map(|tab| OpenTab {
                number: tab.number.clone(),
                subject: subject(visit, &tab.subject),
                unread: tab.unread,
            })
            .collect(),
        redactable: if read.agent_may.redact { redactable(&eyes, read) } else { Vec::new() },
    }
}

/// The files that count for a slot.
fn fills<'a>(read: &'a Thread, slot: &'a Slot) -> impl Iterator<Item = &'a AttachedFile> {
    read.files.iter().filter(|file| file.slot == Some(slot.id) && file.replaced.is_none())
}

/// To whom of the customer's own team the ticket is given.
fn assigned(language: Language, read: &Thread) -> String {
    let names: Vec<&str> = read.people.iter().filter(|(.., given)| *given).map(|(_, name, _)| name.as_str()).collect();
    if names.is_empty() {
        thread::assigned_nobody(language).to_owned()
    } else {
        thread::assigned_to(language, &names.join(", "))
    }
}

fn held_view(eyes: &Eyes, held: &HeldBack) -> HeldView {
    let language = eyes.language;
    let (waits, seconds, said) = match &held.standing {
        Standing::Waits(at) => (true, at.duration_since(eyes.now).as_secs().max(0), String::new()),
        Standing::TakenBack => (false, 0, desk::held_taken_back(language).to_owned()),
        Standing::Overtaken(by) if by.is_empty() => (false, 0, desk::held_overtaken_by_time(language).to_owned()),
        Standing::Overtaken(by) => (false, 0, desk::held_overtaken(language, by)),
        Standing::Refused => (false, 0, desk::held_refused(language).to_owned()),
    };
    HeldView {
        waits,
        seconds,
        said,
        body: held.held.body().to_owned(),
        form: held.held.form().to_owned(),
        values: if waits { Vec::new() } else { held.typed.clone() },
    }
}

/// How the customer rated the answer, and his word with it.
fn rating(eyes: &Eyes, read: &Thread) -> String {
    let rated = match read.ticket.rating {
        0 => return String::new(),
        stars if eyes.operator => thread::rated_operator(eyes.language, &stars.to_string()),
        stars => thread::rated(eyes.language, &stars.to_string()),
    };
    format!("{rated} {}", rating_word(eyes, read)).trim_end().to_owned()
}

/// A draft file as file fields list it.
#[must_use]
pub fn draft_file(file: &operations::files::DraftFile) -> DraftFile {
    DraftFile {
        id: file.id.to_string(),
        name: file.name.clone(),
        size: file.size,
        thumbnail: (file.width > 0).then(|| format!("/files/{}/thumbnail", file.id)),
    }
}

fn title(visit: &Visit, ticket: &operations::tickets::Ticket) -> String {
    let subject_name = subject(visit, &ticket.subject);
    let sub_reason = visit
        .operations
        .settings()
        .matrix
        .subject(&ticket.subject)
        .and_then(|subject| subject.sub_reason(&ticket.sub_reason))
        .map(|sub_reason| sub_reason.label.get(visit.language).to_owned());
    match sub_reason {
        Some(sub_reason) => format!("{subject_name} — {sub_reason}"),
        None => subject_name,
    }
}

fn opened(eyes: &Eyes, ticket: &operations::tickets::Ticket) -> String {
    let when = eyes.when(ticket.created_at).text;
    if ticket.account_number.is_empty() {
        thread::opened(eyes.language, &ticket.author_name, &ticket.number, &when)
    } else {
        thread::opened_account(eyes.language, &ticket.account_number, &ticket.author_name, &ticket.number, &when)
    }
}

/// Who must act, by when, and what happens otherwise: every state is a promise.
fn promise_of(eyes: &Eyes, life: &Lifecycle) -> String {
    let language = eyes.language;
    let Some(due_at) = life.due_at else { return thread::promise_closed(language).to_owned() };
    let day = eyes.long_day(due_at);
    let late = promise::is_late(life, eyes.now);
    match (promise::owner(life), life.state, eyes.operator) {
        (Owner::Customer, TicketState::Resolved, false) => thread::promise_resolved(language, &day),
        (Owner::Customer, TicketState::Resolved, true) => thread::operator_promise_resolved(language, &day),
        (Owner::Customer, _, false) => thread::promise_customer(language, &day),
        (Owner::Customer, _, true) => thread::operator_promise_customer(language, &day),
        (Owner::Nobody, ..) => thread::promise_validated(language, &day),
        (_, _, false) if late => thread::promise_agent_late(language, &day),
        (_, _, true) if late => thread::operator_promise_late(language, &day),
        (Owner::Carrier, _, false) => thread::promise_carrier(language, &day),
        (Owner::Carrier, _, true) => thread::operator_promise_carrier(language, &day),
        (Owner::Recipient, _, false) => thread::promise_recipient(language, &day),
        (Owner::Recipient, _, true) => thread::operator_promise_recipient(language, &day),
        (Owner::Agent, _, false) => thread::promise_agent(language, &day),
        (Owner::Agent, _, true) => thread::operator_promise_agent(language, &day),
    }
}

fn steps(eyes: &Eyes, state: TicketState) -> Vec<LifeStep> {
    const LINE: [TicketState; 6] = [
        TicketState::Created,
        TicketState::InProgress,
        TicketState::AwaitingCustomer,
        TicketState::Resolved,
        TicketState::Validated,
        TicketState::Closed,
    ];
    let here = match state {
        TicketState::AwaitingProcessing => TicketState::InProgress,
        other => other,
    };
    let at = LINE.iter().position(|one| *one == here).unwrap_or(0);
    LINE.iter()
        .enumerate()
        .map(|(position, one)| LifeStep {
            label: values::ticket_step(eyes.language, if position == at { state } else { *one }, eyes.operator)
                .to_owned(),
            place: match position.cmp(&at) {
                std::cmp::Ordering::Less => -1,
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
            },
        })
        .collect()
}

fn entries(eyes: &Eyes, actor: &Actor, read: &Thread) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(read.events.len());
    // A ticket keeps the word of its last validation.
    let last = read.events.iter().rfind(|event| matches!(event.event, TicketEvent::TicketValidated { .. }));
    let validated = last.map(|event| event.sequence);
    for event in &read.events {
        let message = read.messages.iter().find(|message| message.sequence == event.sequence);
        if let Some(text) = event_text(eyes, event, message) {
            let quote = match &event.event {
                TicketEvent::TicketValidated { .. } if validated == Some(event.sequence) => rating_word(eyes, read),
                TicketEvent::AbuseMarked { note, .. } if !note.is_empty() => thread::quoted(eyes.language, note),
                _ => String::new(),
            };
            entries.push(Entry::Event { sequence: event.sequence, text, quote, when: eyes.when(event.at) });
        }
        if let Some(message) = message {
            entries.push(message_entry(eyes, actor, read, message));
        }
    }
    entries
}

/// The word that came with the rating, quoted; empty where there is none.
fn rating_word(eyes: &Eyes, read: &Thread) -> String {
    match read.ticket.rating_word.as_str() {
        "" => String::new(),
        word => thread::quoted(eyes.language, word),
    }
}

fn message_entry(eyes: &Eyes, actor: &Actor, read: &Thread, message: &Message) -> Entry {
    let language = eyes.language;
    let side = if eyes.operator { AuthorSide::Operator } else { AuthorSide::Customer };
    let note = message.kind == MessageKind::Note;
    let role = match (message.author.side, eyes.operator) {
        _ if message.audience == Audience::Colleagues => thread::colleagues_only(language),
        _ if note => thread::internal_note(language),
        (AuthorSide::Operator, false) => thread::service(language),
        _ => "",
    };
    let files = read
        .files
        .iter()
        .filter(|file| file.message == Some(message.id))
        .map(|file| attachment::listed(eyes, file))
        .collect();
    Entry::Message {
        sequence: message.sequence,
        author: name(eyes, actor, &message.author),
        role: role.to_owned(),
        own: message.author.side == side,
        note,
        when: eyes.when(message.at),
        body: message.body.clone(),
        files,
        notices: notices(eyes, read, message),
    }
}

/// What was taken out of the message of an event or marked in it, by whom, when and why.
fn notices(eyes: &Eyes, read: &Thread, message: &Message) -> Vec<String> {
    let sequence = message.sequence;
    let of_message = |event: &Event| match &event.event {
        TicketEvent::MessageRedacted { message, what, reason } if *message == sequence => {
            let (author, when) = (&event.author.name, eyes.when(event.at).full);
            Some(match what {
                Redacted::Text => thread::redacted_text(eyes.language, author, reason, &when),
                Redacted::File => thread::redacted_file(eyes.language, author, reason, &when),
                // No message carries a notice of these: the sentence of the event says it.
                Redacted::Reason | Redacted::Word => return None,
            })
        }
        _ => None,
    };
    let mut notices: Vec<String> = read.events.iter().filter_map(of_message).collect();
    for file in read.files.iter().filter(|file| file.message == Some(message.id)) {
        notices.extend(attachment::notices(eyes, file));
    }
    if let Some((author, abuse, note)) = marked(read).remove(&sequence) {
        let kind = values::abuse(eyes.language, abuse);
        notices.push(format!("{} {note}", desk::abuse_notice(eyes.language, author, kind)).trim_end().to_owned());
    }
    notices
}

/// The kinds of abuse: word and name.
fn abuses(language: Language) -> Vec<(String, String)> {
    Abuse::ALL.into_iter().map(|one| (one.as_str().to_owned(), values::abuse(language, one).to_owned())).collect()
}

/// What is marked as abuse now: per message, 0 for the whole ticket, who marked it, as what, and his note. To a customer
/// nothing is, because its events never reach him.
fn marked(read: &Thread) -> BTreeMap<i64, (&str, Abuse, &str)> {
    let mut marked = BTreeMap::new();
    for event in &read.events {
        match &event.event {
            TicketEvent::AbuseMarked { message, abuse, note } => {
                marked.insert(*message, (event.author.name.as_str(), *abuse, note.as_str()));
            }
            TicketEvent::AbuseUnmarked { message } => {
                marked.remove(message);
            }
            _ => {}
        }
    }
    marked
}

/// What can be chosen: word and name.
type Choices = Vec<(String, String)>;

/// What an agent can mark as abuse, and what is marked: word and name.
fn markable(eyes: &Eyes, read: &Thread) -> (Choices, Choices) {
    let marked = marked(read);
    let whole = (0, desk::abuse_ticket(eyes.language).to_owned());
    let written = read.messages.iter().rev().filter(|message| message.author.side == AuthorSide::Customer);
    let written = written.map(|message| {
        let (author, when) = (&message.author.name, eyes.when(message.at).full);
        (message.sequence, desk::abuse_message(eyes.language, author, &when))
    });
    let all = std::iter::once(whole).chain(written).map(|(sequence, name)| (sequence, (sequence.to_string(), name)));
    let (taken, free): (Vec<_>, Vec<_>) = all.partition(|(sequence, _)| marked.contains_key(sequence));
    let plain = |list: Vec<(i64, (String, String))>| list.into_iter().map(|(_, choice)| choice).collect();
    (plain(free), plain(taken))
}

/// Every text and file that a lead can take out, the newest first.
fn redactable(eyes: &Eyes, read: &Thread) -> Vec<(String, String)> {
    const BEGINNING: usize = 60;
    let shortened = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut beginning: String = words.chars().take(BEGINNING).collect();
        if beginning.len() < words.len() {
            beginning.push('…');
        }
        beginning
    };
    let mut choices = Vec::new();
    let last = read.events.iter().rfind(|event| matches!(event.event, TicketEvent::TicketValidated { .. }));
    if let Some(event) = last.filter(|_| !read.ticket.rating_word.is_empty()) {
        let name = desk::redact_rating(eyes.language, &shortened(&read.ticket.rating_word), &eyes.when(event.at).full);
        choices.push((Target::Word(event.sequence).to_word(), name));
    }
    for event in read.events.iter().rev() {
        let TicketEvent::TicketReopened { reason } = &event.event else { continue };
        if !reason.is_empty() {
            let when = eyes.when(event.at).full;
            let name = desk::redact_why(eyes.language, &event.author.name, &shortened(reason), &when);
            choices.push((Target::Reason(event.sequence).to_word(), name));
        }
    }
    for message in read.messages.iter().rev() {
        let (author, when) = (&message.author.name, eyes.when(message.at).full);
        if !message.body.is_empty() {
            let name = desk::redact_text(eyes.language, author, &shortened(&message.body), &when);
            choices.push((Target::Text(message.sequence).to_word(), name));
        }
        for file in read.files.iter().filter(|file| file.message == Some(message.id) && file.opens()) {
            let name = desk::redact_file(eyes.language, author, &file.name, &when);
            choices.push((Target::File(file.id).to_word(), name));
        }
    }
    choices
}

/// A person's name as the reader sees it.
fn name(eyes: &Eyes, actor: &Actor, author: &Author) -> String {
    match author.side {
        AuthorSide::System => thread::system(eyes.language).to_owned(),
        _ if author.person == Some(actor.user) => thread::you(eyes.language).to_owned(),
        _ => author.name.clone(),
    }
}

/// The sentence of an event; none where the message below it says it all.
fn event_text(eyes: &Eyes, event: &Event, message: Option<&Message>) -> Option<String> {
    match &event.event {
        TicketEvent::MessageWritten
        | TicketEvent::CustomerAnswered
        | TicketEvent::NoteWritten
        | TicketEvent::TicketFiled
        | TicketEvent::TicketAnswered { waiting_for: WaitingFor::Agent }
        | TicketEvent::CustomerThanked
            if message.is_some() =>
        {
            None
        }
        happened => Some(events::sentence(eyes.language, happened, &event.author.name, event.audience)),
    }
}

fn information(visit: &Visit, read: &Thread) -> Vec<Named> {
    let matrix = &visit.operations.settings().matrix;
    let subject = matrix.subject(&read.ticket.subject);
    read.information
        .iter()
        .map(|(key, value)| {
            let field = subject.and_then(|subject| subject.fields.iter().find(|field| field.key == *key));
            Named {
                name: field.map_or_else(|| key.clone(), |field| field.label.get(visit.language).to_owned()),
                value: value.clone(),
            }
        })
        .collect()
}

fn may(read: &Thread) -> May {
    let (customer, agent) = (read.customer_may, read.agent_may);
    May {
        write: customer.write,
        validate: customer.validate,
        contest: customer.contest,
        withdraw: customer.withdraw,
        thank: customer.thank,
        follow_up: customer.follow_up,
        take: agent.take,
        answer: agent.answer,
        ask: agent.ask,
        cancel_ask: agent.cancel_ask,
        resolve: agent.resolve,
        reopen: agent.reopen,
        note: agent.note,
        redact: agent.redact,
        team_note: customer.note,
    }
}
