//! Feeds, and codes that nobody knows yet, on both engines.

mod support;

use domain::id::{FeedId, ScanId};
use domain::parcel::{ParcelState, Responsible, Scan, ScanReason};
use jiff::Timestamp;
use store::codes::{self, CodeMapping, ReadAs};
use store::feeds::{self, Delivery, Feed, Tally};
use store::scans::{self, CodeReading, NewScan, StoredScan};
use store::{Scope, Store, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).expect("a moment")
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

fn feed(n: u128, name: &str) -> Feed {
    Feed {
        id: FeedId(Uuid::from_u128(n)),
        name: name.into(),
        format: "csv".into(),
        carrier: "dpd".into(),
        mapping: "zone = \"UTC\"".into(),
        secret: "s".into(),
        old_secret: String::new(),
        old_until: Timestamp::UNIX_EPOCH,
        created_at: at(0),
        tally: Tally::default(),
    }
}

#[tokio::test]
async fn a_feed_is_kept_changed_counted_and_removed() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let first = feed(1, "dpd");
        assert!(feeds::insert(&mut tx, &first).await.expect("kept"));
        assert!(!feeds::insert(&mut tx, &feed(2, "dpd")).await.expect("answered"));
        assert!(feeds::insert(&mut tx, &feed(3, "autre")).await.expect("kept"));
        let changed = Feed {
            carrier: String::new(),
            mapping: String::new(),
            secret: "t".into(),
            old_secret: "s".into(),
            old_until: at(60),
            ..first.clone()
        };
        feeds::update(&mut tx, &changed).await.expect("kept");
        let last = Tally {
            scans: 3,
            rejected: 2,
            last_error: "half".into(),
            last_rejected: vec![("/1".into(), "a \"word\"".into())],
            ..Tally::default()
        };
        feeds::record(&mut tx, first.id, at(5), &last).await.expect("kept");
        feeds::record(&mut tx, first.id, at(6), &last).await.expect("kept");
        let tally = Tally { deliveries: 2, scans: 6, rejected: 4, last_at: Some(at(6)), ..last };
        assert_eq!(feeds::find(&mut tx, "dpd").await.expect("read"), Some(Feed { tally, ..changed }));
        let names: Vec<String> = feeds::list(&mut tx).await.expect("read").into_iter().map(|feed| feed.name).collect();
        assert_eq!(names, ["autre", "dpd"]);
        assert!(feeds::remove(&mut tx, "dpd").await.expect("removed"));
        assert!(!feeds::remove(&mut tx, "dpd").await.expect("answered"));
        assert_eq!(feeds::find(&mut tx, "dpd").await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn a_delivery_is_remembered_for_a_while() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let delivery = Delivery { key: "f k".into(), body: "b".into(), answer: "{}".into() };
        feeds::remember(&mut tx, &delivery, at(10), at(0)).await.expect("kept");
        let other = Delivery { answer: "[]".into(), ..delivery.clone() };
        feeds::remember(&mut tx, &other, at(11), at(5)).await.expect("answered");
        assert_eq!(feeds::delivery(&mut tx, "f k").await.expect("read"), Some(delivery));
        feeds::remember(&mut tx, &Delivery { key: "f l".into(), ..other }, at(20), at(15)).await.expect("kept");
        assert_eq!(feeds::delivery(&mut tx, "f k").await.expect("read"), None);
    })
    .await;
}

fn unknown(n: u128, number: &str, code: &str, label: &str) -> NewScan {
    let scan = Scan {
        code: code.into(),
        carrier: "dpd".into(),
        label: label.into(),
        state: None,
        reason: None,
        responsible: None,
        at: at(1),
        offset_minutes: 60,
        place: String::new(),
        correction: false,
    };
    let stored = StoredScan {
        dictionary: "csv".into(),
        reading: CodeReading::Unknown,
        ..StoredScan::plain(number.into(), scan)
    };
    NewScan {
        id: ScanId(Uuid::from_u128(n)),
        stored,
        received_at: at(i64::try_from(n).unwrap_or(0)),
        is_waiting: n > 2,
    }
}

