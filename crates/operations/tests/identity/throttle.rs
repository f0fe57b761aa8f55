//! Guessing, and what whoever measures can learn.

use std::time::{Duration, Instant};

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

// S04: whoever measures learns nothing. 200 tries on an address that somebody has and 200 each on others that lead
// nowhere, by turns, so that whatever else the machine does weighs on all alike.
#[tokio::test]
async fn known_and_unknown_addresses_take_as_long() {
    for_each_world(async |world| {
        claire(&world).await;
        let customer = world.customer("Lunettes de la Côte").await;
        let disabled = "paul@lunettes.example";
        world.user(customer, "Collaborateur", disabled).await;
        world.password(disabled, PASSWORD).await;
        world.operations.disable_user(disabled).await.expect("disabled");
        world.user(customer, "Collaborateur", "never@lunettes.example").await;

        let addresses = [CLAIRE, "nobody@lunettes.example", disabled, "never@lunettes.example"];
        same_medians(&addresses, async |n, email| {
            if n.is_multiple_of(10) && email == CLAIRE {
                world.wait(SignedDuration::from_mins(16));
            }
            assert!(wrong(world.operations.sign_in(form(email, "a wrong one")).await), "{email}");
        })
        .await;
    })
    .await;
}

// S04, of the form that asks for a link.
#[tokio::test]
async fn asking_for_a_link_takes_as_long_for_known_and_unknown_addresses() {
    for_each_world(async |world| {
        claire(&world).await;
        same_medians(&[CLAIRE, "nobody@lunettes.example"], async |n, email| {
            if n.is_multiple_of(3) && email == CLAIRE {
                world.wait(SignedDuration::from_mins(61));
            }
            world.operations.ask_password_link(email, "192.0.2.7").await.expect("asked");
        })
        .await;
    })
    .await;
}

/// Takes the time of 200 tries on each address, by turns, and holds the medians against that of the first.
///
/// A measurement that something else disturbed is taken again, twice at most: what the program itself gives away would
/// show every time.
#[expect(clippy::disallowed_methods, reason = "how long an answer takes is what is tested")]
async fn same_medians(addresses: &[&str], attempt: impl AsyncFn(usize, &str)) {
    for last in [false, false, true] {
        let mut times = vec![Vec::new(); addresses.len()];
        for n in 0..200 {
            for (email, times) in addresses.iter().zip(&mut times) {
                let began = Instant::now();
                attempt(n, email).await;
                times.push(began.elapsed());
            }
        }
        let medians: Vec<Duration> = times
            .into_iter()
            .map(|mut times| {
                times.sort_unstable();
                times[times.len() / 2]
            })
            .collect();
        eprintln!("medians: {medians:?}");
        let same = medians.iter().all(|median| median.abs_diff(medians[0]) < Duration::from_millis(5));
        if same {
            return;
        }
        assert!(!last, "{addresses:?}: {medians:?}");
    }
}
