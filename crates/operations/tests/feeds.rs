//! Feeds and codes: what is sent is taken once, and what nobody knew is read again once somebody says what it means.

mod support;

use domain::Actor;
use domain::actor::Level;
use domain::parcel::{ParcelState, Responsible, ScanReason};
use domain::refusal::{FieldRefusal, Refusal};
use jiff::SignedDuration;
use operations::codes::{MeaningSaid, PAGE, ReadAgain};
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::feeds::{Delivery, FeedAnswer, FeedRefusal, NewFeed, Proof, Unacceptable};
use operations::{Error, Operations};
use support::{World, for_each_world};

fn new(name: &str, format: FeedFormat) -> NewFeed {
    NewFeed { name: name.to_owned(), format, carrier: None, mapping: None, secret: None }
}

async fn feed_of(operations: &Operations, new: NewFeed) -> operations::feeds::Feed {
    operations.add_feed(&new).await.expect("answered").expect("added");
    operations.feed(&new.name).await.expect("read").expect("a feed")
}

/// A table of scans: `number;code;moment`, of dpd.
fn table(lines: &[&str]) -> Vec<u8> {
    format!("tracking_number;carrier;code;at;label\n{}\n", lines.join("\n")).into_bytes()
}

async fn announce(world: &World, numbers: &[&str]) -> Actor {
    let customer = world.customer("Lunettes de la Côte").await;
    world.account(customer, "FR-10").await;
    let lines: Vec<String> = numbers.iter().map(|number| format!("{number};dpd;FR-10;2026-02-27")).collect();
    let file = format!("tracking_number;carrier;account;label_date\n{}\n", lines.join("\n"));
    world.operations.import_parcels(file.as_bytes()).await.expect("a report");
    world.user(customer, "Administrateur", "claire@lunettes.example").await
}

async fn send(operations: &Operations, name: &str, body: &[u8], key: Option<&str>) -> Result<FeedAnswer, Unacceptable> {
    let feed = operations.feed(name).await.expect("read").expect("a feed");
    let delivery = Delivery { body: body.to_vec(), key: key.map(str::to_owned), turn: None };
    operations.receive(&feed, delivery).await.expect("answered")
}

async fn state(operations: &Operations, actor: &Actor, number: &str) -> ParcelState {
    operations.parcel(actor, number).await.expect("a page").parcel.standing.state
}

#[tokio::test]
async fn a_feed_is_added_once_and_its_secret_proves_its_sender() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let secret = operations.add_feed(&new("dpd", FeedFormat::Csv)).await.expect("answered").expect("added");
        assert_eq!(secret.len(), 43);
        let again = operations.add_feed(&new("dpd", FeedFormat::Epcis)).await.expect("answered");
        assert_eq!(again, Err(FeedRefusal::Taken));
        for (bad, refusal) in [
            (new("D P D", FeedFormat::Csv), FeedRefusal::Name),
            (NewFeed { carrier: Some("x".repeat(65)), ..new("a", FeedFormat::Csv) }, FeedRefusal::Carrier),
            (NewFeed { secret: Some("short".into()), ..new("a", FeedFormat::Csv) }, FeedRefusal::Secret),
        ] {
            assert_eq!(operations.add_feed(&bad).await.expect("answered"), Err(refusal));
        }
        let bad = NewFeed { mapping: Some("delimiter = \";;\"".into()), ..new("a", FeedFormat::Csv) };
        assert!(matches!(operations.add_feed(&bad).await.expect("answered"), Err(FeedRefusal::Mapping(_))));

        let of = async || operations.feed("dpd").await.expect("read").expect("a feed");
        let said = |bearer: &str| Proof { bearer: Some(bearer.to_owned()), signature: None };
        assert!(said(&secret).holds(Some(&of().await), b"", operations.now()));
        let overlap = SignedDuration::from_hours(24);
        let newer = operations.rotate_feed("dpd", None, overlap).await.expect("answered").expect("changed");
        for (bearer, hours, holds) in [(&secret, 0, true), (&newer, 0, true), (&secret, 25, false), (&newer, 0, true)] {
            world.wait(SignedDuration::from_hours(hours));
            assert_eq!(said(bearer).holds(Some(&of().await), b"", operations.now()), holds, "{bearer}");
        }
        let own = operations.rotate_feed("dpd", Some("given-by-the-sender"), overlap).await.expect("answered");
        assert_eq!(own.as_deref(), Ok("given-by-the-sender"));
        assert_eq!(operations.rotate_feed("other", None, overlap).await.expect("answered"), Err(FeedRefusal::Unknown));
        assert!(operations.remove_feed("dpd").await.expect("removed"));
        assert!(operations.feed("dpd").await.expect("read").is_none());
    })
    .await;
}

