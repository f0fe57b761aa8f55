//! Subscribing to a colleague's report.

use domain::refusal::Refusal;
use operations::Error;

use crate::support::for_each_world;
use crate::{Cast, HUGO, at, link, mail_to, round, wish, with};

#[tokio::test]
async fn colleagues_reports_are_listed_and_a_subscription_counts_among_ones_ten() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let hers = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        let page = world.operations.reports(&cast.hugo).await.expect("a page");
        assert_eq!(page.colleagues.iter().map(|report| report.id).collect::<Vec<_>>(), [hers]);
        assert_eq!(page.colleagues[0].owner_name, "Claire");
        for n in 0..10 {
            world.operations.create_report(&cast.hugo, &wish(&n.to_string())).await.expect("made");
        }
        let eleventh = world.operations.subscribe_to_report(&cast.hugo, hers).await;
        assert!(matches!(eleventh, Err(Error::Refused(Refusal::TooManyReports(10)))), "{eleventh:?}");

        // Subscribers are not among the five recipients of a report.
        let five: String = (1..=5).map(|n| format!("n{n}@port.example\n")).collect();
        let full = world.operations.create_report(&cast.claire, &with(|typed| typed.recipients = five)).await;
        world.operations.subscribe_to_report(&cast.paul, full.expect("made")).await.expect("subscribed");
        // Nobody subscribes to his own.
        let own = world.operations.subscribe_to_report(&cast.claire, hers).await;
        assert!(matches!(own, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_subscription_ends_on_the_page_and_by_the_link_of_a_mail() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        let subscribed = async || world.operations.report(&cast.hugo, id).await.expect("a page").subscribed;
        for _ in 0..2 {
            world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        }
        assert!(subscribed().await);
        let page = world.operations.report(&cast.claire, id).await.expect("a page");
        assert_eq!(page.subscribers.len(), 1);
        assert!(world.operations.report(&cast.hugo, id).await.expect("a page").recipients.is_empty());
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let token = link(&mail_to(&world, &cast, HUGO).await, "reports/unsubscribe");
        world.operations.stop_report(&token).await.expect("ended");
        assert!(!subscribed().await);
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        world.operations.unsubscribe_from_report(&cast.hugo, id).await.expect("ended");
        assert!(!subscribed().await);
    })
    .await;
}
