//! The outbox as deeds write it, workers empty it and the operator reads it.

mod support;

use std::sync::Mutex;
use std::time::Duration;

use documents::mail::Mail;
use domain::Language;
use domain::actor::Level;
use domain::id::MailId;
use jiff::SignedDuration;
use operations::Error;
use operations::mails::{
    self, Answer, Carried, Delivered, KeepInTable, MailState, MailTo, OutgoingMail, Sending, Transport,
};
use store::Scope;
use support::{World, for_each_world};

const LINK: &str = "https://consigne.example/requests/D-2026-000001";

fn answered(number: u32) -> Mail {
    Mail::TicketAnswered {
        number: format!("D-2026-{number:06}"),
        subject: "Colis non livré".to_owned(),
        agent: "Nadia Bennani".to_owned(),
        text: "Votre colis est en route.".to_owned(),
    }
}

fn claire() -> MailTo {
    MailTo {
        person: None,
        address: "claire@lunettes.example".to_owned(),
        name: "Claire Moreau".to_owned(),
        language: Language::Fr,
        ticket: None,
    }
}

async fn queue(world: &World, mail: &Mail) {
    let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
    let (now, url) = (world.operations.now(), "https://consigne.example");
    mails::enqueue(&mut tx, now, url, &claire(), mail, LINK).await.expect("queued");
    tx.commit().await.expect("kept");
}

/// A mail server that answers by a script, the last line again and again, and remembers what it was handed.
struct Scripted {
    script: Vec<Answer>,
    handed: Mutex<Vec<OutgoingMail>>,
    carried: Mutex<Vec<Carried>>,
    takes: Duration,
}

impl Scripted {
    fn new(script: Vec<Answer>) -> Self {
        Scripted { script, handed: Mutex::default(), carried: Mutex::default(), takes: Duration::ZERO }
    }

    fn message_ids(&self) -> Vec<String> {
        self.handed.lock().expect("no test panicked").iter().map(|mail| mail.message_id.clone()).collect()
    }
}

impl Transport for Scripted {
    fn send<'a>(&'a self, mail: &'a OutgoingMail, files: &'a [Carried]) -> Sending<'a> {
        Box::pin(async move {
            let turn = {
                let mut handed = self.handed.lock().expect("no test panicked");
                handed.push(mail.clone());
                self.carried.lock().expect("no test panicked").extend_from_slice(files);
                handed.len() - 1
            };
            tokio::time::sleep(self.takes).await;
            self.script[turn.min(self.script.len() - 1)].clone()
        })
    }
}

async fn only_mail(world: &World) -> OutgoingMail {
    let mut tx = world.operations.store().read(Scope::System).await.expect("a connection");
    let rows = store::mails::list(&mut tx, None, 10).await.expect("read");
    assert_eq!(rows.len(), 1);
    store::mails::find(&mut tx, rows[0].id).await.expect("read").expect("there")
}

#[tokio::test]
async fn a_mail_is_written_with_its_deed_or_not_at_all() {
    for_each_world(async |world| {
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        let (now, url) = (world.operations.now(), "https://consigne.example");
        mails::enqueue(&mut tx, now, url, &claire(), &answered(1), LINK).await.expect("queued");
        drop(tx);
        let server = Scripted::new(vec![Answer::Sent]);
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), Delivered::default());

        queue(&world, &answered(1)).await;
        let delivered = world.operations.deliver_mails(&server).await.expect("a round");
        assert_eq!(delivered, Delivered { sent: 1, ..Delivered::default() });
        let mail = only_mail(&world).await;
        assert_eq!((mail.state, mail.attempts, mail.sent_at), (MailState::Sent, 1, Some(now)));
        assert_eq!(mail.subject, "Réponse à votre demande D-2026-000001 – Colis non livré");
        assert!(mail.body.contains(LINK) && mail.html.contains(LINK));
        assert!(mail.message_id.ends_with("@consigne.example>"), "{}", mail.message_id);
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), Delivered::default());
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_the_operator_reads_the_mails() {
    for_each_world(async |world| {
        let administrator = world.agent("admin@consigne.example", Level::Administrator).await;
        let agent = world.agent("nadia@consigne.example", Level::Lead).await;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let customer = world.user(lunettes, "Administrateur", "claire@lunettes.example").await;
        for number in 1..=3 {
            queue(&world, &answered(number)).await;
            world.wait(SignedDuration::from_secs(1));
        }
        let delivered = world.operations.deliver_mails(&KeepInTable).await.expect("a round");
        assert_eq!(delivered, Delivered { kept: 3, ..Delivered::default() });

        let rows = world.operations.outgoing_mails(&administrator, None).await.expect("an administrator");
        let subjects: Vec<&str> =
            rows.iter().filter_map(|row| row.subject.split(' ').find(|word| word.starts_with("D-"))).collect();
        assert_eq!(subjects, ["D-2026-000003", "D-2026-000002", "D-2026-000001"]);
        assert!(rows.iter().all(|row| row.state == MailState::Kept));
        let older = world.operations.outgoing_mails(&administrator, Some(rows[1].id)).await.expect("an administrator");
        assert_eq!(older, rows[2..]);
        let mail = world.operations.outgoing_mail(&administrator, rows[0].id).await.expect("an administrator");
        assert!(mail.body.contains("Votre colis est en route."));

        let nobodys = MailId(operations::ids::new_id(world.operations.now()));
        let missing = world.operations.outgoing_mail(&administrator, nobodys).await;
        assert!(matches!(missing, Err(Error::NotFound)));
        for actor in [&agent, &customer] {
            assert!(matches!(world.operations.outgoing_mails(actor, None).await, Err(Error::NotFound)));
            assert!(matches!(world.operations.outgoing_mail(actor, rows[0].id).await, Err(Error::NotFound)));
        }
    })
    .await;
}

