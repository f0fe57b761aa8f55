//! Asking for messages.

use domain::Language;
use domain::actor::{AccountScope, Level, Right};
use domain::id::SubscriptionId;
use domain::parcel::TrackingEvent as E;
use domain::parcel::tracking::{ADDRESSES_PER_PARCEL, ASKED_BY_USER_PER_DAY, ASKED_OF_ADDRESS_PER_DAY};
use domain::refusal::{FieldRefusal, Refusal};
use jiff::SignedDuration;
use operations::Error;
use operations::tracking::{Subscribed, TrackingWish};

use super::support::for_each_world;
use super::{NUMBER, Story, announce, confirmed, mails, own, scanned, secret, to};

#[tokio::test]
async fn the_own_address_is_subscribed_at_once_and_folds() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let spaced = "6a 18987 97067 4";
        assert_eq!(
            ops.subscribe(&story.claire, spaced, &own(&[E::Delivered])).await.expect("done"),
            Subscribed::Active
        );
        // Again, with other events, typed as an address of another case: the same subscription.
        let typed = TrackingWish {
            address: Some(" Claire@Lunettes.Example ".to_owned()),
            language: Language::En,
            events: vec![E::Notified, E::Delivered, E::Notified],
        };
        assert_eq!(ops.subscribe(&story.claire, NUMBER, &typed).await.expect("done"), Subscribed::Active);
        let page = ops.parcel_messages(&story.claire, NUMBER).await.expect("a page");
        assert_eq!(page.own_address, "claire@lunettes.example");
        let [one] = page.subscriptions.as_slice() else { panic!("{:?}", page.subscriptions) };
        assert!(one.own && one.confirmed_at.is_some());
        assert_eq!((one.language, one.events.as_slice()), (Language::En, &[E::Notified, E::Delivered][..]));
        assert!(mails(ops).await.is_empty());

        let all = ops.own_messages(&story.claire, None).await.expect("a page");
        assert_eq!(all.rows.len(), 1);
        assert_eq!((all.rows[0].1.number.as_str(), all.next), (NUMBER, None));
    })
    .await;
}

#[tokio::test]
async fn another_address_is_asked_once_and_told_only_after_it_has_confirmed() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let yanis = to("yanis@example.org");
        for _ in 0..2 {
            assert_eq!(ops.subscribe(&story.claire, NUMBER, &yanis).await.expect("done"), Subscribed::Asked);
        }
        let asked = mails(ops).await;
        assert_eq!(asked.len(), 1, "a form sent twice asks once");
        assert_eq!((asked[0].to_address.as_str(), asked[0].language), ("yanis@example.org", Language::En));
        assert_eq!(asked[0].subject, "Get the tracking messages of parcel 6A 1898 7970 674?");
        assert!(asked[0].body.contains("Lunettes de la Côte suggests"), "{}", asked[0].body);
        for personal in ["Haddad", "/parcels/"] {
            assert!(!asked[0].body.contains(personal) && !asked[0].html.contains(personal), "{}", asked[0].body);
        }
        scanned(ops, "out_for_delivery", "08:30").await;
        assert_eq!(mails(ops).await.len(), 1, "nothing before it has confirmed");

        // Asked again later, by another link; the first works no longer.
        world.wait(SignedDuration::from_hours(1));
        ops.subscribe(&story.claire, NUMBER, &yanis).await.expect("done");
        let links: Vec<String> = mails(ops).await.iter().map(|mail| secret(&mail.body, "/confirm/")).collect();
        let old = ops.confirm_messages(&links[0]).await;
        assert!(matches!(old, Err(Error::Refused(Refusal::LinkExpired))), "{old:?}");
        let confirmation = ops.confirmation(&links[1]).await.expect("open");
        assert_eq!((confirmation.number.as_str(), confirmation.confirmed), (NUMBER, false));
        ops.confirm_messages(&links[1]).await.expect("confirmed");
        ops.confirm_messages(&links[1]).await.expect("and again");
        assert!(ops.confirmation(&links[1]).await.expect("open").confirmed);

        scanned(ops, "notified", "11:00").await;
        let last = mails(ops).await.pop().expect("a mail");
        assert_eq!(last.subject, "Delivery failed, notice left – parcel 6A 1898 7970 674 – CMD-1");
        assert_eq!((last.to_address.as_str(), last.person, last.to_name.as_str()), ("yanis@example.org", None, ""));
        for personal in ["Haddad", "/parcels/", "claire"] {
            assert!(!last.body.contains(personal) && !last.html.contains(personal), "{}", last.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_that_confirms_is_valid_for_seven_days() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &to("yanis@example.org")).await.expect("done");
        let link = secret(&mails(ops).await[0].body, "/confirm/");
        world.wait(SignedDuration::from_hours(7 * 24));
        for answer in [ops.confirm_messages(&link).await, ops.confirmation(&link).await.map(|_| ())] {
            assert!(matches!(answer, Err(Error::Refused(Refusal::LinkExpired))), "{answer:?}");
        }
        let unknown = ops.confirmation("nothing").await;
        assert!(matches!(unknown, Err(Error::Refused(Refusal::LinkExpired))), "{unknown:?}");
        let empty = ops.confirmation("").await;
        assert!(matches!(empty, Err(Error::Refused(Refusal::LinkExpired))), "{empty:?}");
    })
    .await;
}

