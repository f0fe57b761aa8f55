//! Instructions, files for carriers and pickup points, on both engines.

mod support;

use domain::id::{CustomerId, InstructionId, ParcelId, UserId};
use domain::instruction::{DriverHelp, Fate, Wish};
use domain::parcel::standing;
use domain::relay::{OpeningHours, Position, RelayPoint};
use jiff::Timestamp;
use jiff::civil::date;
use store::instructions::{self, GivenBy, Instruction};
use store::parcels::{KeptStanding, NewParcel};
use store::people::{Customer, insert_customer};
use store::relay_points::{self, Stretch};
use store::{Scope, Store, StoreError, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A customer with parcels 1 to 3.
async fn parcels(tx: &mut Tx) {
    let customer =
        Customer { id: CustomerId(uuid(1)), name: "Lunettes".into(), zone: "Europe/Paris".into(), created_at: at(0) };
    insert_customer(tx, &customer).await.expect("inserted");
    for n in 1..=3 {
        let parcel = NewParcel {
            id: ParcelId(uuid(n)),
            customer: CustomerId(uuid(1)),
            account: None,
            sub_account: None,
            shipment: String::new(),
            carrier: "dpd".into(),
            number: format!("N{n}"),
            label_on: date(2026, 11, 20),
            sender_reference: String::new(),
            recipient_reference: String::new(),
            recipient_name: String::new(),
            street: String::new(),
            postcode: String::new(),
            town: String::new(),
            country: String::new(),
            service: String::new(),
            weight_grams: 0,
            declared_value_cents: 0,
            standing: KeptStanding::of(&standing(&[]), None, at(0)),
            created_at: at(0),
        };
        store::parcels::insert(tx, &parcel).await.expect("inserted");
    }
}

fn instruction(n: u128, parcel: u128) -> Instruction {
    let second = i64::try_from(n).unwrap_or(0);
    Instruction {
        id: InstructionId(uuid(n)),
        parcel: ParcelId(uuid(parcel)),
        customer: CustomerId(uuid(1)),
        carrier: "dpd".into(),
        parcel_number: format!("N{parcel}"),
        wish: Wish::DriverHelp(DriverHelp { note: "Sonner".into(), ..DriverHelp::default() }),
        fate: Fate::Sent,
        reason: String::new(),
        key: format!("key-{n}"),
        replaces: None,
        by: GivenBy { user: UserId(uuid(9)), name: "Claire".into(), operator: false },
        given_at: at(second),
        replaceable_until: at(100),
        waits_until: Some(at(1_000)),
        accepted_at: None,
        ended_at: None,
        batch: None,
    }
}

#[tokio::test]
async fn a_parcel_has_one_open_instruction_and_a_key_is_used_once() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        parcels(&mut writing).await;
        let first = instruction(11, 1);
        instructions::insert(&mut writing, &first).await.expect("inserted");
        writing.commit().await.expect("kept");

        for (other, why) in [
            (instruction(12, 1), "two open ones"),
            (Instruction { key: "key-11".into(), ..instruction(13, 2) }, "a key twice"),
        ] {
            let mut writing = tx(&store).await;
            let refused = instructions::insert(&mut writing, &other).await;
            assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{why}: {refused:?}");
        }
        let mut writing = tx(&store).await;
        let replaced = Instruction { fate: Fate::Replaced, ended_at: Some(at(50)), ..first.clone() };
        assert!(instructions::update(&mut writing, &first, &replaced).await.expect("kept"));
        assert!(!instructions::update(&mut writing, &first, &replaced).await.expect("asked"), "it is so no more");
        let second = Instruction { replaces: Some(first.id), ..instruction(12, 1) };
        instructions::insert(&mut writing, &second).await.expect("inserted");
        writing.commit().await.expect("kept");

        let mut reading = store.read(Scope::System).await.expect("a transaction");
        let parcel = ParcelId(uuid(1));
        assert_eq!(
            instructions::of_parcel(&mut reading, parcel).await.expect("read"),
            [second.clone(), replaced.clone()]
        );
        let all = [parcel, ParcelId(uuid(2))];
        assert_eq!(
            instructions::open_of_parcels(&mut reading, &all).await.expect("read"),
            std::slice::from_ref(&second)
        );
        let numbers = ["N1".to_owned(), "N2".to_owned()];
        assert_eq!(
            instructions::open_of_numbers(&mut reading, &numbers).await.expect("read"),
            std::slice::from_ref(&second)
        );
        assert_eq!(instructions::by_ids(&mut reading, &[first.id]).await.expect("read"), [replaced]);
        assert_eq!(instructions::by_key(&mut reading, "key-12").await.expect("read"), Some(second.clone()));
        assert_eq!(instructions::due(&mut reading, at(999), 10).await.expect("read"), []);
        assert_eq!(instructions::due(&mut reading, at(1_000), 10).await.expect("read"), [second]);
        drop(reading);

        // Another customer's transaction sees none of them.
        let mut foreign = store.read(Scope::Customer(CustomerId(uuid(2)))).await.expect("a transaction");
        assert_eq!(instructions::of_parcel(&mut foreign, parcel).await.expect("read"), []);
        assert_eq!(instructions::by_key(&mut foreign, "key-12").await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn a_carrier_is_handed_each_once() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        parcels(&mut tx).await;
        for (n, parcel) in [(21, 1), (22, 2)] {
            instructions::insert(&mut tx, &instruction(n, parcel)).await.expect("inserted");
        }
        assert_eq!(instructions::waiting_by_carrier(&mut tx).await.expect("read"), [("dpd".to_owned(), 2)]);
        assert_eq!(instructions::waiting(&mut tx, "ups").await.expect("read"), []);
        let waiting = instructions::waiting(&mut tx, "dpd").await.expect("read");
        let number = instructions::hand_over(&mut tx, "dpd", &waiting, at(60)).await.expect("handed over");
        assert_eq!(number, 1);
        assert_eq!(instructions::waiting(&mut tx, "dpd").await.expect("read"), []);
        instructions::insert(&mut tx, &instruction(23, 3)).await.expect("inserted");
        let waiting = instructions::waiting(&mut tx, "dpd").await.expect("read");
        assert_eq!(instructions::hand_over(&mut tx, "dpd", &waiting, at(61)).await.expect("handed over"), 2);
        let first = instructions::by_batch(&mut tx, 1).await.expect("read");
        assert_eq!(first.iter().map(|one| one.id.0.as_u128()).collect::<Vec<_>>(), [21, 22]);
        let batch = instructions::batch(&mut tx, 1).await.expect("read").expect("a file");
        assert_eq!((batch.count, batch.made_at), (2, at(60)));
        assert_eq!(instructions::batch(&mut tx, 3).await.expect("read"), None);
        let numbers = |batches: Vec<instructions::Batch>| batches.iter().map(|one| one.number).collect::<Vec<_>>();
        assert_eq!(numbers(instructions::batches(&mut tx, None, 10).await.expect("read")), [2, 1]);
        assert_eq!(numbers(instructions::batches(&mut tx, Some(2), 10).await.expect("read")), [1]);
    })
    .await;
}

