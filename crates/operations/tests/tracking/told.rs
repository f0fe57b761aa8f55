//! What is told, to whom, and when nothing is.

use domain::Language;
use domain::actor::Right;
use domain::parcel::TrackingEvent as E;
use jiff::SignedDuration;
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::mails::{KeepInTable, MailState};

use super::support::for_each_world;
use super::{NUMBER, Story, announce, confirmed, mails, own, scan, scanned, subjects};

#[tokio::test]
async fn a_scan_that_changes_the_state_writes_one_mail_with_the_change() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&[E::OutForDelivery, E::Delivered])).await.expect("done");
        scanned(ops, "out_for_delivery", "08:30").await;
        let written = mails(ops).await;
        let [mail] = written.as_slice() else { panic!("{written:#?}") };
        assert_eq!(mail.kind, "tracking_message");
        assert_eq!(mail.subject, "En cours de livraison – colis 6A 1898 7970 674 – CMD-1");
        assert_eq!((mail.to_address.as_str(), mail.person), ("claire@lunettes.example", Some(story.claire.user)));
        assert!(mail.body.contains("Dernier événement\u{202f}: lundi 2 mars à 08:30\n"), "{}", mail.body);
        assert!(mail.body.contains("Lieu\u{202f}: Brest\n"), "{}", mail.body);
        assert!(mail.body.contains("https://consigne.example/parcels/"), "{}", mail.body);
        assert_eq!(mail.list, "tracking-messages");
        assert!(mail.unsubscribe.starts_with("https://consigne.example/unsubscribe/"), "{}", mail.unsubscribe);
        assert!(mail.body.contains(&mail.unsubscribe) && mail.html.contains(&mail.unsubscribe));
        assert!(!mail.body.contains("Haddad") && !mail.html.contains("Haddad"), "{}", mail.body);
        ops.deliver_mails(&KeepInTable).await.expect("a round");

        // The same again, a late one that changes nothing, and an event that was not asked for: no mail.
        scanned(ops, "out_for_delivery", "08:30").await;
        scanned(ops, "preparing_delivery", "07:00").await;
        scanned(ops, "notified", "11:00").await;
        assert_eq!(mails(ops).await.len(), 1);

        // The end is told, and then nothing more.
        scanned(ops, "delivered", "16:00").await;
        assert_eq!(mails(ops).await.len(), 2);
        let page = ops.parcel_messages(&story.claire, NUMBER).await.expect("a page");
        assert!(page.settled && page.subscriptions.is_empty(), "{page:?}");
    })
    .await;
}

#[tokio::test]
async fn several_scans_at_once_are_one_mail_about_the_latest() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        let burst = [
            format!("{NUMBER};preparing_delivery;02/03/2026 06:00;Brest;;"),
            format!("{NUMBER};out_for_delivery;02/03/2026 08:30;Brest;;"),
            format!("{NUMBER};notified;02/03/2026 11:00;Brest;;"),
        ];
        scan(ops, &burst.each_ref().map(String::as_str)).await;
        let told = "Échec de livraison, avis de passage déposé – colis 6A 1898 7970 674 – CMD-1";
        assert_eq!(subjects(ops).await, [told]);
        // One after another, faster than mails leave: the latest takes the place of what nobody has tried to send.
        scanned(ops, "available_for_pickup", "12:00").await;
        let second = "Disponible au point de retrait – colis 6A 1898 7970 674 – CMD-1";
        assert_eq!(subjects(ops).await, [second]);
        let delivered = ops.deliver_mails(&KeepInTable).await.expect("a round");
        assert_eq!(delivered.kept, 1);
        // What has left stays.
        scanned(ops, "delivered", "16:00").await;
        assert_eq!(subjects(ops).await, [second, "Livré – colis 6A 1898 7970 674 – CMD-1"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_before_the_subscription_is_not_told_late() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        // It is nine on 2 March. A scan of the evening before comes in only now; one of this morning, too.
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        scan(ops, &[&format!("{NUMBER};preparing_delivery;01/03/2026 21:00;Brest;;")]).await;
        assert!(mails(ops).await.is_empty());
        scanned(ops, "out_for_delivery", "08:30").await;
        assert_eq!(mails(ops).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn another_expected_day_is_told_to_those_who_asked() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&[E::NewEstimate])).await.expect("done");
        for (time, day) in [("09:00", "2026-03-03"), ("10:00", "2026-03-03"), ("11:00", "2026-03-04")] {
            let mapping = feed::Mapping::parse("zone = \"Europe/Paris\"\ncarrier = \"colissimo\"").expect("a mapping");
            let options = FeedOptions { mapping, ..FeedOptions::default() };
            let file =
                format!("tracking_number;state;at;estimated_delivery\n{NUMBER};in_transit;02/03/2026 {time};{day}\n");
            let mut reading = feed::read(FeedFormat::Csv, file.as_bytes(), &options);
            for scan in &mut reading.scans {
                scan.estimated_delivery = Some(day.parse().expect("a day"));
            }
            world.wait(SignedDuration::from_secs(1));
            ops.import_scans(&reading).await.expect("a report");
            ops.deliver_mails(&KeepInTable).await.expect("a round");
        }
        let days: Vec<bool> =
            mails(ops).await.iter().map(|mail| mail.body.contains("Livraison prévue\u{202f}: mardi 3 mars")).collect();
        assert_eq!(days, [true, false]);
        let last = mails(ops).await.pop().expect("a mail");
        assert!(last.body.contains("Livraison prévue\u{202f}: mercredi 4 mars"), "{}", last.body);
    })
    .await;
}

