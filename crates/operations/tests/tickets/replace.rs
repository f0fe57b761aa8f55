//! A better file in place of one that was wrong: the first stays, named as replaced, and the new one counts.

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::audit::Act;
use domain::event::TicketEvent;
use domain::id::FileId;
use domain::refusal::Refusal;
use domain::ticket::lifecycle::TicketState;
use operations::Error;
use operations::files::Incoming;
use operations::tickets::agent::Ask;
use operations::tickets::customer::Reply;
use operations::tickets::redact::{Redaction, Target};
use operations::tickets::replace::Replacement;

use crate::support::{World, for_each_world};
use crate::{file, on, read, story};

pub async fn pdf(world: &World, actor: &Actor, name: &str) -> FileId {
    let bytes = format!("%PDF-1.4\n% {name}\nstartxref\n0\n%%EOF\n").into_bytes();
    let incoming =
        Incoming { draft_key: "form".to_owned(), slot_key: String::new(), name: name.to_owned(), bytes: bytes.into() };
    world.operations.take_file(actor, incoming).await.expect("taken").id
}

fn with(number: &str, deed: &str, file: FileId) -> Replacement {
    Replacement { on: on(number, deed), files: vec![file], word: String::new() }
}

#[tokio::test]
async fn the_new_file_counts_for_the_slot_and_the_old_one_stays_named_as_replaced() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let number = file(&world, &story.claire, "contested_delivery").await;
        let slot = read(&world, &story.claire, &number).await.slots[0].id;
        let old = pdf(&world, &story.claire, "mauvaise.pdf").await;
        let sent = Reply { on: on(&number, "s"), body: String::new(), files: vec![(old, Some(slot))] };
        ops.reply(&story.claire, &sent).await.expect("sent");
        ops.keep_reply_draft(&story.claire, &number, "Je vous écris…").await.expect("kept");

        let new = pdf(&world, &story.claire, "bonne.pdf").await;
        let done = ops.replace_file(&story.claire, old, &with(&number, "r", new)).await.expect("replaced");
        let again = ops.replace_file(&story.claire, old, &with(&number, "r", new)).await.expect("before");
        assert_eq!(done, again, "two clicks replace once");

        for reader in [&story.claire, &story.sofia] {
            let thread = read(&world, reader, &number).await;
            let file = |id: FileId| thread.files.iter().find(|file| file.id == id).expect("a file");
            assert_eq!(
                file(old).replaced.as_ref().map(|by| (by.with, by.by.as_str())),
                Some((new, &*story.claire.name))
            );
            assert_eq!((file(new).replaced.is_none(), file(new).slot), (true, Some(slot)));
            assert!(thread.slots[0].filled_at.is_some());
            assert!(thread.events.iter().any(|one| matches!(one.event, TicketEvent::FileReplaced { .. })));
            // It was there when somebody read it, so it stays readable.
            assert_eq!(ops.open_file(reader, old, false).await.expect("open").name, "mauvaise.pdf");
            assert_eq!(ops.view_file(reader, new).await.expect("a page").replaces, Some(old));
        }
        assert_eq!(read(&world, &story.claire, &number).await.draft, "Je vous écris…", "the reply is left alone");
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        assert!(trail.rows.iter().any(|row| row.act == Act::FileReplaced));

        // Once the new one is taken out, the place is empty: what was replaced counts no more.
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        let wish = Redaction {
            on: on(&number, "x"),
            target: Some(Target::File(new)),
            reason: "Un code".to_owned(),
            sure: true,
        };
        ops.redact(&nadia, &wish).await.expect("taken out");
        let thread = read(&world, &story.claire, &number).await;
        assert!(thread.slots[0].filled_at.is_none() && thread.files[0].replaced.is_some());
    })
    .await;
}