/// `security.md` M10: later and later, always the same Message-ID.
#[tokio::test]
async fn a_server_that_asks_for_patience_gets_the_same_mail_again() {
    for_each_world(async |world| {
        queue(&world, &answered(1)).await;
        let later = Answer::Later("450 greylisted".to_owned());
        let server = Scripted::new(vec![later.clone(), later, Answer::Sent]);
        let patient = Delivered { later: 1, ..Delivered::default() };
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), patient);
        let mail = only_mail(&world).await;
        assert_eq!((mail.state, mail.last_error.as_str()), (MailState::Waiting, "450 greylisted"));
        // Not at once, but after a minute at the latest; then after two.
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), Delivered::default());
        world.wait(SignedDuration::from_mins(1));
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), patient);
        world.wait(SignedDuration::from_secs(59));
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), Delivered::default());
        world.wait(SignedDuration::from_mins(2));
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round").sent, 1);
        let ids = server.message_ids();
        assert_eq!(ids.len(), 3);
        assert!(ids.iter().all(|id| *id == ids[0]));
    })
    .await;
}

#[tokio::test]
async fn a_refused_mail_has_failed_and_a_patient_one_fails_after_three_days() {
    for_each_world(async |world| {
        queue(&world, &answered(1)).await;
        let server = Scripted::new(vec![Answer::Refused("550 no such mailbox\r\nX".to_owned())]);
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round").failed, 1);
        let mail = only_mail(&world).await;
        assert_eq!((mail.state, mail.last_error.as_str()), (MailState::Failed, "550 no such mailbox  X"));
        world.wait(SignedDuration::from_hours(100));
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round"), Delivered::default());

        queue(&world, &answered(2)).await;
        let server = Scripted::new(vec![Answer::Later("450 full".to_owned())]);
        let (mut tried, mut failed) = (0, 0);
        for _ in 0..80 {
            let round = world.operations.deliver_mails(&server).await.expect("a round");
            tried += round.later + round.failed;
            failed += round.failed;
            world.wait(SignedDuration::from_hours(1));
        }
        assert_eq!(failed, 1);
        assert!((10..=40).contains(&tried), "{tried} tries in three days");
    })
    .await;
}

/// `security.md` O08: a server that is away is not asked once per mail, and everything leaves when it is back.
#[tokio::test]
async fn when_the_server_is_away_the_queue_waits_and_drains_later() {
    for_each_world(async |world| {
        for number in 1..=5 {
            queue(&world, &answered(number)).await;
        }
        let away = Scripted::new(vec![Answer::Unreachable("connection refused".to_owned())]);
        assert_eq!(world.operations.deliver_mails(&away).await.expect("a round").later, 1);
        assert_eq!(away.message_ids().len(), 1);
        let back = Scripted::new(vec![Answer::Sent]);
        assert_eq!(world.operations.deliver_mails(&back).await.expect("a round").sent, 4);
        world.wait(SignedDuration::from_mins(2));
        assert_eq!(world.operations.deliver_mails(&back).await.expect("a round").sent, 1);
    })
    .await;
}

async fn queue_with(world: &World, files: &[mails::MailFile]) -> operations::Result<MailId> {
    let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
    let (now, url) = (world.operations.now(), "https://consigne.example");
    let id = mails::enqueue_with(&mut tx, now, url, &claire(), &answered(1), LINK, files).await?;
    tx.commit().await.expect("kept");
    Ok(id)
}

