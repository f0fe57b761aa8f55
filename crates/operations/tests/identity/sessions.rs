//! Which browsers are signed in, and how that ends.

use std::time::Duration;

use domain::Language;
use domain::actor::{Actor, Level};
use domain::id::SessionId;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;
use operations::identity::SignIn;
use operations::live::Signal;

use crate::support::{World, for_each_world};
use crate::{CLAIRE, OTHER_PASSWORD, PASSWORD, claire, form, is_signed_in, refused, secret, sign_in, wrong};

#[tokio::test]
async fn claire_sees_her_browsers_and_ends_them() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        world.agent("karim@carrier.example", Level::Agent).await;
        world.password("karim@carrier.example", PASSWORD).await;
        let karim = sign_in(&world, "karim@carrier.example", PASSWORD).await;

        let phone = sign_in(&world, CLAIRE, PASSWORD).await;
        world.wait(SignedDuration::from_mins(1));
        let desk = SignIn { agent: "Chromium \u{7}".to_owned() + &"x".repeat(500), ..form(CLAIRE, PASSWORD) };
        let desk = world.operations.sign_in(desk).await.expect("signed in");
        world.wait(SignedDuration::from_mins(1));
        let third = sign_in(&world, CLAIRE, PASSWORD).await;

        let listed = world.operations.sessions(&claire, desk.session).await.expect("a list");
        let order: Vec<(SessionId, bool)> = listed.iter().map(|row| (row.id, row.current)).collect();
        assert_eq!(order, [(third.session, false), (desk.session, true), (phone.session, false)]);
        assert!(listed[1].agent.starts_with("Chromium x") && listed[1].agent.chars().count() == 200);
        assert_eq!((listed[2].agent.as_str(), listed[2].address.as_str()), ("Firefox", "192.0.2.7"));

        // S02: what is revoked is dead at once, and its open streams are told.
        let mut stream = world.operations.live().subscribe();
        world.operations.revoke_session(&claire, phone.session).await.expect("revoked");
        assert!(!is_signed_in(&world, &phone.token).await);
        assert!(matches!(stream.try_recv(), Ok(Signal::SessionEnded(ended)) if ended == phone.session));

        // Somebody else's session looks like none.
        for foreign in [karim.session, phone.session, SessionId(uuid::Uuid::nil())] {
            let answer = world.operations.revoke_session(&claire, foreign).await;
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
        assert!(is_signed_in(&world, &karim.token).await);

        assert_eq!(world.operations.revoke_other_sessions(&claire, desk.session).await.expect("revoked"), 1);
        assert!(matches!(stream.try_recv(), Ok(Signal::SessionEnded(ended)) if ended == third.session));
        assert!(!is_signed_in(&world, &third.token).await);
        assert!(is_signed_in(&world, &desk.token).await);
    })
    .await;
}

// S13: fourteen days of silence, or sixty days in all.
#[tokio::test]
async fn a_session_ends_by_silence_and_by_age() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let idle = sign_in(&world, CLAIRE, PASSWORD).await;
        world.wait(SignedDuration::from_hours(14 * 24) - SignedDuration::from_secs(1));
        let busy = sign_in(&world, CLAIRE, PASSWORD).await;
        world.wait(SignedDuration::from_secs(1));
        assert!(!is_signed_in(&world, &idle.token).await);
        assert_eq!(world.operations.sessions(&claire, busy.session).await.expect("a list").len(), 1);

        // Setting the clock back revives nothing.
        world.wait(SignedDuration::from_hours(-24));
        assert!(!is_signed_in(&world, &idle.token).await);
        world.wait(SignedDuration::from_hours(24));

        for _ in 0..5 {
            world.wait(SignedDuration::from_hours(11 * 24));
            assert!(is_signed_in(&world, &busy.token).await);
            heard_of(&world, &claire, busy.session).await;
        }
        world.wait(SignedDuration::from_hours(5 * 24));
        assert!(!is_signed_in(&world, &busy.token).await);
    })
    .await;
}

/// Waits until the list shows that a session was heard of now; that is noted beside the answer.
async fn heard_of(world: &World, actor: &Actor, session: SessionId) {
    for _ in 0..200 {
        let listed = world.operations.sessions(actor, session).await.expect("a list");
        if listed.iter().any(|row| row.id == session && row.seen_at == world.operations.now()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the session was not noted as heard of");
}

#[tokio::test]
async fn when_a_session_was_heard_of_is_noted_every_five_minutes_at_most() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        let began = world.operations.now();
        world.wait(SignedDuration::from_secs(299));
        assert!(is_signed_in(&world, &signed.token).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
        let listed = world.operations.sessions(&claire, signed.session).await.expect("a list");
        assert_eq!(listed[0].seen_at, began);
        world.wait(SignedDuration::from_secs(1));
        assert!(is_signed_in(&world, &signed.token).await);
        heard_of(&world, &claire, signed.session).await;
    })
    .await;
}

// S02: a user who is disabled is out everywhere, at once, and for good.
#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        let link = world.operations.reset_password(CLAIRE).await.expect("a link");
        let mut stream = world.operations.live().subscribe();

        assert!(world.operations.disable_user(CLAIRE).await.expect("disabled"));
        assert!(!world.operations.disable_user(CLAIRE).await.expect("disabled already"));
        assert!(!is_signed_in(&world, &signed.token).await);
        assert!(matches!(stream.try_recv(), Ok(Signal::UserEnded(ended)) if ended == claire.user));
        assert_eq!(world.operations.actor(claire.user).await.expect("read"), None);
        assert!(wrong(world.operations.sign_in(form(CLAIRE, PASSWORD)).await));

        let answer = world.operations.set_password(secret(&link), OTHER_PASSWORD).await;
        assert_eq!(refused(answer), Refusal::LinkExpired);
        let answer = world.operations.reset_password(CLAIRE).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        let answer = world.operations.disable_user("nobody@lunettes.example").await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn claire_changes_her_language_and_her_shortcuts() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        world.operations.change_language(&claire, Language::En).await.expect("changed");
        world.operations.set_shortcuts(&claire, false).await.expect("changed");
        let behind = world.operations.actor_of(&signed.token).await.expect("an answer").expect("signed in");
        assert_eq!((behind.actor.language, behind.shortcuts), (Language::En, false));
    })
    .await;
}
