//! Parcels and scans, on both engines.

mod support;

use std::sync::Arc;

use domain::actor::AccountScope;
use domain::id::{AccountId, CustomerId, ParcelId, ScanId, SubAccountId};
use domain::parcel::{ParcelState, Responsible, Scan, ScanReason, standing};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::parcels::{self, KeptStanding, NewParcel, Parcel, ParcelSearch, Sight};
use store::people::{self, Account, Customer};
use store::scans::{self, CodeReading, NewScan, StoredScan};
use store::{Scope, Store, StoreError, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

fn customer(n: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(n))
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

/// Two customers: the first with the accounts 10 and 11 and the part 30, the second with the account 20.
async fn with_customers(store: &Store) {
    let mut tx = tx(store).await;
    for (n, name) in [(1, "Lunettes de la Côte"), (2, "Vélos du Nord")] {
        let customer = Customer { id: customer(n), name: name.into(), zone: "Europe/Paris".into(), created_at: at(0) };
        people::insert_customer(&mut tx, &customer).await.expect("a customer");
    }
    for (id, owner) in [(10, 1), (11, 1), (20, 2)] {
        let account = Account { id: account(id), customer: customer(owner), number: format!("FR-{id}") };
        people::insert_account(&mut tx, &account, at(0)).await.expect("an account");
    }
    let part = SubAccountId(Uuid::from_u128(30));
    people::insert_sub_account(&mut tx, part, account(10), "A", at(0)).await.expect("a part");
    tx.commit().await.expect("kept");
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

async fn of(store: &Store, scope: Scope) -> Tx {
    store.read(scope).await.expect("a connection")
}

fn unscanned() -> KeptStanding {
    KeptStanding::of(&standing(&[]), None, at(0))
}

fn new_parcel(n: u128, number: &str) -> NewParcel {
    NewParcel {
        id: ParcelId(Uuid::from_u128(n)),
        customer: customer(1),
        account: Some(account(10)),
        sub_account: None,
        shipment: String::new(),
        carrier: "colissimo".into(),
        number: number.into(),
        label_on: date(2026, 11, 1),
        sender_reference: String::new(),
        recipient_reference: String::new(),
        recipient_name: "Élodie Cœur".into(),
        street: "3 rue du Port".into(),
        postcode: "29200".into(),
        town: "Brest".into(),
        country: "FR".into(),
        service: "domicile".into(),
        weight_grams: 1_250,
        declared_value_cents: 4_990,
        standing: unscanned(),
        created_at: at(0),
    }
}

fn scan(second: i64, state: ParcelState) -> Scan {
    Scan {
        code: state.as_str().to_uppercase(),
        carrier: "colissimo".into(),
        label: format!("C’est {state}"),
        state: Some(state),
        reason: None,
        responsible: None,
        at: at(second),
        offset_minutes: 120,
        place: "Brest".into(),
        correction: false,
    }
}

fn new_scan(n: u128, number: &str, scan: Scan) -> NewScan {
    NewScan {
        id: ScanId(Uuid::from_u128(n)),
        stored: StoredScan::plain(number.into(), scan),
        received_at: at(900),
        is_waiting: true,
    }
}

fn searched(text: &str) -> ParcelSearch {
    ParcelSearch {
        number: domain::parcel::clean(text),
        other_number: String::new(),
        reference: text.into(),
        accounts: AccountScope::All,
        labelled_from: None,
        limit: 50,
    }
}

fn numbers(parcels: &[Parcel]) -> Vec<&str> {
    parcels.iter().map(|parcel| parcel.number.as_str()).collect()
}

async fn found(tx: &mut Tx, search: &ParcelSearch) -> Vec<String> {
    parcels::search(tx, search).await.expect("read").into_iter().map(|parcel| parcel.number).collect()
}

#[tokio::test]
async fn a_parcel_reads_back_as_it_was_inserted() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let last = scan(60, ParcelState::Returning);
        let refused = Scan { reason: Some(ScanReason::Refused), ..last };
        let new = NewParcel {
            sub_account: Some(SubAccountId(Uuid::from_u128(30))),
            shipment: "ENV-7".into(),
            sender_reference: "CMD-8812".into(),
            recipient_reference: "R 4".into(),
            standing: KeptStanding::of(&standing(&[refused]), Some(date(2026, 11, 4)), at(0)),
            ..new_parcel(100, "6A18987970674")
        };
        let mut tx = tx(&store).await;
        parcels::insert(&mut tx, &new).await.expect("a parcel");
        let read = parcels::by_number(&mut tx, "6A18987970674").await.expect("read");
        let [parcel] = read.as_slice() else { panic!("one parcel: {read:?}") };
        assert_eq!(NewParcel::from(parcel.clone()), new);
        assert_eq!(parcel.customer_name, "Lunettes de la Côte");
        assert_eq!((parcel.account_number.as_str(), parcel.sub_account_number.as_str()), ("FR-10", "A"));
        assert_eq!(parcel.standing.state, ParcelState::Returning);
        assert_eq!((parcel.standing.since, parcel.standing.last_at), (at(60), Some(at(60))));
        assert_eq!((parcel.facts().customer, parcel.facts().account), (customer(1), Some(account(10))));

        let twin = NewParcel { id: ParcelId(Uuid::from_u128(101)), ..new };
        let twice = parcels::insert(&mut tx, &twin).await;
        assert!(matches!(twice, Err(StoreError::Conflict { .. })), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn a_number_is_found_within_the_scope_and_by_id_where_several_share_it() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let mut writing = tx(&store).await;
        let own = new_parcel(100, "10905012345678");
        let later = NewParcel { carrier: "dpd".into(), label_on: date(2026, 11, 9), ..new_parcel(101, &own.number) };
        let foreign = NewParcel { customer: customer(2), account: Some(account(20)), ..new_parcel(102, &own.number) };
        parcels::insert_many(&mut writing, &[own.clone(), later.clone(), foreign.clone()]).await.expect("parcels");
        writing.commit().await.expect("kept");

        let ids = async |scope: Scope, number: &str, id: Option<ParcelId>| {
            let mut tx = of(&store, scope).await;
            let parcels = parcels::by_number_or_id(&mut tx, number, id).await.expect("read");
            parcels.into_iter().map(|parcel| parcel.id).collect::<Vec<_>>()
        };
        let number = own.number.as_str();
        assert_eq!(ids(Scope::Customer(customer(1)), number, None).await, [later.id, own.id]);
        assert_eq!(ids(Scope::Operator, number, None).await, [later.id, foreign.id, own.id]);
        assert_eq!(ids(Scope::Customer(customer(2)), number, None).await, [foreign.id]);
        assert_eq!(ids(Scope::Customer(customer(1)), "", Some(own.id)).await, [own.id]);
        assert_eq!(ids(Scope::Customer(customer(2)), "", Some(own.id)).await, []);
        assert_eq!(ids(Scope::Operator, "", None).await, []);
        let shared = async |scope, accounts, labelled_from| {
            let mut tx = of(&store, scope).await;
            let sight = Sight { accounts, labelled_from, contracts: Arc::default(), now: Timestamp::UNIX_EPOCH };
            let asked = [own.number.clone(), "NOONE".to_owned()];
            parcels::shared_numbers(&mut tx, &sight, &asked).await.expect("read")
        };
        let (asked, nothing): ([String; 1], Vec<String>) = ([own.number.clone()], Vec::new());
        assert_eq!(shared(Scope::Customer(customer(1)), AccountScope::All, None).await, asked);
        assert_eq!(shared(Scope::Operator, AccountScope::All, None).await, asked);
        // Of what somebody does not see nothing is told.
        assert_eq!(shared(Scope::Customer(customer(2)), AccountScope::All, None).await, nothing);
        assert_eq!(shared(Scope::Customer(customer(1)), AccountScope::accounts(Vec::new()), None).await, nothing);
        assert_eq!(shared(Scope::Customer(customer(1)), AccountScope::All, Some(later.label_on)).await, nothing);
    })
    .await;
}

