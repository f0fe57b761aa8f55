//! Defining, changing, pausing and deleting, and what is refused.

use domain::actor::{AccountScope, Right};
use domain::refusal::{FieldRefusal, Refusal};
use operations::Error;

use crate::support::{World, for_each_world};
use crate::{CLAIRE, Cast, at, ended, mails, parcels, round, wish, with, written_to};

fn fields<T: std::fmt::Debug>(refused: operations::Result<T>) -> Vec<(String, FieldRefusal)> {
    match refused {
        Err(Error::Refused(Refusal::Fields(fields))) => fields,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_report_is_sent_from_the_next_day_on_and_never_on_the_day_it_is_made() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        // It is Monday, 9:00 in Paris; 23:30 is still to come.
        let id = world
            .operations
            .create_report(&cast.claire, &with(|typed| typed.time = "23:30".into()))
            .await
            .expect("made");
        at(&world, "2026-03-02T22:59:00Z");
        round(&world).await;
        assert!(ended(&world, &cast.claire, id).await.is_empty());
        at(&world, "2026-03-03T22:29:00Z");
        round(&world).await;
        assert!(ended(&world, &cast.claire, id).await.is_empty());
        at(&world, "2026-03-03T22:30:00Z");
        round(&world).await;
        assert_eq!(ended(&world, &cast.claire, id).await.len(), 1);
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE]);
    })
    .await;
}

#[tokio::test]
async fn bad_input_is_said_field_by_field() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let create = async |wish| fields(world.operations.create_report(&cast.claire, &wish).await);
        let one = |field: &str, refusal| vec![(field.to_owned(), refusal)];
        let six: String = (1..=6).map(|n| format!("n{n}@port.example\n")).collect();
        assert_eq!(
            create(with(|typed| typed.recipients = six)).await,
            one("recipients", FieldRefusal::TooManyRecipients(5))
        );
        assert_eq!(
            create(with(|typed| typed.ends_on = "2026-03-01".into())).await,
            one("ends_on", FieldRefusal::InThePast)
        );
        for name in ["../suivi", "a/b", "a\\b", "sui\u{0}vi", "suivi\r\nBcc: x"] {
            let refused = create(with(|typed| typed.file_name = name.into())).await;
            assert_eq!(refused, one("file_name", FieldRefusal::NotAFileName), "{name:?}");
        }
        let mut elsewhere = wish("");
        elsewhere.billed = uuid::Uuid::nil().to_string();
        assert_eq!(create(elsewhere).await, one("billed", FieldRefusal::NotOffered));
        assert!(mails(&world, &cast).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_eleventh_report_is_refused_also_of_two_forms_at_once() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        for n in 0..9 {
            world.operations.create_report(&cast.claire, &wish(&n.to_string())).await.expect("made");
        }
        let (ten, eleven) = (wish("ten"), wish("eleven"));
        let (one, other) = tokio::join!(
            world.operations.create_report(&cast.claire, &ten),
            world.operations.create_report(&cast.claire, &eleven)
        );
        let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert!(matches!(refused[..], [Error::Refused(Refusal::TooManyReports(10))]), "{refused:?}");
        assert_eq!(world.operations.reports(&cast.claire).await.expect("a page").reports.len(), 10);
    })
    .await;
}

#[tokio::test]
async fn two_clicks_make_one_report() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let first = world.operations.create_report(&cast.claire, &wish("k")).await.expect("made");
        assert_eq!(world.operations.create_report(&cast.claire, &wish("k")).await.expect("made"), first);
        assert_eq!(world.operations.reports(&cast.claire).await.expect("a page").reports.len(), 1);
        // Somebody else's key is another one.
        assert_ne!(world.operations.create_report(&cast.hugo, &wish("k")).await.expect("made"), first);
    })
    .await;
}

