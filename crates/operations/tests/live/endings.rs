//! How a stream ends, and how many there may be.

use std::time::Duration;

use domain::actor::Level;
use domain::id::SessionId;
use jiff::SignedDuration;
use operations::live::{Caps, Heard, Listening, Opening};
use operations::{Clock, Operations};
use store::Scope;
use tokio::time::Instant;

use crate::support::{World, for_each_world};
use crate::{
    PASSWORD, Publisher, append, change, changed, claire, file, is_ended, is_silent, karim, listen, new_ticket, next,
    session, sign_in,
};

async fn open(world: &World, session: SessionId, caps: Caps) -> Opening {
    world.operations.listen(session, None, caps).await.expect("an answer")
}

fn opened(opening: Opening) -> Listening {
    match opening {
        Opening::Open(listening) => *listening,
        Opening::SignedOut | Opening::Full => panic!("not opened"),
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_no_other_does() {
    for_each_world(async |world| {
        let (claire, customer, desk) = claire(&world).await;
        let phone = sign_in_again(&world).await;
        let operations = &world.operations;
        let mut on_desk = listen(operations, session(&desk), None).await;
        let mut on_phone = listen(operations, session(&phone), None).await;

        operations.revoke_session(&claire, session(&phone)).await.expect("revoked");
        assert!(is_ended(next(&mut on_phone).await));
        assert!(is_ended(next(&mut on_phone).await), "it stays ended");
        assert!(is_silent(&mut on_desk).await);
        assert!(matches!(open(&world, session(&phone), Caps::default()).await, Opening::SignedOut));

        // Choosing a password ends all of them.
        world.password("claire.moreau@lunettes.example", PASSWORD).await;
        assert!(is_ended(next(&mut on_desk).await));

        // What is waiting for a stream is not told any more once its session is over.
        let again = sign_in(&world, "claire.moreau@lunettes.example").await;
        let mut late = listen(operations, session(&again), None).await;
        let _publisher = Publisher::start(&world);
        append(operations, &[change(new_ticket(operations), 1, customer)]).await;
        operations.sign_out(&again.token).await.expect("signed out");
        assert!(is_ended(next(&mut late).await));
    })
    .await;
}

/// Claire in a second browser, while she stays signed in in the first.
async fn sign_in_again(world: &World) -> operations::identity::SignedIn {
    let form = operations::identity::SignIn {
        email: "claire.moreau@lunettes.example".to_owned(),
        password: PASSWORD.to_owned(),
        ..Default::default()
    };
    world.operations.sign_in(form).await.expect("signed in")
}

/// A second process on the same database: whatever it does, nobody tells the first.
fn another_node(world: &World) -> Operations {
    let (store, settings) = (world.operations.store().clone(), world.operations.settings().clone());
    Operations::open(store, Clock::stopped_at(world.operations.now()), settings).expect("a second node")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_on_another_node_is_heard_within_its_time() {
    for_each_world(async |world| {
        let (claire, _, signed) = claire(&world).await;
        let (karim, _) = karim(&world).await;
        let number = file(&world, &claire).await;
        let other = another_node(&world);
        let _publisher = Publisher::start(&world);
        let watching = tokio::spawn(world.operations.clone().watch_streams());
        let mut stream = listen(&world.operations, session(&signed), None).await;

        let began = Instant::now();
        other.see_ticket(&karim, &number).await.expect("seen");
        assert_eq!(changed(&mut stream).await.len(), 1);
        assert!(began.elapsed() < Duration::from_secs(1), "heard after {:?}", began.elapsed());

        let began = Instant::now();
        other.revoke_session(&claire, session(&signed)).await.expect("revoked");
        assert!(is_ended(next(&mut stream).await));
        assert!(began.elapsed() < Duration::from_secs(2), "ended after {:?}", began.elapsed());
        watching.abort();
    })
    .await;
}

#[tokio::test]
async fn what_another_process_ends_is_found_within_a_round() {
    for_each_world(async |world| {
        let (claire, _, first) = claire(&world).await;
        let second = sign_in_again(&world).await;
        let third = sign_in_again(&world).await;
        let operations = &world.operations;
        let mut revoked = listen(operations, session(&first), None).await;
        let mut kept = listen(operations, session(&second), None).await;
        let mut kept_too = listen(operations, session(&third), None).await;
        assert_eq!(operations.check_streams().await.expect("checked"), 0);

        another_node(&world).revoke_session(&claire, session(&first)).await.expect("revoked");
        let before = operations.store().statements();
        assert_eq!(operations.check_streams().await.expect("checked"), 1);
        assert_eq!(operations.store().statements() - before, 1, "one statement for all streams");
        assert!(is_ended(next(&mut revoked).await));
        drop(revoked);
        assert!(is_silent(&mut kept).await);
        assert_eq!(operations.check_streams().await.expect("checked"), 0);

        // Two weeks of silence end a session, and nobody has to say so.
        world.wait(SignedDuration::from_hours(24 * 14));
        assert_eq!(operations.check_streams().await.expect("checked"), 2);
        assert!(is_ended(next(&mut kept).await));
        assert!(is_ended(next(&mut kept_too).await));
        drop((kept, kept_too));
        assert_eq!(operations.check_streams().await.expect("checked"), 0, "who has gone is not asked about");
    })
    .await;
}

#[tokio::test]
async fn a_user_who_is_disabled_hears_nothing_more() {
    for_each_world(async |world| {
        let (claire, _, signed) = claire(&world).await;
        let mut stream = listen(&world.operations, session(&signed), None).await;
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        store::people::disable_person(&mut tx, claire.user, world.operations.now()).await.expect("disabled");
        tx.commit().await.expect("kept");
        assert_eq!(world.operations.check_streams().await.expect("checked"), 1);
        assert!(is_ended(next(&mut stream).await));
    })
    .await;
}

#[tokio::test]
async fn rights_are_looked_at_again_when_something_may_have_changed() {
    for_each_world(async |world| {
        let (claire, customer, signed) = claire(&world).await;
        world.agent("ines@carrier.example", Level::Lead).await;
        let ines = sign_in(&world, "ines@carrier.example").await;
        let operations = &world.operations;
        let (now, long_ago) = (operations.now(), operations.now() - SignedDuration::from_hours(24));
        let mut tx = operations.store().read(Scope::System).await.expect("a connection");
        let (found, mark) =
            store::standing::find(&mut tx, session(&signed), now, long_ago).await.expect("read").expect("holds");
        assert_eq!(found, claire);
        let (_, other) =
            store::standing::find(&mut tx, session(&ines), now, long_ago).await.expect("read").expect("holds");
        assert_ne!(mark, other);
        let known = [(session(&signed), mark.clone()), (session(&ines), other.clone())];
        assert_eq!(store::standing::changed(&mut tx, &known, now, long_ago).await.expect("read"), []);
        // As if each had had other rights when his stream opened.
        let swapped = [(session(&signed), other), (session(&ines), mark)];
        let mut changed_now = store::standing::changed(&mut tx, &swapped, now, long_ago).await.expect("read");
        changed_now.sort_unstable();
        let mut expected = [(session(&signed), true), (session(&ines), true)];
        expected.sort_unstable();
        assert_eq!(changed_now, expected);
        assert_eq!(
            store::standing::find(&mut tx, SessionId(uuid::Uuid::nil()), now, long_ago).await.expect("read"),
            None
        );
        drop(tx);

        // A word that concerns her, but takes nothing away, lets her stream go on.
        let mut stream = listen(operations, session(&signed), None).await;
        operations.live().end_user(claire.user);
        assert!(is_silent(&mut stream).await);
        let _publisher = Publisher::start(&world);
        append(operations, &[change(new_ticket(operations), 1, customer)]).await;
        assert_eq!(changed(&mut stream).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_oldest_stream_of_a_person_gives_way_and_a_full_node_says_so() {
    for_each_world(async |world| {
        let (_, _, hers) = claire(&world).await;
        world.agent("ines@carrier.example", Level::Lead).await;
        let ines = sign_in(&world, "ines@carrier.example").await;
        let caps = Caps { per_person: 2, total: 4 };
        let mut oldest = opened(open(&world, session(&hers), caps).await);
        let mut second = opened(open(&world, session(&hers), caps).await);
        let other = opened(open(&world, session(&ines), caps).await);
        assert!(is_silent(&mut oldest).await);
        let _third = opened(open(&world, session(&hers), caps).await);
        assert_eq!(next(&mut oldest).await, Some(Heard::Displaced));
        assert!(is_silent(&mut second).await);

        assert!(matches!(open(&world, session(&ines), caps).await, Opening::Full));
        drop(oldest);
        let _room = opened(open(&world, session(&ines), caps).await);
        drop(other);
    })
    .await;
}
