//! The many parcels of a world that is made to measure with: half a year of them, day after day, for the same two
//! customers. What a small world tells by its stories is here spread by chance: accounts and their parts, names, towns,
//! countries, ways. They are made in the order of their labels, so that rows made one after another lie side by side in
//! nearly every index, and written some ten thousand at a time, so that no more than that is held in memory.

use domain::id::{AccountId, CustomerId, ParcelId, SubAccountId};
use domain::parcel::scan::{Responsible, Scan, ScanReason};
use domain::parcel::state::ParcelState;
use domain::parcel::timeline::standing;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::parcels::{KeptStanding, NewParcel};
use store::scans::NewScan;

use super::dice::Dice;
use super::door;
use super::mass_places::{CITIES, FAMILIES, GIVEN, PARTS, STREETS, place};
use super::parcels::{taken_in, valid_number};
use super::people::Cast;
use crate::{Operations, Result};

/// Parcels of one transaction: with their scans some ten thousand rows.
const AT_ONCE: usize = 1_250;

/// How far back the first label lies. All of them are still shown, also when the world has been kept for a week.
const SPAN: SignedDuration = SignedDuration::from_hours(24 * 170);

/// References of shipments begin here; those of the small world lie below.
const FIRST_REFERENCE: u32 = 1_000_000;

use ParcelState as S;

/// A step of a way: the state, the carrier's code and words, hours since the step before.
type Step = (S, &'static str, &'static str, i64);

const READY: Step = (S::Preparing, "PR1", "Colis prêt chez l’expéditeur", 0);
const TAKEN: Step = (S::InTransit, "TA1", "Tri effectué dans l’agence de départ", 6);
const LEFT: Step = (S::InTransit, "TA2", "Colis parti de l’agence de départ", 2);
const HUB: Step = (S::InTransit, "TR1", "Colis en transit", 8);
const ARRIVED: Step = (S::InTransit, "TR2", "Colis arrivé sur la plateforme régionale", 5);
const SORTED: Step = (S::PreparingDelivery, "TD1", "Tri effectué dans l’agence de distribution", 7);
const ROUND: Step = (S::OutForDelivery, "LV1", "Colis en cours de livraison", 3);
const ABSENT: Step = (S::Notified, "AB1", "Destinataire absent, avis de passage déposé", 4);
const NEXT_DAY: Step = (S::PreparingDelivery, "TD2", "Nouvelle livraison préparée", 14);
const LATE: Step = (S::InTransit, "RT1", "Retard détecté", 26);
const AT_RELAY: Step = (S::AvailableForPickup, "PT1", "Colis mis à disposition au point de retrait", 6);
const HANDED_OVER: Step = (S::Delivered, "LI2", "Colis remis au destinataire au point de retrait", 40);
const PUT_OFF: Step = (S::Deferred, "DF1", "Livraison reportée de 24 h", 6);
const DAMAGED: Step = (S::Incident, "AV1", "Colis en anomalie : emballage endommagé", 10);
const WAITS: Step = (S::AwaitingInstruction, "AI1", "En attente d’informations complémentaires", 8);
const BACK: Step = (S::Returning, "RE1", "Colis retourné à l’expéditeur", 90);
const GIVEN_UP: Step = (S::Cancelled, "AN1", "Remise du colis annulée par l’expéditeur", 20);
const DONE: Step = (S::Delivered, "LI1", "Livraison effectuée", 4);

/// The ways, each with how many of a hundred parcels go it. What has not happened yet by the day of the world is left
/// out, so the latest parcels are still under way.
const WAYS: [(u64, &[Step]); 10] = [
    (56, &[READY, TAKEN, LEFT, HUB, ARRIVED, SORTED, ROUND, DONE]),
    (14, &[READY, TAKEN, HUB, ARRIVED, SORTED, ROUND, ABSENT, NEXT_DAY, ROUND, DONE]),
    (12, &[READY, TAKEN, HUB, SORTED, ROUND, DONE]),
    (8, &[READY, TAKEN, LEFT, HUB, SORTED, ROUND, ABSENT, AT_RELAY, HANDED_OVER]),
    (3, &[READY, TAKEN, LEFT, HUB, LATE, ARRIVED, SORTED, ROUND, DONE]),
    (3, &[READY, TAKEN, LEFT, HUB, ARRIVED, SORTED, ROUND, ABSENT, BACK]),
    (1, &[READY, TAKEN, LEFT, HUB, ARRIVED, SORTED, PUT_OFF]),
    (1, &[READY, TAKEN, LEFT, HUB, DAMAGED]),
    (1, &[READY, TAKEN, LEFT, HUB, ARRIVED, SORTED, WAITS]),
    (1, &[READY, GIVEN_UP]),
];

