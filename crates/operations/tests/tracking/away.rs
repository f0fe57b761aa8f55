//! A mail server that is away for an hour.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::parcel::TrackingEvent as E;
use jiff::SignedDuration;
use operations::mails::{Answer, Carried, Delivered, MailState, OutgoingMail, Sending, Transport};

use super::support::for_each_world;
use super::{NUMBER, Story, announce, confirmed, mails, own, scan};

/// A mail server that can be away, and remembers what it was handed and what it took.
#[derive(Default)]
struct Server {
    away: AtomicBool,
    handed: Mutex<Vec<String>>,
    took: Mutex<Vec<String>>,
}

impl Transport for Server {
    fn send<'a>(&'a self, mail: &'a OutgoingMail, _files: &'a [Carried]) -> Sending<'a> {
        Box::pin(async move {
            self.handed.lock().expect("no test panicked").push(mail.message_id.clone());
            if self.away.load(Ordering::Relaxed) {
                return Answer::Unreachable("connection refused".to_owned());
            }
            self.took.lock().expect("no test panicked").push(mail.message_id.clone());
            Answer::Sent
        })
    }
}

#[tokio::test]
async fn an_hour_without_a_mail_server_delays_each_mail_and_sends_it_once() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let numbers: Vec<String> = (1..=12).map(|n| format!("AA{n}")).collect();
        for number in &numbers {
            announce(ops, number, "27/02/2026").await;
            ops.subscribe(&story.claire, number, &own(&E::ALL)).await.expect("done");
        }
        confirmed(ops, &story.claire, "yanis@example.org").await;

        let server = Server::default();
        server.away.store(true, Ordering::Relaxed);
        // Parcels go on moving while nobody answers, and a worker tries every half minute.
        for minute in 0..60 {
            if minute % 5 == 0 {
                let number = &numbers[minute / 5];
                scan(ops, &[&format!("{number};out_for_delivery;02/03/2026 09:{minute:02};Brest;;")]).await;
            }
            for _ in 0..2 {
                let round = ops.deliver_mails(&server).await.expect("a round");
                assert_eq!((round.sent, round.failed), (0, 0));
                assert!(round.later <= 1, "a server that is away is not asked once per mail");
                world.wait(SignedDuration::from_secs(30));
            }
        }
        let waiting = mails(ops).await;
        assert_eq!(waiting.len(), 13, "a question and twelve messages");
        assert!(waiting.iter().all(|mail| mail.state == MailState::Waiting));
        assert!(server.took.lock().expect("no test panicked").is_empty());

        server.away.store(false, Ordering::Relaxed);
        // A mail that was tried again and again comes back after a pause no longer than the outage was.
        for _ in 0..180 {
            ops.deliver_mails(&server).await.expect("a round");
            world.wait(SignedDuration::from_secs(30));
        }
        let sent = mails(ops).await;
        assert!(sent.iter().all(|mail| mail.state == MailState::Sent && mail.sent_at.is_some()), "{sent:#?}");
        // Each went out once, under the Message-ID that it was first tried with.
        let written: BTreeMap<String, usize> = waiting.iter().map(|mail| (mail.message_id.clone(), 1)).collect();
        let mut took: BTreeMap<String, usize> = BTreeMap::new();
        for id in server.took.lock().expect("no test panicked").iter() {
            *took.entry(id.clone()).or_default() += 1;
        }
        assert_eq!(took, written);
        let handed = server.handed.lock().expect("no test panicked").clone();
        assert!(handed.iter().all(|id| written.contains_key(id)));
        assert!(handed.len() > written.len(), "some were tried more than once");
        assert_eq!(ops.deliver_mails(&server).await.expect("a round"), Delivered::default());
    })
    .await;
}

#[tokio::test]
async fn while_nobody_answers_a_parcel_that_moves_on_leaves_one_mail_not_ten() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        announce(ops, "AA1", "27/02/2026").await;
        // The mail that is tried while the server is away is this one.
        ops.subscribe(&story.claire, "AA1", &own(&E::ALL)).await.expect("done");
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        scan(ops, &["AA1;in_transit;02/03/2026 08:00;Brest;;"]).await;
        let server = Server::default();
        server.away.store(true, Ordering::Relaxed);
        assert_eq!(ops.deliver_mails(&server).await.expect("a round").later, 1);
        for (state, time) in [("preparing_delivery", "09:05"), ("out_for_delivery", "09:20"), ("delivered", "09:50")] {
            scan(ops, &[&format!("{NUMBER};{state};02/03/2026 {time};Brest;;")]).await;
        }
        server.away.store(false, Ordering::Relaxed);
        world.wait(SignedDuration::from_hours(1));
        ops.deliver_mails(&server).await.expect("a round");
        let subjects: Vec<String> = mails(ops).await.into_iter().map(|mail| mail.subject).collect();
        assert_eq!(
            subjects,
            ["Pris en charge par le transporteur – colis AA1 – CMD-1", "Livré – colis 6A 1898 7970 674 – CMD-1"]
        );
        assert_eq!(server.took.lock().expect("no test panicked").len(), 2);
    })
    .await;
}
