//! Tickets in every status: each life is walked deed by deed through the state machine, at the moments it would have
//! happened.

use std::collections::{BTreeMap, HashMap};

use domain::Language;
use domain::event::{SlotName, TicketEvent};
use domain::id::{SlotId, TicketId};
use domain::ticket::lifecycle::{self, By, Deed, WaitingFor, When};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::number::ticket_number;
use domain::ticket::outcome::WithdrawReason;
use domain::ticket::reason::{self, Matrix};
use jiff::{SignedDuration, Timestamp};
use store::live::LiveEvent;
use store::threads::Slot;
use store::tickets::NewTicket;
use store::{Scope, Tx};

use super::dice::Dice;
use super::papers;
use super::parcels::{DemoParcel, unknown_number};
use super::people::Cast;
use super::stories::{CONTESTED, STORIES, Story, UNKNOWN};
use super::texts::{
    ASKS, ASKS_RECIPIENT, CUSTOMER_ANSWERS, FOUND_A_TRACE, HURRIES, KEEPS_LOOKING, NOTE, SEARCHES, SEEN_SAYS, SENDS,
    THANKS, Text,
};
use super::walk::Walk;
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
fn life(kind: u64, story: &Story) -> Vec<Step> {
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
    let writes = |hours, event, text| says(hours, Customer, Deed::Write, event, MessageKind::Reply, text);
    let adds = |hours, text| writes(hours, TicketEvent::MessageWritten, text);
    let sends = |hours| writes(hours, TicketEvent::CustomerAnswered, SENDS);
    let resolve = |hours| {
        let event = TicketEvent::TicketResolved { outcome: story.outcome };
        says(hours, Agent, Deed::Resolve, event, MessageKind::Resolution, story.resolves)
    };
    let contest = |hours| {
        let event = TicketEvent::TicketContested;
        says(hours, Customer, Deed::Contest, event, MessageKind::Contest, story.contests)
    };
    let validate = |hours| step(hours, Customer, Deed::Validate, TicketEvent::TicketValidated { rating: Some(4) });
    match kind {
        0 => vec![],
        1 => vec![see(1)],
        2 => vec![see(2), answer(1, WaitingFor::Carrier)],
        3 | 4 => vec![see(1), answer(1, WaitingFor::Agent), ask(3)],
        5 => vec![see(1), ask(2), sends(5)],
        6 | 7 => vec![see(1), answer(2, WaitingFor::Carrier), resolve(20)],
        8 => vec![see(1), answer(1, WaitingFor::Agent), resolve(8), validate(20)],
        9 => vec![see(1), resolve(6), contest(10)],
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
            adds(3, CUSTOMER_ANSWERS),
            ask(2),
            sends(6),
            tells(2, SEARCHES),
            adds(18, HURRIES),
            tells(1, FOUND_A_TRACE),
            adds(4, THANKS),
            tells(20, KEEPS_LOOKING),
        ],
        _ => vec![see(1), ask(1), sends(4), tells_while(2, WaitingFor::Recipient, ASKS_RECIPIENT)],
    }
}

/// The number of different lives. Taken together they hold three messages each; one of them is a thread of ten.
const LIVES: u64 = 16;

/// The life in which an agent leaves a note.
const NOTED: u64 = 2;

/// The life of tickets that concern a whole shipment.
const WIDE: u64 = 2;

/// Up to so many tickets there are files in the slots of documents. A larger world is made to measure with, and has
/// none: no slot of it is filled.
const WITH_FILES: u32 = 1_000;

/// What is known of a ticket before it is filed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Plan {
    filed_at: Timestamp,
    kind: u64,
    /// Nobody knows its parcel.
    to_identify: bool,
}

/// The parcels by the code they stand at, each list in the order of that last scan.
struct Shelves<'a>(HashMap<&'static str, Vec<&'a DemoParcel>>);

impl<'a> Shelves<'a> {
    fn new(parcels: &'a [DemoParcel]) -> Self {
        let mut shelves: HashMap<&'static str, Vec<&DemoParcel>> = HashMap::new();
        for parcel in parcels {
            shelves.entry(parcel.code).or_default().push(parcel);
        }
        for shelf in shelves.values_mut() {
            shelf.sort_by_key(|parcel| parcel.last_scan);
        }
        Shelves(shelves)
    }