#[tokio::test]
async fn a_search_takes_number_or_reference_within_scope_accounts_and_time() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let with = |n: u128, number: &str, reference: &str| NewParcel {
            sender_reference: reference.into(),
            ..new_parcel(n, number)
        };
        let mut writing = tx(&store).await;
        parcels::insert_many(
            &mut writing,
            &[
                with(100, "AA1", "CMD-8812"),
                NewParcel { account: Some(account(11)), label_on: date(2026, 11, 3), ..with(101, "AA2", "cmd 88-12") },
                NewParcel { account: None, label_on: date(2026, 5, 2), ..with(102, "AA3", "Cmd8812") },
                NewParcel { customer: customer(2), account: Some(account(20)), ..with(103, "AA4", "CMD-8812") },
                with(104, "CMD8812", "other"),
                with(105, "AA6", ""),
                with(106, "AA7", "10%"),
            ],
        )
        .await
        .expect("parcels");
        writing.commit().await.expect("kept");

        let mut tx = of(&store, Scope::Customer(customer(1))).await;
        // A reference may be somebody's number: both are found, the latest label first.
        assert_eq!(found(&mut tx, &searched(" Cmd-8812 ")).await, ["AA2", "CMD8812", "AA1", "AA3"]);
        assert_eq!(found(&mut tx, &searched("aa 1")).await, ["AA1"]);
        for nothing in ["", " - ", "AA4", "AA", "%", "10_", "none"] {
            assert_eq!(found(&mut tx, &searched(nothing)).await, Vec::<String>::new(), "{nothing:?}");
        }
        let other = ParcelSearch { other_number: "AA6".into(), ..searched("AA99") };
        assert_eq!(found(&mut tx, &other).await, ["AA6"]);

        let scoped = |accounts: Vec<AccountId>| ParcelSearch {
            accounts: AccountScope::accounts(accounts),
            ..searched("cmd8812")
        };
        assert_eq!(found(&mut tx, &scoped(vec![account(10)])).await, ["CMD8812", "AA1", "AA3"]);
        assert_eq!(found(&mut tx, &scoped(vec![account(10), account(11)])).await.len(), 4);
        // A profile that names no account sees only what belongs to the customer as a whole.
        assert_eq!(found(&mut tx, &scoped(Vec::new())).await, ["AA3"]);

        let from = |day: Date| ParcelSearch { labelled_from: Some(day), ..searched("cmd8812") };
        assert_eq!(found(&mut tx, &from(date(2026, 5, 2))).await.len(), 4);
        assert_eq!(found(&mut tx, &from(date(2026, 5, 3))).await, ["AA2", "CMD8812", "AA1"]);
        assert_eq!(found(&mut tx, &ParcelSearch { limit: 1, ..searched("cmd8812") }).await, ["AA2"]);

        let mut tx = of(&store, Scope::Operator).await;
        assert_eq!(found(&mut tx, &searched("cmd8812")).await.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn siblings_are_the_same_customers_other_parcels_of_one_shipment() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let sent =
            |n: u128, number: &str, shipment: &str| NewParcel { shipment: shipment.into(), ..new_parcel(n, number) };
        let mut tx = tx(&store).await;
        parcels::insert_many(
            &mut tx,
            &[
                sent(100, "AA1", "ENV-7"),
                sent(101, "AA3", "ENV-7"),
                sent(102, "AA2", "ENV-7"),
                sent(103, "AA4", "ENV-8"),
                NewParcel { customer: customer(2), account: None, ..sent(104, "AA5", "ENV-7") },
                sent(105, "AA6", ""),
                sent(106, "AA7", ""),
            ],
        )
        .await
        .expect("parcels");
        for (number, expected) in [("AA1", vec!["AA2", "AA3"]), ("AA4", vec![]), ("AA6", vec![]), ("AA5", vec![])] {
            let parcel = parcels::by_number(&mut tx, number).await.expect("read").remove(0);
            let siblings = parcels::siblings(&mut tx, &parcel).await.expect("read");
            assert_eq!(numbers(&siblings), expected, "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_parcels_are_inserted_at_once_and_found_by_their_numbers() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let mut tx = tx(&store).await;
        let many: Vec<NewParcel> = (0..450).map(|n| new_parcel(1_000 + n, &format!("N{n:04}"))).collect();
        parcels::insert_many(&mut tx, &many).await.expect("parcels");
        parcels::insert_many(&mut tx, &[]).await.expect("nothing to do");
        let asked: Vec<String> = (0..450).map(|n| format!("N{n:04}")).chain(["N9999".to_owned()]).collect();
        assert_eq!(parcels::by_numbers(&mut tx, &asked).await.expect("read").len(), 450);
        assert_eq!(parcels::by_numbers(&mut tx, &[]).await.expect("read"), []);

        let many: Vec<NewScan> =
            (0..450).map(|n| new_scan(n, &format!("N{n:04}"), scan(1, ParcelState::InTransit))).collect();
        assert_eq!(scans::insert_many(&mut tx, &many).await.expect("scans"), 450);
        assert_eq!(scans::of_numbers(&mut tx, &asked).await.expect("read").len(), 450);
    })
    .await;
}

