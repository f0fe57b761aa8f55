//! One run per period: across restarts, crashes, silences and both clock changes; its mails once.

use std::sync::Mutex;

use domain::id::{JobId, ReportId};
use jiff::SignedDuration;
use operations::mails::{Answer, OutgoingMail, Sending, Transport};
use operations::reports::RunState;
use operations::{Clock, Operations};
use store::jobs::{self, NewJob};
use store::{Scope, reports as rows};

use crate::support::{World, for_each_world};
use crate::{CLAIRE, Cast, at, ended, mails, parcels, round, runs, wish, with, written_to};

/// A report of Claire's, made on Monday 2 March 2026.
async fn made(world: &World, cast: &Cast, time: &str) -> ReportId {
    let wish = with(|typed| typed.time = time.to_owned());
    world.operations.create_report(&cast.claire, &wish).await.expect("made")
}

#[tokio::test]
async fn both_clock_changes_send_once() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = made(&world, &cast, "02:30").await;
        // Ten minutes by ten minutes through the night of 28 March 2027: 02:30 is left out, 03:30 is sent.
        at(&world, "2027-03-27T23:50:00Z");
        round(&world).await;
        let before = ended(&world, &cast.claire, id).await.len();
        let mut sent_at = None;
        for _ in 0..30 {
            world.wait(SignedDuration::from_mins(10));
            round(&world).await;
            let count = ended(&world, &cast.claire, id).await.len();
            if sent_at.is_none() && count > before {
                sent_at = Some(world.operations.now().to_string());
            }
        }
        assert_eq!(sent_at.as_deref(), Some("2027-03-28T01:30:00Z"));
        assert_eq!(ended(&world, &cast.claire, id).await.len(), before + 1);
        assert_eq!(ended(&world, &cast.claire, id).await[0].0, "2027-03-28");

        // The night of 31 October has 02:30 twice.
        at(&world, "2027-10-30T22:00:00Z");
        round(&world).await;
        let before = mails(&world, &cast).await.len();
        for _ in 0..30 {
            world.wait(SignedDuration::from_mins(10));
            round(&world).await;
        }
        let days: Vec<String> = ended(&world, &cast.claire, id).await.into_iter().map(|(day, _)| day).collect();
        assert_eq!(days.iter().filter(|day| *day == "2027-10-31").count(), 1, "{days:?}");
        assert_eq!(mails(&world, &cast).await.len(), before + 1);
    })
    .await;
}

#[tokio::test]
async fn a_silence_is_caught_up_once_and_no_more() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = made(&world, &cast, "08:00").await;
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        // Down for nine days.
        at(&world, "2026-03-12T15:00:00Z");
        for _ in 0..3 {
            round(&world).await;
            world.wait(SignedDuration::from_mins(1));
        }
        let days: Vec<String> = ended(&world, &cast.claire, id).await.into_iter().map(|(day, _)| day).collect();
        assert_eq!(days, ["2026-03-12", "2026-03-03"]);
        assert_eq!(written_to(&world, &cast, "report").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_day_that_ended_while_nobody_looked_is_caught_up_and_then_it_is_over() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let wish = with(|typed| typed.ends_on = "2026-03-04".to_owned());
        let id = world.operations.create_report(&cast.claire, &wish).await.expect("made");
        at(&world, "2026-03-20T07:00:00Z");
        round(&world).await;
        round(&world).await;
        let days: Vec<String> = ended(&world, &cast.claire, id).await.into_iter().map(|(day, _)| day).collect();
        assert_eq!(days, ["2026-03-04"]);
        let report = world.operations.report(&cast.claire, id).await.expect("a page").report;
        assert_eq!(report.schedule.next_at, None);
    })
    .await;
}

#[tokio::test]
async fn a_restart_between_row_and_files_loses_and_doubles_nothing() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = made(&world, &cast, "08:00").await;
        at(&world, "2026-03-03T07:00:00Z");
        assert_eq!(world.operations.start_due_reports().await.expect("begun"), 1);
        // The program ends here. Another one comes up on the same tables and files, a minute later.
        let now = world.operations.now() + SignedDuration::from_mins(1);
        let settings = world.operations.settings().clone();
        let second =
            Operations::open(world.operations.store().clone(), Clock::stopped_at(now), settings).expect("open");
        assert_eq!(second.start_due_reports().await.expect("looked"), 0);
        assert_eq!(second.run_long_work().await.expect("worked off").done, 1);
        assert_eq!(ended(&world, &cast.claire, id).await, [("2026-03-03".to_owned(), RunState::Done)]);
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE]);
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_goes_away_in_the_middle_is_replaced() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = made(&world, &cast, "08:00").await;
        at(&world, "2026-03-03T07:00:00Z");
        world.operations.start_due_reports().await.expect("begun");
        // A worker takes the job, makes files, and is never heard of again.
        let now = world.operations.now();
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        let lease = jobs::claim(&mut tx, "send_report", "gone", now, now + SignedDuration::from_mins(5)).await;
        assert!(lease.expect("asked").is_some());
        tx.commit().await.expect("kept");
        assert_eq!(world.operations.run_long_work().await.expect("looked").done, 0);
        world.wait(SignedDuration::from_mins(6));
        assert_eq!(world.operations.run_long_work().await.expect("worked off").done, 1);
        assert_eq!(ended(&world, &cast.claire, id).await.len(), 1);
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE]);
    })
    .await;
}

