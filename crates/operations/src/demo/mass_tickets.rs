//! The many tickets of a world that is made to measure with: two years of them, day after day, of fifty shippers, with
//! five messages each. Every life goes through the state machine; what a small world tells by its stories is here
//! spread by chance. They are made in the order of their filing and written some thousand at a time.

use domain::id::{AccountId, ParcelId, TicketId};
use domain::parcel::scan::Scan;
use domain::parcel::state::ParcelState;
use domain::parcel::timeline::standing;
use domain::ticket::measures::working_minutes;
use domain::ticket::number::ticket_number;
use domain::ticket::reason::Subject;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::parcels::{KeptStanding, NewParcel};
use store::scans::NewScan;
use store::tickets::{NewTicket, WholeTicket};

use super::dice::Dice;
use super::mass_life::Life;
use super::mass_places::{FAMILIES, GIVEN, STREETS, place};
use super::parcels::{taken_in, valid_number};
use super::people::{Cast, Shipper};
use crate::{Operations, Result};

/// Tickets of one transaction: with what hangs on them some thirty thousand rows.
const AT_ONCE: usize = 1_000;

/// How far back the first of them was filed.
const SPAN: SignedDuration = SignedDuration::from_hours(24 * 720);

/// Shippers beside the two of every demo world.
const SHIPPERS: usize = 48;

/// Of a hundred tickets so many are of the first shipper, and so many of the second.
const SHARES: (u64, u64) = (20, 10);

/// Of a hundred tickets so many lie on a parcel that had one shortly before.
const REPEATS: u64 = 12;

/// Beyond the numbers of all other parcels of a demo world.
const FIRST_PARCEL: u32 = 5_000_000;

/// A shipper's last parcel that a ticket was filed on, and when.
struct Last {
    parcel: ParcelId,
    number: String,
    reference: String,
    filed_at: Timestamp,
}

/// Makes so many of them.
pub(super) async fn make(ops: &Operations, cast: &Cast, dice: &mut Dice, count: u32, as_of: Timestamp) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let shippers = super::people::shippers(ops, cast, dice, SHIPPERS, as_of).await?;
    let mut maker = Maker {
        cast,
        dice,
        last: shippers.iter().map(|_| None).collect(),
        shippers: &shippers,
        subjects: subjects(ops),
        zone: crate::zone("Europe/Paris"),
        as_of,
    };
    let apart = SPAN.as_secs() / i64::from(count);
    for begin in (0..count).step_by(AT_ONCE) {
        let until = (begin + AT_ONCE as u32).min(count);
        let mut tx = ops.store().write(Scope::System).await?;
        let first = store::tickets::next_sequences(&mut tx, i64::from(until - begin)).await?;
        let mut made = Made::default();
        for index in begin..until {
            let filed_at = as_of - SPAN + SignedDuration::from_secs(apart * i64::from(index));
            maker.one(&mut made, index, first + i64::from(index - begin), filed_at)?;
        }
        store::parcels::insert_many(&mut tx, &made.parcels).await?;
        store::scans::insert_many(&mut tx, &made.scans).await?;
        store::tickets::insert_many(&mut tx, &made.tickets).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The subjects in which no document keeps an agent from resolving.
fn subjects(ops: &Operations) -> Vec<String> {
    let free = |subject: &&Subject| !subject.slots.iter().any(|slot| slot.blocks_resolution);
    ops.settings().matrix.subjects.iter().filter(free).map(|subject| subject.key.clone()).collect()
}

/// What one transaction writes.
#[derive(Default)]
struct Made {
    parcels: Vec<NewParcel>,
    scans: Vec<NewScan>,
    tickets: Vec<WholeTicket>,
}

struct Maker<'a> {
    cast: &'a Cast,
    dice: &'a mut Dice,
    shippers: &'a [Shipper],
    last: Vec<Option<Last>>,
    subjects: Vec<String>,
    zone: TimeZone,
    as_of: Timestamp,
}