    /// A parcel of which the story could be told at that moment, one of the later ones.
    fn pick(&self, dice: &mut Dice, story: &Story, filed_at: Timestamp) -> Option<&'a DemoParcel> {
        let latest = filed_at.checked_sub(SignedDuration::from_hours(story.hours_after)).ok()?;
        let code = *dice.one_of(story.codes);
        let shelf = self.0.get(code)?;
        let fit = shelf.partition_point(|parcel| parcel.last_scan <= latest);
        let among = (fit / 2).max(12).min(fit);
        (fit > 0).then(|| shelf[fit - 1 - dice.below(among as u64) as usize])
    }
}

/// A story that a life of this kind can tell, and a parcel of which it is true.
fn tell<'a>(
    dice: &mut Dice,
    shelves: &Shelves<'a>,
    plan: Plan,
    with_files: bool,
) -> Option<(&'static Story, &'a DemoParcel)> {
    let steps = life(plan.kind, &CONTESTED);
    let has = |deed: &Deed| steps.iter().any(|step| step.deed == *deed);
    let fits = |story: &Story| {
        let contested = story.subject == CONTESTED.subject;
        (contested || !has(&Deed::Ask))
            && (story.may_turn_up || !has(&Deed::Withdraw))
            // A contested delivery is resolved only over its documents.
            && (with_files || !contested || !has(&Deed::Resolve))
    };
    let first = dice.below(STORIES.len() as u64) as usize;
    let stories = (0..STORIES.len()).map(|turn| &STORIES[(first + turn) % STORIES.len()]);
    for story in stories.filter(|story| fits(story)) {
        for _ in 0..if plan.kind == WIDE { 8 } else { 1 } {
            let Some(parcel) = shelves.pick(dice, story, plan.filed_at) else { break };
            if plan.kind != WIDE || parcel.siblings > 0 {
                return Some((story, parcel));
            }
        }
    }
    // No shipment of several fits: a parcel alone does.
    let stories = STORIES.iter().filter(|story| fits(story));
    stories.into_iter().find_map(|story| Some((story, shelves.pick(dice, story, plan.filed_at)?)))
}

