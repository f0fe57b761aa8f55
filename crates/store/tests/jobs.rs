//! The job table: leases, tries, recurring jobs, on both engines.

mod support;

use std::collections::HashSet;

use domain::id::JobId;
use jiff::Timestamp;
use store::jobs::{self, JobState, NewJob};
use store::{Scope, Store, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

fn job(n: u128, kind: &str, run_at: i64) -> NewJob {
    NewJob {
        id: JobId(Uuid::from_u128(n)),
        kind: kind.into(),
        payload: format!("{{\"n\":{n}}}"),
        unique_key: None,
        run_at: at(run_at),
        created_at: at(0),
    }
}

async fn claim(store: &Store, kind: &str, lease: &str, now: i64) -> Option<u128> {
    let mut tx = tx(store).await;
    let claimed = jobs::claim(&mut tx, kind, lease, at(now), at(now + 60)).await.expect("asked");
    tx.commit().await.expect("kept");
    claimed.map(|claimed| claimed.id.0.as_u128())
}

#[tokio::test]
async fn a_job_is_taken_when_it_is_due_the_longest_waiting_first() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        for row in [job(1, "mail", 20), job(2, "mail", 10), job(3, "sweep", 0), job(4, "mail", 100)] {
            assert!(jobs::insert(&mut writing, &row).await.expect("inserted"));
        }
        writing.commit().await.expect("kept");
        assert_eq!(claim(&store, "mail", "a", 5).await, None);
        assert_eq!(claim(&store, "mail", "a", 30).await, Some(2));
        assert_eq!(claim(&store, "mail", "b", 30).await, Some(1));
        assert_eq!(claim(&store, "mail", "c", 30).await, None);
        assert_eq!(claim(&store, "sweep", "c", 30).await, Some(3));
    })
    .await;
}

#[tokio::test]
async fn a_unique_key_stands_once() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let keyed = |n| NewJob { unique_key: Some("one".into()), ..job(n, "mail", 0) };
        assert!(jobs::insert(&mut tx, &keyed(1)).await.expect("inserted"));
        assert!(!jobs::insert(&mut tx, &keyed(2)).await.expect("asked"));
        assert!(jobs::insert(&mut tx, &job(3, "mail", 0)).await.expect("inserted"));
        assert!(jobs::insert(&mut tx, &job(4, "mail", 0)).await.expect("inserted"));
    })
    .await;
}

/// `security.md` J06: whoever was away for too long changes nothing any more.
#[tokio::test]
async fn a_lost_lease_is_lost() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        jobs::insert(&mut writing, &job(1, "mail", 0)).await.expect("inserted");
        writing.commit().await.expect("kept");
        let id = JobId(Uuid::from_u128(1));

        assert_eq!(claim(&store, "mail", "slow", 0).await, Some(1));
        assert_eq!(claim(&store, "mail", "next", 59).await, None);
        let mut writing = tx(&store).await;
        assert!(jobs::extend(&mut writing, id, "slow", at(100)).await.expect("extended"));
        writing.commit().await.expect("kept");
        assert_eq!(claim(&store, "mail", "next", 61).await, None);
        assert_eq!(claim(&store, "mail", "next", 100).await, Some(1));

        let mut tx = tx(&store).await;
        assert!(!jobs::extend(&mut tx, id, "slow", at(500)).await.expect("asked"));
        assert!(!jobs::complete(&mut tx, id, "slow", at(101)).await.expect("asked"));
        assert!(!jobs::retry(&mut tx, id, "slow", at(500), "late").await.expect("asked"));
        assert!(!jobs::bury(&mut tx, id, "slow", at(101), "late").await.expect("asked"));
        assert!(jobs::complete(&mut tx, id, "next", at(101)).await.expect("done"));
        assert!(!jobs::complete(&mut tx, id, "next", at(102)).await.expect("asked"));
        let done = jobs::list(&mut tx, JobState::Done, 10).await.expect("read");
        assert_eq!((done[0].attempts, done[0].done_at, done[0].last_error.as_str()), (2, Some(at(101)), ""));
    })
    .await;
}

