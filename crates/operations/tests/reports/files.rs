//! The files of a run: which parcels, in which forms, by mail or by link; and the preview.

use domain::parcel::ParcelState;
use jiff::SignedDuration;
use operations::Error;
use operations::reports::LINK_DAYS;
use store::Scope;

use crate::support::{World, for_each_world};
use crate::{CLAIRE, Cast, at, carried, link, mail_to, parcels, round, wish, with, words};

#[tokio::test]
async fn three_forms_at_once_and_the_mail_counts_them() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let all = with(|typed| {
            typed.formats = words(&["csv", "html", "pdf"]);
            typed.language = "en".to_owned();
            typed.international = false;
        });
        world.operations.create_report(&cast.claire, &all).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let mail = mail_to(&world, &cast, CLAIRE).await;
        for said in ["Report of 3 March", "2 parcels.", "- suivi-2026-03-03.csv", "- suivi-2026-03-03.pdf"] {
            assert!(mail.body.contains(said), "{said} in {}", mail.body);
        }
        assert!(carried(&world, &mail, ".pdf").await.starts_with("%PDF-1.7"));
        let table = carried(&world, &mail, ".csv").await;
        assert!(table.contains("CMD-2") && !table.contains("CMD-3"), "Belgium is not in it: {table}");
    })
    .await;
}

#[tokio::test]
async fn an_empty_report_is_sent_all_the_same() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let all = with(|typed| typed.formats = words(&["csv", "html", "pdf"]));
        world.operations.create_report(&cast.claire, &all).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let mail = mail_to(&world, &cast, CLAIRE).await;
        assert!(mail.body.contains("Aucun colis ne répond aux critères."), "{}", mail.body);
        assert_eq!(carried(&world, &mail, ".csv").await.lines().count(), 1);
    })
    .await;
}

/// Parcels by the thousand, as an import brings them.
async fn many(world: &World, count: usize) {
    let day = world.operations.now().strftime("%d/%m/%Y").to_string();
    let reference = "x".repeat(60);
    let rows = (0..count).map(|n| format!("XY{n:09}FR;chronopost;NORD;{day};{reference}-{n};FR\n"));
    let file: String =
        std::iter::once("tracking_number;carrier;account;label_date;sender_reference;country\n".to_owned())
            .chain(rows)
            .collect();
    let report = world.operations.import_parcels(file.as_bytes()).await.expect("a report");
    assert_eq!(report.rejected, []);
}

#[tokio::test]
async fn files_too_large_for_a_mail_are_fetched_by_a_link_for_seven_days() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        many(&world, 26_000).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let mail = mail_to(&world, &cast, CLAIRE).await;
        let token = link(&mail, "reports/files");
        let mut tx = world.operations.store().read(Scope::System).await.expect("a connection");
        assert!(store::mail_files::of_mail(&mut tx, mail.id).await.expect("files").is_empty());
        drop(tx);
        let copy = world.operations.linked_copy(&token).await.expect("a copy");
        assert_eq!(copy.files.len(), 2);
        assert!(copy.files.iter().map(|file| file.size).sum::<i64>() > 10 * 1024 * 1024);
        let table = world.operations.linked_file(&token, copy.files[0].id).await.expect("a file");
        assert_eq!(table.bytes.iter().filter(|byte| **byte == b'\n').count(), 26_001);
        assert!(matches!(world.operations.linked_copy("no-such-link").await, Err(Error::NotFound)));
        // The bytes stay through a sweep; the link does not hold beyond its days, the page does.
        world.operations.sweep_older_than(std::time::Duration::ZERO).await.expect("swept");
        assert!(world.operations.linked_file(&token, copy.files[0].id).await.is_ok());
        world.wait(SignedDuration::from_hours(24 * LINK_DAYS));
        assert!(matches!(world.operations.linked_copy(&token).await, Err(Error::NotFound)));
        assert!(matches!(world.operations.linked_file(&token, copy.files[0].id).await, Err(Error::NotFound)));
        let run = world.operations.report(&cast.claire, id).await.expect("a page").runs.remove(0);
        assert!(world.operations.report_file(&cast.claire, id, run.files[0].id).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_preview_shows_today_by_the_readers_rights_and_sends_nothing() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        let seen = world.operations.preview_report(&cast.claire, id).await.expect("a preview");
        assert_eq!(seen.day.to_string(), "2026-03-02");
        assert_eq!(seen.rows.len(), 3);
        assert_eq!(seen.counts.into_iter().collect::<Vec<_>>(), [(ParcelState::Preparing, 3)]);
        assert!(!seen.more);
        let narrow = world.operations.preview_report(&cast.paul, id).await.expect("a preview");
        assert_eq!(narrow.rows.iter().map(|row| row.sender_reference.as_str()).collect::<Vec<_>>(), ["CMD-1"]);
        let table = world.operations.preview_report_table(&cast.paul, id).await.expect("a file");
        assert_eq!(table.name, "suivi-2026-03-02.csv");
        assert!(!String::from_utf8_lossy(&table.bytes).contains("CMD-2"));
        assert!(crate::mails(&world, &cast).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn parcels_older_than_six_months_are_in_no_report() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let wide = with(|typed| typed.from_days = "184".to_owned());
        let id = world.operations.create_report(&cast.claire, &wide).await.expect("made");
        // Label of 1 March: seen until 1 September.
        at(&world, "2026-09-01T12:00:00Z");
        assert_eq!(world.operations.preview_report(&cast.claire, id).await.expect("a preview").rows.len(), 3);
        at(&world, "2026-09-02T12:00:00Z");
        assert_eq!(world.operations.preview_report(&cast.claire, id).await.expect("a preview").rows.len(), 0);
    })
    .await;
}