#[tokio::test]
async fn only_the_side_that_sent_it_replaces_it_and_of_two_the_second_is_told() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        let julien = world.user(customer, "tout", "julien@lemaire.example").await;
        let rights = [Right::SeeAllTickets, Right::FileTickets];
        world.profile(customer, "regard", &rights, AccountScope::All).await;
        let looker = world.user(customer, "regard", "lea@lemaire.example").await;
        let old = pdf(&world, &story.claire, "a.pdf").await;
        let sent = Reply { on: on(&story.number, "s"), body: "Voici.".to_owned(), files: vec![(old, None)] };
        ops.reply(&story.claire, &sent).await.expect("sent");

        let by_agent = pdf(&world, &story.sofia, "b.pdf").await;
        let refused = ops.replace_file(&story.sofia, old, &with(&story.number, "a", by_agent)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "the other side: {refused:?}");
        for nobody in [&story.hugo, &story.stranger] {
            let theirs = pdf(&world, nobody, "b.pdf").await;
            let refused = ops.replace_file(nobody, old, &with(&story.number, "n", theirs)).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            assert!(matches!(ops.view_file(nobody, old).await, Err(Error::NotFound)));
        }
        let theirs = pdf(&world, &looker, "b.pdf").await;
        let refused = ops.replace_file(&looker, old, &with(&story.number, "l", theirs)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::Reply)))), "{refused:?}");
        assert!(!ops.view_file(&looker, old).await.expect("a page").may_replace);
        let nothing = Replacement { on: on(&story.number, "e"), ..Replacement::default() };
        let refused = ops.replace_file(&julien, old, &nothing).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{refused:?}");

        // A colleague who may reply does; the sender, who comes second, is told.
        let first = pdf(&world, &julien, "b.pdf").await;
        ops.replace_file(&julien, old, &with(&story.number, "j", first)).await.expect("replaced");
        let second = pdf(&world, &story.claire, "c.pdf").await;
        let refused = ops.replace_file(&story.claire, old, &with(&story.number, "c", second)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::ChangedMeanwhile))), "{refused:?}");
        assert_eq!(ops.draft_files(&story.claire, "form").await.expect("drafts").len(), 1, "his file is not lost");
    })
    .await;
}

#[tokio::test]
async fn a_replacement_answers_what_was_asked_and_one_in_a_note_stays_among_its_readers() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let old = pdf(&world, &story.claire, "a.pdf").await;
        let sent = Reply { on: on(&story.number, "s"), body: "Voici.".to_owned(), files: vec![(old, None)] };
        ops.reply(&story.claire, &sent).await.expect("sent");
        let ask = Ask { on: on(&story.number, "ask"), body: "Lisible ?".to_owned(), ..Ask::default() };
        ops.ask(&story.sofia, &ask).await.expect("asked");
        let new = pdf(&world, &story.claire, "b.pdf").await;
        ops.replace_file(&story.claire, old, &with(&story.number, "r", new)).await.expect("replaced");
        let state = read(&world, &story.claire, &story.number).await.ticket.life.state;
        assert_eq!(state, TicketState::AwaitingProcessing);

        let noted = pdf(&world, &story.sofia, "note.pdf").await;
        ops.note(&story.sofia, &on(&story.number, "n"), "Pour nous.", &[noted]).await.expect("noted");
        let before = read(&world, &story.claire, &story.number).await;
        let better = pdf(&world, &story.sofia, "note-2.pdf").await;
        ops.replace_file(&story.sofia, noted, &with(&story.number, "nr", better)).await.expect("replaced");
        let after = read(&world, &story.claire, &story.number).await;
        assert_eq!(before.events.len(), after.events.len(), "the customer learns nothing of it");
        assert_eq!(before.files.len(), after.files.len());
        assert!(matches!(ops.view_file(&story.claire, better).await, Err(Error::NotFound)));
        let viewed = ops.view_file(&story.sofia, better).await.expect("a page");
        assert_eq!((viewed.place, viewed.of, viewed.before, viewed.after), (4, 4, Some(noted), None));
        let first = ops.view_file(&story.claire, old).await.expect("a page");
        assert_eq!((first.place, first.of, first.after), (1, 2, Some(new)), "notes are no neighbours for the customer");
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        assert_eq!(trail.rows.iter().filter(|row| row.act == Act::FileReplaced).count(), 1);
    })
    .await;
}
