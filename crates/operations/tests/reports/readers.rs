//! Who gets a run, by which rights: asked when it runs.

use domain::actor::{AccountScope, Right};
use domain::id::UserId;
use jiff::SignedDuration;
use operations::reports::{RunState, Skipped};
use store::Scope;

use crate::support::{World, for_each_world};
use crate::{
    CLAIRE, Cast, HUGO, PAUL, at, carried, link, mail_to, mails, parcels, round, runs, wish, with, written_to,
};

const QUAI: &str = "quai@port.example";

#[tokio::test]
async fn an_address_outside_says_yes_once_and_then_gets_reports_without_links() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let to_quai = with(|typed| typed.recipients = QUAI.to_owned());
        world.operations.create_report(&cast.claire, &to_quai).await.expect("made");
        let question = mail_to(&world, &cast, QUAI).await;
        assert_eq!(question.kind, "report_question");
        let token = link(&question, "reports/confirm");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE], "nothing before he agrees");

        // Looking at the link changes nothing.
        let asked = world.operations.report_confirmation(&token).await.expect("a question");
        assert_eq!((asked.customer.as_str(), asked.confirmed), ("Lunettes de la Côte", false));
        world.operations.confirm_reports(&token).await.expect("agreed");
        world.operations.confirm_reports(&token).await.expect("agreed already");
        assert!(world.operations.report_confirmation("no-such-link").await.is_err());
        at(&world, "2026-03-04T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE, CLAIRE, QUAI]);
        let his = mail_to(&world, &cast, QUAI).await;
        let page = carried(&world, &his, ".html").await;
        assert!(!page.contains("<a ") && page.contains("CMD-3"), "{page}");
        let hers = mail_to(&world, &cast, CLAIRE).await;
        let page = carried(&world, &hers, ".html").await;
        assert_eq!(page.matches("<a href=\"https://consigne.example/parcels/").count(), 3, "{page}");
        assert!(carried(&world, &hers, ".csv").await.contains("6A00000000018"));

        // Another report of the same customer needs no second answer.
        let again = with(|typed| typed.recipients = QUAI.to_owned());
        world.operations.create_report(&cast.hugo, &again).await.expect("made");
        assert_eq!(written_to(&world, &cast, "report_question").await, [QUAI]);
    })
    .await;
}

#[tokio::test]
async fn one_press_ends_the_mails_of_a_report_for_an_address() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        let wish = with(|typed| typed.recipients = format!("{QUAI}\n{HUGO}"));
        let id = world.operations.create_report(&cast.claire, &wish).await.expect("made");
        let token = link(&mail_to(&world, &cast, QUAI).await, "reports/confirm");
        world.operations.confirm_reports(&token).await.expect("agreed");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let his = mail_to(&world, &cast, QUAI).await;
        let token = link(&his, "reports/unsubscribe");
        assert_eq!(his.unsubscribe, format!("https://consigne.example/reports/unsubscribe/{token}"));
        assert_eq!(his.list, "reports");
        assert_eq!(mail_to(&world, &cast, CLAIRE).await.unsubscribe, "", "its owner stops it on its page");
        assert_eq!(world.operations.report_to_stop(&token).await.expect("a link").address, QUAI);
        world.operations.stop_report(&token).await.expect("ended");
        world.operations.stop_report(&token).await.expect("ended already");
        world.operations.stop_report("no-such-link").await.expect("the same answer");
        at(&world, "2026-03-04T07:00:00Z");
        round(&world).await;
        let hugo = written_to(&world, &cast, "report").await;
        assert_eq!(hugo.iter().filter(|address| *address == QUAI).count(), 1, "{hugo:?}");
        assert_eq!(hugo.iter().filter(|address| *address == HUGO).count(), 2, "{hugo:?}");
        let page = world.operations.report(&cast.claire, id).await.expect("a page");
        let stopped = page.recipients.iter().find(|one| one.address == QUAI).expect("named");
        assert!(stopped.unsubscribed_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn an_owner_who_gives_an_address_that_is_no_account_gets_no_links_there_and_can_leave() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let private = with(|typed| typed.email = QUAI.to_owned());
        let id = world.operations.create_report(&cast.claire, &private).await.expect("made");
        let token = link(&mail_to(&world, &cast, QUAI).await, "reports/confirm");
        world.operations.confirm_reports(&token).await.expect("agreed");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let his = mail_to(&world, &cast, QUAI).await;
        assert!(!carried(&world, &his, ".html").await.contains("<a "));
        assert!(his.unsubscribe.contains("/reports/unsubscribe/"), "{}", his.unsubscribe);

        // Sent again it goes to that address, and to her account once he has left.
        let run = runs(&world, &cast.claire, id).await.remove(0).id;
        let again = async || {
            world.wait(SignedDuration::from_mins(5));
            world.operations.send_report_again(&cast.claire, id, run).await.expect("begun");
            world.operations.run_long_work().await.expect("worked off");
            written_to(&world, &cast, "report").await
        };
        assert_eq!(again().await, [QUAI, QUAI]);
        world.operations.stop_report(&link(&his, "reports/unsubscribe")).await.expect("ended");
        assert_eq!(again().await, [CLAIRE, QUAI, QUAI]);
    })
    .await;
}