#[tokio::test]
async fn a_payload_is_taken_once_and_counted() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let claire = announce(&world, &["A1"]).await;
        let mapping = "zone = \"Europe/Paris\"\ncarrier = \"dpd\"\n[columns]\ncode = \"Statut\"\n";
        feed_of(operations, NewFeed { mapping: Some(mapping.into()), ..new("dpd", FeedFormat::Csv) }).await;
        let body = b"tracking_number;Statut;at\nA1;DELIVERED;2026-03-01 10:00\nA2;ON_THE_ROAD;2026-03-01 10:00\nA3;;\n";
        let first = send(operations, "dpd", body, Some("k1")).await.expect("taken");
        assert_eq!((first.new, first.waiting, first.moved, first.rejected), (2, 1, 1, 1));
        assert_eq!(first.items_rejected[0].position, "4");
        // The same again under its key is answered as before; without a key it changes nothing.
        assert_eq!(send(operations, "dpd", body, Some("k1")).await, Ok(first));
        let again = send(operations, "dpd", body, None).await.expect("taken");
        assert_eq!((again.new, again.known, again.moved), (0, 2, 0));
        assert_eq!(send(operations, "dpd", b"other", Some("k1")).await, Err(Unacceptable::Key));
        assert_eq!(send(operations, "dpd", body, Some(&"k".repeat(201))).await, Err(Unacceptable::Key));
        assert_eq!(state(operations, &claire, "A1").await, ParcelState::Delivered);

        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let feeds = operations.feeds(&admin).await.expect("read");
        let tally = &feeds.feeds[0].tally;
        assert_eq!((tally.deliveries, tally.scans, tally.rejected), (2, 2, 2));
        assert_eq!((tally.last_error.as_str(), tally.last_rejected[0].0.as_str()), ("", "4"));
        assert_eq!(feeds.waiting.scans, 1);
        for level in [Level::Agent, Level::Lead] {
            let other = world.agent(&format!("{}@consigne.example", level.as_str()), level).await;
            assert!(matches!(operations.feeds(&other).await, Err(Error::NotFound)));
            assert!(matches!(operations.codes(&other).await, Err(Error::NotFound)));
        }
        assert!(matches!(operations.feeds(&claire).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_payload_with_nothing_good_is_refused_and_remembered_as_the_last_error() {
    for_each_world(async |world| {
        let operations = &world.operations;
        feed_of(operations, new("laposte", FeedFormat::LaposteSuiviV2)).await;
        let error = br#"{"returnCode":429,"returnMessage":"Trop de demandes"}"#;
        let Err(Unacceptable::Nothing { items, is_carrier_error: true }) =
            send(operations, "laposte", error, Some("k")).await
        else {
            panic!("an error of the carrier is no delivery");
        };
        assert_eq!(items[0].code, "carrier_error");
        let Err(Unacceptable::Nothing { items, is_carrier_error: false }) =
            send(operations, "laposte", b"<html>", None).await
        else {
            panic!("what is no answer is no delivery");
        };
        assert_eq!(items[0].code, "malformed");
        let feed = operations.feed("laposte").await.expect("read").expect("a feed");
        assert_eq!((feed.tally.deliveries, feed.tally.scans, feed.tally.rejected), (2, 0, 2));
        assert!(feed.tally.last_error.starts_with("malformed"), "{}", feed.tally.last_error);
        // A key of a refused payload is free: the sender can mend it.
        let good = br#"{"returnCode":200,"shipment":{"idShip":"6A18987970674","event":[]}}"#;
        assert!(send(operations, "laposte", good, Some("k")).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn mapping_an_unknown_code_moves_its_parcels_and_taking_it_away_moves_them_back() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let claire = announce(&world, &["A1", "A2", "A3"]).await;
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        feed_of(operations, new("dpd", FeedFormat::Csv)).await;
        let body = table(&[
            "A1;dpd;ON_THE_ROAD;2026-03-01T08:00:00Z;",
            "A1;dpd;Z9;2026-03-01T10:00:00Z;Chez le voisin",
            "A2;dpd;Z9;2026-03-01T10:00:00Z;Chez le voisin",
            "W1;dpd;Z9;2026-03-01T10:00:00Z;Chez le voisin",
            "A3;gls;Z9;2026-03-01T10:00:00Z;Autre chose",
        ]);
        let answer = send(operations, "dpd", &body, None).await.expect("taken");
        assert_eq!(answer.unknown_codes, ["Z9"]);
        let codes = operations.codes(&admin).await.expect("read");
        let unknown: Vec<_> =
            codes.unknown.iter().map(|code| (code.carrier.as_str(), code.code.as_str(), code.scans)).collect();
        assert_eq!(unknown, [("dpd", "Z9", 3), ("gls", "Z9", 1)]);
        assert_eq!(codes.unknown[0].label, "Chez le voisin");

        let delivered = MeaningSaid { state: Some(ParcelState::Delivered), ..MeaningSaid::default() };
        let done = operations.map_code(&admin, "dpd", "Z9", delivered).await.expect("mapped");
        assert_eq!(done, ReadAgain { scans: 3, moved: 2 });
        assert_eq!(state(operations, &claire, "A1").await, ParcelState::Delivered);
        assert_eq!(state(operations, &claire, "A3").await, ParcelState::Preparing);
        let codes = operations.codes(&admin).await.expect("read");
        assert_eq!((codes.unknown.len(), codes.mapped.len()), (1, 1));
        assert_eq!((codes.mapped[0].label.as_str(), codes.mapped[0].mapped_by.as_str()), ("Chez le voisin", "Paul"));

        // What comes from now on is read by it at once, and another meaning reads all of them again.
        let later = send(operations, "dpd", &table(&["A2;dpd;Z9;2026-03-01T12:00:00Z;"]), None).await.expect("taken");
        assert!(later.unknown_codes.is_empty());
        let incident = MeaningSaid {
            state: Some(ParcelState::Incident),
            reason: Some(ScanReason::Loss),
            responsible: Some(Responsible::Carrier),
        };
        let done = operations.map_code(&admin, "dpd", "Z9", incident).await.expect("mapped");
        assert_eq!(done, ReadAgain { scans: 4, moved: 2 });
        assert_eq!(state(operations, &claire, "A2").await, ParcelState::Incident);
        // Those of a parcel that nobody had announced are read by it too.
        announce_more(operations, "W1").await;
        assert_eq!(state(operations, &claire, "W1").await, ParcelState::Incident);

        let done = operations.unmap_code(&admin, "dpd", "Z9").await.expect("taken away");
        assert_eq!(done, ReadAgain { scans: 4, moved: 3 });
        assert_eq!(state(operations, &claire, "A1").await, ParcelState::InTransit);
        assert_eq!(state(operations, &claire, "A2").await, ParcelState::Preparing);
        assert_eq!(operations.codes(&admin).await.expect("read").unknown[0].scans, 4);
    })
    .await;
}

async fn announce_more(operations: &Operations, number: &str) {
    let file = format!("tracking_number;carrier;account;label_date\n{number};dpd;FR-10;2026-02-27\n");
    operations.import_parcels(file.as_bytes()).await.expect("a report");
}

#[tokio::test]
async fn scans_wait_for_their_parcel_and_are_counted_meanwhile() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let claire = announce(&world, &["A1"]).await;
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        feed_of(operations, new("dpd", FeedFormat::Csv)).await;
        let body = table(&["W1;dpd;DELIVERED;2026-03-01T10:00:00Z;", "W2;dpd;DELIVERED;2026-03-01T10:00:00Z;"]);
        send(operations, "dpd", &body, None).await.expect("taken");
        let waiting = async || operations.feeds(&admin).await.expect("read").waiting;
        assert_eq!((waiting().await.scans, waiting().await.since), (2, Some(operations.now())));
        announce_more(operations, "W1").await;
        assert_eq!(state(operations, &claire, "W1").await, ParcelState::Delivered);
        assert_eq!(waiting().await.scans, 1);
    })
    .await;
}

