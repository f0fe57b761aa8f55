//! Feeds of the demo world: one that works, one that brings rejects, one that fails and one that was never used; a code
//! that nobody knows yet, on parcels that wait for somebody to say what it means, and scans that wait for their parcel.

use domain::id::{FeedId, ScanId};
use domain::parcel::Scan;
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::codes::CodeMapping;
use store::feeds::{self, Feed, Tally};
use store::scans::{self, CodeReading, NewScan, StoredScan};

use super::dice::Dice;
use super::parcels::{DemoParcel, unknown_number};
use crate::feed::FeedFormat;
use crate::parcels::restate;
use crate::{Operations, Result};

/// The secret of the demo's feeds: as public as its passwords, and longer.
pub const SECRET: &str = "secret-de-demonstration-des-flux";

/// Codes of no dictionary, the carrier's words, and how many parcels wait for each.
const UNKNOWN: [(&str, &str, usize); 2] =
    [("XG47", "Colis confié à un partenaire de livraison", 3), ("XG52", "Casier réservé pour le destinataire", 2)];
/// Hours after its last scan at which a parcel's unknown one came.
const AFTER: SignedDuration = SignedDuration::from_hours(1);

/// Makes them.
pub(super) async fn make(ops: &Operations, parcels: &[DemoParcel], dice: &mut Dice, as_of: Timestamp) -> Result<()> {
    let ago = |hours: i64| as_of.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(as_of);
    let mut tx = ops.store().write(Scope::System).await?;
    let working = Tally { deliveries: 1, scans: 412, last_at: Some(ago(0)), ..Tally::default() };
    let rejecting = Tally {
        scans: 96,
        rejected: 2,
        last_rejected: vec![
            ("/3/parcel/tracking_number".into(), "missing: tracking_number".into()),
            ("/8/timestamp".into(), "bad_moment: 0".into()),
        ],
        ..working.clone()
    };
    let failing = Tally {
        scans: 0,
        rejected: 1,
        last_error: "carrier_error: 429: Too many requests".into(),
        last_rejected: vec![("/0".into(), "carrier_error: 429: Too many requests".into())],
        ..working.clone()
    };
    for (name, format, carrier, tally) in [
        ("chronopost", FeedFormat::Chronopost, "", Some((working, 1))),
        ("sendcloud", FeedFormat::Sendcloud, "", Some((rejecting, 3))),
        ("la-poste", FeedFormat::LaposteSuiviV2, "", Some((failing, 5))),
        ("dpd-tableau", FeedFormat::Csv, "dpd", None),
    ] {
        let feed = Feed {
            id: FeedId(dice.id(ago(24 * 30))),
            name: name.to_owned(),
            format: format.to_string(),
            carrier: carrier.to_owned(),
            mapping: String::new(),
            secret: SECRET.to_owned(),
            old_secret: String::new(),
            old_until: as_of,
            created_at: ago(24 * 30),
            tally: Tally::default(),
        };
        feeds::insert(&mut tx, &feed).await?;
        if let Some((tally, hours)) = tally {
            feeds::record(&mut tx, feed.id, ago(hours), &tally).await?;
        }
    }
    // Parcels of Chronopost on their way, whose last scan lies far enough back for one more.
    let on_their_way: Vec<&DemoParcel> = parcels
        .iter()
        .filter(|parcel| matches!(parcel.code, "TR1" | "TA1") && parcel.last_scan < ago(2))
        .filter(|parcel| parcel.number.starts_with("XY"))
        .take(UNKNOWN.iter().map(|(_, _, count)| count).sum())
        .collect();
    let mut places = on_their_way.into_iter();
    let mut new = Vec::new();
    for (code, label, count) in UNKNOWN {
        for parcel in places.by_ref().take(count) {
            let at = parcel.last_scan.checked_add(AFTER).unwrap_or(as_of);
            new.push(unknown(dice, &parcel.number, code, label, at, false));
        }
    }
    new.push(unknown(dice, &unknown_number(), UNKNOWN[0].0, UNKNOWN[0].1, ago(6), true));
    scans::insert_many(&mut tx, &new).await?;
    let numbers: Vec<String> = new.iter().map(|scan| scan.stored.number.clone()).collect();
    restate(ops, &mut tx, &numbers).await?;
    let mapped = CodeMapping {
        carrier: "chronopost".into(),
        code: "XG12".into(),
        label: "Notification envoyée au destinataire".into(),
        state: None,
        reason: None,
        responsible: None,
        mapped_by: "Paul Simon".into(),
        mapped_at: ago(48),
    };
    store::codes::keep(&mut tx, &mapped).await?;
    tx.commit().await?;
    Ok(())
}

fn unknown(dice: &mut Dice, number: &str, code: &str, label: &str, at: Timestamp, is_waiting: bool) -> NewScan {
    let scan = Scan {
        code: code.to_owned(),
        carrier: "chronopost".to_owned(),
        label: label.to_owned(),
        state: None,
        reason: None,
        responsible: None,
        at,
        offset_minutes: i16::try_from(crate::zone("Europe/Paris").to_offset(at).seconds() / 60).unwrap_or(60),
        place: String::new(),
        correction: false,
    };
    let stored = StoredScan {
        dictionary: FeedFormat::Chronopost.to_string(),
        reading: CodeReading::Unknown,
        ..StoredScan::plain(number.to_owned(), scan)
    };
    NewScan { id: ScanId(dice.id(at)), stored, received_at: at, is_waiting }
}