#[tokio::test]
async fn a_crash_after_the_mails_repeats_neither_files_nor_mails() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = made(&world, &cast, "08:00").await;
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let run = runs(&world, &cast.claire, id).await.remove(0);
        // The worker went away after its transaction and before it could say that its job is done: the job comes again.
        let now = world.operations.now();
        let job = NewJob {
            id: JobId(operations::ids::new_id(now)),
            kind: "send_report".to_owned(),
            payload: run.id.to_string(),
            unique_key: None,
            run_at: now,
            created_at: now,
        };
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        jobs::insert(&mut tx, &job).await.expect("inserted");
        tx.commit().await.expect("kept");
        assert_eq!(world.operations.run_long_work().await.expect("worked off").done, 1);
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE]);
        let mut tx = world.operations.store().read(Scope::System).await.expect("a connection");
        let files = rows::files(&mut tx, run.id, Some(cast.claire.user)).await.expect("files");
        assert_eq!(files.len(), 2, "one of each form");
    })
    .await;
}

#[tokio::test]
async fn two_workers_at_once_send_once() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let ids = [made(&world, &cast, "08:00").await, made(&world, &cast, "08:00").await];
        at(&world, "2026-03-03T07:00:00Z");
        let other = world.operations.clone();
        let (one, two) = tokio::join!(world.operations.start_due_reports(), other.start_due_reports());
        assert_eq!(one.expect("begun") + two.expect("begun"), 2);
        let (one, two) = tokio::join!(world.operations.run_long_work(), other.run_long_work());
        assert_eq!(one.expect("worked").done + two.expect("worked").done, 2);
        for id in ids {
            assert_eq!(ended(&world, &cast.claire, id).await.len(), 1);
        }
        assert_eq!(written_to(&world, &cast, "report").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_run_that_never_works_fails_in_the_end_and_the_next_one_goes_on() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = made(&world, &cast, "08:00").await;
        at(&world, "2026-03-03T07:00:00Z");
        world.operations.start_due_reports().await.expect("begun");
        // The folder of files takes nothing: something that is no folder stands where bytes are written.
        let incoming = world.operations.settings().data.join("files/incoming");
        std::fs::remove_dir_all(&incoming).expect("removed");
        std::fs::write(&incoming, b"").expect("in its place");
        for _ in 0..8 {
            world.operations.run_long_work().await.expect("tried");
            world.wait(SignedDuration::from_hours(1));
        }
        assert_eq!(ended(&world, &cast.claire, id).await, [("2026-03-03".to_owned(), RunState::Failed)]);
        assert!(mails(&world, &cast).await.is_empty());
        std::fs::remove_file(&incoming).expect("removed");
        std::fs::create_dir(&incoming).expect("mended");
        at(&world, "2026-03-04T07:00:00Z");
        round(&world).await;
        assert_eq!(ended(&world, &cast.claire, id).await[0], ("2026-03-04".to_owned(), RunState::Done));
    })
    .await;
}

/// A mail server whose answer is lost after it took the first mail.
#[derive(Default)]
struct Forgetful(Mutex<Vec<String>>);

impl Transport for Forgetful {
    fn send<'a>(&'a self, mail: &'a OutgoingMail, _: &'a [operations::mails::Carried]) -> Sending<'a> {
        let mut taken = self.0.lock().expect("no test panicked");
        taken.push(mail.message_id.clone());
        let first = taken.len() == 1;
        Box::pin(std::future::ready(if first { Answer::Unreachable("lost".to_owned()) } else { Answer::Sent }))
    }
}

#[tokio::test]
async fn a_lost_answer_brings_the_same_message_again_and_nothing_else() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        made(&world, &cast, "08:00").await;
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let server = Forgetful::default();
        world.operations.deliver_mails(&server).await.expect("tried");
        world.wait(SignedDuration::from_hours(1));
        round(&world).await;
        world.operations.deliver_mails(&server).await.expect("delivered");
        world.operations.deliver_mails(&server).await.expect("nothing left");
        let taken = server.0.lock().expect("no test panicked").clone();
        assert_eq!(taken.len(), 2, "{taken:?}");
        assert_eq!(taken[0], taken[1]);
    })
    .await;
}