#[tokio::test]
async fn a_payload_of_scans_that_cannot_have_happened_yet_is_refused_by_position() {
    for_each_world(async |world| {
        let operations = &world.operations;
        feed_of(operations, new("dpd", FeedFormat::Csv)).await;
        let body = table(&["A1;dpd;DELIVERED;2099-03-01T10:00:00Z;"]);
        let Err(Unacceptable::Nothing { items, is_carrier_error: false }) = send(operations, "dpd", &body, None).await
        else {
            panic!("nothing of it was kept");
        };
        assert_eq!((items[0].position.as_str(), items[0].code.as_str()), ("2", "ahead"));
        let feed = operations.feed("dpd").await.expect("read").expect("a feed");
        assert_eq!((feed.tally.scans, feed.tally.rejected), (0, 1));
        assert!(feed.tally.last_error.contains("ahead"), "{}", feed.tally.last_error);
    })
    .await;
}

#[tokio::test]
async fn a_code_beyond_the_page_is_found_and_mapped_by_itself() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let agent = world.agent("karim@consigne.example", Level::Agent).await;
        feed_of(operations, new("dpd", FeedFormat::Csv)).await;
        let unknown = |count: usize| -> Vec<String> {
            (0..count).map(|place| format!("A1;dpd;Z{place:03};2026-03-01T10:00:00Z;Mot {place}")).collect()
        };
        let send_codes = async |count: usize| {
            let lines = unknown(count);
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            send(operations, "dpd", &table(&lines), None).await.expect("taken");
            operations.codes(&admin).await.expect("read")
        };
        let codes = send_codes(PAGE).await;
        assert_eq!((codes.unknown.len(), codes.more), (PAGE, false));
        let codes = send_codes(PAGE + 1).await;
        assert_eq!((codes.unknown.len(), codes.more), (PAGE, true));
        let last = format!("Z{PAGE:03}");
        assert!(codes.unknown.iter().all(|code| code.code != last));
        let found = operations.unknown_code(&admin, "dpd", &last).await.expect("it came");
        assert_eq!((found.scans, found.label.as_str()), (1, format!("Mot {PAGE}").as_str()));
        for (actor, carrier, code) in [(&agent, "dpd", last.as_str()), (&admin, "gls", &last), (&admin, "dpd", "Z")] {
            assert!(matches!(operations.unknown_code(actor, carrier, code).await, Err(Error::NotFound)));
        }
        operations.map_code(&admin, "dpd", &last, MeaningSaid::default()).await.expect("mapped");
        assert!(!operations.codes(&admin).await.expect("read").more);
    })
    .await;
}

