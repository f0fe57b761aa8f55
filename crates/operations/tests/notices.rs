//! What people are told of on the tickets they follow: the bell, the list, and grouped mails.

mod support;

use std::collections::BTreeMap;

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::audit::Act;
use domain::id::CustomerId;
use domain::notice::{Choice, NoticeKind, Pace, QuietHours};
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;
use operations::mails::OutgoingMail;
use operations::tickets::On;
use operations::tickets::agent::Answer;
use operations::tickets::customer::Reply;
use operations::tickets::filing::FilingDetails;
use support::{World, for_each_world};

const CLAIRE: &str = "claire@lemaire.example";
const HUGO: &str = "hugo@lemaire.example";

/// A customer with two users, an agent, an administrator, and a ticket that Claire filed and Hugo joined, on a Monday at
/// 9:00 in Paris.
struct Story {
    customer: CustomerId,
    claire: Actor,
    hugo: Actor,
    sofia: Actor,
    paul: Actor,
    number: String,
}

async fn story(world: &World) -> Story {
    let customer = world.customer("Maison Lemaire").await;
    world.account(customer, "FR-10").await;
    let parcels = "tracking_number;carrier;account;label_date;shipment;sender_reference\n\
                   6A18987970674;colissimo;FR-10;27/02/2026;ENV-1;CMD-1\n";
    assert_eq!(world.operations.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    let claire = world.user(customer, "Administrateur", CLAIRE).await;
    world.profile(customer, "dépôt", &[Right::FileTickets, Right::Reply], AccountScope::All).await;
    let hugo = world.user(customer, "dépôt", HUGO).await;
    let sofia = world.agent("sofia@consigne.example", Level::Agent).await;
    let paul = world.agent("paul@consigne.example", Level::Administrator).await;
    let number = file(world, &claire).await;
    world.operations.join_ticket(&hugo, &number).await.expect("joined");
    Story { customer, claire, hugo, sofia, paul, number }
}

async fn file(world: &World, actor: &Actor) -> String {
    let ops = &world.operations;
    let draft = ops.start_filing(actor, "6A18987970674").await.expect("a draft");
    ops.choose_subject(actor, draft, "delay", "").await.expect("a subject");
    let information = BTreeMap::from([("content".to_owned(), "Deux téléphones".to_owned())]);
    let details = FilingDetails { information, body: "Où est-il ?".to_owned(), files: Vec::new() };
    ops.file_ticket(actor, draft, &details).await.expect("filed").number
}

fn on(number: &str, deed: &str) -> On {
    On { number: number.to_owned(), deed: deed.to_owned(), ..On::default() }
}

impl Story {
    async fn answer(&self, world: &World, deed: &str) {
        let answer = Answer { on: on(&self.number, deed), body: "Il est en route.".to_owned(), ..Answer::default() };
        world.operations.answer(&self.sofia, &answer).await.expect("answered");
    }

    /// The mails of a kind that went to an address.
    async fn mails(&self, world: &World, kind: &str, to: &str) -> Vec<OutgoingMail> {
        let ops = &world.operations;
        let mut mails = Vec::new();
        for row in ops.outgoing_mails(&self.paul, None).await.expect("mails") {
            if row.kind == kind && row.to_address == to {
                mails.push(ops.outgoing_mail(&self.paul, row.id).await.expect("a mail"));
            }
        }
        mails
    }
}

async fn choose(world: &World, actor: &Actor, pace: Pace, quiet: Option<(i8, i8)>) {
    let quiet = quiet.and_then(|(from, until)| QuietHours::between(from, until));
    let choice = Choice { pace, hour: 18, quiet, kinds: NoticeKind::ALL.to_vec() };
    world.operations.choose_notices(actor, choice).await.expect("kept");
}

/// What somebody's list says, the last first: the event's word and whether it is unread.
async fn told(world: &World, actor: &Actor) -> Vec<(String, bool)> {
    let page = world.operations.notices(actor, None).await.expect("a page");
    let word = |event: &domain::event::TicketEvent| serde_json::to_value(event).expect("text")["kind"].to_string();
    page.rows.iter().map(|row| (word(&row.event).replace('"', ""), !row.read)).collect()
}

async fn acts(world: &World, story: &Story) -> Vec<Act> {
    let asked = operations::audit::Asked::default();
    world.operations.trail(&story.paul, &asked).await.expect("the trail").rows.iter().map(|row| row.act).collect()
}

#[tokio::test]
async fn whoever_mutes_a_ticket_gets_nothing_and_whoever_follows_it_again_does() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        assert!(ops.thread(&story.hugo, &story.number).await.expect("a thread").bell, "who joins follows");
        assert!(!ops.thread(&story.sofia, &story.number).await.expect("a thread").bell);
        story.answer(&world, "1").await;
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 1);
        assert!(ops.thread(&story.sofia, &story.number).await.expect("a thread").bell, "who answers follows");

        ops.ring(&story.hugo, &story.number, false).await.expect("muted");
        ops.ring(&story.hugo, &story.number, false).await.expect("muted already");
        story.answer(&world, "2").await;
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 1, "muted");
        assert_eq!(story.mails(&world, "ticket_answered", CLAIRE).await.len(), 2, "for himself alone");
        assert_eq!(told(&world, &story.hugo).await.len(), 1);
        let thread = ops.thread(&story.hugo, &story.number).await.expect("a thread");
        assert!(!thread.bell && thread.ticket.public_sequence > thread.ticket.read_sequence, "the unread mark stays");

        ops.ring(&story.hugo, &story.number, true).await.expect("followed");
        story.answer(&world, "3").await;
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 2);
        let done = acts(&world, &story).await;
        let count = |act: Act| done.iter().filter(|one| **one == act).count();
        assert_eq!((count(Act::TicketMuted), count(Act::TicketFollowed)), (1, 1), "what changes nothing is no deed");

        let elsewhere = world.customer("Atelier Nord").await;
        let emma = world.user(elsewhere, "Administrateur", "emma@nord.example").await;
        for number in [story.number.as_str(), "D-2026-999999"] {
            assert!(matches!(ops.ring(&emma, number, true).await, Err(Error::NotFound)), "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_side_is_told_of_what_it_may_read_and_nobody_of_his_own_deeds() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let later = || world.wait(SignedDuration::from_mins(1));
        later();
        story.answer(&world, "1").await;
        later();
        ops.note(&story.sofia, &on(&story.number, "n"), "Pour nous", &[]).await.expect("noted");
        ops.note_to_colleagues(&story.claire, &on(&story.number, "c"), "Entre nous", &[]).await.expect("noted");
        later();
        let reply = Reply { on: on(&story.number, "r"), body: "Merci".to_owned(), files: Vec::new() };
        ops.reply(&story.claire, &reply).await.expect("written");
        let words = async |actor: &Actor| -> Vec<String> {
            told(&world, actor).await.into_iter().map(|(word, _)| word).collect()
        };
        assert_eq!(words(&story.hugo).await, ["message_written", "note_written", "ticket_answered"]);
        assert_eq!(words(&story.claire).await, ["ticket_answered", "colleague_joined"]);
        assert_eq!(words(&story.sofia).await, ["message_written"], "no note of the customer's team");

        // A second agent who worked on it hears of the operator's notes; the customer never.
        let marc = world.agent("marc@consigne.example", Level::Agent).await;
        ops.ring(&marc, &story.number, true).await.expect("followed");
        ops.note(&story.sofia, &on(&story.number, "m"), "Encore", &[]).await.expect("noted");
        assert_eq!(words(&marc).await, ["note_written"]);
        assert_eq!(words(&story.hugo).await.len(), 3);
        assert_eq!(
            story.mails(&world, "digest", "marc@consigne.example").await.len(),
            0,
            "agents get no mails unasked"
        );
    })
    .await;
}

