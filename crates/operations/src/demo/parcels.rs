//! Parcels in every state: each gets the scans that a carrier would have sent, and its state follows from them.

use domain::id::{AccountId, CustomerId, ParcelId, ScanId, SubAccountId};
use domain::parcel::number::{self, Verdict};
use domain::parcel::scan::{Responsible, Scan, ScanReason};
use domain::parcel::state::ParcelState;
use domain::parcel::timeline::standing;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::parcels::{KeptStanding, NewParcel};
use store::scans::{NewScan, StoredScan};

use super::dice::Dice;
use super::door;
use super::people::Cast;
use crate::{Operations, Result};

/// A parcel as tickets need it.
pub(super) struct DemoParcel {
    pub id: ParcelId,
    pub customer: CustomerId,
    pub account: AccountId,
    pub sub_account: Option<SubAccountId>,
    pub number: String,
    pub reference: String,
    /// Parcels of the same number were sent together.
    pub shipment: u32,
    /// How many others there are of that number.
    pub siblings: u32,
    /// The code of its last scan.
    pub code: &'static str,
    pub last_scan: Timestamp,
}

const TOWNS: [(&str, &str); 12] = [
    ("69003", "Lyon"),
    ("44000", "Nantes"),
    ("59000", "Lille"),
    ("13008", "Marseille"),
    ("33000", "Bordeaux"),
    ("67000", "Strasbourg"),
    ("35000", "Rennes"),
    ("31000", "Toulouse"),
    ("75011", "Paris"),
    ("34000", "Montpellier"),
    ("21000", "Dijon"),
    ("06000", "Nice"),
];
const NAMES: [&str; 12] = [
    "Élodie Cœur",
    "Yanis Haddad",
    "Maël Le Goff",
    "Jeanne Dupont",
    "Ousmane Diallo",
    "Chloé Martin",
    "Luc Fabre",
    "Anaïs Noël",
    "Noé Lambert",
    "Fatou Sow",
    "Inès Garnier",
    "Théo Marchand",
];
const STREETS: [&str; 6] = [
    "12 rue des Lilas",
    "4 place Carnot",
    "27 avenue de la Gare",
    "8 bis quai Voltaire",
    "115 rue Nationale",
    "3 impasse du Moulin",
];

use ParcelState as S;

/// A step of a parcel's way: the state, the carrier's code and words, hours since the step before.
type Step = (S, &'static str, &'static str, i64);

const ANNOUNCED: Step = (S::Preparing, "PR1", "Colis prêt chez l’expéditeur", 0);
const COLLECTED: Step = (S::InTransit, "TA1", "Tri effectué dans l’agence de départ", 5);
const HUB: Step = (S::InTransit, "TR1", "Colis en transit", 8);
const SORTED: Step = (S::PreparingDelivery, "TD1", "Tri effectué dans l’agence de distribution", 7);
const ROUND: Step = (S::OutForDelivery, "LV1", "Colis en cours de livraison", 3);

const DELIVERED: (S, &str, &str) = (S::Delivered, "LI1", "Livraison effectuée");
const fn delivered_after(hours: i64) -> Step {
    (DELIVERED.0, DELIVERED.1, DELIVERED.2, hours)
}
const ABSENT: Step = (S::Notified, "AB1", "Destinataire absent, avis de passage déposé", 4);

/// The ways a shipment can go, one after another; the last step is where it stands. Frequent ways stand several times.
const WAYS: [&[Step]; 18] = [
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, delivered_after(4)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, delivered_after(3)],
    &[ANNOUNCED, COLLECTED, HUB, (S::InTransit, "RT1", "Retard détecté", 30)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, ABSENT],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, delivered_after(5)],
    &[ANNOUNCED],
    &[ANNOUNCED, COLLECTED, HUB],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Returning, "RE1", "Colis retourné à l’expéditeur", 90)],
    &[
        ANNOUNCED,
        COLLECTED,
        HUB,
        SORTED,
        ROUND,
        (S::AvailableForPickup, "PT1", "Colis mis à disposition au point de retrait", 6),
    ],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, (S::Deferred, "DF1", "Livraison reportée de 24 h", 6)],
    &[
        ANNOUNCED,
        COLLECTED,
        HUB,
        SORTED,
        ROUND,
        (S::Delivered, "LI2", "Colis remis au destinataire au point de retrait", 30),
    ],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND],
    &[ANNOUNCED, COLLECTED, HUB, SORTED],
    &[ANNOUNCED, COLLECTED, (S::Incident, "AV1", "Colis en anomalie : emballage endommagé", 10)],
    &[
        ANNOUNCED,
        COLLECTED,
        HUB,
        SORTED,
        (S::AwaitingInstruction, "AI1", "En attente d’informations complémentaires", 8),
    ],
    &[ANNOUNCED, COLLECTED],
    &[ANNOUNCED, (S::Cancelled, "AN1", "Remise du colis annulée par l’expéditeur", 20)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, ABSENT],
];

