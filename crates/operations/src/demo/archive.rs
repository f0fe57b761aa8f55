//! Parcels that are shown no more: an administrator finds them in the archive, and nobody else anywhere.

use domain::id::ParcelId;
use domain::parcel::scan::Scan;
use domain::parcel::state::ParcelState;
use domain::parcel::timeline::standing;
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::parcels::{KeptStanding, NewParcel};

use super::dice::Dice;
use super::door;
use super::parcels::{taken_in, valid_number};
use super::people::Cast;
use crate::{Operations, Result};

/// The reference that two of them share, as it is used again after a while.
const REFERENCE: &str = "CMD-4410";

/// Far from the numbers of other parcels.
const FIRST: u32 = 200_000_000;

/// Their ages in days, and to whom they went.
const STORIES: [(i64, &str, &str); 3] =
    [(200, REFERENCE, "Élodie Cœur"), (320, REFERENCE, "Luc Fabre"), (410, "CMD-2207", "Inès Garnier")];

/// A way to the door: state, the carrier's code and words, hours since the step before.
const WAY: [(ParcelState, &str, &str, i64); 3] = [
    (ParcelState::Preparing, "PR1", "Colis prêt chez l’expéditeur", 1),
    (ParcelState::OutForDelivery, "LV1", "Colis en cours de livraison", 29),
    (ParcelState::Delivered, "LI1", "Livraison effectuée", 3),
];

/// Makes them, of the first customer.
pub(super) async fn make(ops: &Operations, cast: &Cast, dice: &mut Dice, as_of: Timestamp) -> Result<()> {
    let Some(customer) = cast.customers.first() else { return Ok(()) };
    let (mut parcels, mut scans) = (Vec::new(), Vec::new());
    for (index, (days, reference, recipient)) in (FIRST..).zip(STORIES) {
        let labelled = as_of - SignedDuration::from_hours(24 * days);
        let number = valid_number("6A", "", index);
        let mut at = labelled;
        let path: Vec<Scan> = WAY
            .iter()
            .map(|step| {
                at = door::from(step.0, at + SignedDuration::from_hours(step.3));
                scan(at, step)
            })
            .collect();
        parcels.push(NewParcel {
            id: ParcelId(dice.id(labelled)),
            customer: customer.id,
            account: customer.accounts.first().copied(),
            sub_account: None,
            shipment: String::new(),
            carrier: "colissimo".to_owned(),
            number: number.clone(),
            label_on: labelled.to_zoned(jiff::tz::TimeZone::UTC).date(),
            sender_reference: reference.to_owned(),
            recipient_reference: String::new(),
            recipient_name: recipient.to_owned(),
            street: "12 rue des Lilas".to_owned(),
            postcode: "69003".to_owned(),
            town: "Lyon".to_owned(),
            country: "FR".to_owned(),
            service: "Colissimo Domicile".to_owned(),
            weight_grams: 1_200,
            declared_value_cents: 8_900,
            standing: KeptStanding::of(&standing(&path), None, labelled),
            created_at: labelled,
        });
        scans.extend(path.into_iter().map(|scan| taken_in(dice, &number, scan)));
    }
    let mut tx = ops.store().write(Scope::System).await?;
    store::parcels::insert_many(&mut tx, &parcels).await?;
    store::scans::insert_many(&mut tx, &scans).await?;
    tx.commit().await?;
    Ok(())
}

fn scan(at: Timestamp, (state, code, label, _): &(ParcelState, &str, &str, i64)) -> Scan {
    Scan {
        code: (*code).to_owned(),
        carrier: "colissimo".to_owned(),
        label: (*label).to_owned(),
        state: Some(*state),
        reason: None,
        responsible: None,
        at,
        offset_minutes: 60,
        place: "Lyon".to_owned(),
        correction: false,
    }
}
