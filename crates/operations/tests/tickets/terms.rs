//! What happens on which day while nobody does anything.

use domain::ticket::lifecycle::TicketState;
use jiff::SignedDuration;
use operations::tickets::agent::Ask;

use crate::support::for_each_world;
use crate::{file, on, read, story};

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