/// A customer's account with its parts.
struct Billed {
    customer: CustomerId,
    account: AccountId,
    parts: Vec<SubAccountId>,
}

/// Makes the parcels from one index up to another, those of before being there already.
pub(super) async fn make(
    ops: &Operations,
    cast: &Cast,
    dice: &mut Dice,
    from: u32,
    until: u32,
    as_of: Timestamp,
) -> Result<()> {
    if from >= until {
        return Ok(());
    }
    let billed = bill(ops, cast, dice, as_of).await?;
    let mut shipment = Shipment::new(&billed, dice, FIRST_REFERENCE);
    let (mut parcels, mut scans) = (Vec::with_capacity(AT_ONCE), Vec::with_capacity(9 * AT_ONCE));
    for index in from..until {
        if shipment.left == 0 {
            shipment = Shipment::new(&billed, dice, shipment.number + 1);
        }
        shipment.left -= 1;
        let gone = SPAN.as_secs() / i64::from(until - from) * i64::from(index - from);
        let (parcel, own) = one(dice, &shipment, index, as_of - SPAN + SignedDuration::from_secs(gone), as_of);
        parcels.push(parcel);
        scans.extend(own);
        if parcels.len() == AT_ONCE || index + 1 == until {
            let mut tx = ops.store().write(Scope::System).await?;
            store::parcels::insert_many(&mut tx, &parcels).await?;
            store::scans::insert_many(&mut tx, &scans).await?;
            tx.commit().await?;
            parcels.clear();
            scans.clear();
        }
    }
    Ok(())
}

/// The accounts of the customers, each with parts of its own.
async fn bill(ops: &Operations, cast: &Cast, dice: &mut Dice, as_of: Timestamp) -> Result<Vec<Billed>> {
    let mut tx = ops.store().write(Scope::System).await?;
    let mut names = PARTS.iter();
    let mut all = Vec::new();
    for customer in &cast.customers {
        for account in &customer.accounts {
            let mut parts: Vec<SubAccountId> =
                customer.sub_account.iter().filter(|(of, _)| of == account).map(|(_, part)| *part).collect();
            for name in names.by_ref().take(PARTS.len() / 4) {
                let part = SubAccountId(dice.id(as_of));
                store::people::insert_sub_account(&mut tx, part, *account, name, as_of).await?;
                parts.push(part);
            }
            all.push(Billed { customer: customer.id, account: *account, parts });
        }
    }
    tx.commit().await?;
    Ok(all)
}

/// Parcels sent together: to one person, on one account, by one carrier.
struct Shipment {
    number: u32,
    size: u32,
    left: u32,
    customer: CustomerId,
    account: AccountId,
    part: Option<SubAccountId>,
    express: bool,
    recipient: String,
    recipient_reference: String,
    street: String,
    postcode: String,
    town: &'static str,
    country: &'static str,
}

impl Shipment {
    fn new(billed: &[Billed], dice: &mut Dice, number: u32) -> Self {
        // Seven of ten are of the first customer, whose accounts stand first.
        let half = billed.len() / 2;
        let of = if dice.below(10) < 7 { dice.one_of(&billed[..half]) } else { dice.one_of(&billed[half..]) };
        let part = if dice.below(5) > 0 && !of.parts.is_empty() { Some(*dice.one_of(&of.parts)) } else { None };
        let size = *dice.one_of(&[1, 1, 1, 1, 1, 1, 2, 3]);
        let (country, postcode, town) = place(dice);
        Shipment {
            number,
            size,
            left: size,
            customer: of.customer,
            account: of.account,
            part,
            express: dice.below(3) == 0,
            recipient: format!("{} {}", dice.one_of(&GIVEN), dice.one_of(&FAMILIES)),
            recipient_reference: format!("CLI-{}", 100_000 + dice.below(400_000)),
            street: format!("{} {}", 1 + dice.below(180), dice.one_of(&STREETS)),
            postcode,
            town,
            country,
        }
    }
}

