//! Opening a database says what it did to its tables.

mod support;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::migrations::Migrated;
use store::{Place, Store};
use support::{for_each_engine, for_each_place};

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// Opens a database and lets it go again.
async fn opened(place: &Place) -> Migrated {
    let store = Store::open(place).await.expect("a database");
    let migrated = store.migrated();
    store.close().await;
    migrated
}

/// The first two steps, as an earlier program had only those.
async fn two_steps(place: &Place) {
    match place {
        Place::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
            let mut connection = SqliteConnection::connect_with(&options).await.expect("a connection");
            SQLITE.run_direct(Some(2), &mut connection, false).await.expect("two steps");
            connection.close().await.expect("closed");
        }
        Place::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.expect("a connection");
            POSTGRES.run_direct(Some(2), &mut connection, false).await.expect("two steps");
            connection.close().await.expect("closed");
        }
    }
}

#[tokio::test]
async fn all_steps_of_a_new_database_count() {
    for_each_engine(async |store| {
        assert_eq!(store.migrated(), Migrated { new: true, applied: SQLITE.iter().count() });
    })
    .await;
}

#[tokio::test]
async fn only_the_steps_that_are_missing_count_and_only_once() {
    for_each_place(async |place| {
        two_steps(&place).await;
        assert_eq!(opened(&place).await, Migrated { new: false, applied: SQLITE.iter().count() - 2 });
        assert_eq!(opened(&place).await, Migrated { new: false, applied: 0 });
    })
    .await;
}