/// Makes the tickets, in transactions of a few hundred.
pub(super) async fn make(
    ops: &Operations,
    cast: &Cast,
    parcels: &[DemoParcel],
    dice: &mut Dice,
    count: u32,
    as_of: Timestamp,
) -> Result<()> {
    // The oldest are filed first, so that numbers grow with time.
    let mut plans: Vec<Plan> = (0..count)
        .map(|index| {
            let kind = u64::from(index) % LIVES;
            let whole: i64 = life(kind, &CONTESTED).iter().map(|step| step.hours).sum();
            let filed_at = dice.hours_before(as_of, whole + 1 + dice_age(index));
            Plan { filed_at, kind, to_identify: index == 0 }
        })
        .collect();
    plans.sort_unstable();
    let shelves = Shelves::new(parcels);
    let mut maker = Maker { ops, cast, dice, with_files: count <= WITH_FILES, as_of };
    let mut tx = ops.store().write(Scope::System).await?;
    for (index, plan) in plans.into_iter().enumerate() {
        if plan.to_identify {
            maker.one(&mut tx, plan, &UNKNOWN, &[]).await?;
        } else if let Some((story, parcel)) = tell(maker.dice, &shelves, plan, maker.with_files) {
            let shipped = if plan.kind == WIDE { shipment_of(parcels, parcel) } else { vec![parcel] };
            maker.one(&mut tx, plan, story, &shipped).await?;
        }
        if index % 200 == 199 {
            tx.commit().await?;
            tx = ops.store().write(Scope::System).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// A parcel and those that were sent with it, itself first.
fn shipment_of<'a>(parcels: &'a [DemoParcel], parcel: &'a DemoParcel) -> Vec<&'a DemoParcel> {
    let siblings = parcels.iter().filter(|one| one.shipment == parcel.shipment && one.id != parcel.id);
    std::iter::once(parcel).chain(siblings).collect()
}

/// Hours between a life's end and now: most are fresh, some are late.
fn dice_age(index: u32) -> i64 {
    [0, 2, 5, 20, 70][(index as usize / LIVES as usize) % 5] + i64::from(index % 7)
}

/// What makes each ticket.
struct Maker<'a> {
    ops: &'a Operations,
    cast: &'a Cast,
    dice: &'a mut Dice,
    with_files: bool,
    as_of: Timestamp,
}

impl Maker<'_> {
    async fn one(&mut self, tx: &mut Tx, plan: Plan, story: &Story, parcels: &[&DemoParcel]) -> Result<()> {
        let first = parcels.first();
        let customers = &self.cast.customers;
        let customer = first
            .and_then(|parcel| customers.iter().find(|customer| customer.id == parcel.customer))
            .unwrap_or(&customers[0]);
        let (author, author_name) = *self.dice.one_of(&customer.users);
        let (agent, agent_name) = *self.dice.one_of(&self.cast.agents[..3]);
        let zone = crate::zone("Europe/Paris");
        let when = When { now: plan.filed_at, zone: zone.clone() };
        let matrix = self.ops.settings().matrix.clone();
        let filed = lifecycle::apply(None, &Deed::File, By::Customer, &when)?;
        let ticket = NewTicket {
            id: TicketId(self.dice.id(plan.filed_at)),
            number: ticket_number(when.now.to_zoned(zone).year(), store::tickets::next_sequence(tx).await?),
            customer: customer.id,
            account: first.map(|parcel| parcel.account),
            author,
            filed_for_by: None,
            follows: None,
            subject: story.subject.to_owned(),
            sub_reason: story.sub_reason.to_owned(),
            parcels: match first {
                Some(_) => parcels.iter().map(|parcel| (Some(parcel.id), parcel.number.clone())).collect(),
                None => vec![(None, unknown_number())],
            },
            sender_reference: first.map(|parcel| parcel.reference.clone()).unwrap_or_default(),
            information: information(&matrix, story, customer.language),
            next_clock_at: None,
            life: filed.clone(),
            created_at: plan.filed_at,
        };
        store::tickets::insert(tx, &ticket).await?;
        let slots = make_slots(tx, self.dice, &ticket, &matrix).await?;
        let walk =
            Walk::new(tx, self.dice, ticket.id, [(author, author_name), (agent, agent_name)], filed, plan.filed_at);
        let mut live = Living { ops: self.ops, walk, slots, language: customer.language, number: &ticket.parcels[0].1 };
        live.through(plan, story, self.with_files, self.as_of).await?;
        let change = live.walk.change();
        store::tickets::update(tx, ticket.id, &change).await?;
        store::words::renew(tx, ticket.id).await?;
        if !plan.kind.is_multiple_of(3) {
            store::tickets::mark_read(tx, author, ticket.id, change.public_sequence).await?;
        }
        store::tickets::mark_read(tx, agent, ticket.id, change.sequence).await?;
        let event = LiveEvent {
            position: 0,
            ticket: ticket.id,
            sequence: change.sequence,
            customer: ticket.customer,
            account: ticket.account,
            sub_account: first.and_then(|parcel| parcel.sub_account),
            readers: vec![author],
            audience: Audience::Everyone,
        };
        store::live::append(tx, &event, self.as_of).await?;
        Ok(())
    }
}

/// What the matrix asks of this story and the customer tells.
fn information(matrix: &Matrix, story: &Story, language: Language) -> Vec<(String, String)> {
    let Some(subject) = matrix.subject(story.subject) else { return Vec::new() };
    let content = match language {
        Language::Fr => "Téléphone noir ; 2 ; 499,00",
        Language::En => "Black phone; 2; 499.00",
    };
    let told = BTreeMap::from([("content".to_owned(), content.to_owned())]);
    let sub_reason = (!story.sub_reason.is_empty()).then_some(story.sub_reason);
    let answers = reason::check_answers(subject, sub_reason, &told).unwrap_or_default();
    answers.into_iter().map(|answer| (answer.key, answer.value)).collect()
}

async fn make_slots(tx: &mut Tx, dice: &mut Dice, ticket: &NewTicket, matrix: &Matrix) -> Result<Vec<Slot>> {
    let mut slots = Vec::new();
    let Some(subject) = matrix.subject(&ticket.subject) else { return Ok(slots) };
    let sub_reason = (!ticket.sub_reason.is_empty()).then_some(ticket.sub_reason.as_str());
    for definition in subject.slots_for(sub_reason) {
        let slot = Slot {
            id: SlotId(dice.id(ticket.created_at)),
            key: definition.key.clone(),
            kind: definition.kind.as_str().to_owned(),
            label_fr: definition.label.fr.clone(),
            label_en: definition.label.en.clone(),
            blocks_resolution: definition.blocks_resolution,
            asked: false,
            missing: false,
            filled_at: None,
        };
        store::threads::insert_slot(tx, ticket.id, &slot).await?;
        slots.push(slot);
    }
    Ok(slots)
}

/// A ticket on its way, with its documents.
struct Living<'a> {
    ops: &'a Operations,
    walk: Walk<'a>,
    slots: Vec<Slot>,
    language: Language,
    number: &'a str,
}

