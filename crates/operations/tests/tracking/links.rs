//! The links in the mails.

use domain::Language;
use domain::actor::Right;
use domain::parcel::TrackingEvent as E;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;
use operations::tracking::Followed;

use super::support::for_each_world;
use super::{NUMBER, Story, confirmed, mails, own, scanned, secret, subjects, to};

#[tokio::test]
async fn one_press_ends_the_messages_of_that_parcel_to_that_address() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let paul = story.colleague(&world, "Paul", &[Right::SearchParcels, Right::TrackingMessages]).await;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        confirmed(ops, &story.claire, "yanis@example.org").await;
        confirmed(ops, &paul, "yanis@example.org").await;
        scanned(ops, "out_for_delivery", "08:30").await;
        let told = mails(ops).await;
        let mail = told.iter().rfind(|mail| mail.to_address == "yanis@example.org").expect("a mail");
        let token = secret(&mail.body, "/unsubscribe/");
        assert!(mail.unsubscribe.ends_with(&token));
        assert_eq!(ops.language_of_link(&token).await.expect("read"), Some(Language::En));

        // Where the parcel is now, by the other link of the mail, for whoever has it.
        let follow = secret(&mail.body, "/follow/");
        assert_ne!(follow, token, "who looks does not end");
        assert!(matches!(ops.followed(&token, Language::En).await, Err(Error::NotFound)));
        assert!(matches!(ops.stop_link(&follow).await, Err(Error::NotFound)));
        assert!(matches!(ops.stop_messages(&follow).await, Err(Error::NotFound)));
        assert_eq!(ops.language_of_link(&follow).await.expect("read"), Some(Language::En));
        let followed = ops.followed(&follow, Language::En).await.expect("a parcel");
        assert_eq!(followed.number, domain::parcel::number::grouped(NUMBER));
        let said = |followed: &Followed, text: &str| followed.facts.iter().any(|(_, fact)| fact.contains(text));
        assert!(said(&followed, "Out for delivery") && !said(&followed, "Notified"), "{:?}", followed.facts);
        assert!(followed.facts.iter().all(|(_, fact)| !fact.is_empty()), "{:?}", followed.facts);

        // Looking changes nothing.
        let link = ops.stop_link(&token).await.expect("a link");
        assert_eq!((link.number.as_str(), link.stopped), (NUMBER, false));
        ops.stop_messages(&token).await.expect("stopped");
        ops.stop_messages(&token).await.expect("and again");
        assert!(ops.stop_link(&token).await.expect("a link").stopped);
        assert!(matches!(ops.followed(&follow, Language::En).await, Err(Error::NotFound)));
        // Neither what waited to be sent goes out, nor anything new, whoever subscribed that address.
        scanned(ops, "notified", "11:00").await;
        let to_yanis = mails(ops).await.into_iter().filter(|mail| mail.to_address == "yanis@example.org");
        let told: Vec<String> =
            to_yanis.filter(|mail| mail.kind == "tracking_message").map(|mail| mail.subject).collect();
        assert_eq!(told, [""; 0]);
        assert!(mails(ops).await.iter().any(|mail| mail.subject.starts_with("Échec")), "Claire is told");
        assert!(ops.parcel_messages(&paul, NUMBER).await.expect("a page").subscriptions.is_empty());

        world.wait(SignedDuration::from_secs(1));
        // Whoever wants it again has to be asked again.
        ops.subscribe(&paul, NUMBER, &to("yanis@example.org")).await.expect("asked");
        assert!(mails(ops).await.last().expect("a mail").body.contains("/confirm/"));
    })
    .await;
}

#[tokio::test]
async fn a_followed_parcel_is_seen_to_its_end_and_for_as_long_as_who_shared_it_may() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let rights = [Right::SearchParcels, Right::TrackingMessages];
        let paul = story.colleague(&world, "Paul", &rights).await;
        ops.subscribe(&paul, NUMBER, &to("yanis@example.org")).await.expect("asked");
        let question = mails(ops).await.pop().expect("a question");
        // Not before the address has said yes.
        let follow = {
            let mut tx = ops.store().read(store::Scope::System).await.expect("a transaction");
            let (_, token) = question.unsubscribe.rsplit_once('/').expect("a link");
            store::tracking::by_token(&mut tx, token).await.expect("read").expect("a subscription").follow_token
        };
        assert!(matches!(ops.followed(&follow, Language::Fr).await, Err(Error::NotFound)));
        ops.confirm_messages(&secret(&question.body, "/confirm/")).await.expect("confirmed");
        scanned(ops, "notified", "11:00").await;
        let seen = async || ops.followed(&follow, Language::Fr).await.map(|followed| followed.facts[0].1.clone());
        assert_eq!(seen().await.expect("a parcel"), "Avisé");
        scanned(ops, "delivered", "15:00").await;
        assert_eq!(seen().await.expect("a parcel"), "Livré");
        ops.disable_user("paul@lunettes.example").await.expect("disabled");
        assert!(matches!(seen().await, Err(Error::NotFound)));
        for nobodys in ["", "nothing", &"x".repeat(100_000)] {
            assert!(matches!(ops.followed(nobodys, Language::Fr).await, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn who_refuses_the_question_cannot_be_confirmed_by_it_later() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &to("yanis@example.org")).await.expect("asked");
        let question = mails(ops).await.pop().expect("a question");
        let (_, token) = question.unsubscribe.rsplit_once('/').expect("a link");
        ops.stop_messages(token).await.expect("stopped");
        let link = secret(&question.body, "/confirm/");
        let refused = ops.confirm_messages(&link).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::LinkExpired))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_secret_of_nobodys_is_not_found() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        for token in ["", "nothing", &"x".repeat(10_000), "' or 1=1 --"] {
            let (link, stopped) = (ops.stop_link(token).await, ops.stop_messages(token).await);
            assert!(matches!(link, Err(Error::NotFound)), "{link:?}");
            assert!(matches!(stopped, Err(Error::NotFound)), "{stopped:?}");
            assert_eq!(ops.language_of_link(token).await.expect("read"), None);
        }
        assert_eq!(ops.parcel_messages(&story.claire, NUMBER).await.expect("a page").subscriptions.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_press_holds_also_when_the_carrier_takes_the_end_back() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        confirmed(ops, &story.claire, "yanis@example.org").await;
        scanned(ops, "delivered", "08:30").await;
        let told = mails(ops).await.pop().expect("a mail");
        let token = secret(&told.body, "/unsubscribe/");
        assert!(!ops.stop_link(&token).await.expect("a link").stopped, "it ended with the parcel, and may go on");
        ops.stop_messages(&token).await.expect("stopped");
        assert!(ops.stop_link(&token).await.expect("a link").stopped);
        let before = subjects(ops).await.len();
        super::scan(ops, &[&format!("{NUMBER};in_transit;02/03/2026 09:00;Brest;;yes")]).await;
        scanned(ops, "out_for_delivery", "10:00").await;
        assert_eq!(subjects(ops).await.len(), before, "nothing more");
    })
    .await;
}
