//! Parcels in every state: each gets the scans that a carrier would have sent, and its state follows from them.

use domain::id::{AccountId, CustomerId, ParcelId, ScanId};
use domain::parcel::number::{self, Verdict};
use domain::parcel::scan::{Responsible, Scan, ScanReason};
use domain::parcel::state::ParcelState;
use domain::parcel::timeline::standing;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Scope;
use store::parcels::{KeptStanding, NewParcel};
use store::scans::{NewScan, StoredScan};

use super::dice::Dice;
use super::people::Cast;
use crate::{Operations, Result};

/// A parcel as tickets need it.
pub(super) struct DemoParcel {
    pub id: ParcelId,
    pub customer: CustomerId,
    pub account: AccountId,
    pub number: String,
    pub reference: String,
    pub state: ParcelState,
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

/// The ways a parcel can go; the last step is where it stands. Frequent ways stand several times.
const WAYS: [&[Step]; 18] = [
    &[ANNOUNCED],
    &[ANNOUNCED, (S::Cancelled, "AN1", "Remise du colis annulée par l’expéditeur", 20)],
    &[ANNOUNCED, COLLECTED],
    &[ANNOUNCED, COLLECTED, HUB],
    &[ANNOUNCED, COLLECTED, HUB, (S::InTransit, "RT1", "Retard détecté", 30)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, (S::Deferred, "DF1", "Livraison reportée de 24 h", 6)],
    &[ANNOUNCED, COLLECTED, (S::Incident, "AV1", "Colis en anomalie : emballage endommagé", 10)],
    &[
        ANNOUNCED,
        COLLECTED,
        HUB,
        SORTED,
        (S::AwaitingInstruction, "AI1", "En attente d’informations complémentaires", 8),
    ],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Notified, "AB1", "Destinataire absent, avis de passage déposé", 4)],
    &[
        ANNOUNCED,
        COLLECTED,
        HUB,
        SORTED,
        ROUND,
        (S::AvailableForPickup, "PT1", "Colis mis à disposition au point de retrait", 6),
    ],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Returning, "RE1", "Colis retourné à l’expéditeur", 90)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Delivered, "LI1", "Livraison effectuée", 4)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Delivered, "LI1", "Livraison effectuée", 3)],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Delivered, "LI1", "Livraison effectuée", 5)],
    &[
        ANNOUNCED,
        COLLECTED,
        HUB,
        SORTED,
        ROUND,
        (S::Delivered, "LI2", "Colis remis au destinataire au point de retrait", 30),
    ],
    &[ANNOUNCED, COLLECTED, HUB, SORTED, ROUND, (S::Notified, "AB1", "Destinataire absent, avis de passage déposé", 4)],
];

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
    let mut shipment = 0_u32;
    let mut left_in_shipment = 0;
    let mut owner = (0, 0, 0);
    for index in 0..count {
        if left_in_shipment == 0 {
            shipment += 1;
            left_in_shipment = *dice.one_of(&[1, 1, 1, 2, 3]);
            let customer = if dice.below(3) == 0 { 1 } else { 0 };
            owner = (customer, dice.below(2) as usize, dice.below(21 * 24) as i64 + 2);
        }
        left_in_shipment -= 1;
        let customer = &cast.customers[owner.0];
        let reference = format!("CMD-{}", 8_000 + shipment);
        let (parcel, own_scans) = one(dice, customer.id, customer.accounts[owner.1], index, owner.2, as_of, &reference);
        made.push(DemoParcel {
            id: parcel.id,
            customer: customer.id,
            account: customer.accounts[owner.1],
            number: parcel.number.clone(),
            reference,
            state: parcel.standing.state,
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

fn one(
    dice: &mut Dice,
    customer: CustomerId,
    account: AccountId,
    index: u32,
    age_hours: i64,
    as_of: Timestamp,
    reference: &str,
) -> (NewParcel, Vec<NewScan>) {
    let way = WAYS[(index as usize + dice.below(3) as usize) % WAYS.len()];
    let (postcode, town) = *dice.one_of(&TOWNS);
    let whole: i64 = way.iter().map(|step| step.3).sum();
    let express = dice.below(3) > 0;
    let (carrier, service, parcel_number) = if express {
        ("chronopost", "Express 13 h", valid_number("XY", "FR", index))
    } else {
        ("colissimo", "Colissimo Domicile", valid_number("6A", "", index))
    };
    let announced = dice.hours_before(as_of, age_hours + whole);
    let mut at = announced;
    let mut own = Vec::new();
    for (position, (state, code, label, hours)) in way.iter().enumerate() {
        at = at.checked_add(jiff::SignedDuration::from_hours(*hours)).unwrap_or(at).min(as_of);
        let place = match position {
            0 => "Nantes".to_owned(),
            1 => "Agence de Nantes".to_owned(),
            2 => "Hub Roissy".to_owned(),
            3 => format!("Agence de {town}"),
            _ => town.to_owned(),
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
            at,
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
        customer,
        account: Some(account),
        sub_account: None,
        shipment: reference.to_owned(),
        carrier: carrier.to_owned(),
        number: parcel_number.clone(),
        label_on,
        sender_reference: reference.to_owned(),
        recipient_reference: format!("CLI-{}", 300 + dice.below(600)),
        recipient_name: (*dice.one_of(&NAMES)).to_owned(),
        street: (*dice.one_of(&STREETS)).to_owned(),
        postcode: postcode.to_owned(),
        town: town.to_owned(),
        country: "FR".to_owned(),
        service: service.to_owned(),
        weight_grams: 200 + dice.below(9_000) as i64,
        declared_value_cents: 1_500 + dice.below(60_000) as i64,
        standing: KeptStanding::of(&stands, expected, announced),
        created_at: announced,
    };
    let scans = own
        .into_iter()
        .map(|scan| NewScan {
            id: ScanId(dice.id(scan.at)),
            received_at: scan.at,
            stored: StoredScan { number: parcel_number.clone(), scan, estimated_on: None },
        })
        .collect();
    (parcel, scans)
}

/// A number of the form with the check digit that holds.
fn valid_number(prefix: &str, suffix: &str, index: u32) -> String {
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
    fn the_ways_end_in_all_twelve_states() {
        for state in ParcelState::ALL {
            assert!(WAYS.iter().any(|way| way.last().is_some_and(|step| step.0 == state)), "{state:?}");
        }
    }
}
