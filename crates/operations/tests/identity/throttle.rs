//! Guessing passwords, and those who wait meanwhile.

use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Result;
use operations::identity::{SignIn, SignedIn};

use crate::support::for_each_world;
use crate::{CLAIRE, PASSWORD, claire, form, refused, sign_in, wrong};

#[tokio::test]
async fn after_ten_wrong_passwords_claire_waits_and_so_does_nobody() {
    for_each_world(async |world| {
        claire(&world).await;
        // The same happens to an address that nobody has.
        for email in [CLAIRE, "nobody@lunettes.example"] {
            for _ in 0..10 {
                assert!(wrong(world.operations.sign_in(form(email, "a wrong one")).await), "{email}");
            }
            let answer = world.operations.sign_in(form(email, PASSWORD)).await;
            assert_eq!(refused(answer), Refusal::TooManyTries { seconds: 900 }, "{email}");
        }
        world.wait(SignedDuration::from_mins(5));
        let answer = world.operations.sign_in(form(CLAIRE, PASSWORD)).await;
        assert_eq!(refused(answer), Refusal::TooManyTries { seconds: 600 });

        // From another network she still gets in, and here after a quarter of an hour.
        let elsewhere = SignIn { address: "198.51.100.9".into(), ..form(CLAIRE, PASSWORD) };
        assert!(world.operations.sign_in(elsewhere).await.is_ok());
        world.wait(SignedDuration::from_mins(10));
        assert!(world.operations.sign_in(form(CLAIRE, PASSWORD)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn right_passwords_do_not_count() {
    for_each_world(async |world| {
        claire(&world).await;
        for _ in 0..12 {
            sign_in(&world, CLAIRE, PASSWORD).await;
        }
    })
    .await;
}

// S11: a guesser who changes addresses is stopped by his network, one who changes networks by the address he tries; a
// browser that Claire has signed in with lets her in all the same.
#[tokio::test]
async fn a_guesser_is_stopped_and_claire_is_not() {
    for_each_world(async |world| {
        claire(&world).await;
        let hers = sign_in(&world, CLAIRE, PASSWORD).await;
        let mut judged = 0;
        for n in 0..80 {
            let guess = form(&format!("user{n}@lunettes.example"), "a wrong one");
            judged += u32::from(wrong_or_told_to_wait(world.operations.sign_in(guess).await));
        }
        assert_eq!(judged, 60);
        let answer = world.operations.sign_in(form(CLAIRE, PASSWORD)).await;
        assert!(matches!(refused(answer), Refusal::TooManyTries { .. }));

        judged = 0;
        for n in 0..60 {
            let guess = SignIn { address: format!("2001:db8:0:{n:x}::1"), ..form(CLAIRE, "a wrong one") };
            judged += u32::from(wrong_or_told_to_wait(world.operations.sign_in(guess).await));
        }
        assert_eq!(judged, 50);

        world.operations.sign_out(&hers.token).await.expect("signed out");
        let known = SignIn { earlier: Some(hers.token.clone()), ..form(CLAIRE, PASSWORD) };
        assert!(world.operations.sign_in(known).await.is_ok());
        // That browser may not guess for others, nor for long.
        let others = SignIn { earlier: Some(hers.token.clone()), ..form("user1@lunettes.example", "a wrong one") };
        assert!(matches!(refused(world.operations.sign_in(others).await), Refusal::TooManyTries { .. }));
        judged = 0;
        for _ in 0..12 {
            let guess = SignIn { earlier: Some(hers.token.clone()), ..form(CLAIRE, "a wrong one") };
            judged += u32::from(wrong_or_told_to_wait(world.operations.sign_in(guess).await));
        }
        assert_eq!(judged, 10);
    })
    .await;
}

fn wrong_or_told_to_wait(answer: Result<SignedIn>) -> bool {
    match refused(answer) {
        Refusal::WrongSignIn => true,
        Refusal::TooManyTries { .. } => false,
        other => panic!("another refusal: {other:?}"),
    }
}

#[tokio::test]
async fn of_many_guesses_at_once_no_more_than_ten_are_judged() {
    for_each_world(async |world| {
        claire(&world).await;
        let guesses: Vec<_> = (0..40)
            .map(|_| {
                let operations = world.operations.clone();
                tokio::spawn(async move { operations.sign_in(form(CLAIRE, "a wrong one")).await })
            })
            .collect();
        let mut judged = 0;
        for guess in guesses {
            judged += u32::from(wrong_or_told_to_wait(guess.await.expect("it ran")));
        }
        assert_eq!(judged, 10);
    })
    .await;
}