#[tokio::test]
async fn rights_are_asked_again_when_a_message_would_be_sent() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let rights = [Right::SearchParcels, Right::TrackingMessages];
        let paul = story.colleague(&world, "Paul", &rights).await;
        let luc = story.colleague(&world, "Luc", &rights).await;
        for actor in [&paul, &luc] {
            ops.subscribe(actor, NUMBER, &own(&E::ALL)).await.expect("done");
        }
        confirmed(ops, &paul, "yanis@example.org").await;
        let questions = mails(ops).await.len();
        ops.disable_user("paul@lunettes.example").await.expect("disabled");
        scanned(ops, "out_for_delivery", "08:30").await;
        let told: Vec<String> = mails(ops).await.into_iter().skip(questions).map(|mail| mail.to_address).collect();
        assert_eq!(told, ["luc@lunettes.example"], "neither to who may not sign in, nor on his behalf");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_told_of_a_parcel_that_is_hidden() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        // Six months after the label.
        world.wait(SignedDuration::from_hours(24 * 190));
        scan(ops, &[&format!("{NUMBER};delivered;07/09/2026 11:00;Brest;;")]).await;
        assert!(mails(ops).await.is_empty());
        assert!(ops.own_messages(&story.claire, None).await.expect("a page").rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_address_gets_one_mail_whoever_subscribed_it() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let paul = story.colleague(&world, "Paul", &[Right::SearchParcels, Right::TrackingMessages]).await;
        confirmed(ops, &paul, "claire@lunettes.example").await;
        confirmed(ops, &paul, "yanis@example.org").await;
        confirmed(ops, &story.claire, "Yanis@Example.org").await;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        let questions = mails(ops).await.len();
        scanned(ops, "out_for_delivery", "08:30").await;
        let mut told: Vec<(String, Language, bool)> = mails(ops)
            .await
            .into_iter()
            .skip(questions)
            .map(|mail| (mail.to_address.to_lowercase(), mail.language, mail.body.contains("/parcels/")))
            .collect();
        told.sort_by(|one, other| one.0.cmp(&other.0));
        let expected = [("claire@lunettes.example", Language::Fr, true), ("yanis@example.org", Language::En, false)];
        assert_eq!(told, expected.map(|(address, language, link)| (address.to_owned(), language, link)));
    })
    .await;
}

#[tokio::test]
async fn an_end_that_the_carrier_takes_back_is_told_on() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        scanned(ops, "delivered", "11:00").await;
        ops.deliver_mails(&KeepInTable).await.expect("a round");
        scan(ops, &[&format!("{NUMBER};incident;02/03/2026 12:00;Brest;;oui")]).await;
        assert_eq!(
            subjects(ops).await,
            ["Livré – colis 6A 1898 7970 674 – CMD-1", "Incident sur le colis – colis 6A 1898 7970 674 – CMD-1"]
        );
        assert_eq!(ops.parcel_messages(&story.claire, NUMBER).await.expect("a page").subscriptions.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_announcement_whose_scans_waited_tells_nobody_and_breaks_nothing() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        scan(ops, &["WAITS1;delivered;01/03/2026 10:00;Brest;;"]).await;
        announce(ops, "WAITS1", "27/02/2026").await;
        assert!(mails(ops).await.is_empty());
        assert!(ops.parcel_messages(&story.claire, "WAITS1").await.expect("a page").settled);
        assert!(mails(ops).await.iter().all(|mail| mail.state == MailState::Waiting));
    })
    .await;
}