#[tokio::test]
async fn a_wish_that_cannot_be_is_refused_with_all_its_fields() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        for (address, events, expected) in [
            (None, &[][..], vec![("events", FieldRefusal::NotChosen)]),
            (Some(""), &[E::Delivered], vec![("address", FieldRefusal::Missing)]),
            (Some("yanis"), &[], vec![("events", FieldRefusal::NotChosen), ("address", FieldRefusal::NotAnEmail)]),
            (Some("a@b.example\r\nBcc: c@d.example"), &[E::Delivered], vec![("address", FieldRefusal::NotAnEmail)]),
        ] {
            let wish =
                TrackingWish { address: address.map(str::to_owned), language: Language::Fr, events: events.to_vec() };
            let refused = ops.subscribe(&story.claire, NUMBER, &wish).await;
            let Err(Error::Refused(Refusal::Fields(fields))) = refused else { panic!("{refused:?}") };
            let fields: Vec<(&str, FieldRefusal)> =
                fields.iter().map(|(name, refusal)| (name.as_str(), refusal.clone())).collect();
            assert_eq!(fields, expected, "{address:?}");
        }
        assert!(ops.parcel_messages(&story.claire, NUMBER).await.expect("a page").subscriptions.is_empty());
        scanned(ops, "delivered", "11:00").await;
        let late = ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::ParcelSettled))), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_see_the_parcel_learns_nothing_and_who_lacks_the_option_is_told() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        let velos = world.customer("Vélos du Nord").await;
        let vera = world.user(velos, "Administrateur", "vera@velos.example").await;
        let agent = world.agent("karim@consigne.example", Level::Administrator).await;
        let reader = story.colleague(&world, "Lecture", &[Right::SearchParcels]).await;
        world.profile(story.customer, "Ailleurs", &Right::ALL, AccountScope::accounts(Vec::new())).await;
        let elsewhere = world.user(story.customer, "Ailleurs", "ailleurs@lunettes.example").await;
        for (actor, key) in [(&vera, NUMBER), (&agent, NUMBER), (&elsewhere, NUMBER), (&story.claire, "NOTHING")] {
            let (done, page) = (ops.subscribe(actor, key, &own(&E::ALL)).await, ops.parcel_messages(actor, key).await);
            assert!(matches!(done, Err(Error::NotFound)), "{done:?}");
            assert!(matches!(page, Err(Error::NotFound)), "{page:?}");
        }
        let refused = ops.subscribe(&reader, NUMBER, &own(&E::ALL)).await;
        let lacks = Refusal::NotAllowed(Right::TrackingMessages);
        assert!(matches!(refused, Err(Error::Refused(ref why)) if *why == lacks), "{refused:?}");

        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        let id = ops.parcel_messages(&story.claire, NUMBER).await.expect("a page").subscriptions[0].id;
        let nobodys = SubscriptionId(operations::ids::new_id(ops.now()));
        for (actor, id) in [(&vera, id), (&reader, id), (&story.claire, nobodys)] {
            let refused = ops.end_messages(actor, id).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        ops.end_messages(&story.claire, id).await.expect("ended");
        ops.end_messages(&story.claire, id).await.expect("and again");
        scanned(ops, "delivered", "11:00").await;
        assert!(mails(ops).await.is_empty());
        assert!(ops.own_messages(&story.claire, None).await.expect("a page").rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_parcel_tells_ten_addresses_at_most() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("done");
        for n in 1..ADDRESSES_PER_PARCEL {
            ops.subscribe(&story.claire, NUMBER, &to(&format!("n{n}@example.org"))).await.expect("done");
        }
        let eleventh = ops.subscribe(&story.claire, NUMBER, &to("n11@example.org")).await;
        let Err(Error::Refused(Refusal::Fields(fields))) = &eleventh else { panic!("{eleventh:?}") };
        assert_eq!(*fields, [("address".to_owned(), FieldRefusal::TooManyAddresses(ADDRESSES_PER_PARCEL))]);
        // Who is there already can change what is told; and who goes makes room.
        ops.subscribe(&story.claire, NUMBER, &to("n3@example.org")).await.expect("changed");
        let first = ops.parcel_messages(&story.claire, NUMBER).await.expect("a page").subscriptions[0].id;
        ops.end_messages(&story.claire, first).await.expect("ended");
        ops.subscribe(&story.claire, NUMBER, &to("n11@example.org")).await.expect("there is room");
        // Links that nobody followed keep no room.
        world.wait(SignedDuration::from_hours(8 * 24));
        ops.subscribe(&story.claire, NUMBER, &own(&E::ALL)).await.expect("there is room");
    })
    .await;
}

