//! Parcels that leave the country, so that a search by country and zone finds something: to the Union and beyond, one to
//! an overseas department, to people and to companies. Some share a reference, and one name looks like a formula.

use domain::id::{ParcelId, ScanId};
use domain::parcel::{ParcelState, Scan, standing};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::parcels::{KeptStanding, NewParcel};
use store::scans::{NewScan, StoredScan};

use super::dice::Dice;
use super::parcels::valid_number;
use super::people::Cast;
use crate::{Operations, Result};

/// Recipient, street, postcode, town, country, and how many days ago its label was made.
type Sent = (&'static str, &'static str, &'static str, &'static str, &'static str, i64);

const SENT: [Sent; 10] = [
    ("Anke Müller", "Lindenstraße 4", "10969", "Berlin", "DE", 3),
    ("Bäckerei Vogel GmbH", "Hauptplatz 2", "1010", "Wien", "AT", 6),
    ("Lotte De Smet", "Veldstraat 18", "9000", "Gent", "BE", 2),
    ("Núria Peña", "Carrer de Mallorca 120", "08036", "Barcelona", "ES", 9),
    ("Giulia Bianchi", "Via Garibaldi 9", "20121", "Milano", "IT", 12),
    ("Fiona O’Connor", "3 Harbour Road", "D02 X285", "Dublin", "IE", 5),
    ("James Whitfield", "27 Marlborough Road", "SW1A 1AA", "London", "GB", 4),
    ("Urs Zürcher", "Bahnhofstrasse 1", "8001", "Zürich", "CH", 8),
    ("Marie-Ève Payet", "12 rue de Paris", "97400", "Saint-Denis", "RE", 15),
    ("+Plus Design", "41 Mission Street", "94105", "San Francisco", "US", 11),
];

/// A scan's state, code and words, and hours after the label.
const WAY: [(ParcelState, &str, &str, i64); 3] = [
    (ParcelState::Preparing, "PR1", "Colis prêt chez l’expéditeur", 0),
    (ParcelState::InTransit, "TA1", "Tri effectué dans l’agence de départ", 6),
    (ParcelState::InTransit, "TR1", "Colis en transit", 20),
];

/// Numbers of these parcels begin far from those of the others.
const FIRST: u32 = 20_000_000;

/// Makes the parcels of the first customer. The dice are their own, so that the rest of the world stays as it was.
pub(super) async fn make(ops: &Operations, cast: &Cast, seed: u64, as_of: Timestamp) -> Result<()> {
    let mut dice = Dice::new(seed ^ 0x6162_726f_6164);
    let Some(customer) = cast.customers.first() else { return Ok(()) };
    let (mut parcels, mut scans) = (Vec::new(), Vec::new());
    for (place, (name, street, postcode, town, country, days)) in SENT.into_iter().enumerate() {
        let announced = dice.hours_before(as_of, 24 * days);
        let number = valid_number("LA", "FR", FIRST + u32::try_from(place).unwrap_or(0));
        let own: Vec<Scan> = WAY
            .into_iter()
            .take(2 + place % 2)
            .map(|(state, code, label, hours)| Scan {
                code: code.to_owned(),
                carrier: "laposte".to_owned(),
                label: label.to_owned(),
                state: Some(state),
                reason: None,
                responsible: None,
                at: announced.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(announced).min(as_of),
                offset_minutes: 60,
                place: "Roissy".to_owned(),
                correction: false,
            })
            .collect();
        parcels.push(NewParcel {
            id: ParcelId(dice.id(announced)),
            customer: customer.id,
            account: customer.accounts.first().copied(),
            sub_account: None,
            shipment: String::new(),
            carrier: "laposte".to_owned(),
            number: number.clone(),
            label_on: announced.to_zoned(TimeZone::UTC).date(),
            // Two parcels of one order each.
            sender_reference: format!("EXPORT-{}", 701 + place / 2),
            recipient_reference: String::new(),
            recipient_name: name.to_owned(),
            street: street.to_owned(),
            postcode: postcode.to_owned(),
            town: town.to_owned(),
            country: country.to_owned(),
            service: "Colissimo International".to_owned(),
            weight_grams: 300 + dice.below(4_000) as i64,
            declared_value_cents: 4_900 + dice.below(20_000) as i64,
            standing: KeptStanding::of(&standing(&own), None, announced),
            created_at: announced,
        });
        scans.extend(own.into_iter().map(|scan| NewScan {
            id: ScanId(dice.id(scan.at)),
            received_at: scan.at,
            stored: StoredScan::plain(number.clone(), scan),
            is_waiting: false,
        }));
    }
    let mut tx = ops.store().write(Scope::System).await?;
    store::parcels::insert_many(&mut tx, &parcels).await?;
    store::scans::insert_many(&mut tx, &scans).await?;
    tx.commit().await?;
    Ok(())
}
