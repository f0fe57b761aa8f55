//! Files as people send, attach and open them.

mod support;

use std::io::Cursor;
use std::time::Duration;

use bytes::Bytes;
use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::id::{CustomerId, FileId, MessageId, TicketId};
use domain::refusal::{FileRefusal, Refusal};
use domain::ticket::lifecycle::{Lifecycle, TicketState, WaitingFor};
use domain::ticket::message::{Audience, DRAFT_FILE_DAYS, FILE_MAX, FILES_PER_MESSAGE, MessageKind, TICKET_FILES_MAX};
use image::{DynamicImage, ImageFormat, RgbImage};
use jiff::SignedDuration;
use operations::files::{self, Attach, Content, DraftFile, Incoming, Swept};
use operations::{Error, Result, ids};
use store::Scope;
use store::threads::{Author, AuthorSide, Message};
use store::tickets::NewTicket;
use support::{World, for_each_world};

fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {words}\nstartxref\n0\n%%EOF\n").into_bytes()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, image::Rgb([20, 90, 160])));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

fn incoming(name: &str, bytes: Vec<u8>) -> Incoming {
    Incoming { draft_key: "form".to_owned(), slot_key: String::new(), name: name.to_owned(), bytes: bytes.into() }
}

async fn take(world: &World, actor: &Actor, name: &str, bytes: Vec<u8>) -> Result<DraftFile> {
    world.operations.take_file(actor, incoming(name, bytes)).await
}

fn file_refusal<T>(result: Result<T>) -> Option<FileRefusal> {
    match result {
        Err(Error::Refused(Refusal::File(refusal))) => Some(refusal),
        _ => None,
    }
}

/// How many files lie in the installation's folder.
fn blobs(world: &World) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(&world.operations.settings().data.join("files"))
}

async fn claire(world: &World) -> (CustomerId, Actor) {
    let lunettes = world.customer("Lunettes de la Côte").await;
    (lunettes, world.user(lunettes, "Administrateur", "claire@lunettes.example").await)
}

#[tokio::test]
async fn a_picture_is_taken_and_shown_to_its_sender() {
    for_each_world(async |world| {
        let (_, claire) = claire(&world).await;
        let sent = png(640, 480);
        let taken = take(&world, &claire, "..\\colis\u{202e} abîmé.png", sent.clone()).await.expect("a picture");
        assert_eq!((taken.name.as_str(), taken.media_type.as_str()), ("colis abîmé.png", "image/png"));
        assert_eq!((taken.width, taken.height, taken.captured_at.as_str()), (640, 480, ""));
        assert_eq!(taken.sha256, ids::sha256_hex(&sent));
        assert_eq!(world.operations.draft_files(&claire, "form").await.expect("read"), std::slice::from_ref(&taken));
        assert_eq!(world.operations.draft_files(&claire, "other").await.expect("read"), []);

        let open = world.operations.open_file(&claire, taken.id, false).await.expect("hers");
        assert_eq!((open.name.as_str(), open.media_type.as_str()), ("colis abîmé.png", "image/png"));
        assert_eq!(open.bytes.len() as u64, taken.size);
        let small = world.operations.open_file(&claire, taken.id, true).await.expect("hers");
        assert_eq!(small.media_type, "image/jpeg");
        assert_eq!(image::load_from_memory(&small.bytes).expect("a picture").width(), 320);
    })
    .await;
}

#[tokio::test]
async fn a_document_is_kept_as_it_was_sent_and_has_no_small_picture() {
    for_each_world(async |world| {
        let (_, claire) = claire(&world).await;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("received");
        std::fs::write(&path, pdf("facture")).expect("written");
        let incoming = Incoming {
            slot_key: "invoice".to_owned(),
            bytes: Content::At(path),
            ..incoming("Facture n° 8812", vec![])
        };
        let taken = world.operations.take_file(&claire, incoming).await.expect("a document");
        assert_eq!((taken.name.as_str(), taken.slot_key.as_str()), ("Facture n° 8812.pdf", "invoice"));
        let open = world.operations.open_file(&claire, taken.id, false).await.expect("hers");
        assert_eq!(open.bytes, Bytes::from(pdf("facture")));
        assert!(matches!(world.operations.open_file(&claire, taken.id, true).await, Err(Error::NotFound)));
    })
    .await;
}