#[tokio::test]
async fn what_a_shipper_says_anew_is_kept_apart_from_where_the_parcel_stands() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let mut tx = tx(&store).await;
        parcels::lock_imports(&mut tx).await.expect("a lock");
        let old = new_parcel(100, "AA1");
        parcels::insert(&mut tx, &old).await.expect("a parcel");
        let delivered = KeptStanding::of(&standing(&[scan(7, ParcelState::Delivered)]), Some(date(2026, 11, 2)), at(0));
        parcels::update_standing(&mut tx, old.id, &delivered).await.expect("a change");
        let new = NewParcel {
            account: Some(account(11)),
            sub_account: Some(SubAccountId(Uuid::from_u128(30))),
            shipment: "ENV-9".into(),
            label_on: date(2026, 11, 2),
            sender_reference: "NEW-1".into(),
            recipient_reference: "r".into(),
            recipient_name: "Paul".into(),
            street: "1".into(),
            postcode: "1000".into(),
            town: "Bruxelles".into(),
            country: "BE".into(),
            service: "relais".into(),
            weight_grams: 0,
            declared_value_cents: 1,
            ..old.clone()
        };
        parcels::update(&mut tx, &new).await.expect("a change");
        let read = parcels::by_number(&mut tx, "AA1").await.expect("read").remove(0);
        assert_eq!(read.standing.delivered_at, Some(at(7)));
        let other = new_parcel(101, "AA2");
        parcels::insert(&mut tx, &other).await.expect("a parcel");
        let back = KeptStanding::of(&standing(&[]), None, at(3));
        parcels::update_standings(&mut tx, &[(other.id, delivered.clone()), (old.id, back.clone())])
            .await
            .expect("kept");
        let of =
            async |tx: &mut Tx, number: &str| parcels::by_number(tx, number).await.expect("read").remove(0).standing;
        assert_eq!((of(&mut tx, "AA1").await, of(&mut tx, "AA2").await), (back, delivered.clone()));
        parcels::update_standings(&mut tx, &[(old.id, delivered.clone())]).await.expect("kept");
        let read = parcels::by_number(&mut tx, "AA1").await.expect("read").remove(0);
        assert_eq!(NewParcel::from(read), NewParcel { standing: delivered, ..new });
        assert_eq!(found(&mut tx, &searched("new1")).await, ["AA1"]);
    })
    .await;
}