impl Maker<'_> {
    fn one(&mut self, made: &mut Made, index: u32, sequence: i64, filed_at: Timestamp) -> Result<()> {
        let whose = match self.dice.below(100) {
            chance if chance < SHARES.0 => 0,
            chance if chance < SHARES.0 + SHARES.1 => 1,
            _ => 2 + self.dice.below(self.shippers.len() as u64 - 2) as usize,
        };
        let shipper = &self.shippers[whose];
        let (account, (author, author_name)) =
            (*self.dice.one_of(&shipper.accounts), self.dice.one_of(&shipper.users).clone());
        let recent =
            self.last[whose].take().filter(|last| filed_at < last.filed_at + SignedDuration::from_hours(24 * 30));
        let repeated = recent.filter(|_| self.dice.below(100) < REPEATS);
        let repeats = repeated.is_some();
        let last = repeated.unwrap_or_else(|| self.parcel(made, shipper, account, index, filed_at));
        let (agent, agent_name) = *self.dice.one_of(&self.cast.agents[..3]);
        let (id, zone) = (TicketId(self.dice.id(filed_at)), self.zone.clone());
        let subject = self.dice.one_of(&self.subjects).clone();
        let mut life = Life::begin(
            (&mut *self.dice, zone.clone(), self.as_of),
            shipper.language,
            [(author, author_name.clone()), (agent, agent_name.to_owned())],
            filed_at,
        )?;
        let filed = life.record.life.clone();
        life.lead()?;
        let change = life.change();
        let Life { events, messages, answered, resolved, .. } = life;
        let mut read = vec![(agent, change.sequence)];
        if self.dice.below(4) > 0 {
            read.push((author, change.public_sequence));
        }
        let minutes = |at: Option<Timestamp>| at.map(|at| working_minutes(filed_at, at, &zone));
        made.tickets.push(WholeTicket {
            ticket: NewTicket {
                id,
                number: ticket_number(filed_at.to_zoned(zone.clone()).year(), sequence),
                customer: shipper.id,
                account: Some(account),
                author,
                filed_for_by: None,
                follows: None,
                subject,
                sub_reason: String::new(),
                parcels: vec![(Some(last.parcel), last.number.clone())],
                sender_reference: last.reference.clone(),
                information: Vec::new(),
                life: filed,
                next_clock_at: None,
                created_at: filed_at,
            },
            change,
            author: author_name,
            events,
            messages,
            read,
            first_answer: minutes(answered),
            handling: minutes(resolved),
            repeats,
        });
        self.last[whose] = Some(Last { filed_at, ..last });
        Ok(())
    }

    /// A parcel that was delivered shortly before.
    fn parcel(
        &mut self,
        made: &mut Made,
        shipper: &Shipper,
        account: AccountId,
        index: u32,
        filed_at: Timestamp,
    ) -> Last {
        let (carrier, service, number) = if self.dice.below(3) == 0 {
            ("chronopost", "Express 13 h", valid_number("XY", "FR", FIRST_PARCEL + index))
        } else {
            ("colissimo", "Colissimo Domicile", valid_number("6A", "", FIRST_PARCEL + index))
        };
        let at = filed_at - SignedDuration::from_hours(2);
        let (country, postcode, town) = place(self.dice);
        let scan = Scan {
            code: "LI1".to_owned(),
            carrier: carrier.to_owned(),
            label: "Livraison effectuée".to_owned(),
            state: Some(ParcelState::Delivered),
            reason: None,
            responsible: None,
            at,
            offset_minutes: 60,
            place: town.to_owned(),
            correction: false,
        };
        let stands = standing(std::slice::from_ref(&scan));
        let labelled = at - SignedDuration::from_hours(40);
        let reference = format!("LOT-{index:07}");
        let parcel = NewParcel {
            id: ParcelId(self.dice.id(labelled)),
            customer: shipper.id,
            account: Some(account),
            sub_account: None,
            shipment: String::new(),
            carrier: carrier.to_owned(),
            number: number.clone(),
            label_on: labelled.to_zoned(TimeZone::UTC).date(),
            sender_reference: reference.clone(),
            recipient_reference: format!("CLI-{}", 100_000 + self.dice.below(400_000)),
            recipient_name: format!("{} {}", self.dice.one_of(&GIVEN), self.dice.one_of(&FAMILIES)),
            street: format!("{} {}", 1 + self.dice.below(180), self.dice.one_of(&STREETS)),
            postcode,
            town: town.to_owned(),
            country: country.to_owned(),
            service: service.to_owned(),
            weight_grams: 150 + self.dice.below(12_000) as i64,
            declared_value_cents: 900 + self.dice.below(60_000) as i64,
            standing: KeptStanding::of(&stands, None, labelled),
            created_at: labelled,
        };
        made.scans.push(taken_in(self.dice, &number, scan));
        let last = Last { parcel: parcel.id, number, reference, filed_at };
        made.parcels.push(parcel);
        last
    }
}