/// Parcels sent together: to one person, by one carrier, and so far on one way.
struct Shipment {
    number: u32,
    size: u32,
    customer: CustomerId,
    account: AccountId,
    sub_account: Option<SubAccountId>,
    reference: String,
    recipient_reference: String,
    recipient_name: &'static str,
    street: &'static str,
    postcode: &'static str,
    town: &'static str,
    express: bool,
    way: &'static [Step],
    /// When each step of the way was made.
    moments: Vec<Timestamp>,
}

impl Shipment {
    fn new(cast: &Cast, dice: &mut Dice, number: u32, as_of: Timestamp) -> Self {
        let customer = &cast.customers[usize::from(dice.below(3) == 0)];
        let account = customer.accounts[dice.below(2) as usize];
        let place = number as usize % WAYS.len();
        let way = WAYS[place];
        let (postcode, town) = *dice.one_of(&TOWNS);
        let age = age_hours(dice, place);
        Shipment {
            number,
            size: *dice.one_of(&[1, 1, 1, 2, 3]),
            customer: customer.id,
            account,
            sub_account: customer.sub_account.filter(|(of, _)| *of == account && number % 4 < 2).map(|(_, id)| id),
            reference: format!("CMD-{}", 8_001 + number),
            recipient_reference: format!("CLI-{}", 300 + dice.below(600)),
            recipient_name: dice.one_of::<&str>(&NAMES),
            street: dice.one_of::<&str>(&STREETS),
            postcode,
            town,
            express: dice.below(3) > 0,
            way,
            moments: moments(way, dice.hours_before(as_of, age).min(as_of)),
        }
    }

    fn announced(&self) -> Timestamp {
        self.moments.first().copied().unwrap_or_default()
    }
}

/// Hours since the last step of a way. The deliveries of the first way are older than the longest life of a ticket, so
/// that there is a parcel for each; what is under way has not been so for weeks.
fn age_hours(dice: &mut Dice, way: usize) -> i64 {
    let days = |days: u64| days * 24;
    let hours = match WAYS[way].last().map(|step| step.0) {
        _ if way == 0 => days(38) + dice.below(days(14)),
        Some(S::Delivered | S::Returning | S::Cancelled) => 2 + dice.below(days(21)),
        _ => *dice.one_of(&[3, 9, 30, 60, 110, 160, 220]),
    };
    hours as i64
}

/// Makes the parcels of both customers, some alone and some in shipments of two or three.
pub(super) async fn make(
    ops: &Operations,
    cast: &Cast,
    dice: &mut Dice,
    count: u32,
    as_of: Timestamp,
) -> Result<Vec<DemoParcel>> {
    let mut made = Vec::with_capacity(count as usize);
    let mut parcels = Vec::new();
    let mut scans = Vec::new();
    let mut shipment = Shipment::new(cast, dice, 0, as_of);
    let mut begun_at = 0;
    for index in 0..count {
        if index - begun_at == shipment.size {
            shipment = Shipment::new(cast, dice, shipment.number + 1, as_of);
            begun_at = index;
        }
        let (parcel, own_scans) = one(dice, &shipment, index, as_of);
        made.push(DemoParcel {
            id: parcel.id,
            customer: shipment.customer,
            account: shipment.account,
            sub_account: shipment.sub_account,
            number: parcel.number.clone(),
            reference: shipment.reference.clone(),
            shipment: shipment.number,
            siblings: shipment.size.min(count - begun_at) - 1,
            code: shipment.way.last().map_or("", |step| step.1),
            last_scan: own_scans.last().map_or(shipment.announced(), |scan| scan.stored.scan.at),
        });
        parcels.push(parcel);
        scans.extend(own_scans);
        if parcels.len() == 500 || index + 1 == count {
            let mut tx = ops.store().write(Scope::System).await?;
            store::parcels::insert_many(&mut tx, &parcels).await?;
            store::scans::insert_many(&mut tx, &scans).await?;
            tx.commit().await?;
            parcels.clear();
            scans.clear();
        }
    }
    Ok(made)
}

