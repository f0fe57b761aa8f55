//! What whoever measures can learn of who has an account (`security.md` S04): nothing.
//!
//! A file of its own, because other tests beside these would be measured too.

mod support;

use std::time::{Duration, Instant};

use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;
use operations::identity::SignIn;
use rand::seq::SliceRandom;
use support::{World, for_each_world};
use tokio::sync::Mutex;

const CLAIRE: &str = "claire@lunettes.example";
const NOBODY: &str = "nobody@lunettes.example";
const DISABLED: &str = "paul@lunettes.example";
const WITHOUT_PASSWORD: &str = "lea@lunettes.example";

/// Held by the one test that measures.
static ALONE: Mutex<()> = Mutex::const_new(());

/// Claire can sign in, Paul could, Léa has not chosen a password yet.
async fn people(world: &World) {
    let customer = world.customer("Lunettes").await;
    for email in [CLAIRE, DISABLED, WITHOUT_PASSWORD] {
        world.user(customer, "Collaborateur", email).await;
    }
    for email in [CLAIRE, DISABLED] {
        world.password(email, "quatre vélos verts").await;
    }
    world.operations.disable_user(DISABLED).await.expect("disabled");
}

#[tokio::test]
async fn a_wrong_sign_in_takes_as_long_for_whichever_address() {
    let _alone = ALONE.lock().await;
    for_each_world(async |world| {
        people(&world).await;
        let addresses = [CLAIRE, NOBODY, DISABLED, WITHOUT_PASSWORD];
        let pause = async |turn: usize| {
            if turn.is_multiple_of(10) {
                world.wait(SignedDuration::from_mins(16));
            }
        };
        same_times(&addresses, pause, async |email| {
            let form = SignIn {
                email: email.to_owned(),
                password: "a wrong one".to_owned(),
                address: "192.0.2.7".to_owned(),
                ..SignIn::default()
            };
            let answer = world.operations.sign_in(form).await;
            assert!(matches!(answer, Err(Error::Refused(Refusal::WrongSignIn))), "{email}");
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn asking_for_a_link_takes_as_long_for_whichever_address() {
    let _alone = ALONE.lock().await;
    for_each_world(async |world| {
        people(&world).await;
        let pause = async |turn: usize| {
            if turn.is_multiple_of(3) {
                world.wait(SignedDuration::from_mins(61));
            }
        };
        same_times(&[CLAIRE, NOBODY, DISABLED], pause, async |email| {
            world.operations.ask_password_link(email, "192.0.2.7").await.expect("asked");
        })
        .await;
    })
    .await;
}

/// Takes the time of 80 tries on each address, by turns, and holds what a quarter of them stay below against that of the
/// first: on a busy machine the quick ones tell what the program does, and the slow ones what else runs beside it.
///
/// The order within a turn is drawn anew each time: on a busy machine a fixed one falls into step with the scheduler,
/// and then the place in the turn is measured. A measurement that something else disturbed is taken again, twice at
/// most: what the program itself gives away shows every time.
async fn same_times(addresses: &[&str], pause: impl AsyncFn(usize), attempt: impl AsyncFn(&str)) {
    for last in [false, false, true] {
        let mut times = vec![Vec::new(); addresses.len()];
        let mut order: Vec<usize> = (0..addresses.len()).collect();
        for turn in 0..80 {
            pause(turn).await;
            order.shuffle(&mut rand::rng());
            for &index in &order {
                let began = Instant::now();
                attempt(addresses[index]).await;
                times[index].push(began.elapsed());
            }
        }
        let quick: Vec<Duration> = times
            .into_iter()
            .map(|mut times| {
                times.sort_unstable();
                times[times.len() / 4]
            })
            .collect();
        eprintln!("quick ones: {quick:?}");
        if quick.iter().all(|time| time.abs_diff(quick[0]) < Duration::from_millis(5)) {
            return;
        }
        assert!(!last, "{addresses:?}: {quick:?}");
    }
}