#[tokio::test]
async fn a_past_period_is_sent_again_to_its_owner_alone() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let wish = with(|typed| typed.recipients = crate::HUGO.to_owned());
        let id = world.operations.create_report(&cast.claire, &wish).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE, crate::HUGO]);
        let run = runs(&world, &cast.claire, id).await.remove(0);
        world.wait(SignedDuration::from_hours(5));
        // Two clicks before the worker comes are one wish.
        world.operations.send_report_again(&cast.claire, id, run.id).await.expect("begun");
        world.operations.send_report_again(&cast.claire, id, run.id).await.expect("begun already");
        world.operations.run_long_work().await.expect("worked off");
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE, CLAIRE, crate::HUGO]);
        let marks: Vec<(String, i64)> =
            runs(&world, &cast.claire, id).await.into_iter().map(|run| (run.period.to_string(), run.again)).collect();
        assert_eq!(marks, [("2026-03-03".to_owned(), 1), ("2026-03-03".to_owned(), 0)]);
        let last = crate::mail_to(&world, &cast, CLAIRE).await;
        assert!(last.subject.contains("relancé"), "{}", last.subject);
        let other = world.operations.create_report(&cast.claire, &crate::wish("other")).await.expect("made");
        let foreign = world.operations.send_report_again(&cast.claire, other, run.id).await;
        assert!(matches!(foreign, Err(operations::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn old_runs_are_swept_and_their_periods_stay_done() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        world.operations.pause_report(&cast.claire, id, true).await.expect("paused");
        world.wait(SignedDuration::from_hours(24 * 91));
        world.operations.run_jobs().await.expect("swept");
        assert!(ended(&world, &cast.claire, id).await.is_empty());
        world.operations.pause_report(&cast.claire, id, false).await.expect("resumed");
        round(&world).await;
        assert!(ended(&world, &cast.claire, id).await.is_empty());
    })
    .await;
}

/// Lets nothing be kept: something that is no folder stands where bytes are written.
fn break_files(world: &World) {
    let incoming = world.operations.settings().data.join("files/incoming");
    std::fs::remove_dir_all(&incoming).expect("removed");
    std::fs::write(&incoming, b"").expect("in its place");
}

fn mend_files(world: &World) {
    let incoming = world.operations.settings().data.join("files/incoming");
    std::fs::remove_file(&incoming).expect("removed");
    std::fs::create_dir(&incoming).expect("in its place");
}

#[tokio::test]
async fn a_run_that_failed_is_caught_up_within_the_hour_once_it_works_again() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = made(&world, &cast, "08:00").await;
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        at(&world, "2026-03-03T07:00:00Z");
        world.operations.start_due_reports().await.expect("begun");
        break_files(&world);
        for _ in 0..12 {
            world.operations.run_long_work().await.expect("tried");
            world.wait(SignedDuration::from_hours(1));
        }
        assert_eq!(ended(&world, &cast.claire, id).await, [("2026-03-03".to_owned(), RunState::Failed)]);
        mend_files(&world);
        world.operations.run_long_work().await.expect("tried");
        assert_eq!(ended(&world, &cast.claire, id).await, [("2026-03-03".to_owned(), RunState::Done)]);
        assert_eq!(written_to(&world, &cast, "report").await.len(), 2);
        world.wait(SignedDuration::from_hours(2));
        world.operations.run_long_work().await.expect("nothing left");
        assert_eq!(written_to(&world, &cast, "report").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_run_that_failed_is_sent_again_to_all_and_then_to_its_owner() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = made(&world, &cast, "08:00").await;
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        at(&world, "2026-03-03T07:00:00Z");
        world.operations.start_due_reports().await.expect("begun");
        break_files(&world);
        for _ in 0..7 {
            world.operations.run_long_work().await.expect("tried");
            world.wait(SignedDuration::from_hours(1));
        }
        // The last try; the one an hour later has not come yet.
        world.operations.run_long_work().await.expect("tried");
        mend_files(&world);
        let failed = runs(&world, &cast.claire, id).await.remove(0);
        assert_eq!(failed.state, RunState::Failed);
        for _ in 0..2 {
            world.operations.send_report_again(&cast.claire, id, failed.id).await.expect("begun");
            world.operations.run_long_work().await.expect("worked off");
        }
        let to = written_to(&world, &cast, "report").await;
        assert_eq!(to.iter().filter(|address| *address == crate::HUGO).count(), 1, "{to:?}");
        assert_eq!(to.len(), 3, "{to:?}");
    })
    .await;
}