#[tokio::test]
async fn a_mail_carries_its_files_until_it_is_sent() {
    for_each_world(async |world| {
        let administrator = world.agent("admin@consigne.example", Level::Administrator).await;
        let agent = world.agent("nadia@consigne.example", Level::Lead).await;
        let content = b"%PDF-1.7".as_slice();
        let file = world.operations.mail_file("Preuve\r\n.pdf", "application/pdf", content.into()).await.expect("kept");
        assert_eq!((file.name.as_str(), file.size), ("Preuve .pdf", 8));
        let id = queue_with(&world, std::slice::from_ref(&file)).await.expect("queued");
        // Nothing sweeps what a waiting mail needs.
        assert_eq!(world.operations.sweep_older_than(Duration::ZERO).await.expect("swept").blobs, 0);

        let server = Scripted::new(vec![Answer::Later("450".to_owned()), Answer::Sent]);
        for _ in 0..2 {
            world.operations.deliver_mails(&server).await.expect("a round");
            world.wait(SignedDuration::from_mins(10));
        }
        let carried = server.carried.lock().expect("no test panicked").clone();
        let expected =
            Carried { name: "Preuve .pdf".to_owned(), media_type: "application/pdf".to_owned(), bytes: content.into() };
        assert_eq!(carried, [expected.clone(), expected]);

        let listed = world.operations.outgoing_mail_files(&administrator, id).await.expect("an administrator");
        assert_eq!(listed, [mails::MailFile { blob: String::new(), ..file }]);
        assert!(matches!(world.operations.outgoing_mail_files(&agent, id).await, Err(Error::NotFound)));
        // Once it is sent, its bytes are nobody's.
        assert_eq!(world.operations.sweep_older_than(Duration::ZERO).await.expect("swept").blobs, 1);
    })
    .await;
}

#[tokio::test]
async fn a_mail_carries_no_more_than_it_can_and_fails_where_a_file_is_gone() {
    for_each_world(async |world| {
        let file = |size: u64, blob: &str| mails::MailFile {
            name: "a".to_owned(),
            media_type: "text/csv".to_owned(),
            size: i64::try_from(size).expect("small"),
            blob: blob.to_owned(),
        };
        assert!(mails::fits(&[file(mails::FILES_MAX, "")]));
        let two = [file(mails::FILES_MAX, ""), file(1, "")];
        assert!(!mails::fits(&two));
        assert!(matches!(queue_with(&world, &two).await, Err(Error::Outside(_))));

        queue_with(&world, &[file(1, &"0".repeat(64))]).await.expect("queued");
        let server = Scripted::new(vec![Answer::Sent]);
        let delivered = world.operations.deliver_mails(&server).await.expect("a round");
        assert_eq!(delivered, Delivered { failed: 1, ..Delivered::default() });
        assert!(server.handed.lock().expect("no test panicked").is_empty());
    })
    .await;
}

/// Stumbles over the first mail.
struct Shaky(Scripted);

impl Transport for Shaky {
    fn send<'a>(&'a self, mail: &'a OutgoingMail, files: &'a [Carried]) -> Sending<'a> {
        Box::pin(async move {
            assert!(!mail.subject.contains("000001"), "a mail that the library cannot write");
            self.0.send(mail, files).await
        })
    }
}

/// `security.md` O07.
#[tokio::test]
async fn a_mail_that_makes_the_transport_stumble_hurts_no_other() {
    for_each_world(async |world| {
        for number in 1..=3 {
            queue(&world, &answered(number)).await;
            world.wait(SignedDuration::from_secs(1));
        }
        let server = Shaky(Scripted::new(vec![Answer::Sent]));
        let delivered = world.operations.deliver_mails(&server).await.expect("a round");
        assert_eq!(delivered, Delivered { sent: 2, failed: 1, ..Delivered::default() });
    })
    .await;
}