#[tokio::test]
async fn notices_are_read_one_by_one_all_at_once_or_with_the_thread() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        world.password(HUGO, "quatre vélos verts").await;
        let form = operations::identity::SignIn {
            email: HUGO.to_owned(),
            password: "quatre vélos verts".to_owned(),
            address: "192.0.2.7".to_owned(),
            agent: "Firefox".to_owned(),
            earlier: None,
        };
        let token = ops.sign_in(form).await.expect("signed in").token;
        let unread = async || ops.actor_of(&token).await.expect("an answer").expect("signed in").unread;
        for deed in ["1", "2", "3"] {
            story.answer(&world, deed).await;
            world.wait(SignedDuration::from_mins(1));
        }
        assert_eq!(unread().await, 3);
        let page = ops.notices(&story.hugo, None).await.expect("a page");
        assert_eq!(page.next, None);
        let older = ops.notices(&story.hugo, Some(page.rows[0].id)).await.expect("a page");
        assert_eq!(older.rows, page.rows[1..]);

        ops.read_notice(&story.claire, page.rows[0].id).await.expect("another's changes nothing");
        assert_eq!(unread().await, 3);
        ops.read_notice(&story.hugo, page.rows[0].id).await.expect("read");
        assert_eq!(unread().await, 2);
        let thread = ops.thread(&story.hugo, &story.number).await.expect("a thread");
        ops.mark_read(&story.hugo, &story.number, thread.ticket.sequence - 1).await.expect("read");
        assert_eq!(unread().await, 0, "the last one was read already");
        story.answer(&world, "4").await;
        assert_eq!(unread().await, 1);
        ops.read_all_notices(&story.hugo).await.expect("read");
        assert_eq!(unread().await, 0);
        story.answer(&world, "5").await;
        assert_eq!(unread().await, 1);

        // Outside of his accounts the ticket is none of his any more: neither counted nor listed.
        leave(&world, &story).await;
        let narrowed = ops.actor(story.hugo.user).await.expect("read").expect("an actor");
        assert_eq!((unread().await, told(&world, &narrowed).await.len()), (0, 0));
    })
    .await;
}