#[tokio::test]
async fn nobody_can_have_strangers_flooded_with_questions() {
    for_each_world(async |world| {
        let story = Story::begin(&world).await;
        let ops = &world.operations;
        // One address, again and again.
        for _ in 0..ASKED_OF_ADDRESS_PER_DAY {
            ops.subscribe(&story.claire, NUMBER, &to("yanis@example.org")).await.expect("asked");
            world.wait(SignedDuration::from_mins(5));
        }
        let refused = ops.subscribe(&story.claire, NUMBER, &to("yanis@example.org")).await;
        let Err(Error::Refused(Refusal::TooManyTries { seconds })) = refused else { panic!("{refused:?}") };
        assert!((80_000..=86_400).contains(&seconds), "{seconds}");
        assert_eq!(mails(ops).await.len(), ASKED_OF_ADDRESS_PER_DAY);

        // Many addresses, over several parcels.
        let mut asked = ASKED_OF_ADDRESS_PER_DAY;
        for parcel in 1..=3 {
            let number = format!("AA{parcel}");
            announce(ops, &number, "27/02/2026").await;
            for n in 0..9 {
                let answer = ops.subscribe(&story.claire, &number, &to(&format!("n{parcel}{n}@example.org"))).await;
                match answer {
                    Ok(_) => asked += 1,
                    Err(Error::Refused(Refusal::TooManyTries { .. })) => {}
                    other => panic!("{other:?}"),
                }
            }
        }
        assert_eq!(asked, ASKED_BY_USER_PER_DAY);
        assert_eq!(mails(ops).await.len(), ASKED_BY_USER_PER_DAY);
        // What was refused left nothing behind, and tomorrow is another day.
        assert_eq!(ops.parcel_messages(&story.claire, "AA3").await.expect("a page").subscriptions.len(), 0);
        world.wait(SignedDuration::from_hours(25));
        confirmed(ops, &story.claire, "yanis@example.org").await;
    })
    .await;
}