#[tokio::test]
async fn only_codes_that_came_are_mapped_and_only_with_a_state_for_their_reason() {
    for_each_world(async |world| {
        let operations = &world.operations;
        announce(&world, &["A1"]).await;
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let agent = world.agent("karim@consigne.example", Level::Agent).await;
        feed_of(operations, new("dpd", FeedFormat::Csv)).await;
        let body = table(&["A1;dpd;Z9;2026-03-01T10:00:00Z;", "A1;dpd;DELIVERED;2026-03-01T11:00:00Z;"]);
        send(operations, "dpd", &body, None).await.expect("taken");
        let nothing = MeaningSaid::default();
        for (carrier, code) in [("dpd", "Z8"), ("gls", "Z9"), ("dpd", "DELIVERED")] {
            let answer = operations.map_code(&admin, carrier, code, nothing).await;
            assert!(matches!(answer, Err(Error::NotFound)), "{carrier} {code}");
        }
        assert!(matches!(operations.map_code(&agent, "dpd", "Z9", nothing).await, Err(Error::NotFound)));
        assert!(matches!(operations.unmap_code(&agent, "dpd", "Z9").await, Err(Error::NotFound)));
        assert!(matches!(operations.unmap_code(&admin, "dpd", "Z9").await, Err(Error::NotFound)));
        let reason_alone = MeaningSaid { reason: Some(ScanReason::Loss), ..nothing };
        let Err(Error::Refused(Refusal::Fields(fields))) = operations.map_code(&admin, "dpd", "Z9", reason_alone).await
        else {
            panic!("a reason without a state is refused");
        };
        assert_eq!(fields, [("state".to_owned(), FieldRefusal::NotChosen)]);
        // It only tells something: known from now on, and nothing moves.
        let done = operations.map_code(&admin, "dpd", "Z9", nothing).await.expect("mapped");
        assert_eq!(done, ReadAgain { scans: 1, moved: 0 });
        assert!(operations.codes(&admin).await.expect("read").unknown.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_took_a_parcel_is_kept_and_what_a_line_says_itself_is_not_mapped() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let claire = announce(&world, &["A1"]).await;
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let file = "tracking_number;carrier;code;state;at;signatory\n\
                    A1;dpd;Z9;delivered;2026-03-01T10:00:00Z;M. Royer\nA1;dpd;Z9;;2026-03-01T09:00:00Z;\n";
        let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &FeedOptions::default());
        operations.import_scans(&reading).await.expect("a report");
        let lost = MeaningSaid { state: Some(ParcelState::Incident), ..MeaningSaid::default() };
        let done = operations.map_code(&admin, "dpd", "Z9", lost).await.expect("mapped");
        assert_eq!(done.scans, 1);
        assert_eq!(state(operations, &claire, "A1").await, ParcelState::Delivered);
        let mut tx = operations.store().read(store::Scope::System).await.expect("a transaction");
        let kept = store::scans::of_numbers(&mut tx, &["A1".to_owned()]).await.expect("read");
        let signatories: Vec<&str> = kept.iter().map(|scan| scan.stored.signatory.as_str()).collect();
        assert_eq!(signatories, ["", "M. Royer"]);
    })
    .await;
}

#[tokio::test]
async fn many_senders_at_once_lose_nothing() {
    for_each_world(async |world| {
        let operations = &world.operations;
        feed_of(operations, new("dpd", FeedFormat::Csv)).await;
        let sent = (0..20).map(|sender| {
            let operations = operations.clone();
            tokio::spawn(async move {
                let lines: Vec<String> =
                    (0..30).map(|n| format!("N{};dpd;SORTED;2026-03-01T10:00:00Z;", sender / 2 * 100 + n)).collect();
                let body = table(&lines.iter().map(String::as_str).collect::<Vec<_>>());
                send(&operations, "dpd", &body, None).await.expect("taken")
            })
        });
        let mut new = 0;
        for task in sent.collect::<Vec<_>>() {
            new += task.await.expect("done").new;
        }
        // Two of them send the same each: it is kept once.
        assert_eq!(new, 300);
        let feed = operations.feed("dpd").await.expect("read").expect("a feed");
        assert_eq!((feed.tally.deliveries, feed.tally.scans), (20, 300));
    })
    .await;
}