fn point(carrier: &str, code: &str, postcode: &str, place: Option<(i64, i64)>) -> RelayPoint {
    RelayPoint {
        carrier: carrier.into(),
        code: code.into(),
        name: format!("Point {code}"),
        street: String::new(),
        postcode: postcode.into(),
        town: "Lyon".into(),
        country: "FR".into(),
        position: place.map(Into::into),
        hours: OpeningHours::default(),
        active: true,
    }
}

#[tokio::test]
async fn points_are_kept_compared_and_found() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let here = point("dpd", "A", "69003", Some((45_760_000, 4_850_000)));
        let there = point("ups", "A", "69003", Some((45_762_000, 4_852_000)));
        let far = point("dpd", "B", "69200", Some((45_700_000, 4_880_000)));
        let nowhere = point("dpd", "C", "69003", None);
        let closed = RelayPoint { active: false, ..point("dpd", "D", "69003", Some((45_761_000, 4_851_000))) };
        let all = [here.clone(), there.clone(), far.clone(), nowhere.clone(), closed.clone()];
        relay_points::keep(&mut tx, &all).await.expect("kept");
        let renamed = RelayPoint { name: "Ailleurs".into(), ..here.clone() };
        relay_points::keep(&mut tx, std::slice::from_ref(&renamed)).await.expect("kept");
        let found = relay_points::by_codes(&mut tx, &["A".into()]).await.expect("read");
        assert_eq!(found, [renamed.clone(), there]);
        assert_eq!(relay_points::find(&mut tx, "dpd", "A").await.expect("read"), Some(renamed.clone()));
        assert_eq!(relay_points::find(&mut tx, "dpd", "Z").await.expect("read"), None);

        let middle = relay_points::centre(&mut tx, "FR", "69003").await.expect("read").expect("some");
        assert_eq!(middle.position, Position { latitude: 45_761_000, longitude: 4_851_000 });
        assert_eq!(middle.points, 3);
        assert_eq!(relay_points::centre(&mut tx, "FR", "69").await.expect("read").map(|one| one.points), Some(4));
        assert_eq!(relay_points::centre(&mut tx, "FR", "13").await.expect("read"), None);
        assert_eq!(relay_points::centre(&mut tx, "BE", "69").await.expect("read"), None);

        let stretch = Stretch { south: 45_750_000, north: 45_770_000, west: 4_840_000, east: 4_860_000 };
        assert_eq!(
            relay_points::near(&mut tx, "dpd", "FR", stretch).await.expect("read"),
            std::slice::from_ref(&renamed)
        );
        let of = relay_points::of_postcode(&mut tx, "dpd", "FR", "69003").await.expect("read");
        assert_eq!(of, [renamed, nowhere]);
    })
    .await;
}
