//! A lead takes out of a message what it exposed.

use domain::actor::Level;
use domain::audit::Act;
use domain::event::TicketEvent;
use domain::refusal::Refusal;
use operations::Error;
use operations::files::Incoming;
use operations::tickets::customer::Reply;
use operations::tickets::redact::{Redaction, Target};

use crate::support::{World, for_each_world};
use crate::{answer, on, read, story};

const SECRET: &str = "cnry-code-4711";
const REASON: &str = "Un code d’accès";

fn wish(number: &str, deed: &str, target: Target) -> Redaction {
    Redaction { on: on(number, deed), target: Some(target), reason: REASON.to_owned(), sure: true }
}

async fn last_message(world: &World, actor: &domain::Actor, number: &str) -> i64 {
    read(world, actor, number).await.messages.last().expect("a message").sequence
}

#[tokio::test]
async fn a_text_is_gone_for_both_sides_and_from_lists_and_mails() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        ops.answer(&story.sofia, &answer(on(&story.number, "a"), SECRET)).await.expect("answered");
        let target = Target::Text(last_message(&world, &story.sofia, &story.number).await);

        // An agent asks his lead; a customer finds nothing there.
        for nobody in [&story.sofia, &story.claire] {
            let refused = ops.redact(nobody, &wish(&story.number, "x", target)).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let nothing = Redaction { on: on(&story.number, "e"), target: None, reason: " ".to_owned(), sure: false };
        let Err(Error::Refused(Refusal::Fields(fields))) = ops.redact(&nadia, &nothing).await else {
            panic!("nothing was chosen")
        };
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["what", "reason", "sure"]);

        let done = ops.redact(&nadia, &wish(&story.number, "r", target)).await.expect("taken out");
        let again = ops.redact(&nadia, &wish(&story.number, "r", target)).await.expect("before");
        assert_eq!(done, again, "two clicks take it out once");
        let other = ops.redact(&paul, &wish(&story.number, "p", target)).await;
        assert!(matches!(other, Err(Error::Refused(Refusal::Fields(_)))), "somebody was faster: {other:?}");

        for reader in [&story.claire, &story.sofia] {
            let thread = read(&world, reader, &story.number).await;
            assert!(!format!("{thread:?}").contains(SECRET));
            let told = thread.events.last().expect("an event");
            assert_eq!(told.author.name, nadia.name);
            assert!(
                matches!(&told.event, TicketEvent::MessageRedacted { reason, .. } if reason == REASON),
                "{:?}",
                told.event
            );
        }
        let excerpt = read(&world, &story.claire, &story.number).await.ticket.excerpt;
        assert_eq!(excerpt, "Le colis n’est pas arrivé.", "what was said before");
        for mail in ops.outgoing_mails(&paul, None).await.expect("mails") {
            let whole = ops.outgoing_mail(&paul, mail.id).await.expect("a mail");
            assert!(!format!("{whole:?}").contains(SECRET), "{}", mail.kind);
            assert!(!whole.body.is_empty(), "what waits still has something to say");
        }
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        assert!(trail.rows.iter().any(|row| row.act == Act::MessageRedacted));
        assert!(!format!("{:?}", trail.rows).contains(SECRET));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_gone_with_its_bytes_and_its_place_is_empty_again() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        let pdf = format!("%PDF-1.4\n% {SECRET}\nstartxref\n0\n%%EOF\n").into_bytes();
        let incoming = Incoming {
            draft_key: "form".to_owned(),
            slot_key: String::new(),
            name: format!("{SECRET}.pdf"),
            bytes: pdf.into(),
        };
        let file = ops.take_file(&story.claire, incoming).await.expect("taken").id;
        let slot = read(&world, &story.claire, &story.number).await.slots.first().map(|slot| slot.id);
        let sent = Reply { on: on(&story.number, "f"), body: "Voici.".to_owned(), files: vec![(file, slot)] };
        ops.reply(&story.claire, &sent).await.expect("sent");
        ops.open_file(&story.sofia, file, false).await.expect("there");

        ops.redact(&nadia, &wish(&story.number, "r", Target::File(file))).await.expect("taken out");
        for reader in [&story.claire, &story.sofia] {
            let thread = read(&world, reader, &story.number).await;
            assert!(thread.files.is_empty() && !format!("{thread:?}").contains(SECRET));
            assert!(thread.slots.iter().all(|slot| slot.filled_at.is_none()));
            assert_eq!(thread.messages.last().expect("a message").body, "Voici.", "its text stays");
            assert!(matches!(ops.open_file(reader, file, false).await, Err(Error::NotFound)));
        }
        let swept = ops.sweep_older_than(std::time::Duration::ZERO).await.expect("swept");
        assert_eq!(swept.blobs, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_out_of_a_note_stays_among_those_who_read_it() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        ops.note(&story.sofia, &on(&story.number, "n"), SECRET, &[]).await.expect("noted");
        let target = Target::Text(last_message(&world, &story.sofia, &story.number).await);
        let before = read(&world, &story.claire, &story.number).await;
        ops.redact(&nadia, &wish(&story.number, "r", target)).await.expect("taken out");
        assert!(!format!("{:?}", read(&world, &story.sofia, &story.number).await).contains(SECRET));
        let after = read(&world, &story.claire, &story.number).await;
        assert_eq!(after.events.len(), before.events.len(), "the customer learns of neither");
        assert_eq!(after.ticket.public_sequence, before.ticket.public_sequence);
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        assert!(!trail.rows.iter().any(|row| row.act == Act::NoteRedacted));

        // Nobody of the operator reaches a note among colleagues, even by guessing where it stands.
        ops.note_to_colleagues(&story.claire, &on(&story.number, "c"), "Entre nous", &[]).await.expect("noted");
        let theirs = Target::Text(last_message(&world, &story.claire, &story.number).await);
        let refused = ops.redact(&nadia, &wish(&story.number, "c", theirs)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{refused:?}");
        assert!(read(&world, &story.claire, &story.number).await.messages.iter().any(|one| one.body == "Entre nous"));
    })
    .await;
}