/// `security.md` J05: a worker that dies in mid-send loses nothing; the copy has the same Message-ID.
#[tokio::test]
async fn a_worker_that_goes_away_in_mid_send_is_replaced() {
    for_each_world(async |world| {
        queue(&world, &answered(1)).await;
        let mut slow = Scripted::new(vec![Answer::Sent]);
        slow.takes = Duration::from_secs(600);
        let round = tokio::time::timeout(Duration::from_millis(500), world.operations.deliver_mails(&slow)).await;
        assert!(round.is_err());
        assert_eq!(slow.message_ids().len(), 1);

        let next = Scripted::new(vec![Answer::Sent]);
        assert_eq!(world.operations.deliver_mails(&next).await.expect("a round"), Delivered::default());
        world.wait(SignedDuration::from_mins(3));
        assert_eq!(world.operations.deliver_mails(&next).await.expect("a round").sent, 1);
        assert_eq!(next.message_ids(), slow.message_ids());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_workers_never_send_the_same_mail() {
    for_each_world(async |world| {
        for number in 1..=20 {
            queue(&world, &answered(number)).await;
        }
        let server = Scripted { takes: Duration::from_millis(3), ..Scripted::new(vec![Answer::Sent]) };
        let rounds = tokio::join!(
            world.operations.deliver_mails(&server),
            world.operations.deliver_mails(&server),
            world.operations.deliver_mails(&server),
        );
        let sent: u64 = [rounds.0, rounds.1, rounds.2].into_iter().map(|round| round.expect("a round").sent).sum();
        assert_eq!(sent, 20);
        let mut ids = server.message_ids();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 20);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_opens_an_account_is_not_left_lying_about() {
    for_each_world(async |world| {
        let administrator = world.agent("admin@consigne.example", Level::Administrator).await;
        let link = Mail::PasswordLink { link: "https://consigne.example/password/s3cret".to_owned(), hours: 2 };
        queue(&world, &link).await;
        let id = only_mail(&world).await.id;
        let shown = world.operations.outgoing_mail(&administrator, id).await.expect("an administrator");
        assert!(!shown.body.contains("s3cret") && !shown.html.contains("s3cret"));
        let server = Scripted::new(vec![Answer::Sent]);
        assert_eq!(world.operations.deliver_mails(&server).await.expect("a round").sent, 1);
        assert!(server.handed.lock().expect("no test panicked")[0].body.contains("s3cret"));
        let kept = only_mail(&world).await;
        assert_eq!((kept.body.as_str(), kept.html.as_str()), ("", ""));
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_a_link_is_read_on_the_page() {
    for_each_world(async |world| {
        let administrator = world.agent("admin@consigne.example", Level::Administrator).await;
        let link = Mail::PasswordLink { link: "https://consigne.example/password/s3cret".to_owned(), hours: 2 };
        queue(&world, &link).await;
        world.operations.deliver_mails(&KeepInTable).await.expect("a round");
        let id = only_mail(&world).await.id;
        let shown = world.operations.outgoing_mail(&administrator, id).await.expect("an administrator");
        assert!(shown.body.contains("s3cret"));
    })
    .await;
}

/// `security.md` M01, as far as the outbox goes.
#[tokio::test]
async fn names_and_subjects_are_one_line_before_they_are_stored() {
    for_each_world(async |world| {
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        let to = MailTo { name: "Claire\r\nBcc: victim@example.com".to_owned(), ..claire() };
        let mail = Mail::ResolutionReminder {
            number: "D-2026-000001".to_owned(),
            subject: "x\r\n\r\nbody".to_owned(),
            until_day: "mardi 22 décembre".to_owned(),
        };
        let (now, url) = (world.operations.now(), "https://consigne.example\r\nX: y");
        mails::enqueue(&mut tx, now, url, &to, &mail, LINK).await.expect("queued");
        tx.commit().await.expect("kept");
        let mail = only_mail(&world).await;
        for line in [&mail.subject, &mail.to_name, &mail.to_address, &mail.message_id] {
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_an_old_mail_said_is_forgotten_and_later_the_mail_itself() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let ana = world.agent("ana@consigne.example", Level::Administrator).await;
        let file = ops.mail_file("preuve.pdf", "application/pdf", b"%PDF".as_slice().into()).await.expect("kept");
        let mut tx = ops.store().write(Scope::System).await.expect("a transaction");
        let (now, url) = (ops.now(), "https://consigne.example");
        mails::enqueue_with(&mut tx, now, url, &claire(), &answered(1), LINK, &[file]).await.expect("queued");
        tx.commit().await.expect("kept");
        ops.deliver_mails(&KeepInTable).await.expect("a round");
        queue(&world, &answered(2)).await;

        // 2 March, for six months.
        world.wait(SignedDuration::from_hours(24 * 184));
        assert_eq!(ops.erase_mails().await.expect("erased"), 0, "2 September");
        world.wait(SignedDuration::from_hours(24));
        assert_eq!(ops.erase_mails().await.expect("erased"), 1, "3 September; the one that waits stays");
        assert_eq!(ops.erase_mails().await.expect("erased"), 0, "once");
        let kept = ops.outgoing_mails(&ana, None).await.expect("a list");
        let kept = kept.iter().find(|mail| mail.state == MailState::Kept).expect("still listed");
        let mail = ops.outgoing_mail(&ana, kept.id).await.expect("a mail");
        assert_eq!((mail.body.as_str(), mail.html.as_str()), ("", ""));
        assert_eq!(ops.outgoing_mail_files(&ana, kept.id).await.expect("files")[0].blob, "");

        world.wait(SignedDuration::from_hours(24 * 550));
        assert_eq!(ops.erase_mails().await.expect("erased"), 1, "two years");
        let left = ops.outgoing_mails(&ana, None).await.expect("a list");
        assert_eq!(left.iter().map(|mail| mail.state).collect::<Vec<_>>(), [MailState::Waiting]);
    })
    .await;
}
