//! Copies of an embedded installation: taken while it runs, whole or not there at all, and put back.

use std::path::Path;
use std::sync::Arc;

use operations::{Clock, Error, Operations, Place, Settings, backup};
use store::Store;

const DATA: &str = "CONSIGNE_TEST_BACKUP_DATA";
const COPY: &str = "CONSIGNE_TEST_BACKUP_COPY";

async fn open(data: &Path) -> Operations {
    let store = Store::open(&Place::Sqlite(data.join(backup::DATABASE))).await.expect("a database");
    let settings = Settings {
        public_url: "https://consigne.example".to_owned(),
        data: data.to_owned(),
        smtp_url: None,
        mail_from: "Consigne <no-reply@consigne.example>".to_owned(),
        hold_seconds: operations::tickets::hold::SECONDS,
        archive_months: domain::parcel::retention::ARCHIVE_MONTHS,
        key_file: None,
        demo: false,
        matrix: Arc::new(domain::ticket::reason::matrix().clone()),
        contracts: Arc::new(domain::contract::contracts().clone()),
    };
    Operations::open(store, Clock::running(), settings).expect("an installation")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

async fn customers(operations: &Operations) -> i64 {
    operations.doctor().await.expect("an answer").holdings.0
}

#[tokio::test]
async fn a_running_installation_is_copied_from_beside_it_and_put_back() {
    let (data, copies, elsewhere) = (folder(), folder(), folder());
    let operations = open(data.path()).await;
    operations.add_customer("Maison Lemaire", "Europe/Paris").await.expect("a customer");
    std::fs::create_dir_all(data.path().join("files/ab/cd")).expect("a folder");
    std::fs::write(data.path().join("files/ab/cd/abcd"), b"a picture").expect("a file");
    std::fs::write(data.path().join("files/incoming/half"), b"half a pict").expect("a file");
    let held = operations.store().write(store::Scope::System).await.expect("somebody writes meanwhile");

    // With nothing of the open installation: as another process does it.
    let file = copies.path().join("monday.tar");
    let copied = backup::backup(data.path(), &file).await.expect("a copy");
    assert_eq!(copied.files, 2);
    assert_eq!(names(copies.path()), ["monday.tar"]);
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().expect("a file").permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    drop(held);
    operations.add_customer("Atelier Nord", "Europe/Paris").await.expect("it goes on");
    assert_eq!(operations.backup(&copies.path().join("tuesday.tar")).await.expect("a copy").files, 2);
    operations.close().await;

    backup::restore(&file, elsewhere.path()).expect("put back");
    assert_eq!(std::fs::read(elsewhere.path().join("files/ab/cd/abcd")).expect("a file"), b"a picture");
    let restored = open(elsewhere.path()).await;
    assert_eq!(customers(&restored).await, 1);
    restored.close().await;

    // At rest it is copied alike.
    backup::backup(elsewhere.path(), &copies.path().join("wednesday.tar")).await.expect("a copy");
}

/// What the other process of [`another_process_copies_what_this_one_holds_open`] does: these tests, run with the folder
/// of data and the place of the copy in its environment.
#[tokio::test]
async fn copy_for_another_process() {
    let (Some(data), Some(file)) = (std::env::var_os(DATA), std::env::var_os(COPY)) else { return };
    backup::backup(Path::new(&data), Path::new(&file)).await.expect("a copy");
}

#[tokio::test]
async fn another_process_copies_what_this_one_holds_open() {
    let (data, copies, elsewhere) = (folder(), folder(), folder());
    let operations = open(data.path()).await;
    operations.add_customer("Maison Lemaire", "Europe/Paris").await.expect("a customer");
    let file = copies.path().join("monday.tar");
    let mut other = std::process::Command::new(std::env::current_exe().expect("this program"));
    other.args(["--exact", "copy_for_another_process"]).env(DATA, data.path()).env(COPY, &file);
    let ended = tokio::task::spawn_blocking(move || other.output()).await.expect("it ran").expect("it ran");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
    operations.add_customer("Atelier Nord", "Europe/Paris").await.expect("this process goes on");
    operations.close().await;
    backup::restore(&file, elsewhere.path()).expect("put back");
    let restored = open(elsewhere.path()).await;
    assert_eq!(customers(&restored).await, 1);
    restored.close().await;
}

#[tokio::test]
async fn a_copy_that_fails_leaves_nothing() {
    let (data, copies) = (folder(), folder());
    let file = copies.path().join("monday.tar");
    let refused = backup::backup(data.path(), &file).await;
    assert!(matches!(refused, Err(Error::Store(_))), "no database: {refused:?}");
    assert!(names(copies.path()).is_empty());
    assert!(names(data.path()).is_empty(), "none is made");

    let operations = open(data.path()).await;
    std::fs::create_dir_all(data.path().join("files/ab")).expect("a folder");
    #[cfg(unix)]
    // A name that cannot be read stands for a disk that gives up in the middle.
    std::os::unix::fs::symlink("loop", data.path().join("files/ab/loop")).expect("a link");
    let failed = backup::backup(data.path(), &file).await;
    assert!(matches!(failed, Err(Error::Outside(_))), "{failed:?}");
    assert!(names(copies.path()).is_empty());
    std::fs::remove_file(data.path().join("files/ab/loop")).expect("removed");

    std::fs::write(&file, b"an older copy").expect("a file");
    let refused = backup::backup(data.path(), &file).await;
    assert!(matches!(refused, Err(Error::Outside(_))), "{refused:?}");
    assert_eq!(std::fs::read(&file).expect("a file"), b"an older copy");
    operations.close().await;
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}