#[tokio::test]
async fn the_reason_of_a_reopening_and_the_word_of_a_rating_are_taken_out_as_well() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        crate::resolve(&world, &story).await;
        ops.reopen(&story.sofia, &on(&story.number, "o"), SECRET).await.expect("reopened");
        let reopened = read(&world, &story.sofia, &story.number).await.ticket.sequence;
        assert!(format!("{:?}", read(&world, &story.claire, &story.number).await.events).contains(SECRET));
        let refused = ops.redact(&nadia, &wish(&story.number, "n", Target::Reason(1))).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{refused:?}");
        ops.redact(&nadia, &wish(&story.number, "r", Target::Reason(reopened))).await.expect("taken out");
        let again = ops.redact(&nadia, &wish(&story.number, "r2", Target::Reason(reopened))).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::Fields(_)))), "{again:?}");

        ops.resolve(
            &story.sofia,
            &on(&story.number, "again"),
            domain::ticket::outcome::Outcome::ParcelFound,
            "Retrouvé.",
            &[],
        )
        .await
        .expect("resolved");
        let validation = operations::tickets::customer::Validation {
            on: on(&story.number, "v"),
            stars: Some(2),
            word: SECRET.to_owned(),
        };
        ops.validate(&story.claire, &validation).await.expect("validated");
        let validated = read(&world, &story.sofia, &story.number).await.ticket.sequence;
        ops.redact(&nadia, &wish(&story.number, "w", Target::Word(validated))).await.expect("taken out");
        for reader in [&story.claire, &story.sofia] {
            let thread = read(&world, reader, &story.number).await;
            assert!(!format!("{thread:?}").contains(SECRET), "{thread:?}");
            assert_eq!(thread.ticket.rating, 2, "the stars stay");
        }
        let agent = ops.redact(&story.sofia, &wish(&story.number, "x", Target::Word(validated))).await;
        assert!(matches!(agent, Err(Error::NotFound)), "{agent:?}");
    })
    .await;
}
