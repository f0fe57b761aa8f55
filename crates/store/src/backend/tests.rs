//! The engines as they are opened, and what becomes of a full disk.

use std::time::{Duration, Instant};

use super::{Engine, Place, Scope, Store, execute, refuse_old_sqlite};
use crate::error::StoreError;

/// As on a disk without room: the database takes no further page on the connection that writes.
async fn fill_the_disk(store: &Store) {
    let mut tx = store.write(Scope::System).await.expect("a transaction begins");
    let Engine::Sqlite(connection) = tx.engine() else { panic!("SQLite") };
    sqlx::query("pragma max_page_count = 1").execute(connection).await.expect("the limit is set");
}

/// Writes more than fits beside what is there.
async fn write_much(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.write(Scope::System).await?;
    execute!(tx, "update meta set value = 'changed' where key = 'before'")?;
    execute!(tx, "insert into meta (key, value) values ('much', $1)", "much ".repeat(100_000))?;
    tx.commit().await
}

#[tokio::test]
async fn a_caller_learns_within_two_seconds_that_no_connection_can_be_had() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::open(&Place::Sqlite(folder.path().join("consigne.db"))).await.expect("a database");
    let held = store.write(Scope::System).await.expect("a transaction");
    let asked = Instant::now();
    let refused = store.write(Scope::System).await.err();
    assert!(matches!(refused, Some(StoreError::Driver(sqlx::Error::PoolTimedOut))), "{refused:?}");
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    drop(held);
    store.write(Scope::System).await.expect("a transaction again");
    store.close().await;
}

#[tokio::test]
async fn a_second_one_that_opens_an_embedded_database_learns_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::Sqlite(folder.path().join("consigne.db"));
    let store = Store::open(&place).await.expect("a database");
    let refused = Store::open(&place).await.err().expect("it is open already").to_string();
    for words in ["consigne.db", "the running portal", "Stop that one first", "PostgreSQL"] {
        assert!(refused.contains(words), "{words} in {refused}");
    }
    store.close().await;
    drop(store);
    assert!(Store::open(&place).await.is_ok());
}

#[tokio::test]
async fn a_full_disk_refuses_writing_for_as_long_as_it_is_full() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::open(&Place::Sqlite(folder.path().join("consigne.db"))).await.expect("a database");
    let mut tx = store.write(Scope::System).await.expect("a transaction");
    crate::meta::keep(&mut tx, "before", "kept").await.expect("written");
    tx.commit().await.expect("kept");

    for _ in 0..3 {
        fill_the_disk(&store).await;
        let refused = write_much(&store).await;
        let Err(StoreError::Driver(sqlx::Error::Database(cause))) = &refused else { panic!("{refused:?}") };
        assert_eq!(cause.code().as_deref(), Some("13"), "{cause}");
        let mut tx = store.read(Scope::System).await.expect("a connection");
        assert_eq!(crate::meta::read(&mut tx, "before").await.expect("read").as_deref(), Some("kept"));
        assert_eq!(crate::meta::read(&mut tx, "much").await.expect("read"), None);
    }
    // The connection that a failed write leaves behind is replaced, and the new one has room.
    write_much(&store).await.expect("there is room again");
    let mut tx = store.write(Scope::System).await.expect("a transaction");
    assert_eq!(crate::meta::read(&mut tx, "before").await.expect("read").as_deref(), Some("changed"));
    drop(tx);
    for (pragma, expected) in [("pragma foreign_keys", 1), ("pragma synchronous", 2)] {
        let mut tx = store.write(Scope::System).await.expect("a transaction");
        let Engine::Sqlite(connection) = tx.engine() else { panic!("SQLite") };
        let value: i64 = sqlx::query_scalar(pragma).fetch_one(connection).await.expect("a value");
        assert_eq!(value, expected, "{pragma}");
    }
    store.close().await;
}

#[test]
fn an_old_sqlite_is_refused() {
    for (version, accepted) in
        [("3.51.3", true), ("3.52.0", true), ("4.0.0", true), ("3.51.2", false), ("3.40.1", false), ("", false)]
    {
        assert_eq!(refuse_old_sqlite(version).is_ok(), accepted, "{version}");
    }
}