/// Hugo's profile is narrowed to another account than the ticket's.
async fn leave(world: &World, story: &Story) {
    let other = world.account(story.customer, "FR-20").await;
    let mut tx = world.operations.store().write(store::Scope::System).await.expect("a transaction");
    let profiles = store::people::list_profiles(&mut tx, story.customer).await.expect("profiles");
    let mut his = profiles.into_iter().find(|profile| profile.name == "dépôt").expect("his profile");
    his.scope = AccountScope::Only { accounts: vec![other], sub_accounts: Vec::new() };
    store::people::change_profile(&mut tx, &his).await.expect("changed");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_daily_mail_groups_what_happened_and_is_sent_once() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        choose(&world, &story.hugo, Pace::Daily, None).await;
        story.answer(&world, "1").await;
        world.wait(SignedDuration::from_hours(1));
        ops.note_to_colleagues(&story.claire, &on(&story.number, "c"), "cnry-note", &[]).await.expect("noted");
        ops.tick().await.expect("ticked");
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 0);
        assert_eq!(story.mails(&world, "digest", HUGO).await.len(), 0, "18:00 has not come");

        world.wait(SignedDuration::from_hours(8));
        // Two timers at once, and once more after a restart.
        let (one, other) = tokio::join!(ops.send_notices(), ops.send_notices());
        assert_eq!(one.expect("sent") + other.expect("sent"), 1);
        ops.tick().await.expect("ticked");
        let mails = story.mails(&world, "digest", HUGO).await;
        assert_eq!(mails.len(), 1);
        let mail = &mails[0];
        assert_eq!(mail.subject, format!("Du nouveau sur votre demande {}", story.number));
        for said in ["a répondu", "a écrit une note entre collègues", "/requests/D-2026-000001#m-"] {
            assert!(mail.body.contains(said), "{said} in {}", mail.body);
        }
        assert!(!format!("{mail:?}").contains("cnry-note"), "what was written stands in the thread alone");
        assert!(mail.unsubscribe.starts_with("https://consigne.example/notifications/unsubscribe/"));
        assert_eq!(mail.list, "notifications");
        world.wait(SignedDuration::from_hours(24));
        ops.tick().await.expect("ticked");
        assert_eq!(story.mails(&world, "digest", HUGO).await.len(), 1, "nothing new");
    })
    .await;
}

