//! An agent's answer waits before it goes out.

use std::time::Duration;

use domain::ticket::lifecycle::TicketState;
use domain::ticket::outcome::Outcome;
use jiff::SignedDuration;
use operations::Error;
use operations::tickets::agent::Answer;
use operations::tickets::customer::Reply;
use operations::tickets::hold::{Held, SECONDS, Sent, Standing};

use super::support::{World, for_each_world};
use super::{Story, on, read, seen, story};

fn typed() -> Vec<(String, String)> {
    vec![("body".to_owned(), "Nous cherchons.".to_owned())]
}

async fn answer(world: &World, story: &Story, deed: &str) -> Held {
    let on = seen(&read(world, &story.sofia, &story.number).await, deed);
    Held::Answer(Answer { on, body: "Nous cherchons.".to_owned(), ..Answer::default() })
}

async fn standing(world: &World, story: &Story) -> Option<Standing> {
    read(world, &story.sofia, &story.number).await.held.map(|held| held.standing)
}

async fn hold(world: &World, story: &Story, held: Held) {
    let sent = world.operations.send_later(&story.sofia, held, typed()).await.expect("held");
    assert_eq!(sent, Sent::Later(SECONDS));
}

#[tokio::test]
async fn nothing_has_happened_until_it_goes_out_and_it_goes_out_once() {
    for_each_world(async |world| {
        let story = story(&world).await;
        hold(&world, &story, answer(&world, &story, "k1").await).await;
        hold(&world, &story, answer(&world, &story, "k1").await).await;
        let before = read(&world, &story.claire, &story.number).await;
        assert_eq!((before.messages.len(), before.ticket.life.state), (1, TicketState::Created));
        assert!(before.held.is_none(), "not the customer's to know");
        assert!(matches!(standing(&world, &story).await, Some(Standing::Waits(_))));
        assert_eq!(world.operations.send_due_answers().await.expect("looked"), 0, "not yet");
        world.wait(SignedDuration::from_secs(11));
        assert_eq!(world.operations.send_due_answers().await.expect("sent"), 1);
        assert_eq!(world.operations.send_due_answers().await.expect("looked"), 0);
        let after = read(&world, &story.claire, &story.number).await;
        assert_eq!((after.messages.len(), after.ticket.life.state), (2, TicketState::InProgress));
        assert_eq!(standing(&world, &story).await, None);
        hold_again_is_the_same_deed(&world, &story).await;
    })
    .await;
}

/// The same form once more, after it has gone out.
async fn hold_again_is_the_same_deed(world: &World, story: &Story) {
    let again = world.operations.send_later(&story.sofia, answer(world, story, "k1").await, typed()).await;
    assert!(matches!(again.expect("done before"), Sent::Now(_)));
    assert_eq!(read(world, &story.claire, &story.number).await.messages.len(), 2);
}

#[tokio::test]
async fn what_is_taken_back_never_went_out_and_comes_back_to_be_written_on() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        hold(&world, &story, answer(&world, &story, "k1").await).await;
        assert!(ops.take_back_answer(&story.sofia, &story.number).await.expect("taken back"));
        assert!(!ops.take_back_answer(&story.sofia, &story.number).await.expect("nothing waits"));
        world.wait(SignedDuration::from_secs(60));
        assert_eq!(ops.send_due_answers().await.expect("looked"), 0);
        let held = read(&world, &story.sofia, &story.number).await.held.expect("it came back");
        assert_eq!((held.standing, held.typed), (Standing::TakenBack, typed()));
        hold(&world, &story, answer(&world, &story, "k2").await).await;
        ops.send_now(&story.sofia, &story.number).await.expect("sent");
        assert_eq!(read(&world, &story.claire, &story.number).await.messages.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_the_customer_overtook_comes_back_with_his_name() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let on = seen(&read(&world, &story.sofia, &story.number).await, "k1");
        let body = "Livré.".to_owned();
        hold(&world, &story, Held::Resolve { on, outcome: Outcome::ParcelFound, body, files: Vec::new() }).await;
        let reply = Reply { on: super::on(&story.number, "k9"), body: "Attendez !".to_owned(), files: Vec::new() };
        ops.reply(&story.claire, &reply).await.expect("written");
        ops.send_now(&story.sofia, &story.number).await.expect("looked at");
        assert_eq!(standing(&world, &story).await, Some(Standing::Overtaken(story.claire.name.clone())));
        let after = read(&world, &story.claire, &story.number).await;
        assert_ne!(after.ticket.life.state, TicketState::Resolved);
        ops.discard_answer(&story.sofia, &story.number).await.expect("forgotten");
        assert_eq!(standing(&world, &story).await, None);
    })
    .await;
}

#[tokio::test]
async fn the_second_answer_sends_the_first_and_what_is_wrong_is_said_at_once() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let empty = Held::Answer(Answer { on: on(&story.number, "k0"), ..Answer::default() });
        let refused = ops.send_later(&story.sofia, empty, typed()).await.expect_err("nothing written");
        assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
        assert_eq!(standing(&world, &story).await, None);
        let hidden = ops.send_later(&story.stranger, answer(&world, &story, "k1").await, typed()).await;
        assert!(hidden.is_err(), "no agent");
        hold(&world, &story, answer(&world, &story, "k1").await).await;
        let second = answer(&world, &story, "k2").await;
        hold(&world, &story, second).await;
        assert_eq!(read(&world, &story.claire, &story.number).await.messages.len(), 2, "the first has gone out");
    })
    .await;
}

#[tokio::test]
async fn it_goes_out_by_itself() {
    for_each_world(async |world| {
        let story = story(&world).await;
        hold(&world, &story, answer(&world, &story, "k1").await).await;
        for _ in 0..300 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if read(&world, &story.claire, &story.number).await.messages.len() == 2 {
                return;
            }
        }
        panic!("it did not go out within half a minute");
    })
    .await;
}