/// `product.md` §11: refused with the limit or the reason, the other files kept.
#[tokio::test]
async fn what_is_not_taken_is_refused_with_its_reason_and_the_others_stay() {
    for_each_world(async |world| {
        let (_, claire) = claire(&world).await;
        let kept = take(&world, &claire, "facture.pdf", pdf("kept")).await.expect("a document");
        let too_large = vec![b'x'; usize::try_from(FILE_MAX).expect("small") + 1];
        let mut bomb = png(1, 1);
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let html = b"<html><script>alert(1)</script></html>".to_vec();
        let archive = b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml".to_vec();
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
        for (name, bytes, expected) in [
            ("vide.pdf", Vec::new(), FileRefusal::Empty),
            ("grand.pdf", too_large.clone(), FileRefusal::TooLarge(FILE_MAX)),
            ("page.pdf", html.clone(), FileRefusal::WrongType),
            ("page.jpg", html, FileRefusal::WrongType),
            ("rapport.pdf", archive, FileRefusal::WrongType),
            ("dessin.png", svg, FileRefusal::WrongType),
            ("programme.png", b"MZ\x90\0\x03".to_vec(), FileRefusal::WrongType),
            ("facture.pdf", png(20, 20), FileRefusal::WrongType),
            ("photo.jpg", pdf("no picture"), FileRefusal::WrongType),
            ("coupe.pdf", b"%PDF-1.4\n1 0 obj".to_vec(), FileRefusal::Unreadable),
            ("coupe.png", png(200, 200)[..60].to_vec(), FileRefusal::Unreadable),
            ("bombe.png", bomb, FileRefusal::Unreadable),
        ] {
            assert_eq!(file_refusal(take(&world, &claire, name, bytes).await), Some(expected), "{name}");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("received");
        std::fs::write(&path, too_large).expect("written");
        let by_path = Incoming { bytes: Content::At(path), ..incoming("grand.pdf", vec![]) };
        let refused = world.operations.take_file(&claire, by_path).await;
        assert_eq!(file_refusal(refused), Some(FileRefusal::TooLarge(FILE_MAX)));
        assert_eq!(world.operations.draft_files(&claire, "form").await.expect("read"), [kept]);
        // Nothing of what was refused lies about.
        assert_eq!(blobs(&world), 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_again_is_the_same_file() {
    for_each_world(async |world| {
        let (_, claire) = claire(&world).await;
        let first = take(&world, &claire, "facture.pdf", pdf("one")).await.expect("a document");
        let again = take(&world, &claire, "facture.pdf", pdf("one")).await.expect("a document");
        assert_eq!(first, again);
        // Under another name, or for another slot, it is meant to be there twice.
        let renamed = take(&world, &claire, "copie.pdf", pdf("one")).await.expect("a document");
        assert_ne!(renamed.id, first.id);
        assert_eq!(world.operations.draft_files(&claire, "form").await.expect("read").len(), 2);
        assert_eq!(blobs(&world), 1);
    })
    .await;
}

/// `security.md` I07: twenty at once, ten stay.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_takes_ten_files_also_when_more_come_at_once() {
    for_each_world(async |world| {
        let (_, claire) = claire(&world).await;
        let sends: Vec<_> = (0..20)
            .map(|number| {
                let (operations, claire) = (world.operations.clone(), claire.clone());
                let file = incoming(&format!("{number}.pdf"), pdf(&number.to_string()));
                tokio::spawn(async move { operations.take_file(&claire, file).await })
            })
            .collect();
        let (mut taken, mut refused) = (0, 0);
        for send in sends {
            match send.await.expect("no panic") {
                Ok(_) => taken += 1,
                Err(Error::Refused(Refusal::File(FileRefusal::TooMany(FILES_PER_MESSAGE)))) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((taken, refused), (10, 10));
        let there = world.operations.draft_files(&claire, "form").await.expect("read");
        assert_eq!(there.len(), FILES_PER_MESSAGE);
        world.operations.remove_draft_file(&claire, there[0].id).await.expect("hers");
        take(&world, &claire, "again.pdf", pdf("again")).await.expect("there is room again");
    })
    .await;
}

#[tokio::test]
async fn nobody_touches_anothers_draft_file() {
    for_each_world(async |world| {
        let (lunettes, claire) = claire(&world).await;
        let colleague = world.user(lunettes, "Administrateur", "paul@lunettes.example").await;
        let agent = world.agent("nadia@consigne.example", Level::Administrator).await;
        let taken = take(&world, &claire, "facture.pdf", pdf("one")).await.expect("a document");
        for actor in [&colleague, &agent] {
            assert!(matches!(world.operations.open_file(actor, taken.id, false).await, Err(Error::NotFound)));
            assert!(matches!(world.operations.remove_draft_file(actor, taken.id).await, Err(Error::NotFound)));
            assert_eq!(world.operations.draft_files(actor, "form").await.expect("read"), []);
        }
        let nobodys = FileId(ids::new_id(world.operations.now()));
        assert!(matches!(world.operations.open_file(&claire, nobodys, false).await, Err(Error::NotFound)));
        for key in ["", &"k".repeat(files::KEY_MAX + 1)] {
            let odd = Incoming { draft_key: key.to_owned(), ..incoming("a.pdf", pdf("a")) };
            assert!(matches!(world.operations.take_file(&claire, odd).await, Err(Error::NotFound)));
        }
    })
    .await;
}

/// A ticket that an actor filed, with one message to each audience.
struct Filed {
    ticket: TicketId,
    messages: [(Audience, MessageId); 4],
}

async fn filed(world: &World, customer: CustomerId, author: &Actor) -> Filed {
    let now = world.operations.now();
    let ticket = NewTicket {
        id: TicketId(ids::new_id(now)),
        number: "D-2026-000001".to_owned(),
        customer,
        account: None,
        author: author.user,
        filed_for_by: None,
        follows: None,
        subject: "not_delivered".to_owned(),
        sub_reason: String::new(),
        parcels: vec![(None, "6A18987970674".to_owned())],
        sender_reference: String::new(),
        information: Vec::new(),
        life: Lifecycle {
            state: TicketState::Created,
            mark: None,
            waiting_for: WaitingFor::Agent,
            term_started_at: now,
            due_at: None,
            contests: 0,
        },
        next_clock_at: None,
        created_at: now,
    };
    let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
    store::tickets::insert(&mut tx, &ticket).await.expect("a ticket");
    let messages = Audience::ALL.map(|audience| (audience, MessageId(ids::new_id(now))));
    for (sequence, (audience, id)) in (1..).zip(&messages) {
        let message = Message {
            id: *id,
            sequence,
            audience: *audience,
            kind: MessageKind::Reply,
            author: Author { person: Some(author.user), name: author.name.clone(), side: AuthorSide::Customer },
            body: "Voici.".to_owned(),
            at: now,
        };
        store::threads::insert_message(&mut tx, ticket.id, &message).await.expect("a message");
    }
    tx.commit().await.expect("kept");
    Filed { ticket: ticket.id, messages }
}

/// Attaches files to the ticket's message for an audience, in a transaction of its own.
async fn attach(world: &World, filed: &Filed, owner: &Actor, audience: Audience, ids: &[FileId]) -> Result<usize> {
    let (_, message) = filed.messages.iter().find(|(one, _)| *one == audience).expect("one for each");
    let attach = Attach {
        person: owner.user,
        ticket: filed.ticket,
        message: *message,
        audience,
        files: ids.iter().map(|id| (*id, None)).collect(),
    };
    let mut tx = world.operations.store().write(Scope::of(owner)).await.expect("a transaction");
    let attached = files::attach(&mut tx, &attach).await?;
    tx.commit().await.expect("kept");
    Ok(attached.len())
}

#[tokio::test]
async fn a_file_of_a_ticket_is_opened_by_who_sees_it_now_and_belongs_to_its_audience() {
    for_each_world(async |world| {
        let (lunettes, claire) = claire(&world).await;
        world.profile(lunettes, "Restreint", &[Right::FileTickets, Right::Reply], AccountScope::All).await;
        let restricted = world.user(lunettes, "Restreint", "paul@lunettes.example").await;
        let colleague = world.user(lunettes, "Administrateur", "anne@lunettes.example").await;
        let velos = world.customer("Vélos du Nord").await;
        let stranger = world.user(velos, "Administrateur", "max@velos.example").await;
        let agent = world.agent("nadia@consigne.example", Level::Agent).await;
        let filed = filed(&world, lunettes, &claire).await;

        for audience in Audience::ALL {
            let file = take(&world, &claire, "photo.png", png(30, 30)).await.expect("a picture");
            assert_eq!(attach(&world, &filed, &claire, audience, &[file.id]).await.expect("attached"), 1);
            let may = async |actor: &Actor| {
                let mut seen = [false; 2];
                for (seen, thumbnail) in seen.iter_mut().zip([false, true]) {
                    match world.operations.open_file(actor, file.id, thumbnail).await {
                        Ok(_) => *seen = true,
                        Err(Error::NotFound) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
                assert_eq!(seen[0], seen[1], "picture and small picture alike");
                seen[0]
            };
            assert_eq!(may(&claire).await, audience.customer_reads(), "{audience:?}");
            assert_eq!(may(&colleague).await, audience.customer_reads(), "{audience:?}");
            assert_eq!(may(&agent).await, audience.operator_reads(), "{audience:?}");
            assert!(!may(&restricted).await, "{audience:?}");
            assert!(!may(&stranger).await, "{audience:?}");
            // Attached, it is nobody's draft file any more.
            assert!(matches!(world.operations.remove_draft_file(&claire, file.id).await, Err(Error::NotFound)));
        }

        // The moment somebody joins, he sees; his rights count at the time of asking.
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        store::tickets::follow(&mut tx, filed.ticket, restricted.user, world.operations.now()).await.expect("joined");
        let (all, drafts) = files::of_thread(&mut tx, filed.ticket, restricted.user, ["form"; files::THREAD_FORMS])
            .await
            .expect("read");
        tx.commit().await.expect("kept");
        let everyones = all.iter().find(|file| file.audience == Audience::Everyone).expect("attached above");
        assert!(everyones.has_thumbnail && everyones.message.is_some() && drafts.is_empty());
        assert!(world.operations.open_file(&restricted, everyones.id, false).await.is_ok());
    })
    .await;
}

/// `security.md` A03, A04.
#[tokio::test]
async fn only_ones_own_draft_files_are_attached_all_or_none() {
    for_each_world(async |world| {
        let (lunettes, claire) = claire(&world).await;
        let colleague = world.user(lunettes, "Administrateur", "paul@lunettes.example").await;
        let filed = filed(&world, lunettes, &claire).await;
        let mine = take(&world, &claire, "mine.pdf", pdf("mine")).await.expect("a document");
        let his = take(&world, &colleague, "his.pdf", pdf("his")).await.expect("a document");
        let both = attach(&world, &filed, &claire, Audience::Everyone, &[mine.id, his.id]).await;
        assert!(matches!(both, Err(Error::NotFound)));
        assert_eq!(world.operations.draft_files(&claire, "form").await.expect("read").len(), 1);
        let twice = attach(&world, &filed, &claire, Audience::Everyone, &[mine.id, mine.id]).await;
        assert_eq!(twice.expect("attached"), 1);
        let again = attach(&world, &filed, &claire, Audience::Everyone, &[mine.id]).await;
        assert!(matches!(again, Err(Error::NotFound)));
        assert_eq!(attach(&world, &filed, &claire, Audience::Everyone, &[]).await.expect("nothing to do"), 0);
    })
    .await;
}

#[tokio::test]
async fn a_message_has_ten_files_and_a_ticket_a_hundred_megabytes() {
    for_each_world(async |world| {
        let (lunettes, claire) = claire(&world).await;
        let filed = filed(&world, lunettes, &claire).await;
        // Rows of a size that would take long to send.
        let row = async |size: u64| {
            let taken = take(&world, &claire, "facture.pdf", pdf("one")).await.expect("a document");
            let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
            let found = store::files::find(&mut tx, taken.id, claire.user).await.expect("read").expect("there");
            let file = found.file;
            let id = FileId(ids::new_id(world.operations.now()));
            let size = i64::try_from(size).expect("small");
            store::files::insert(&mut tx, &store::files::File { id, size, ..file }).await.expect("inserted");
            tx.commit().await.expect("kept");
            id
        };
        let (half, rest, byte) = (row(TICKET_FILES_MAX / 2).await, row(TICKET_FILES_MAX / 2).await, row(1).await);
        for id in [half, rest] {
            assert_eq!(attach(&world, &filed, &claire, Audience::Everyone, &[id]).await.expect("attached"), 1);
        }
        let full = attach(&world, &filed, &claire, Audience::Colleagues, &[byte]).await;
        assert_eq!(file_refusal(full), Some(FileRefusal::TicketFull(TICKET_FILES_MAX)));
        let mut empty = Vec::new();
        for _ in 0..9 {
            empty.push(row(0).await);
        }
        let beyond = attach(&world, &filed, &claire, Audience::Everyone, &empty).await;
        assert_eq!(file_refusal(beyond), Some(FileRefusal::TooMany(FILES_PER_MESSAGE)));
        let fits = attach(&world, &filed, &claire, Audience::Everyone, &empty[..8]).await;
        assert_eq!(fits.expect("attached"), 8);
    })
    .await;
}

/// `security.md` I07: no bytes without a row, no row without bytes.
#[tokio::test]
async fn what_nobody_needs_is_swept_and_nothing_else() {
    for_each_world(async |world| {
        let (lunettes, claire) = claire(&world).await;
        let filed = filed(&world, lunettes, &claire).await;
        let attached = take(&world, &claire, "photo.png", png(30, 30)).await.expect("a picture");
        attach(&world, &filed, &claire, Audience::Everyone, &[attached.id]).await.expect("attached");
        let removed = take(&world, &claire, "removed.pdf", pdf("removed")).await.expect("a document");
        world.operations.remove_draft_file(&claire, removed.id).await.expect("hers");
        take(&world, &claire, "old.pdf", pdf("old")).await.expect("a document");
        assert_eq!(blobs(&world), 4);

        // Young bytes stay: their row may be on its way.
        assert_eq!(world.operations.sweep_files().await.expect("swept"), Swept::default());
        tokio::time::sleep(Duration::from_millis(20)).await;
        let swept = world.operations.sweep_older_than(Duration::ZERO).await.expect("swept");
        assert_eq!(swept, Swept { drafts: 0, blobs: 1 });

        world.wait(SignedDuration::from_hours(24 * DRAFT_FILE_DAYS));
        let young = take(&world, &claire, "young.pdf", pdf("young")).await.expect("a document");
        world.wait(SignedDuration::from_secs(1));
        tokio::time::sleep(Duration::from_millis(20)).await;
        let swept = world.operations.sweep_older_than(Duration::ZERO).await.expect("swept");
        assert_eq!(swept, Swept { drafts: 1, blobs: 1 });
        assert_eq!(world.operations.draft_files(&claire, "form").await.expect("read"), std::slice::from_ref(&young));
        for id in [young.id, attached.id] {
            assert!(world.operations.open_file(&claire, id, false).await.is_ok());
        }
        assert!(world.operations.open_file(&claire, attached.id, true).await.is_ok());
    })
    .await;
}

/// `security.md` D14: what the disk has changed is not served.
#[tokio::test]
async fn damaged_bytes_are_an_error_and_not_a_file() {
    for_each_world(async |world| {
        let (_, claire) = claire(&world).await;
        let taken = take(&world, &claire, "facture.pdf", pdf("whole")).await.expect("a document");
        let name = &taken.sha256;
        let path = world.operations.settings().data.join("files").join(&name[..2]).join(&name[2..4]).join(name);
        std::fs::write(path, pdf("changed")).expect("written over");
        assert!(matches!(world.operations.open_file(&claire, taken.id, false).await, Err(Error::Outside(_))));
    })
    .await;
}