#[tokio::test]
async fn an_hourly_mail_leaves_out_what_was_read_or_muted_and_quiet_hours_keep_mails_back() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        choose(&world, &story.hugo, Pace::Hourly, None).await;
        story.answer(&world, "1").await;
        ops.read_all_notices(&story.hugo).await.expect("read");
        world.wait(SignedDuration::from_hours(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 0, "read meanwhile");
        story.answer(&world, "2").await;
        ops.ring(&story.hugo, &story.number, false).await.expect("muted");
        world.wait(SignedDuration::from_hours(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 0, "muted meanwhile");
        ops.ring(&story.hugo, &story.number, true).await.expect("followed");

        // It is 11:00: quiet from 10 to 14. What is told at once otherwise waits for their end.
        choose(&world, &story.hugo, Pace::AtOnce, Some((10, 14))).await;
        story.answer(&world, "3").await;
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 0);
        world.wait(SignedDuration::from_mins(179));
        assert_eq!(ops.send_notices().await.expect("sent"), 0, "13:59");
        world.wait(SignedDuration::from_mins(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 1, "14:00");
        story.answer(&world, "4").await;
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 1, "and then at once again");
        // What has no mail of its own comes as a grouped one, at once too.
        let reply = Reply { on: on(&story.number, "r"), body: "Merci".to_owned(), files: Vec::new() };
        ops.reply(&story.claire, &reply).await.expect("written");
        assert_eq!(ops.send_notices().await.expect("sent"), 1);
    })
    .await;
}

#[tokio::test]
async fn rights_are_asked_again_when_the_grouped_mail_is_written() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        choose(&world, &story.hugo, Pace::Hourly, None).await;
        story.answer(&world, "1").await;
        leave(&world, &story).await;
        world.wait(SignedDuration::from_hours(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 0);
        assert_eq!(story.mails(&world, "digest", HUGO).await.len(), 0);
        world.wait(SignedDuration::from_hours(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 0, "and it is not tried again");
    })
    .await;
}

#[tokio::test]
async fn the_link_in_a_grouped_mail_ends_them_signed_out() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        choose(&world, &story.hugo, Pace::Hourly, None).await;
        choose(&world, &story.claire, Pace::Hourly, None).await;
        story.answer(&world, "1").await;
        world.wait(SignedDuration::from_hours(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 2);
        let mail = story.mails(&world, "digest", HUGO).await.remove(0);
        let token = mail.unsubscribe.rsplit('/').next().expect("a secret").to_owned();
        assert!(mail.body.contains(&mail.unsubscribe) && mail.html.contains(&mail.unsubscribe));
        story.answer(&world, "2").await;

        let link = ops.notices_link(&token).await.expect("a link");
        assert_eq!((link.address.as_str(), link.ended), (HUGO, false), "looking changes nothing");
        ops.end_notices(&token).await.expect("ended");
        ops.end_notices(&token).await.expect("and again");
        assert!(ops.notices_link(&token).await.expect("a link").ended);
        world.wait(SignedDuration::from_hours(1));
        assert_eq!(ops.send_notices().await.expect("sent"), 1, "Claire's alone");
        assert_eq!(ops.notice_choice(&story.hugo).await.expect("a choice").pace, Pace::Never);
        assert_eq!(acts(&world, &story).await.iter().filter(|act| **act == Act::NoticesEnded).count(), 1);
        story.answer(&world, "3").await;
        assert_eq!(story.mails(&world, "ticket_answered", HUGO).await.len(), 0);
        assert_eq!(told(&world, &story.hugo).await.iter().filter(|(word, _)| word == "ticket_answered").count(), 3);

        // Neither does it open anything else, nor does another link end them.
        for other in ["", "nothing", &"x".repeat(100)] {
            assert!(matches!(ops.notices_link(other).await, Err(Error::NotFound)), "{other}");
            assert!(matches!(ops.end_notices(other).await, Err(Error::NotFound)), "{other}");
        }
        assert!(matches!(ops.stop_link(&token).await, Err(Error::NotFound)));
        assert!(matches!(ops.report_to_stop(&token).await, Err(Error::NotFound)));
        let wrong = Choice { hour: 24, ..Choice::usual(false) };
        let refused = ops.choose_notices(&story.hugo, wrong).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{refused:?}");
    })
    .await;
}
