//! Delivery instructions in every fate, and pickup points around the places that the demo's parcels go to.

use domain::id::InstructionId;
use domain::instruction::days::CUT_OFF;
use domain::instruction::{DeliveryDays, DriverHelp, Fate, KeptBy, Point, Turn, Wish};
use domain::relay::{OpeningHours, RelayPoint, Span};
use jiff::{SignedDuration, Timestamp};
use store::instructions::{self as rows, GivenBy, Instruction};
use store::{Scope, Tx, relay_points};

use super::dice::Dice;
use super::parcels::DemoParcel;
use super::people::{Cast, DemoCustomer};
use crate::{Operations, Result};

/// The places that parcels go to, with the middle of each in millionths of a degree.
const PLACES: [(&str, &str, i64, i64); 12] = [
    ("69003", "Lyon", 45_759_700, 4_850_000),
    ("44000", "Nantes", 47_218_400, -1_553_600),
    ("59000", "Lille", 50_629_200, 3_057_300),
    ("13008", "Marseille", 43_270_000, 5_386_000),
    ("33000", "Bordeaux", 44_837_800, -579_200),
    ("67000", "Strasbourg", 48_573_400, 7_752_100),
    ("35000", "Rennes", 48_117_300, -1_677_800),
    ("31000", "Toulouse", 43_604_500, 1_444_000),
    ("75011", "Paris", 48_859_000, 2_379_000),
    ("34000", "Montpellier", 43_610_800, 3_876_700),
    ("21000", "Dijon", 47_322_000, 5_041_500),
    ("06000", "Nice", 43_703_400, 7_266_300),
];

/// The points of each carrier in each place: name, street, how far north and east of the middle, and their hours.
const POINTS: [(&str, &str, i64, i64, usize); 4] = [
    ("Tabac de la Gare", "2 place de la Gare", 2_100, 1_400, 0),
    ("Fleurs du Marché", "14 rue du Marché", -3_300, 2_700, 1),
    ("Presse Saint-Michel", "31 rue Saint-Michel", 5_200, -4_800, 0),
    ("Épicerie des Halles", "8 place des Halles", -7_400, -6_100, 2),
];

/// One instruction of each customer: the code of the parcel's last scan, whether that is days old, and what became of it.
const STORIES: [(&str, bool, Kind, Fate); 7] = [
    ("AB1", false, Kind::Day, Fate::Sent),
    ("AI1", false, Kind::Help, Fate::Sent),
    ("AB1", false, Kind::Point, Fate::Accepted),
    ("AB1", false, Kind::Day, Fate::Refused),
    ("AB1", true, Kind::Day, Fate::Expired),
    ("LI1", true, Kind::Help, Fate::Executed),
    ("AI1", false, Kind::Place, Fate::Replaced),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Day,
    Point,
    Help,
    Place,
}

/// Makes the points, and one instruction in each fate for each customer.
pub(super) async fn make(
    ops: &Operations,
    cast: &Cast,
    parcels: &[DemoParcel],
    seed: u64,
    as_of: Timestamp,
) -> Result<()> {
    let mut tx = ops.store().write(Scope::System).await?;
    relay_points::keep(&mut tx, &points()).await?;
    // Dice of its own: the rest of the world stays what it was.
    let mut dice = Dice::new(seed ^ 0x1257);
    let mut handed = Vec::new();
    for customer in &cast.customers {
        let mut taken: Vec<usize> = Vec::new();
        for (code, old, kind, fate) in STORIES {
            let found = parcels.iter().enumerate().position(|(place, parcel)| {
                parcel.customer == customer.id
                    && parcel.code == code
                    && parcel.number.starts_with("XY")
                    && (parcel.last_scan < hours_before(as_of, 100)) == old
                    && !taken.contains(&place)
            });
            let Some(place) = found else { continue };
            taken.push(place);
            let made = story(&mut tx, &mut dice, customer, &parcels[place], (kind, fate), as_of).await?;
            if matches!(made.fate, Fate::Accepted | Fate::Refused) {
                handed.push(made);
            }
        }
    }
    answer(&mut tx, &handed, as_of).await?;
    tx.commit().await?;
    Ok(())
}