impl Living<'_> {
    async fn through(&mut self, plan: Plan, story: &Story, with_files: bool, as_of: Timestamp) -> Result<()> {
        let steps = life(plan.kind, story);
        self.say(TicketEvent::TicketFiled, By::Customer, Some((MessageKind::Filing, story.files))).await?;
        if with_files {
            let all = steps.iter().any(|step| step.deed == Deed::Resolve);
            self.send(if all { self.slots.len() } else { 1 }, false).await?;
        }
        for mut step in steps {
            self.walk.go_on(step.hours, as_of);
            self.walk.apply(&step.deed, step.by)?;
            let sends = step.says == Some((MessageKind::Reply, SENDS));
            if sends && !with_files {
                step.says = Some((MessageKind::Reply, CUSTOMER_ANSWERS));
            }
            match step.event {
                TicketEvent::CustomerAsked => {
                    self.mark(|slot| slot.asked = true).await?;
                    ASKS.get(self.language).clone_into(&mut self.walk.record.asked);
                }
                TicketEvent::TicketUnanswered => self.mark(|slot| slot.missing = true).await?,
                _ => {}
            }
            self.say(step.event, step.by, step.says).await?;
            if sends && with_files {
                self.send(self.slots.len(), true).await?;
            }
        }
        if plan.kind == NOTED {
            self.walk.note(NOTE).await?;
        }
        Ok(())
    }

    async fn say(&mut self, event: TicketEvent, by: By, says: Option<(MessageKind, Text)>) -> Result<()> {
        let says = says.map(|(kind, text)| (kind, text.get(self.language)));
        self.walk.write(event, by, says, Audience::Everyone).await
    }

    /// Changes the slots that are still open.
    async fn mark(&mut self, how: impl Fn(&mut Slot)) -> Result<()> {
        for slot in self.slots.iter_mut().filter(|slot| slot.filled_at.is_none()) {
            how(slot);
            store::threads::update_slot(self.walk.tx, slot).await?;
        }
        Ok(())
    }

    /// The customer's last message brings the documents of the first slots that are still open.
    async fn send(&mut self, slots: usize, said: bool) -> Result<()> {
        let mut names = Vec::new();
        for slot in self.slots.iter_mut().take(slots).filter(|slot| slot.filled_at.is_none()) {
            let place = papers::Place {
                ticket: self.walk.id,
                message: self.walk.message,
                person: self.walk.record.author(),
                language: self.language,
                parcel: self.number,
                at: self.walk.record.at,
            };
            papers::attach(self.ops, self.walk.tx, self.walk.dice, &place, slot).await?;
            slot.filled_at = Some(self.walk.record.at);
            store::threads::update_slot(self.walk.tx, slot).await?;
            names.push(SlotName { fr: slot.label_fr.clone(), en: slot.label_en.clone() });
        }
        // What comes with the filing is told by the message alone.
        for slot in names.into_iter().filter(|_| said) {
            self.say(TicketEvent::SlotFilled { slot }, By::Customer, None).await?;
        }
        Ok(())
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
            for step in life(kind, &CONTESTED) {
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
            let steps = life(kind, &CONTESTED).iter().filter(|step| step.says.is_some()).count();
            1 + steps + usize::from(kind == NOTED)
        };
        assert_eq!((0..LIVES).map(said).sum::<usize>(), 3 * LIVES as usize);
        assert!((0..LIVES).any(|kind| said(kind) == 10));
    }
}
