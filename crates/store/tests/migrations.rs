//! Opening a database says what it did to its tables.

mod support;

use std::sync::Arc;

use domain::actor::AccountScope;
use domain::parcel::{Criteria, ParcelState, ScanReason};
use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::migrations::Migrated;
use store::parcels::{self, Sight};
use store::{Place, Scope, Store};
use support::for_each_place;

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// Opens a database and lets it go again.
async fn opened(place: &Place) -> Migrated {
    let store = Store::open(place).await.expect("a database");
    let migrated = store.migrated();
    store.close().await;
    migrated
}

/// The first steps, as an earlier program had only those; and some statements that it ran.
async fn steps(place: &Place, version: i64, statements: &'static [&'static str]) {
    match place {
        Place::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
            let mut connection = SqliteConnection::connect_with(&options).await.expect("a connection");
            SQLITE.run_direct(Some(version), &mut connection, false).await.expect("the steps");
            for statement in statements {
                sqlx::query(*statement).execute(&mut connection).await.expect("a row");
            }
            connection.close().await.expect("closed");
        }
        Place::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.expect("a connection");
            POSTGRES.run_direct(Some(version), &mut connection, false).await.expect("the steps");
            for statement in statements {
                sqlx::query(*statement).execute(&mut connection).await.expect("a row");
            }
            connection.close().await.expect("closed");
        }
    }
}

#[tokio::test]
async fn all_steps_of_a_new_database_count() {
    for_each_place(async |place| {
        assert_eq!(opened(&place).await, Migrated { new: true, applied: SQLITE.iter().count() });
    })
    .await;
}

#[tokio::test]
async fn only_the_steps_that_are_missing_count_and_only_once() {
    for_each_place(async |place| {
        steps(&place, 2, &[]).await;
        assert_eq!(opened(&place).await, Migrated { new: false, applied: SQLITE.iter().count() - 2 });
        assert_eq!(opened(&place).await, Migrated { new: false, applied: 0 });
    })
    .await;
}

/// Two parcels and their scans as the program before step 16 kept them: delivered in Guadeloupe, and then scanned at
/// Roissy; and one that goes to London.
const BEFORE: [&str; 5] = [
    "insert into customer (id, name, name_key, zone, created_at)
     values ('00000000-0000-0000-0000-000000000001', 'Łódź', 'łódź', 'Europe/Paris', 0)",
    "insert into parcel (id, customer_id, shipment, carrier, number, label_on, sender_reference, sender_reference_key,
        recipient_reference, recipient_reference_key, recipient_name, recipient_name_key, recipient_surname_key, street,
        postcode, town, country, service, weight_grams, declared_value_cents, state, state_since, state_reason,
        last_label, last_place, last_scan_at, last_scan_offset, delivered_at, returned_at, estimated_on, created_at)
     values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', '', 'colissimo', 'AA1',
        '2026-11-01', '', '', '', '', 'Antonín Dvořák', 'antonindvořák', 'dvořákantonin', '', 'EC1A 1BB', 'London',
        'GB', '', 0, 0, 'delivered', 100, '', 'Acheminement', 'Roissy', 200, 60, 100, null, '', 0)",
    "insert into scan (id, number, carrier, code, label, state, reason, responsible, at, offset_minutes, place, correction,
        estimated_on, key, received_at)
     values ('1', 'AA1', 'colissimo', 'L', 'Livré', 'delivered', '', '', 100, -240, 'Pointe-à-Pitre', false, '', 'a', 0)",
    "insert into scan (id, number, carrier, code, label, state, reason, responsible, at, offset_minutes, place, correction,
        estimated_on, key, received_at)
     values ('2', 'AA1', 'colissimo', 'T', 'Acheminement', 'in_transit', 'delay', '', 200, 60, 'Roissy', false, '', 'b', 0)",
    "insert into scan (id, number, carrier, code, label, state, reason, responsible, at, offset_minutes, place, correction,
        estimated_on, key, received_at)
     values ('3', 'AA1', 'colissimo', 'X', 'Bureau', '', '', '', 200, 60, 'Bureau', false, '', 'c', 0)",
];

#[tokio::test]
async fn parcels_that_are_here_get_what_later_steps_and_foldings_know_of_them() {
    for_each_place(async |place| {
        steps(&place, 15, &BEFORE).await;
        for _ in 0..2 {
            let store = Store::open(&place).await.expect("a database");
            let mut tx = store.read(Scope::System).await.expect("a connection");
            let read = parcels::by_number(&mut tx, "AA1").await.expect("read").remove(0);
            assert_eq!(read.standing.ended_offset_minutes, -240);
            assert_eq!(read.standing.last_state, Some(ParcelState::InTransit));
            assert_eq!(read.standing.last_reason, Some(ScanReason::Delay));
            assert_eq!(read.postcode, "EC1A 1BB");
            let (contracts, now) = (Arc::default(), Timestamp::UNIX_EPOCH);
            let sight = Sight { accounts: AccountScope::All, labelled_from: None, contracts, now };
            for criteria in [
                Criteria { recipient: "dvorak".into(), ..Criteria::default() },
                Criteria { recipient: "Antonín DVOR".into(), ..Criteria::default() },
                Criteria { postcode: "EC1A1BB".into(), ..Criteria::default() },
                Criteria { postcode: "ec1a 1".into(), ..Criteria::default() },
            ] {
                let found = parcels::results(&mut tx, &sight, &criteria, None, 50).await.expect("read");
                assert_eq!(found.len(), 1, "{}", criteria.to_query());
            }
            let customer = store::people::find_customer_by_name(&mut tx, "LODZ").await.expect("read");
            assert_eq!(customer.map(|one| one.name).as_deref(), Some("Łódź"));
            drop(tx);
            store.close().await;
        }
    })
    .await;
}
