//! Tickets in every status: each life is walked deed by deed through the state machine, at the moments it would have
//! happened.

use domain::Language;
use domain::event::TicketEvent;
use domain::id::{MessageId, SlotId, TicketId, UserId};
use domain::parcel::state::ParcelState;
use domain::ticket::lifecycle::{self, By, Deed, Lifecycle, WaitingFor, When};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::number::ticket_number;
use domain::ticket::outcome::{Outcome, WithdrawReason};
use jiff::{SignedDuration, Timestamp};
use store::live::LiveEvent;
use store::threads::{Author, AuthorSide, Event, Message, Slot};
use store::tickets::{Change, NewTicket};
use store::{Scope, Tx};

use super::dice::Dice;
use super::parcels::DemoParcel;
use super::people::Cast;
use super::texts::{
    ASKS, CONTESTS, CUSTOMER_ANSWERS, FOUND_A_TRACE, HURRIES, KEEPS_LOOKING, NOTE, RESOLVES, SEARCHES, SEEN_SAYS,
    SUBJECTS, THANKS, Text,
};
use crate::tickets::next_clock_at;
use crate::{Operations, Result};

/// One step of a life: hours after the step before, who, what, and what is said.
struct Step {
    hours: i64,
    by: By,
    deed: Deed,
    event: TicketEvent,
    says: Option<(MessageKind, Text)>,
}

fn step(hours: i64, by: By, deed: Deed, event: TicketEvent) -> Step {
    Step { hours, by, deed, event, says: None }
}

fn says(hours: i64, by: By, deed: Deed, event: TicketEvent, kind: MessageKind, text: Text) -> Step {
    Step { hours, by, deed, event, says: Some((kind, text)) }
}

/// The ways a ticket's life can go, each with the name of where it ends for the reader of this file.
fn life(kind: u64) -> Vec<Step> {
    use By::{Agent, Clock, Customer};
    let see = |hours| step(hours, Agent, Deed::See, TicketEvent::TicketSeen);
    let tells_while = |hours, waiting_for, text| {
        says(
            hours,
            Agent,
            Deed::Answer { next_at: None, waiting_for },
            TicketEvent::TicketAnswered { waiting_for },
            MessageKind::Answer,
            text,
        )
    };
    let answer = |hours, waiting_for| tells_while(hours, waiting_for, SEEN_SAYS);
    let tells = |hours, text| tells_while(hours, WaitingFor::Carrier, text);
    let ask = |hours| says(hours, Agent, Deed::Ask, TicketEvent::CustomerAsked, MessageKind::Ask, ASKS);
    let writes =
        |hours, text| says(hours, Customer, Deed::Write, TicketEvent::CustomerAnswered, MessageKind::Reply, text);
    let reply = |hours| writes(hours, CUSTOMER_ANSWERS);
    let resolve = |hours| {
        let event = TicketEvent::TicketResolved { outcome: Outcome::ParcelFound };
        says(hours, Agent, Deed::Resolve, event, MessageKind::Resolution, RESOLVES)
    };
    let validate = |hours| step(hours, Customer, Deed::Validate, TicketEvent::TicketValidated { rating: Some(4) });
    match kind {
        0 => vec![],
        1 => vec![see(1)],
        2 => vec![see(2), answer(1, WaitingFor::Carrier)],
        3 | 4 => vec![see(1), answer(1, WaitingFor::Agent), ask(3)],
        5 => vec![see(1), ask(2), reply(5)],
        6 | 7 => vec![see(1), answer(2, WaitingFor::Carrier), resolve(20)],
        8 => vec![see(1), answer(1, WaitingFor::Agent), resolve(8), validate(20)],
        9 => vec![
            see(1),
            resolve(6),
            says(10, Customer, Deed::Contest, TicketEvent::TicketContested, MessageKind::Contest, CONTESTS),
        ],
        10 => {
            let reason = WithdrawReason::Found;
            vec![see(3), step(5, Customer, Deed::Withdraw, TicketEvent::TicketWithdrawn { reason })]
        }
        11 => vec![see(1), ask(2), step(30 * 24 + 2, Clock, Deed::Elapse, TicketEvent::TicketUnanswered)],
        12 => vec![
            see(1),
            answer(1, WaitingFor::Agent),
            resolve(8),
            validate(20),
            step(30 * 24 + 2, Clock, Deed::Elapse, TicketEvent::TicketClosed),
        ],
        13 => vec![see(1), resolve(4), step(30 * 24 + 2, Clock, Deed::Elapse, TicketEvent::TicketNotValidated)],
        14 => vec![
            see(1),
            answer(1, WaitingFor::Carrier),
            reply(3),
            ask(2),
            reply(6),
            tells(2, SEARCHES),
            writes(18, HURRIES),
            tells(1, FOUND_A_TRACE),
            writes(4, THANKS),
            tells(20, KEEPS_LOOKING),
        ],
        _ => vec![see(1), ask(1), reply(4), tells(2, SEARCHES)],
    }
}

