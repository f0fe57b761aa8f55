//! Recurring work: it comes back by itself, fails without harm to the rest, and is shown to the operator.

mod support;

use domain::actor::Level;
use domain::id::{CustomerId, TicketId};
use domain::ticket::message::Audience;
use jiff::SignedDuration;
use operations::Error;
use operations::jobs::{self, Chore, Job, JobState, Ran, TRIES_MAX};
use store::Scope;
use store::live::{self, LiveEvent};
use support::{World, for_each_world};
use uuid::Uuid;

async fn round(world: &World) -> Ran {
    world.operations.run_jobs().await.expect("a round")
}

const NOTHING: Ran = Ran { done: 0, later: 0, dead: 0 };

#[tokio::test]
async fn each_chore_has_its_turn_and_missed_turns_are_one() {
    for_each_world(async |world| {
        assert_eq!(round(&world).await, Ran { done: 8, ..NOTHING });
        assert_eq!(round(&world).await, NOTHING);
        world.wait(SignedDuration::from_mins(10));
        assert_eq!(round(&world).await, Ran { done: 1, ..NOTHING }, "files alone");
        // `security.md` J07: a day and a half without the program is one turn each.
        world.wait(SignedDuration::from_hours(36));
        assert_eq!(round(&world).await, Ran { done: 8, ..NOTHING });
        assert_eq!(round(&world).await, NOTHING);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn workers_that_come_at_once_share_the_turns() {
    for_each_world(async |world| {
        let rounds = tokio::join!(round(&world), round(&world), round(&world));
        assert_eq!(rounds.0.done + rounds.1.done + rounds.2.done, 8, "{rounds:?}");
    })
    .await;
}

/// `security.md` J09.
#[tokio::test]
async fn a_job_that_always_fails_is_given_up_and_shown_and_hurts_no_other() {
    for_each_world(async |world| {
        let administrator = world.agent("admin@consigne.example", Level::Administrator).await;
        let agent = world.agent("nadia@consigne.example", Level::Lead).await;
        std::fs::remove_dir_all(world.operations.settings().data.join("files")).expect("a folder");
        assert_eq!(round(&world).await, Ran { done: 7, later: 1, dead: 0 });
        assert_eq!(round(&world).await, NOTHING, "not at once again");
        let mut dead = 0;
        for _ in 1..TRIES_MAX {
            world.wait(SignedDuration::from_hours(1));
            let ran = round(&world).await;
            dead += ran.dead;
            assert_eq!(ran.later + ran.dead, 1, "{ran:?}");
            assert!(ran.done >= 2, "the others have their turns: {ran:?}");
        }
        assert_eq!(dead, 1);
        let jobs = world.operations.jobs(&administrator).await.expect("an administrator");
        assert_eq!((jobs[0].kind.as_str(), jobs[0].state), (Chore::SweepFiles.name(), JobState::Dead));
        assert_eq!(jobs[0].attempts, TRIES_MAX);
        assert!(jobs[0].last_error.contains("files"), "{}", jobs[0].last_error);
        assert_eq!(jobs.iter().filter(|job| job.state == JobState::Done).count(), 7);
        assert!(matches!(world.operations.jobs(&agent).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_live_log_is_kept_for_seven_days() {
    for_each_world(async |world| {
        let append = async |sequence: i64| {
            let event = LiveEvent {
                position: 0,
                ticket: TicketId(Uuid::from_u128(1)),
                sequence,
                customer: CustomerId(Uuid::from_u128(2)),
                account: None,
                sub_account: None,
                readers: Vec::new(),
                audience: Audience::Everyone,
            };
            let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
            live::append(&mut tx, &event, world.operations.now()).await.expect("appended");
            tx.commit().await.expect("kept");
        };
        append(1).await;
        world.wait(SignedDuration::from_hours(24));
        append(2).await;
        world.wait(SignedDuration::from_hours(24 * 6 + 1));
        round(&world).await;
        let mut tx = world.operations.store().read(Scope::System).await.expect("a connection");
        let left: Vec<i64> =
            live::after(&mut tx, 0, 10).await.expect("read").iter().map(|event| event.sequence).collect();
        assert_eq!(left, [2]);
    })
    .await;
}

#[tokio::test]
async fn a_job_is_written_with_its_deed_and_a_unique_one_once() {
    for_each_world(async |world| {
        let now = world.operations.now();
        let job = |key: Option<&str>| Job {
            kind: "later",
            payload: "{}".to_owned(),
            unique_key: key.map(str::to_owned),
            run_at: now,
        };
        let store = world.operations.store();
        let mut tx = store.write(Scope::System).await.expect("a transaction");
        assert!(jobs::enqueue(&mut tx, now, job(Some("one"))).await.expect("queued"));
        drop(tx);
        let mut tx = store.write(Scope::System).await.expect("a transaction");
        assert!(jobs::enqueue(&mut tx, now, job(Some("one"))).await.expect("queued"), "the first was forgotten");
        assert!(!jobs::enqueue(&mut tx, now, job(Some("one"))).await.expect("asked"));
        assert!(jobs::enqueue(&mut tx, now, job(None)).await.expect("queued"));
        tx.commit().await.expect("kept");
        let mut tx = store.read(Scope::System).await.expect("a connection");
        let waiting = store::jobs::list(&mut tx, JobState::Waiting, 10).await.expect("read");
        assert_eq!(waiting.len(), 2);
    })
    .await;
}