#[tokio::test]
async fn the_same_scan_twice_is_one() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let first = new_scan(1, "AA1", scan(1, ParcelState::InTransit));
        let again = NewScan { id: ScanId(Uuid::from_u128(2)), ..first.clone() };
        let other = new_scan(3, "AA1", scan(2, ParcelState::Delivered));
        assert_eq!(scans::insert_many(&mut tx, &[first.clone(), again.clone()]).await.expect("scans"), 1);
        assert_eq!(scans::insert_many(&mut tx, &[again, other.clone()]).await.expect("scans"), 1);

        let full = StoredScan {
            scan: Scan {
                state: Some(ParcelState::Incident),
                reason: Some(ScanReason::Customs),
                responsible: Some(Responsible::Customs),
                label: "Retenu".into(),
                place: "Roissy".into(),
                offset_minutes: -210,
                correction: true,
                ..first.stored.scan.clone()
            },
            estimated_on: Some(date(2026, 11, 4)),
            signatory: "Mme Royer".into(),
            dictionary: "chronopost".into(),
            reading: CodeReading::Mapped,
            ..first.stored.clone()
        };
        scans::update(&mut tx, &full).await.expect("a change");
        let keys = [scans::key("AA1", &full.scan), scans::key("AA2", &full.scan)];
        assert_eq!(scans::by_keys(&mut tx, &keys).await.expect("read"), [full]);
    })
    .await;
}

