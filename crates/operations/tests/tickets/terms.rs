//! What happens on which day while nobody does anything.

use domain::actor::Level;
use domain::event::TicketEvent;
use domain::ticket::lifecycle::TicketState;
use jiff::SignedDuration;
use operations::tickets::agent::Ask;

use crate::support::{World, for_each_world};
use crate::{Story, file, on, read, resolve, story};

/// The days after today on which reminders appear in the thread, and those on which mails go out, of 31.
async fn days_of_reminders_and_mails(world: &World, story: &Story) -> (Vec<i64>, Vec<i64>) {
    let ops = &world.operations;
    let admin = world.agent("paul@consigne.example", Level::Administrator).await;
    let counted = async || {
        let thread = read(world, &story.claire, &story.number).await;
        let reminders = thread.events.iter().filter(|one| matches!(one.event, TicketEvent::CustomerReminded { .. }));
        (reminders.count(), ops.outgoing_mails(&admin, None).await.expect("mails").len())
    };
    let (mut reminders, mut mails) = (Vec::new(), Vec::new());
    let mut before = counted().await;
    for day in 1..=31 {
        world.wait(SignedDuration::from_hours(24));
        ops.tick().await.expect("a tick");
        let now = counted().await;
        reminders.extend((before.0..now.0).map(|_| day));
        mails.extend((before.1..now.1).map(|_| day));
        before = now;
    }
    (reminders, mails)
}

#[tokio::test]
async fn who_is_asked_is_reminded_after_three_and_ten_working_days() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ask = Ask { on: on(&story.number, "ask"), body: "Une photo ?".to_owned(), ..Ask::default() };
        world.operations.ask(&story.sofia, &ask).await.expect("asked");
        // From Monday 2 March: Thursday the 5th and Monday the 16th. The last mail says that it is resolved.
        let (reminders, mails) = days_of_reminders_and_mails(&world, &story).await;
        assert_eq!((reminders, mails), (vec![3, 14], vec![3, 14, 30]));
    })
    .await;
}

#[tokio::test]
async fn who_may_validate_is_reminded_after_seven_and_twenty_one_days() {
    for_each_world(async |world| {
        let story = story(&world).await;
        resolve(&world, &story).await;
        let (reminders, mails) = days_of_reminders_and_mails(&world, &story).await;
        assert_eq!((reminders, mails), (vec![7, 21], vec![7, 21]));
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(thread.ticket.life.state, TicketState::Closed);
    })
    .await;
}

#[tokio::test]
async fn every_document_that_did_not_come_is_recorded_as_missing() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let number = file(&world, &story.claire, "contested_delivery").await;
        let slots = read(&world, &story.sofia, &number).await.slots;
        assert!(slots.len() > 1 && slots.iter().all(|slot| !slot.missing));
        let ask = Ask { slots: vec![slots[0].id], body: "La facture ?".to_owned(), ..Ask::default() };
        ops.ask(&story.sofia, &Ask { on: on(&number, "ask"), ..ask }).await.expect("asked");
        world.wait(SignedDuration::from_hours(24 * 31));
        ops.tick().await.expect("a tick");
        let thread = read(&world, &story.claire, &number).await;
        assert_eq!(thread.ticket.life.state, TicketState::Resolved);
        assert!(thread.slots.iter().all(|slot| slot.missing && slot.filled_at.is_none()), "{:?}", thread.slots);
    })
    .await;
}
