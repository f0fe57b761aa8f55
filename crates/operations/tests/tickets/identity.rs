//! Copies of identity documents: seen by who needs them, each look recorded, erased when their time is over.

use domain::actor::{AccountScope, Level, Right};
use domain::audit::Act;
use domain::event::TicketEvent;
use domain::ticket::outcome::WithdrawReason;
use domain::ticket::reason::SlotKind;
use jiff::SignedDuration;
use operations::Error;
use operations::files::Incoming;
use operations::tickets::customer::Reply;
use operations::tickets::reading::Wanted;

use crate::replace::pdf;
use crate::support::{World, for_each_world};
use crate::{Story, file, on, read, story};

const DAY: i64 = 24;

/// The smallest picture there is: one pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

struct Sent {
    story: Story,
    number: String,
    document: domain::id::FileId,
}

/// Claire's contested delivery, with an identity document.
async fn sent(world: &World) -> Sent {
    let story = story(world).await;
    let number = file(world, &story.claire, "contested_delivery").await;
    let slots = read(world, &story.claire, &number).await.slots;
    let slot = slots.iter().find(|slot| slot.kind == SlotKind::IdentityDocument.as_str()).expect("such a slot").id;
    let document = pdf(world, &story.claire, "cnry-passeport.pdf").await;
    let reply = Reply { on: on(&number, "s"), body: String::new(), files: vec![(document, Some(slot))] };
    world.operations.reply(&story.claire, &reply).await.expect("sent");
    Sent { story, number, document }
}

#[tokio::test]
async fn an_identity_document_is_seen_by_who_needs_it_and_each_look_is_recorded() {
    for_each_world(async |world| {
        let Sent { story, number, document } = sent(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        world.profile(customer, "regard", &[Right::SeeAllTickets], AccountScope::All).await;
        let looker = world.user(customer, "regard", "lea@lemaire.example").await;
        let julien = world.user(customer, "tout", "julien@lemaire.example").await;
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        for nobody in [&looker, &story.sofia] {
            let thread = read(&world, nobody, &number).await;
            let file = thread.files.iter().find(|file| file.id == document).expect("that there is one is told");
            assert!(file.hidden && !format!("{thread:?}").contains("cnry-passeport"), "{thread:?}");
            assert!(matches!(ops.open_file(nobody, document, false).await, Err(Error::NotFound)));
            assert!(matches!(ops.view_file(nobody, document).await, Err(Error::NotFound)));
        }
        for reader in [&story.claire, &julien, &nadia] {
            assert!(!read(&world, reader, &number).await.files[0].hidden);
            ops.open_file(reader, document, false).await.expect("open");
            ops.open_file(reader, document, false).await.expect("again");
            ops.view_file(reader, document).await.expect("a page");
        }
        // Who takes the request handles it.
        ops.see_ticket(&story.sofia, &number).await.expect("taken");
        ops.open_file(&story.sofia, document, false).await.expect("open");
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        let looks: Vec<_> = trail.rows.iter().filter(|row| row.act == Act::IdentityDocumentSeen).collect();
        assert_eq!(looks.len(), 4, "one of each reader in a day");
        assert!(looks.iter().all(|row| row.details.label == number));
        // Its name finds nothing.
        let wanted = Wanted { search: "cnry-passeport".to_owned(), rows: 50, ..Wanted::default() };
        assert_eq!(ops.inbox(&story.claire, &wanted).await.expect("found").rows.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_picture_of_an_identity_document_has_no_small_one_once_it_is_sent() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let number = file(&world, &story.claire, "contested_delivery").await;
        let slots = read(&world, &story.claire, &number).await.slots;
        let slot = slots.iter().find(|slot| slot.kind == SlotKind::IdentityDocument.as_str()).expect("such a slot").id;
        let incoming = Incoming {
            draft_key: "form".to_owned(),
            slot_key: slot.to_string(),
            name: "carte.png".to_owned(),
            bytes: PIXEL.to_vec().into(),
        };
        let picture = ops.take_file(&story.claire, incoming).await.expect("taken").id;
        ops.open_file(&story.claire, picture, true).await.expect("a draft shows itself to its sender");
        let reply = Reply { on: on(&number, "s"), body: String::new(), files: vec![(picture, Some(slot))] };
        ops.reply(&story.claire, &reply).await.expect("sent");
        assert!(matches!(ops.open_file(&story.claire, picture, true).await, Err(Error::NotFound)));
        ops.open_file(&story.claire, picture, false).await.expect("the picture itself");
    })
    .await;
}

#[tokio::test]
async fn thirty_days_after_closing_only_the_trace_is_left() {
    for_each_world(async |world| {
        let Sent { story, number, document } = sent(&world).await;
        let ops = &world.operations;
        let invoice = pdf(&world, &story.claire, "facture.pdf").await;
        let reply = Reply { on: on(&number, "i"), body: "Et la facture.".to_owned(), files: vec![(invoice, None)] };
        ops.reply(&story.claire, &reply).await.expect("sent");
        ops.withdraw(&story.claire, &on(&number, "w"), WithdrawReason::Found).await.expect("withdrawn");
        // It closes 30 days after that; until then, and 29 days more, it stays.
        world.wait(SignedDuration::from_hours(30 * DAY + 1));
        ops.tick().await.expect("closed");
        world.wait(SignedDuration::from_hours(29 * DAY));
        ops.tick().await.expect("a tick");
        ops.open_file(&story.claire, document, false).await.expect("still there");

        world.wait(SignedDuration::from_hours(DAY));
        ops.tick().await.expect("erased");
        let erased = read(&world, &story.claire, &number).await;
        ops.tick().await.expect("again");
        assert_eq!(read(&world, &story.claire, &number).await.ticket.sequence, erased.ticket.sequence, "once");
        for reader in [&story.claire, &story.sofia] {
            let thread = read(&world, reader, &number).await;
            assert!(!format!("{thread:?}").contains("cnry-passeport"), "{thread:?}");
            let file = thread.files.iter().find(|file| file.id == document).expect("its trace");
            assert!(file.purged_at.is_some() && file.size == 0);
            assert!(thread.slots.iter().any(|slot| file.slot == Some(slot.id) && slot.filled_at.is_some()));
            let last = thread.events.last().expect("an event");
            assert!(matches!(last.event, TicketEvent::IdentityDocumentErased { .. }), "{last:?}");
            assert!(matches!(ops.open_file(reader, document, false).await, Err(Error::NotFound)));
            assert!(matches!(ops.view_file(reader, document).await, Err(Error::NotFound)));
            ops.open_file(reader, invoice, false).await.expect("the invoice is no identity document");
        }
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        assert_eq!(trail.rows.iter().filter(|row| row.act == Act::IdentityDocumentErased).count(), 1);
        let swept = ops.sweep_older_than(std::time::Duration::ZERO).await.expect("swept");
        assert_eq!(swept.blobs, 1, "its bytes, and no others");
    })
    .await;
}
