//! Links and files of runs that are over, and of readers who lost what they had; and asking strangers.

use domain::actor::{AccountScope, Right};
use domain::id::UserId;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::reports::RunState;
use operations::{Error, ids};
use store::Scope;

use crate::support::{World, for_each_world};
use crate::{CLAIRE, Cast, HUGO, at, carried, ended, link, mail_to, parcels, round, wish, with, written_to};

const QUAI: &str = "quai@port.example";

/// A link to somebody's copy of the last run, as a mail with large files has it.
async fn linked(world: &World, cast: &Cast, id: domain::id::ReportId, person: Option<UserId>, address: &str) -> String {
    let run = world.operations.report(&cast.claire, id).await.expect("a page").runs.remove(0).run.id;
    let token = ids::new_secret();
    let until = world.operations.now() + SignedDuration::from_hours(24 * 400);
    let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
    let hash = ids::sha256_hex(token.as_bytes());
    store::reports::insert_link(&mut tx, &hash, run, (person, address), until).await.expect("a link");
    tx.commit().await.expect("kept");
    token
}

/// Moves somebody under a profile of these options and accounts.
async fn move_to(world: &World, cast: &Cast, person: UserId, rights: &[Right], scope: AccountScope) {
    world.profile(cast.customer, "Réduit", rights, scope).await;
    let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
    let profiles = store::people::list_profiles(&mut tx, cast.customer).await.expect("profiles");
    let reduced = profiles.into_iter().find(|profile| profile.name == "Réduit").expect("the profile");
    store::people::update_profile(&mut tx, person, reduced.id).await.expect("moved");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_link_answers_as_long_as_its_reader_would_get_the_report() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        parcels(&world).await;
        let wish = with(|typed| typed.recipients = format!("{QUAI}\n{HUGO}"));
        let id = ops.create_report(&cast.claire, &wish).await.expect("made");
        ops.confirm_reports(&link(&mail_to(&world, &cast, QUAI).await, "reports/confirm")).await.expect("agreed");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let hers = linked(&world, &cast, id, Some(cast.claire.user), CLAIRE).await;
        let his = linked(&world, &cast, id, Some(cast.hugo.user), HUGO).await;
        let outside = linked(&world, &cast, id, None, QUAI).await;
        let stranger = linked(&world, &cast, id, None, "nobody@port.example").await;
        for token in [&hers, &his, &outside] {
            assert!(ops.linked_copy(token).await.is_ok());
        }
        assert!(matches!(ops.linked_copy(&stranger).await, Err(Error::NotFound)), "of nobody who is named");

        ops.stop_report(&link(&mail_to(&world, &cast, QUAI).await, "reports/unsubscribe")).await.expect("ended");
        assert!(matches!(ops.linked_copy(&outside).await, Err(Error::NotFound)), "he had enough");
        ops.disable_user(HUGO).await.expect("disabled");
        assert!(matches!(ops.linked_copy(&his).await, Err(Error::NotFound)), "he may not sign in");
        move_to(&world, &cast, cast.claire.user, &[Right::SearchParcels], AccountScope::All).await;
        assert!(matches!(ops.linked_copy(&hers).await, Err(Error::NotFound)), "she has no reports any more");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_offered_while_its_reader_sees_all_that_is_in_it() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        parcels(&world).await;
        let id = ops.create_report(&cast.claire, &wish("a")).await.expect("made");
        ops.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let hers = linked(&world, &cast, id, Some(cast.claire.user), CLAIRE).await;
        let file = ops.report(&cast.claire, id).await.expect("a page").runs[0].files[0].id;
        assert!(ops.report_file(&cast.claire, id, file).await.is_ok());

        let (rights, north) = ([Right::SearchParcels, Right::Reports], AccountScope::accounts(vec![cast.north]));
        move_to(&world, &cast, cast.hugo.user, &rights, north).await;
        let hugo = {
            let mut tx = ops.store().read(Scope::System).await.expect("a connection");
            store::people::find_actor(&mut tx, cast.hugo.user).await.expect("read").expect("there")
        };
        assert!(ops.report(&hugo, id).await.expect("a page").runs[0].files.is_empty(), "he sees NORD alone now");

        // Labels of 1 March are shown until 1 September.
        at(&world, "2026-09-01T07:00:00Z");
        assert!(ops.report_file(&cast.claire, id, file).await.is_ok() && ops.linked_copy(&hers).await.is_ok());
        at(&world, "2026-09-02T07:00:00Z");
        assert!(matches!(ops.report_file(&cast.claire, id, file).await, Err(Error::NotFound)));
        assert!(matches!(ops.linked_copy(&hers).await, Err(Error::NotFound)));
        assert!(ops.report(&cast.claire, id).await.expect("a page").runs[0].files.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_left_a_report_is_asked_before_he_gets_the_next_and_keeps_the_others() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        let to_quai = with(|typed| typed.recipients = QUAI.to_owned());
        let first = ops.create_report(&cast.claire, &to_quai).await.expect("made");
        ops.confirm_reports(&link(&mail_to(&world, &cast, QUAI).await, "reports/confirm")).await.expect("agreed");
        ops.create_report(&cast.hugo, &to_quai).await.expect("made");
        at(&world, "2026-03-05T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report_question").await.len(), 1);
        let left = ops.report(&cast.claire, first).await.expect("a page").recipients.pop().expect("named");
        ops.stop_report(&left.unsubscribe_token).await.expect("ended");

        // Taken out and named again, or named by a new report, he is asked anew.
        ops.delete_report(&cast.claire, first).await.expect("deleted");
        let again = ops.create_report(&cast.claire, &to_quai).await.expect("made");
        assert_eq!(written_to(&world, &cast, "report_question").await.len(), 2);
        assert!(!ops.report(&cast.claire, again).await.expect("a page").recipients[1].confirmed);
        at(&world, "2026-03-06T07:00:00Z");
        round(&world).await;
        let to_him = written_to(&world, &cast, "report").await.into_iter().filter(|address| address == QUAI);
        assert_eq!(to_him.count(), 3, "twice before, and Hugo's, which he did not leave");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_too_often_nor_in_anybodys_own_words() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        let named = |report: usize, from: usize| {
            with(|typed| {
                typed.name = format!("Gagnez {report} euros");
                typed.recipients = (from..from + 5).map(|n| format!("a{n}@port.example\n")).collect();
            })
        };
        for report in 0..4 {
            ops.create_report(&cast.claire, &named(report, report * 5)).await.expect("made");
        }
        let refused = ops.create_report(&cast.claire, &named(4, 20)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::TooManyTries { .. }))), "{refused:?}");
        assert_eq!(written_to(&world, &cast, "report_question").await.len(), 20);
        let question = mail_to(&world, &cast, "a3@port.example").await;
        assert!(!question.body.contains("Gagnez") && !question.subject.contains("Gagnez"), "{}", question.body);
        assert!(question.body.contains("Lunettes de la Côte"));
    })
    .await;
}