/// One instruction as it was given; those that the carrier has answered are answered by [`answer`].
async fn story(
    tx: &mut Tx,
    dice: &mut Dice,
    customer: &DemoCustomer,
    parcel: &DemoParcel,
    (kind, fate): (Kind, Fate),
    as_of: Timestamp,
) -> Result<Instruction> {
    let given_at = match fate {
        Fate::Executed => hours_before(parcel.last_scan, 30),
        Fate::Expired => parcel.last_scan,
        _ => hours_before(as_of, 2),
    };
    let days = DeliveryDays::at("FR", "", CUT_OFF, crate::instructions::paris());
    let wish = wish(kind, &days, given_at);
    let (user, name) = customer.users[0];
    let sent = Instruction {
        id: InstructionId(dice.id(given_at)),
        parcel: parcel.id,
        customer: parcel.customer,
        carrier: "chronopost".to_owned(),
        parcel_number: parcel.number.clone(),
        fate: Fate::Sent,
        reason: String::new(),
        key: dice.id(given_at).to_string(),
        replaces: None,
        by: GivenBy { user, name: name.to_owned(), operator: false },
        given_at,
        replaceable_until: wish.replaceable_until(&days, given_at),
        waits_until: Some(wish.waits_until(&days, given_at)),
        accepted_at: None,
        ended_at: None,
        batch: None,
        wish,
    };
    rows::insert(tx, &sent).await?;
    match fate {
        Fate::Executed => {
            let accepted_at = hours_before(parcel.last_scan, 28);
            let accepted =
                Instruction { fate: Fate::Accepted, accepted_at: Some(accepted_at), waits_until: None, ..sent.clone() };
            rows::update(tx, &sent, &accepted).await?;
            end(tx, &accepted, Turn::CarriedOut, parcel.last_scan).await?;
        }
        Fate::Expired => end(tx, &sent, Turn::TimeUp, sent.waits_until.unwrap_or(as_of).min(as_of)).await?,
        Fate::Replaced => {
            let at = hours_before(as_of, 1);
            end(tx, &sent, Turn::Replaced, at).await?;
            let again = Instruction {
                id: InstructionId(dice.id(at)),
                key: dice.id(at).to_string(),
                replaces: Some(sent.id),
                wish: self::wish(Kind::Help, &days, at),
                given_at: at,
                ..sent.clone()
            };
            rows::insert(tx, &again).await?;
        }
        _ => {}
    }
    Ok(Instruction { fate, ..sent })
}

/// The carrier was handed some an hour ago, and has answered each.
async fn answer(tx: &mut Tx, answered: &[Instruction], as_of: Timestamp) -> Result<()> {
    let handed: Vec<Instruction> = answered.iter().map(|one| Instruction { fate: Fate::Sent, ..one.clone() }).collect();
    if handed.is_empty() {
        return Ok(());
    }
    rows::hand_over(tx, "chronopost", &handed, hours_before(as_of, 1)).await?;
    for (sent, answered) in handed.iter().zip(answered) {
        let mut after = Instruction { fate: answered.fate, ..sent.clone() };
        if answered.fate == Fate::Accepted {
            after.accepted_at = Some(as_of);
            after.waits_until = None;
        } else {
            after.ended_at = Some(as_of);
            after.reason = "Secteur non desservi ce jour-là".to_owned();
        }
        rows::update(tx, sent, &after).await?;
    }
    Ok(())
}

async fn end(tx: &mut Tx, was: &Instruction, turn: Turn, at: Timestamp) -> Result<()> {
    if let Some(fate) = was.fate.after(turn) {
        rows::update(tx, was, &Instruction { fate, ended_at: Some(at), ..was.clone() }).await?;
    }
    Ok(())
}

fn wish(kind: Kind, days: &DeliveryDays, now: Timestamp) -> Wish {
    match kind {
        Kind::Day => Wish::AnotherDay { day: days.offered(now).get(1).copied().unwrap_or_else(|| days.today(now)) },
        Kind::Point => {
            let (name, street, ..) = POINTS[0];
            let (postcode, town, ..) = PLACES[0];
            Wish::PickupPoint {
                point: Point {
                    code: code("chronopost", postcode, 0),
                    name: name.to_owned(),
                    address: format!("{street}, {postcode} {town}"),
                },
            }
        }
        Kind::Help => Wish::DriverHelp(DriverHelp {
            door_code: "A47B".to_owned(),
            floor: "3".to_owned(),
            phone: "06 39 98 12 34".to_owned(),
            note: "Sonner chez Garnier".to_owned(),
        }),
        Kind::Place => Wish::SafePlace { kept_by: KeptBy::Caretaker, details: "Loge au fond de la cour".to_owned() },
    }
}

fn points() -> Vec<RelayPoint> {
    let mut points = Vec::new();
    for (postcode, town, north, east) in PLACES {
        for carrier in ["chronopost", "colissimo"] {
            for (number, (name, street, further_north, further_east, hours)) in POINTS.into_iter().enumerate() {
                // The two carriers do not share their shops.
                let apart = if carrier == "chronopost" { 1 } else { -1 };
                let position = (north + apart * further_north, east + apart * further_east);
                points.push(RelayPoint {
                    carrier: carrier.to_owned(),
                    code: code(carrier, postcode, number),
                    name: name.to_owned(),
                    street: street.to_owned(),
                    postcode: postcode.to_owned(),
                    town: town.to_owned(),
                    country: "FR".to_owned(),
                    position: Some(position.into()),
                    hours: opening(hours),
                    active: true,
                });
            }
        }
    }
    points
}

fn code(carrier: &str, postcode: &str, number: usize) -> String {
    let letter = if carrier == "chronopost" { 'P' } else { 'C' };
    format!("{letter}{postcode}{}", number + 1)
}

/// A tobacconist's hours, a florist's, a grocer's.
fn opening(like: usize) -> OpeningHours {
    let mut hours = OpeningHours::default();
    for (day, spans) in hours.0.iter_mut().enumerate() {
        *spans = match (like, day) {
            (0, 0..5) => vec![Span(420, 750), Span(840, 1_170)],
            (0, 5) => vec![Span(480, 750)],
            (1, 1..6) => vec![Span(540, 1_140)],
            (1, 6) => vec![Span(540, 780)],
            (2, _) => vec![Span(480, 1_320)],
            _ => Vec::new(),
        };
    }
    hours
}

fn hours_before(at: Timestamp, hours: i64) -> Timestamp {
    at.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(at)
}