#[tokio::test]
async fn a_scan_belongs_to_the_parcel_of_its_carrier_or_to_all_of_its_number() {
    for_each_engine(async |store| {
        with_customers(&store).await;
        let mut tx = tx(&store).await;
        let dpd = Scan { carrier: "dpd".into(), ..scan(5, ParcelState::InTransit) };
        let unmapped = Scan { state: None, code: "??".into(), ..scan(9, ParcelState::InTransit) };
        let waiting = [
            new_scan(1, "AA1", unmapped.clone()),
            new_scan(2, "AA1", dpd.clone()),
            new_scan(3, "AA2", scan(1, ParcelState::Delivered)),
        ];
        scans::insert_many(&mut tx, &waiting).await.expect("scans");
        let new_parcel = |n, number| NewParcel { label_on: date(2026, 9, 20), ..new_parcel(n, number) };
        let parcel = new_parcel(100, "AA1");
        parcels::insert(&mut tx, &parcel).await.expect("a parcel");
        let of = async |tx: &mut Tx, carrier: &str| {
            let parcels = parcels::by_number(tx, "AA1").await.expect("read");
            let parcel = parcels.iter().find(|parcel| parcel.carrier == carrier).expect("a parcel");
            scans::of_parcel(tx, parcel).await.expect("read")
        };
        // Nobody's parcel of this number is with dpd: the shipper may only call the carrier otherwise.
        assert_eq!(of(&mut tx, "colissimo").await, [dpd.clone(), unmapped.clone()]);
        let path = scans::paths(&mut tx, "", Some(parcel.id)).await.expect("read").remove(0);
        assert_eq!((path.0.id, path.1), (parcel.id, vec![dpd.clone(), unmapped.clone()]));
        parcels::insert(&mut tx, &new_parcel(102, "AA3")).await.expect("a parcel");
        let path = scans::paths(&mut tx, "AA3", None).await.expect("read").remove(0);
        assert_eq!((path.0.number.as_str(), path.1), ("AA3", Vec::new()));

        let theirs = NewParcel { carrier: "dpd".into(), ..new_parcel(101, "AA1") };
        parcels::insert(&mut tx, &theirs).await.expect("a parcel");
        assert_eq!(of(&mut tx, "colissimo").await, std::slice::from_ref(&unmapped));
        assert_eq!(of(&mut tx, "dpd").await, std::slice::from_ref(&dpd));
        let paths = scans::paths(&mut tx, "AA1", None).await.expect("read");
        let paths: Vec<_> = paths.into_iter().map(|(parcel, scans)| (parcel.carrier, scans)).collect();
        assert_eq!(paths, [("dpd".to_owned(), vec![dpd]), ("colissimo".to_owned(), vec![unmapped])]);
        let all = scans::of_numbers(&mut tx, &["AA1".into(), "AA2".into()]).await.expect("read");
        let claimed: Vec<(&str, bool)> =
            all.iter().map(|scan| (scan.stored.number.as_str(), scan.is_claimed)).collect();
        assert_eq!(claimed, [("AA2", false), ("AA1", true), ("AA1", true)]);
    })
    .await;
}