#[tokio::test]
async fn who_has_not_answered_is_asked_again_when_the_report_is_saved() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        let to_quai = with(|typed| typed.recipients = QUAI.to_owned());
        let id = ops.create_report(&cast.claire, &to_quai).await.expect("made");
        ops.change_report(&cast.claire, id, 1, &to_quai).await.expect("nothing to change");
        assert_eq!(written_to(&world, &cast, "report_question").await.len(), 1, "asked a moment ago");
        world.wait(SignedDuration::from_hours(25));
        ops.change_report(&cast.claire, id, 1, &to_quai).await.expect("nothing to change");
        assert_eq!(written_to(&world, &cast, "report_question").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_colleague_named_as_requester_reads_by_his_own_rights_and_may_leave() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        parcels(&world).await;
        let wish = with(|typed| typed.email = crate::PAUL.to_owned());
        let id = ops.create_report(&cast.claire, &wish).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let mail = mail_to(&world, &cast, crate::PAUL).await;
        assert!(!carried(&world, &mail, ".csv").await.contains("CMD-2"), "SUD is not his");
        ops.stop_report(&link(&mail, "reports/unsubscribe")).await.expect("ended");
        at(&world, "2026-03-04T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await.len(), 1);

        // Who left as one of the recipients and becomes the requester himself gets what he asks for.
        let wish = with(|typed| typed.email = CLAIRE.to_owned());
        ops.change_report(&cast.claire, id, 1, &wish).await.expect("changed");
        at(&world, "2026-03-05T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_report_can_be_changed_on_its_last_day_and_after_it() {
    for_each_world(async |world| {
        let (ops, cast) = (&world.operations, Cast::of(&world).await);
        let until = |name: &str, day: &str| {
            with(|typed| {
                typed.name = name.to_owned();
                typed.ends_on = day.to_owned();
            })
        };
        let id = ops.create_report(&cast.claire, &until("Suivi", "2026-03-04")).await.expect("made");
        at(&world, "2026-03-04T06:00:00Z");
        ops.change_report(&cast.claire, id, 1, &until("Suivi du port", "2026-03-04")).await.expect("its last day");
        round(&world).await;
        at(&world, "2026-03-09T06:00:00Z");
        round(&world).await;
        ops.change_report(&cast.claire, id, 2, &until("Suivi", "2026-03-04")).await.expect("it is over");
        let refused = ops.change_report(&cast.claire, id, 3, &until("Suivi", "2026-03-05")).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{refused:?}");
        // Moved to today, it is sent today.
        ops.change_report(&cast.claire, id, 3, &until("Suivi", "2026-03-09")).await.expect("goes on");
        at(&world, "2026-03-09T07:00:00Z");
        round(&world).await;
        let last = ended(&world, &cast.claire, id).await.remove(0);
        assert_eq!(last, ("2026-03-09".to_owned(), RunState::Done));
    })
    .await;
}