#[tokio::test]
async fn a_report_given_to_a_colleague_s_address_is_sent_again_to_its_owner() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let to_paul = with(|typed| typed.email = PAUL.to_owned());
        let id = world.operations.create_report(&cast.claire, &to_paul).await.expect("made");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let table = carried(&world, &mail_to(&world, &cast, PAUL).await, ".csv").await;
        assert!(table.contains("CMD-1") && !table.contains("CMD-2"), "by his own rights: {table}");
        let run = runs(&world, &cast.claire, id).await.remove(0).id;
        world.operations.send_report_again(&cast.claire, id, run).await.expect("begun");
        world.operations.run_long_work().await.expect("worked off");
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE, PAUL]);
    })
    .await;
}

#[tokio::test]
async fn colleagues_get_the_rows_of_their_own_rights() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        world.operations.subscribe_to_report(&cast.paul, id).await.expect("subscribed");
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE, HUGO, PAUL]);
        let table = carried(&world, &mail_to(&world, &cast, PAUL).await, ".csv").await;
        assert!(table.contains("CMD-1") && !table.contains("CMD-2") && !table.contains("CMD-3"), "{table}");
        let table = carried(&world, &mail_to(&world, &cast, HUGO).await, ".csv").await;
        assert!(table.contains("CMD-1") && table.contains("CMD-2") && table.contains("CMD-3"), "{table}");

        // Each finds his own copy on the page, and nobody else's.
        let his = world.operations.report(&cast.paul, id).await.expect("a page").runs.remove(0);
        let hers = world.operations.report(&cast.claire, id).await.expect("a page").runs.remove(0);
        let file = world.operations.report_file(&cast.paul, id, his.files[0].id).await.expect("his file");
        assert_eq!(file.name, "suivi-2026-03-03.csv");
        let foreign = world.operations.report_file(&cast.paul, id, hers.files[0].id).await;
        assert!(matches!(foreign, Err(operations::Error::NotFound)));
        assert!(world.operations.report_file(&cast.claire, id, his.files[0].id).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_colleague_named_as_recipient_and_subscribed_gets_one_mail_of_his_own_rows() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let to_paul = with(|typed| typed.recipients = PAUL.to_uppercase());
        let id = world.operations.create_report(&cast.claire, &to_paul).await.expect("made");
        world.operations.subscribe_to_report(&cast.paul, id).await.expect("subscribed");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let to = written_to(&world, &cast, "report").await;
        assert_eq!(to.len(), 2, "{to:?}");
        assert!(mails(&world, &cast).await.iter().all(|mail| mail.kind == "report"), "a user is not asked");
        let table = carried(&world, &mail_to(&world, &cast, &PAUL.to_uppercase()).await, ".csv").await;
        assert!(table.contains("CMD-1") && !table.contains("CMD-2"), "{table}");
    })
    .await;
}

#[tokio::test]
async fn who_may_no_longer_sign_in_sends_nothing_and_the_run_says_why() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        world.operations.disable_user(CLAIRE).await.expect("disabled");
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        let run = runs(&world, &cast.hugo, id).await.remove(0);
        assert_eq!((run.state, Skipped::from_word(&run.reason)), (RunState::Skipped, Some(Skipped::OwnerGone)));
        assert!(mails(&world, &cast).await.is_empty());
    })
    .await;
}

/// Moves somebody under a profile of these options and accounts, as the pages of profiles will.
async fn move_to(world: &World, cast: &Cast, person: UserId, rights: &[Right], scope: AccountScope) {
    world.profile(cast.customer, "Réduit", rights, scope).await;
    let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
    let profiles = store::people::list_profiles(&mut tx, cast.customer).await.expect("profiles");
    let reduced = profiles.into_iter().find(|profile| profile.name == "Réduit").expect("the profile");
    store::people::update_profile(&mut tx, person, reduced.id).await.expect("moved");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_lost_right_and_a_lost_account_skip_the_run_with_the_reason() {
    for (rights, expected) in [
        (vec![Right::SearchParcels], Skipped::RightLost),
        (vec![Right::Reports], Skipped::RightLost),
        (vec![Right::SearchParcels, Right::Reports], Skipped::AccountLost),
    ] {
        for_each_world(async |world| {
            let cast = Cast::of(&world).await;
            parcels(&world).await;
            let page = world.operations.reports(&cast.claire).await.expect("a page");
            let south = page.billed.iter().find(|choice| choice.number == "SUD").expect("an account");
            let mut of_south = wish("a");
            of_south.billed = south.id.clone();
            let id = world.operations.create_report(&cast.claire, &of_south).await.expect("made");
            world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
            move_to(&world, &cast, cast.claire.user, &rights, AccountScope::accounts(vec![cast.north])).await;
            at(&world, "2026-03-03T07:00:00Z");
            round(&world).await;
            let run = runs(&world, &cast.hugo, id).await.remove(0);
            assert_eq!((run.state, Skipped::from_word(&run.reason)), (RunState::Skipped, Some(expected)));
            assert!(mails(&world, &cast).await.is_empty());
        })
        .await;
    }
}

#[tokio::test]
async fn a_subscriber_who_lost_the_right_gets_nothing_and_the_others_do() {
    for_each_world(async |world| {
        let cast = Cast::of(&world).await;
        parcels(&world).await;
        let id = world.operations.create_report(&cast.claire, &wish("a")).await.expect("made");
        world.operations.subscribe_to_report(&cast.hugo, id).await.expect("subscribed");
        move_to(&world, &cast, cast.hugo.user, &[Right::SearchParcels], AccountScope::All).await;
        at(&world, "2026-03-03T07:00:00Z");
        round(&world).await;
        assert_eq!(written_to(&world, &cast, "report").await, [CLAIRE]);
    })
    .await;
}