fn one(
    dice: &mut Dice,
    shipment: &Shipment,
    index: u32,
    labelled: Timestamp,
    as_of: Timestamp,
) -> (NewParcel, Vec<NewScan>) {
    let (carrier, service, number) = if shipment.express {
        ("chronopost", "Express 13 h", valid_number("XY", "FR", index))
    } else {
        ("colissimo", "Colissimo Domicile", valid_number("6A", "", index))
    };
    let path = path(dice, shipment.town, carrier, labelled, as_of);
    let stands = standing(&path);
    let today = as_of.to_zoned(TimeZone::UTC).date();
    let expected = matches!(stands.state, S::InTransit | S::PreparingDelivery | S::Deferred | S::OutForDelivery)
        .then(|| today.tomorrow().ok())
        .flatten();
    let reference = format!("CMD-{}", shipment.number);
    let parcel = NewParcel {
        id: ParcelId(dice.id(labelled)),
        customer: shipment.customer,
        account: Some(shipment.account),
        sub_account: shipment.part,
        shipment: if shipment.size > 1 { reference.clone() } else { String::new() },
        carrier: carrier.to_owned(),
        number: number.clone(),
        label_on: labelled.to_zoned(TimeZone::UTC).date(),
        sender_reference: reference,
        recipient_reference: shipment.recipient_reference.clone(),
        recipient_name: shipment.recipient.clone(),
        street: shipment.street.clone(),
        postcode: shipment.postcode.clone(),
        town: shipment.town.to_owned(),
        country: shipment.country.to_owned(),
        service: service.to_owned(),
        weight_grams: 150 + dice.below(12_000) as i64,
        declared_value_cents: 900 + dice.below(60_000) as i64,
        standing: KeptStanding::of(&stands, expected, labelled),
        created_at: labelled,
    };
    let scans = path.into_iter().map(|scan| taken_in(dice, &number, scan)).collect();
    (parcel, scans)
}

/// What the carrier has reported by the day of the world; the announcement at least.
fn path(dice: &mut Dice, town: &str, carrier: &str, labelled: Timestamp, as_of: Timestamp) -> Vec<Scan> {
    let mut chance = dice.below(100);
    let way = WAYS.iter().find(|(share, _)| {
        let chosen = chance < *share;
        chance = chance.saturating_sub(*share);
        chosen
    });
    let steps = way.map_or(WAYS[0].1, |(_, steps)| *steps);
    let mut at = labelled;
    let mut path = Vec::with_capacity(steps.len());
    for (position, (state, code, label, hours)) in steps.iter().enumerate() {
        at = door::from(*state, at + SignedDuration::from_mins(hours * 60 + dice.below(50) as i64));
        if position > 0 && at > as_of {
            break;
        }
        let place = match position {
            0 => "Nantes".to_owned(),
            1 | 2 => "Agence de Nantes".to_owned(),
            3 | 4 => format!("Hub {}", dice.one_of(&CITIES).1),
            5 => format!("Agence de {town}"),
            _ => town.to_owned(),
        };
        let (reason, responsible) = match state {
            S::Incident => (Some(ScanReason::Damage), Some(Responsible::Carrier)),
            S::Notified => (Some(ScanReason::Absent), Some(Responsible::Recipient)),
            S::AwaitingInstruction => (Some(ScanReason::Address), Some(Responsible::Sender)),
            _ => (None, None),
        };
        path.push(Scan {
            code: (*code).to_owned(),
            carrier: carrier.to_owned(),
            label: (*label).to_owned(),
            state: Some(*state),
            reason,
            responsible,
            at: at.min(as_of),
            offset_minutes: 60,
            place,
            correction: false,
        });
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_hundred_parcels_go_the_ways_and_report_eight_times_each() {
        assert_eq!(WAYS.iter().map(|(share, _)| share).sum::<u64>(), 100);
        // A Tuesday at noon: on a Sunday nothing is out for delivery.
        let as_of: Timestamp = "2026-11-24T11:00:00Z".parse().expect("a moment");
        let mut dice = Dice::new(1);
        let (count, mut scans, mut states) = (20_000, 0, HashSet::new());
        for index in 0..count {
            let labelled = as_of - SPAN + SignedDuration::from_secs(SPAN.as_secs() / count * index);
            let path = path(&mut dice, "Lyon", "colissimo", labelled, as_of);
            assert!(path.windows(2).all(|two| two[0].at < two[1].at), "two scans of one code at one moment");
            assert!(
                path.iter().all(|scan| scan.state.is_none_or(|state| door::is_told_well(state, scan.at))),
                "{path:?}"
            );
            scans += path.len();
            states.insert(standing(&path).state);
        }
        let each = scans as f64 / count as f64;
        assert!((7.9..8.1).contains(&each), "{each}");
        assert_eq!(states.len(), ParcelState::ALL.len(), "{states:?}");
    }

    #[test]
    fn all_of_them_are_shown() {
        let as_of: Timestamp = "2026-08-31T11:00:00Z".parse().expect("a moment");
        let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
        let kept = as_of + SignedDuration::from_hours(24 * 7);
        assert!(day(as_of - SPAN) >= domain::parcel::retention::visible_from(day(kept)));
    }
}