#[tokio::test]
async fn failures_come_back_and_are_given_up() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        jobs::insert(&mut writing, &job(1, "mail", 0)).await.expect("inserted");
        writing.commit().await.expect("kept");
        let id = JobId(Uuid::from_u128(1));

        assert_eq!(claim(&store, "mail", "a", 0).await, Some(1));
        let mut writing = tx(&store).await;
        assert!(jobs::retry(&mut writing, id, "a", at(50), "450 later").await.expect("put back"));
        let waiting = jobs::list(&mut writing, JobState::Waiting, 10).await.expect("read");
        assert_eq!((waiting[0].run_at, waiting[0].last_error.as_str()), (at(50), "450 later"));
        writing.commit().await.expect("kept");
        assert_eq!(claim(&store, "mail", "b", 49).await, None);
        assert_eq!(claim(&store, "mail", "b", 50).await, Some(1));
        let mut writing = tx(&store).await;
        assert!(jobs::bury(&mut writing, id, "b", at(51), "poison").await.expect("given up"));
        writing.commit().await.expect("kept");
        assert_eq!(claim(&store, "mail", "c", 10_000).await, None);

        let mut tx = tx(&store).await;
        assert_eq!(jobs::trim(&mut tx, at(100_000)).await.expect("trimmed"), 0);
        let dead = jobs::list(&mut tx, JobState::Dead, 10).await.expect("read");
        assert_eq!((dead[0].attempts, dead[0].done_at, dead[0].last_error.as_str()), (2, Some(at(51)), "poison"));
    })
    .await;
}

#[tokio::test]
async fn a_recurring_job_stands_once_and_again_when_its_turn_is_over() {
    for_each_engine(async |store| {
        let stand = async |n: u128, now: i64| {
            let row = NewJob { unique_key: Some("sweep".into()), created_at: at(now), ..job(n, "sweep", now) };
            let mut tx = tx(&store).await;
            let stood = jobs::stand(&mut tx, &row, at(now - 600)).await.expect("stood");
            tx.commit().await.expect("kept");
            stood
        };
        assert!(stand(1, 0).await);
        assert!(!stand(2, 10_000).await, "the first has not run yet");
        assert_eq!(claim(&store, "sweep", "a", 10_000).await, Some(1));
        assert!(!stand(3, 10_001).await, "the first runs");
        let mut writing = tx(&store).await;
        jobs::complete(&mut writing, JobId(Uuid::from_u128(1)), "a", at(10_002)).await.expect("done");
        writing.commit().await.expect("kept");
        assert!(!stand(4, 300).await, "its turn is not over");
        assert!(stand(5, 10_003).await);
        assert_eq!(claim(&store, "sweep", "b", 10_003).await, Some(1));
        assert_eq!(claim(&store, "sweep", "c", 10_003).await, None);
    })
    .await;
}

#[tokio::test]
async fn done_jobs_are_trimmed() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        for n in 1..=3 {
            jobs::insert(&mut writing, &job(n, "mail", 0)).await.expect("inserted");
        }
        writing.commit().await.expect("kept");
        for (lease, done_at) in [("a", 10), ("b", 20)] {
            let id = JobId(Uuid::from_u128(claim(&store, "mail", lease, 5).await.expect("due")));
            let mut writing = tx(&store).await;
            jobs::complete(&mut writing, id, lease, at(done_at)).await.expect("done");
            writing.commit().await.expect("kept");
        }
        let mut tx = tx(&store).await;
        assert_eq!(jobs::trim(&mut tx, at(15)).await.expect("trimmed"), 1);
        assert_eq!(jobs::list(&mut tx, JobState::Done, 10).await.expect("read").len(), 1);
        assert_eq!(jobs::list(&mut tx, JobState::Waiting, 10).await.expect("read").len(), 1);
    })
    .await;
}

/// Ten workers at once, forty jobs: each is taken once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_job_is_in_two_hands() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        for n in 1..=40 {
            jobs::insert(&mut writing, &job(n, "mail", 0)).await.expect("inserted");
        }
        writing.commit().await.expect("kept");
        let workers: Vec<_> = (0..10)
            .map(|worker| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    while let Some(id) = claim(&store, "mail", &format!("worker {worker}"), 1).await {
                        taken.push(id);
                    }
                    taken
                })
            })
            .collect();
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.expect("a worker"));
        }
        assert_eq!(taken.len(), 40);
        assert_eq!(taken.into_iter().collect::<HashSet<_>>().len(), 40);
    })
    .await;
}