fn one(dice: &mut Dice, shipment: &Shipment, index: u32, as_of: Timestamp) -> (NewParcel, Vec<NewScan>) {
    let (carrier, service, parcel_number) = if shipment.express {
        ("chronopost", "Express 13 h", valid_number("XY", "FR", index))
    } else {
        ("colissimo", "Colissimo Domicile", valid_number("6A", "", index))
    };
    let announced = shipment.announced();
    let mut own = Vec::new();
    for (position, ((state, code, label, _), at)) in shipment.way.iter().zip(&shipment.moments).enumerate() {
        let place = match position {
            0 => "Nantes".to_owned(),
            1 => "Agence de Nantes".to_owned(),
            2 => "Hub Roissy".to_owned(),
            3 => format!("Agence de {}", shipment.town),
            _ => shipment.town.to_owned(),
        };
        let (reason, responsible) = match state {
            S::Incident => (Some(ScanReason::Damage), Some(Responsible::Carrier)),
            S::Notified => (Some(ScanReason::Absent), Some(Responsible::Recipient)),
            S::AwaitingInstruction => (Some(ScanReason::Address), Some(Responsible::Sender)),
            _ => (None, None),
        };
        own.push(Scan {
            code: (*code).to_owned(),
            carrier: carrier.to_owned(),
            label: (*label).to_owned(),
            state: Some(*state),
            reason,
            responsible,
            at: *at,
            offset_minutes: 60,
            place,
            correction: false,
        });
    }
    let label_on: Date = announced.to_zoned(jiff::tz::TimeZone::UTC).date();
    let stands = standing(&own);
    let expected = matches!(stands.state, S::InTransit | S::PreparingDelivery | S::Deferred | S::OutForDelivery)
        .then(|| as_of.to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().ok())
        .flatten();
    let parcel = NewParcel {
        id: ParcelId(dice.id(announced)),
        customer: shipment.customer,
        account: Some(shipment.account),
        sub_account: shipment.sub_account,
        shipment: shipment.reference.clone(),
        carrier: carrier.to_owned(),
        number: parcel_number.clone(),
        label_on,
        sender_reference: shipment.reference.clone(),
        recipient_reference: shipment.recipient_reference.clone(),
        recipient_name: shipment.recipient_name.to_owned(),
        street: shipment.street.to_owned(),
        postcode: shipment.postcode.to_owned(),
        town: shipment.town.to_owned(),
        country: "FR".to_owned(),
        service: service.to_owned(),
        weight_grams: 200 + dice.below(9_000) as i64,
        declared_value_cents: 1_500 + dice.below(60_000) as i64,
        standing: KeptStanding::of(&stands, expected, announced),
        created_at: announced,
    };
    let scans = own.into_iter().map(|scan| taken_in(dice, &parcel_number, scan)).collect();
    (parcel, scans)
}

/// When each step of a way was made, the last of them at that moment or shortly before.
fn moments(way: &[Step], last: Timestamp) -> Vec<Timestamp> {
    let mut moments = Vec::with_capacity(way.len());
    let mut at = last;
    for (position, (state, _, _, hours)) in way.iter().enumerate().rev() {
        at = match (way.get(position + 1), moments.last()) {
            // Somebody rang on the day of the round.
            (Some((next, _, _, hours)), Some(rang))
                if *state == S::OutForDelivery && door::rang(*next) && *hours < 12 =>
            {
                door::round_of(*rang)
            }
            _ => door::until(*state, at),
        };
        moments.push(at);
        at -= SignedDuration::from_hours(*hours);
    }
    moments.reverse();
    moments
}

/// A scan as if it had come in at the moment it tells of.
pub(super) fn taken_in(dice: &mut Dice, number: &str, scan: Scan) -> NewScan {
    NewScan {
        id: ScanId(dice.id(scan.at)),
        received_at: scan.at,
        stored: StoredScan::plain(number.to_owned(), scan),
        is_waiting: false,
    }
}

/// A number of the right form that no parcel of a demo world has.
pub(super) fn unknown_number() -> String {
    valid_number("XY", "FR", 25_000_000)
}

/// A number of the form with the check digit that holds.
pub(super) fn valid_number(prefix: &str, suffix: &str, index: u32) -> String {
    let body = if suffix.is_empty() {
        format!("{:010}", 1_800_000_000_u64 + u64::from(index) * 7)
    } else {
        format!("{:08}", 12_000_000 + index * 3)
    };
    (0..10)
        .map(|check| format!("{prefix}{body}{check}{suffix}"))
        .find(|candidate| number::recognise(candidate).verdict == Verdict::Valid)
        .unwrap_or_else(|| format!("{prefix}{body}0{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_hold_their_check_digits() {
        for index in 0..300 {
            for (prefix, suffix) in [("XY", "FR"), ("6A", "")] {
                let made = valid_number(prefix, suffix, index);
                assert_eq!(number::recognise(&made).verdict, Verdict::Valid, "{made}");
            }
        }
    }

    #[test]
    fn nobody_rings_at_night_or_on_sundays() {
        let begin: Timestamp = "2026-11-22T03:11:00Z".parse().expect("a moment");
        for hours in 0..24 * 60 {
            let last = begin + SignedDuration::from_hours(hours);
            for way in WAYS {
                let moments = moments(way, last);
                assert!(moments.is_sorted_by(|one, next| one < next), "{way:?}: {moments:?}");
                assert!(moments.last().is_some_and(|at| *at <= last), "{way:?}: {moments:?}");
                for (step, at) in way.iter().zip(&moments) {
                    assert!(door::is_told_well(step.0, *at), "{step:?}: {at}");
                }
            }
        }
    }

    #[test]
    fn the_ways_end_in_all_twelve_states() {
        for state in ParcelState::ALL {
            assert!(WAYS.iter().any(|way| way.last().is_some_and(|step| step.0 == state)), "{state:?}");
        }
    }
}