#[tokio::test]
async fn unknown_codes_are_counted_and_read_again() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let scans_ = [
            unknown(1, "A1", "42", "Tournée"),
            unknown(2, "A2", "42", "Tournée"),
            unknown(3, "A3", "7", ""),
            unknown(4, "A4", "42", "Tournée"),
        ];
        scans::insert_many(&mut tx, &scans_).await.expect("kept");
        let codes_ = codes::unknown(&mut tx, 10).await.expect("read");
        let found: Vec<_> = codes_.iter().map(|code| (code.code.as_str(), code.scans, code.label.as_str())).collect();
        assert_eq!(found, [("42", 3, "Tournée"), ("7", 1, "")]);
        assert_eq!((codes_[0].first_at, codes_[0].last_at, codes_[0].number.as_str()), (at(1), at(4), "A2"));
        assert_eq!(codes::unknown(&mut tx, 1).await.expect("read").len(), 1);

        let page = codes::to_read(&mut tx, "dpd", "42", None, 2).await.expect("read");
        let rest = codes::to_read(&mut tx, "dpd", "42", Some(page[1].id), 2).await.expect("read");
        let numbers: Vec<&str> = page.iter().chain(&rest).map(|scan| scan.number.as_str()).collect();
        assert_eq!(numbers, ["A1", "A2", "A4"]);
        let read = ReadAs {
            state: Some(ParcelState::OutForDelivery),
            reason: Some(ScanReason::Other),
            responsible: Some(Responsible::Carrier),
            reading: CodeReading::Mapped,
        };
        codes::read_as(&mut tx, &[page[0].id, page[1].id], read).await.expect("kept");
        let stored =
            scans::by_keys(&mut tx, &[scans::key("A1", &scans_[0].stored.scan)]).await.expect("read").remove(0);
        assert_eq!((stored.scan.state, stored.reading), (read.state, CodeReading::Mapped));
        assert_eq!(codes::unknown(&mut tx, 10).await.expect("read")[0].scans, 1);
        // What is mapped can be read again, what a dictionary knows is left alone.
        assert_eq!(codes::to_read(&mut tx, "dpd", "42", None, 10).await.expect("read").len(), 3);
        let known = ReadAs { reading: CodeReading::Known, ..read };
        codes::read_as(&mut tx, &[page[0].id], known).await.expect("kept");
        assert_eq!(codes::to_read(&mut tx, "dpd", "42", None, 10).await.expect("read").len(), 2);

        let waiting = codes::waiting(&mut tx).await.expect("read");
        assert_eq!((waiting.scans, waiting.since), (2, Some(at(3))));
        scans::stop_waiting(&mut tx, &["A3".into(), "A9".into()]).await.expect("kept");
        assert_eq!(codes::waiting(&mut tx).await.expect("read").scans, 1);
    })
    .await;
}

#[tokio::test]
async fn a_mapping_takes_the_place_of_an_earlier_one() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let mapping = CodeMapping {
            carrier: "dpd".into(),
            code: "42".into(),
            label: "Tournée".into(),
            state: None,
            reason: None,
            responsible: None,
            mapped_by: "Paul".into(),
            mapped_at: at(1),
        };
        codes::keep(&mut tx, &mapping).await.expect("kept");
        let changed = CodeMapping {
            state: Some(ParcelState::Incident),
            reason: Some(ScanReason::Loss),
            responsible: Some(Responsible::Carrier),
            mapped_at: at(2),
            ..mapping
        };
        codes::keep(&mut tx, &changed).await.expect("kept");
        assert_eq!(codes::mappings(&mut tx).await.expect("read"), [changed]);
        assert!(codes::remove(&mut tx, "dpd", "42").await.expect("removed"));
        assert!(!codes::remove(&mut tx, "dpd", "42").await.expect("answered"));
        assert!(codes::mappings(&mut tx).await.expect("read").is_empty());
    })
    .await;
}
