//! Files that are sent in parts.

mod support;

use std::time::Duration;

use bytes::Bytes;
use domain::Actor;
use domain::actor::Level;
use domain::refusal::{FileRefusal, Refusal};
use domain::ticket::message::{FILE_MAX, TICKET_FILES_MAX};
use jiff::SignedDuration;
use operations::files::{Added, Announced, PARTS_HOURS};
use operations::{Error, Result, ids};
use support::{World, for_each_world};

fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {words}\nstartxref\n0\n%%EOF\n").into_bytes()
}

fn file_refusal<T>(result: Result<T>) -> Option<FileRefusal> {
    match result {
        Err(Error::Refused(Refusal::File(refusal))) => Some(refusal),
        _ => None,
    }
}

/// How many files lie where parts lie.
fn parts(world: &World) -> usize {
    std::fs::read_dir(world.operations.settings().data.join("files/incoming/parts")).map_or(0, Iterator::count)
}

async fn claire(world: &World) -> Actor {
    let lunettes = world.customer("Lunettes de la Côte").await;
    world.user(lunettes, "Administrateur", "claire@lunettes.example").await
}

fn announced(name: &str, size: usize) -> Announced {
    Announced {
        draft_key: "form".to_owned(),
        slot_key: String::new(),
        name: name.to_owned(),
        size: size as u64,
        print: "1764230400000".to_owned(),
    }
}

#[tokio::test]
async fn a_file_in_parts_goes_on_where_it_stopped() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let stranger = world.agent("sofia@consigne.example", Level::Agent).await;
        let ops = &world.operations;
        let whole = pdf(&"constat ".repeat(400));
        let (first, rest) = whole.split_at(whole.len() / 3);
        let begun = ops.announce_file(&claire, announced("constat.pdf", whole.len())).await.expect("begun");
        assert_eq!(begun.here, 0);
        let added = ops.add_part(&claire, &begun.id, 0, Bytes::copy_from_slice(first)).await.expect("kept");
        assert_eq!(added, Added::More(first.len() as u64));
        // The answer was lost: the same part again does nothing, and says how far it is.
        let again = ops.add_part(&claire, &begun.id, 0, Bytes::copy_from_slice(first)).await.expect("looked at");
        assert_eq!(again, Added::Elsewhere(first.len() as u64));
        let foreign = ops.add_part(&stranger, &begun.id, first.len() as u64, Bytes::from_static(b"x")).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");

        // Later, on a new page, the same file is chosen again.
        world.wait(SignedDuration::from_hours(PARTS_HOURS - 1));
        ops.sweep_older_than(Duration::ZERO).await.expect("swept");
        let found = ops.announce_file(&claire, announced("constat.pdf", whole.len())).await.expect("found");
        assert_eq!((found.id.as_str(), found.here), (begun.id.as_str(), first.len() as u64));
        let other = ops.announce_file(&claire, announced("autre.pdf", whole.len())).await.expect("begun");
        assert_ne!(other.id, begun.id);
        let added = ops.add_part(&claire, &begun.id, found.here, Bytes::copy_from_slice(rest)).await.expect("kept");
        let Added::Arrived(file) = added else { panic!("{added:?}") };
        assert_eq!((file.name.as_str(), file.sha256), ("constat.pdf", ids::sha256_hex(&whole)));
        assert_eq!(ops.draft_files(&claire, "form").await.expect("read").len(), 1);
        let gone = ops.add_part(&claire, &begun.id, 0, Bytes::new()).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn parts_keep_to_the_limits_and_are_forgotten_after_a_day() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let ops = &world.operations;
        let limit = usize::try_from(FILE_MAX).expect("a size");
        let too_large = ops.announce_file(&claire, announced("film.pdf", limit + 1)).await;
        assert_eq!(file_refusal(too_large), Some(FileRefusal::TooLarge(FILE_MAX)));
        assert_eq!(file_refusal(ops.announce_file(&claire, announced("vide.pdf", 0)).await), Some(FileRefusal::Empty));
        for number in 0..10 {
            ops.announce_file(&claire, announced(&format!("{number}.pdf"), limit)).await.expect("begun");
        }
        let many = ops.announce_file(&claire, announced("11.pdf", limit)).await;
        assert_eq!(file_refusal(many), Some(FileRefusal::TicketFull(TICKET_FILES_MAX)));

        let first = ops.announce_file(&claire, announced("0.pdf", limit)).await.expect("found");
        ops.add_part(&claire, &first.id, 0, Bytes::from(pdf("0"))).await.expect("kept");
        assert_eq!(parts(&world), 1);
        world.wait(SignedDuration::from_hours(PARTS_HOURS + 1));
        ops.sweep_older_than(Duration::ZERO).await.expect("swept");
        assert_eq!(parts(&world), 0, "its parts are gone");
        let anew = ops.announce_file(&claire, announced("0.pdf", limit)).await.expect("begun");
        assert_ne!(anew.id, first.id);

        // More than was announced, and what is no file of ours: refused, and nothing is left.
        for (name, size, sent) in [("long.pdf", 4, pdf("long")), ("page.pdf", 6, b"<html>".to_vec())] {
            let begun = ops.announce_file(&claire, announced(name, size)).await.expect("begun");
            assert!(file_refusal(ops.add_part(&claire, &begun.id, 0, sent.into()).await).is_some(), "{name}");
            let gone = ops.add_part(&claire, &begun.id, 0, Bytes::new()).await;
            assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
        }
    })
    .await;
}