/// The number of different lives. Taken together they hold three messages each; one of them is a thread of ten.
const LIVES: u64 = 16;

/// The life in which an agent leaves a note.
const NOTED: u64 = 2;

/// Makes the tickets, in transactions of a few hundred.
pub(super) async fn make(
    ops: &Operations,
    cast: &Cast,
    parcels: &[DemoParcel],
    dice: &mut Dice,
    count: u32,
    as_of: Timestamp,
) -> Result<()> {
    if parcels.is_empty() {
        return Ok(());
    }
    // The oldest are filed first, so that numbers grow with time.
    let mut plans: Vec<(Timestamp, u64)> = (0..count)
        .map(|index| {
            let kind = u64::from(index) % LIVES;
            let whole: i64 = life(kind).iter().map(|step| step.hours).sum();
            (dice.hours_before(as_of, whole + 1 + dice_age(index)), kind)
        })
        .collect();
    plans.sort_unstable();
    let mut tx = ops.store().write(Scope::System).await?;
    for (index, (filed_at, kind)) in plans.into_iter().enumerate() {
        let parcel = pick(dice, parcels);
        one(ops, &mut tx, cast, parcel, dice, filed_at, kind, as_of).await?;
        if index % 200 == 199 {
            tx.commit().await?;
            tx = ops.store().write(Scope::System).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Hours between a life's end and now: most are fresh, some are late.
fn dice_age(index: u32) -> i64 {
    [0, 2, 5, 20, 70][(index as usize / LIVES as usize) % 5] + i64::from(index % 7)
}

/// A parcel that somebody would write about.
fn pick<'a>(dice: &mut Dice, parcels: &'a [DemoParcel]) -> &'a DemoParcel {
    for _ in 0..20 {
        let parcel = dice.one_of(parcels);
        if !matches!(parcel.state, ParcelState::Preparing | ParcelState::Cancelled) {
            return parcel;
        }
    }
    &parcels[0]
}

#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename the same eight things")]
async fn one(
    ops: &Operations,
    tx: &mut Tx,
    cast: &Cast,
    parcel: &DemoParcel,
    dice: &mut Dice,
    filed_at: Timestamp,
    kind: u64,
    as_of: Timestamp,
) -> Result<()> {
    let customer = cast.customers.iter().find(|customer| customer.id == parcel.customer).unwrap_or(&cast.customers[0]);
    let (author, author_name) = *dice.one_of(&customer.users);
    let (agent, agent_name) = *dice.one_of(&cast.agents[..3]);
    let asks = life(kind).iter().any(|step| step.deed == Deed::Ask);
    let (subject, sub_reason, text) = if asks { SUBJECTS[0] } else { *dice.one_of(&SUBJECTS) };
    let zone = crate::zone("Europe/Paris");
    let when = When { now: filed_at, zone: zone.clone() };
    let matrix = ops.settings().matrix.clone();
    let sub_reason = matrix.subject(subject).and_then(|subject| {
        subject.sub_reasons.iter().find(|one| one.key == sub_reason).or(subject.sub_reasons.first())
    });
    let sub_reason = sub_reason.map(|one| one.key.clone()).unwrap_or_default();
    let filed = lifecycle::apply(None, &Deed::File, By::Customer, &when)?;
    let ticket = NewTicket {
        id: TicketId(dice.id(filed_at)),
        number: ticket_number(filed_at.to_zoned(zone.clone()).year(), store::tickets::next_sequence(tx).await?),
        customer: parcel.customer,
        account: Some(parcel.account),
        author,
        filed_for_by: None,
        follows: None,
        subject: subject.to_owned(),
        sub_reason: sub_reason.clone(),
        parcels: vec![(Some(parcel.id), parcel.number.clone())],
        sender_reference: parcel.reference.clone(),
        information: Vec::new(),
        next_clock_at: None,
        life: filed.clone(),
        created_at: filed_at,
    };
    store::tickets::insert(tx, &ticket).await?;
    make_slots(tx, dice, &ticket, &matrix, asks, filed_at).await?;
    let mut walk = Walk {
        tx,
        dice,
        id: ticket.id,
        people: [(author, author_name), (agent, agent_name)],
        language: customer.language,
        life: filed,
        sequence: 0,
        public: 0,
        at: filed_at,
        excerpt: String::new(),
        asked: String::new(),
        rating: 0,
    };
    walk.happened(TicketEvent::TicketFiled, By::Customer, Some((MessageKind::Filing, text))).await?;
    for step in life(kind) {
        let at = walk.at.checked_add(SignedDuration::from_hours(step.hours)).unwrap_or(walk.at);
        walk.at = at.min(as_of);
        let when = When { now: at, zone: zone.clone() };
        walk.life = lifecycle::apply(Some(&walk.life), &step.deed, step.by, &when)?;
        walk.asked = if step.deed == Deed::Ask { ASKS.get(customer.language).to_owned() } else { String::new() };
        if let TicketEvent::TicketValidated { rating: Some(stars) } = step.event {
            walk.rating = i64::from(stars);
        }
        walk.happened(step.event, step.by, step.says).await?;
    }
    if kind == NOTED {
        walk.note(NOTE).await?;
    }
    let read = (walk.sequence, walk.public);
    let change = walk.change(&zone);
    store::tickets::update(tx, ticket.id, &change).await?;
    if !kind.is_multiple_of(3) {
        store::tickets::mark_read(tx, author, ticket.id, read.1).await?;
    }
    store::tickets::mark_read(tx, agent, ticket.id, read.0).await?;
    let event = LiveEvent {
        position: 0,
        ticket: ticket.id,
        sequence: change.sequence,
        customer: ticket.customer,
        account: ticket.account,
        readers: vec![author],
        audience: Audience::Everyone,
    };
    store::live::append(tx, &event, as_of).await?;
    Ok(())
}

async fn make_slots(
    tx: &mut Tx,
    dice: &mut Dice,
    ticket: &NewTicket,
    matrix: &domain::ticket::reason::Matrix,
    asks: bool,
    now: Timestamp,
) -> Result<()> {
    let Some(subject) = matrix.subject(&ticket.subject) else { return Ok(()) };
    let sub_reason = (!ticket.sub_reason.is_empty()).then_some(ticket.sub_reason.as_str());
    for (position, definition) in subject.slots_for(sub_reason).enumerate() {
        let slot = Slot {
            id: SlotId(dice.id(now)),
            key: definition.key.clone(),
            kind: definition.kind.as_str().to_owned(),
            label_fr: definition.label.fr.clone(),
            label_en: definition.label.en.clone(),
            blocks_resolution: definition.blocks_resolution,
            asked: asks && position > 0,
            missing: false,
            filled_at: (!asks || position == 0).then_some(now),
        };
        store::threads::insert_slot(tx, ticket.id, &slot).await?;
    }
    Ok(())
}

/// A life on its way.
struct Walk<'a> {
    tx: &'a mut Tx,
    dice: &'a mut Dice,
    id: TicketId,
    people: [(UserId, &'static str); 2],
    language: Language,
    life: Lifecycle,
    sequence: i64,
    public: i64,
    at: Timestamp,
    excerpt: String,
    asked: String,
    rating: i64,
}

impl Walk<'_> {
    async fn happened(&mut self, event: TicketEvent, by: By, says: Option<(MessageKind, Text)>) -> Result<()> {
        let says = says.map(|(kind, text)| (kind, text.get(self.language)));
        self.write(event, by, says, Audience::Everyone).await
    }

    async fn note(&mut self, text: &'static str) -> Result<()> {
        self.write(TicketEvent::NoteWritten, By::Agent, Some((MessageKind::Note, text)), Audience::Operator).await
    }

    async fn write(
        &mut self,
        event: TicketEvent,
        by: By,
        says: Option<(MessageKind, &'static str)>,
        audience: Audience,
    ) -> Result<()> {
        self.sequence += 1;
        if audience == Audience::Everyone {
            self.public = self.sequence;
        }
        let author = match by {
            By::Customer => {
                Author { person: Some(self.people[0].0), name: self.people[0].1.to_owned(), side: AuthorSide::Customer }
            }
            By::Agent | By::System => {
                Author { person: Some(self.people[1].0), name: self.people[1].1.to_owned(), side: AuthorSide::Operator }
            }
            By::Clock => Author { person: None, name: String::new(), side: AuthorSide::System },
        };
        let row = Event {
            sequence: self.sequence,
            event,
            state: self.life.state,
            audience,
            author: author.clone(),
            at: self.at,
        };
        store::threads::insert_event(self.tx, self.id, &row, None).await?;
        if let Some((kind, text)) = says {
            let message = Message {
                id: MessageId(self.dice.id(self.at)),
                sequence: self.sequence,
                audience,
                kind,
                author,
                body: text.to_owned(),
                at: self.at,
            };
            store::threads::insert_message(self.tx, self.id, &message).await?;
            if audience == Audience::Everyone {
                self.excerpt = text.chars().take(140).collect();
            }
        }
        Ok(())
    }

    /// What the walk leaves on the ticket's own row.
    fn change(&self, zone: &jiff::tz::TimeZone) -> Change {
        let when = When { now: self.life.term_started_at, zone: zone.clone() };
        let resolved = self.life.state == lifecycle::TicketState::Resolved && self.life.mark.is_none();
        Change {
            next_clock_at: next_clock_at(&self.life, 0, &when),
            life: self.life.clone(),
            reminders_sent: 0,
            outcome: resolved.then_some(Outcome::ParcelFound),
            withdraw_reason: (self.life.mark == Some(lifecycle::Mark::Withdrawn)).then_some(WithdrawReason::Found),
            rating: self.rating,
            rating_word: String::new(),
            asked_text: self.asked.clone(),
            excerpt: self.excerpt.clone(),
            sequence: self.sequence,
            public_sequence: self.public,
            changed_at: self.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn every_life_is_possible_and_together_they_reach_every_state() {
        let mut reached = std::collections::HashSet::new();
        for kind in 0..LIVES {
            let mut now: Timestamp = "2026-06-01T08:00:00Z".parse().expect("a moment");
            let when = |now| When { now, zone: TimeZone::UTC };
            let mut at = lifecycle::apply(None, &Deed::File, By::Customer, &when(now)).expect("filed");
            for step in life(kind) {
                now += SignedDuration::from_hours(step.hours);
                at = lifecycle::apply(Some(&at), &step.deed, step.by, &when(now)).expect("possible");
            }
            reached.insert(at.state);
        }
        assert_eq!(reached.len(), lifecycle::TicketState::ALL.len());
    }

    #[test]
    fn the_lives_hold_three_messages_each_on_average_and_one_holds_ten() {
        // A ticket begins with a message; the life that gets a note (see `one`) has one more.
        let said = |kind| {
            let steps = life(kind).iter().filter(|step| step.says.is_some()).count();
            1 + steps + usize::from(kind == NOTED)
        };
        assert_eq!((0..LIVES).map(said).sum::<usize>(), 3 * LIVES as usize);
        assert!((0..LIVES).any(|kind| said(kind) == 10));
    }
}