#[tokio::test]
async fn who_changes_what_he_has_not_seen_is_told_so() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        let change = async |version, name: &str| {
            let wish = with(|typed| typed.name = name.to_owned());
            world.operations.change_report(&cast.claire, id, version, &wish).await
        };
        change(1, "Autre").await.expect("changed");
        // The same form once more: it is done already.
        change(1, "Autre").await.expect("nothing to do");
        assert!(matches!(change(1, "Encore").await, Err(Error::Refused(Refusal::ChangedMeanwhile))));
        change(2, "Encore").await.expect("changed");
        // Colleagues and other customers find nothing to change.
        let foreign = world.customer("Vélos du Nord").await;
        let vera = world.user(foreign, "Administrateur", "vera@velos.example").await;
        for other in [&cast.hugo, &vera, &cast.ana] {
            let refused = world.operations.change_report(other, id, 3, &wish("")).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            assert!(matches!(world.operations.pause_report(other, id, true).await, Err(Error::NotFound)));
            assert!(matches!(world.operations.delete_report(other, id).await, Err(Error::NotFound)));
        }
        for stranger in [&vera, &cast.ana] {
            assert!(matches!(world.operations.report(stranger, id).await, Err(Error::NotFound)));
            assert!(matches!(world.operations.preview_report(stranger, id).await, Err(Error::NotFound)));
            assert!(matches!(world.operations.subscribe_to_report(stranger, id).await, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_profile_without_reports_has_none() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        world.profile(cast.customer, "Quai", &[Right::SearchParcels], AccountScope::All).await;
        let quai = world.user(cast.customer, "Quai", "quai@lunettes.example").await;
        let refused = world.operations.create_report(&quai, &wish("")).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::Reports)))), "{refused:?}");
        assert!(world.operations.reports(&quai).await.is_err());
        assert!(matches!(world.operations.reports(&cast.ana).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_paused_report_rests_and_catches_nothing_up() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        world.operations.pause_report(&cast.claire, id, true).await.expect("paused");
        world.operations.pause_report(&cast.claire, id, true).await.expect("paused already");
        at(&world, "2026-03-05T12:00:00Z");
        round(&world).await;
        world.operations.pause_report(&cast.claire, id, false).await.expect("resumed");
        round(&world).await;
        assert!(ended(&world, &cast.claire, id).await.is_empty());
        at(&world, "2026-03-06T07:00:00Z");
        round(&world).await;
        assert_eq!(ended(&world, &cast.claire, id).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_earlier_hour_is_not_caught_up_and_a_later_one_of_the_day_is_sent() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        // Tuesday 7:30 in Paris, half an hour before the first sending: from now on at 7:00, which is over for today.
        at(&world, "2026-03-03T06:30:00Z");
        let earlier = with(|typed| typed.time = "07:00".into());
        world.operations.change_report(&cast.claire, id, 1, &earlier).await.expect("changed");
        round(&world).await;
        assert!(ended(&world, &cast.claire, id).await.is_empty());
        let later = with(|typed| typed.time = "10:00".into());
        world.operations.change_report(&cast.claire, id, 2, &later).await.expect("changed");
        at(&world, "2026-03-03T09:00:00Z");
        round(&world).await;
        assert_eq!(ended(&world, &cast.claire, id).await.len(), 1);
        // Moved behind what was sent today, it is not sent a second time today.
        let latest = with(|typed| typed.time = "18:00".into());
        world.operations.change_report(&cast.claire, id, 3, &latest).await.expect("changed");
        at(&world, "2026-03-03T20:00:00Z");
        round(&world).await;
        assert_eq!(ended(&world, &cast.claire, id).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_report_is_gone_with_all_it_had() {
    for_each_world(async |world: World| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        at(&world, "2026-03-03T07:00:00Z");
        world.operations.start_due_reports().await.expect("begun");
        // Deleted while its run waits: the worker finds nothing to do.
        world.operations.delete_report(&cast.claire, id).await.expect("deleted");
        let ran = world.operations.run_long_work().await.expect("worked off");
        assert_eq!((ran.done, ran.later, ran.dead), (1, 0, 0));
        assert!(mails(&world, &cast).await.is_empty());
        assert!(matches!(world.operations.report(&cast.claire, id).await, Err(Error::NotFound)));
        assert!(world.operations.reports(&cast.hugo).await.expect("a page").reports.is_empty());
    })
    .await;
}
