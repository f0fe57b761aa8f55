//! Rows of files: draft files, attaching, and who finds them, on both engines.

mod support;

use domain::Language;
use domain::actor::{AccountScope, Rights};
use domain::id::{CustomerId, FileId, MessageId, ProfileId, TicketId, UserId};
use domain::ticket::lifecycle::{Lifecycle, TicketState, WaitingFor};
use domain::ticket::message::{Audience, MessageKind};
use jiff::Timestamp;
use store::files::{self, Attachment, File};
use store::people::{self, Customer, Person, PersonPlace, Profile};
use store::threads::{self, Author, AuthorSide, Message};
use store::tickets::{self, NewTicket};
use store::{Scope, Store, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

fn customer(n: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(n))
}

fn person(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

fn file_id(n: u128) -> FileId {
    FileId(Uuid::from_u128(n))
}

const TICKET: TicketId = TicketId(Uuid::from_u128(500));
const MESSAGE: MessageId = MessageId(Uuid::from_u128(600));

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

async fn of(store: &Store, scope: Scope) -> Tx {
    store.read(scope).await.expect("a connection")
}

/// Two customers with one user each (100 and 200), and a ticket of the first with one message.
async fn with_a_ticket(store: &Store) {
    let mut tx = tx(store).await;
    for (n, name, user) in [(1, "Lunettes de la Côte", 100), (2, "Vélos du Nord", 200)] {
        let row = Customer { id: customer(n), name: name.into(), zone: "Europe/Paris".into(), created_at: at(0) };
        people::insert_customer(&mut tx, &row).await.expect("a customer");
        let profile = Profile {
            id: ProfileId(Uuid::from_u128(n + 20)),
            customer: customer(n),
            name: "Administrateur".into(),
            rights: Rights::all(),
            scope: AccountScope::All,
        };
        people::insert_profile(&mut tx, &profile).await.expect("a profile");
        let row = Person {
            id: person(user),
            email: format!("user{user}@example.com"),
            name: format!("User {user}"),
            password_hash: String::new(),
            language: Language::Fr,
            zone: "Europe/Paris".into(),
            place: PersonPlace::Customer(customer(n), profile.id),
            shortcuts: true,
            disabled_at: None,
            created_at: at(0),
        };
        people::insert_person(&mut tx, &row).await.expect("a person");
    }
    let ticket = NewTicket {
        id: TICKET,
        number: "D-2026-000001".into(),
        customer: customer(1),
        account: None,
        author: person(100),
        filed_for_by: None,
        follows: None,
        subject: "not_delivered".into(),
        sub_reason: String::new(),
        parcels: vec![(None, "6A18987970674".into())],
        sender_reference: String::new(),
        information: Vec::new(),
        life: Lifecycle {
            state: TicketState::Created,
            mark: None,
            waiting_for: WaitingFor::Agent,
            term_started_at: at(0),
            due_at: None,
            contests: 0,
        },
        next_clock_at: None,
        created_at: at(0),
    };
    tickets::insert(&mut tx, &ticket).await.expect("a ticket");
    let message = Message {
        id: MESSAGE,
        sequence: 1,
        audience: Audience::Everyone,
        kind: MessageKind::Filing,
        author: Author { person: Some(person(100)), name: "User 100".into(), side: AuthorSide::Customer },
        body: "Bonjour".into(),
        at: at(0),
    };
    threads::insert_message(&mut tx, TICKET, &message).await.expect("a message");
    tx.commit().await.expect("kept");
}

fn draft(n: u128, sender: u128, form: &str) -> File {
    File {
        id: file_id(n),
        person: person(sender),
        draft_key: form.into(),
        slot_key: "invoice".into(),
        ticket: None,
        message: None,
        slot: None,
        audience: None,
        name: "facture n° 12.pdf".into(),
        media_type: "application/pdf".into(),
        size: 30 * 1024 * 1024,
        sha256: "ab".repeat(32),
        captured_at: "2026-11-20T14:03:22+01:00".into(),
        width: 0,
        height: 0,
        blob: format!("{n:064}"),
        thumbnail: if n.is_multiple_of(2) { format!("{:064}", n + 1_000) } else { String::new() },
        created_at: at(i64::try_from(n).expect("small")),
        replaced: None,
        identity: false,
        purged_at: None,
    }
}

const TO: Attachment = Attachment { ticket: TICKET, message: MESSAGE, audience: Audience::Operator, slot: None };

#[tokio::test]
async fn a_form_has_its_senders_draft_files_in_order() {
    for_each_engine(async |store| {
        with_a_ticket(&store).await;
        let mut tx = tx(&store).await;
        for file in [draft(2, 100, "form"), draft(1, 100, "form"), draft(3, 100, "other"), draft(4, 200, "form")] {
            files::insert(&mut tx, &file).await.expect("a file");
        }
        let there = files::drafts(&mut tx, person(100), "form").await.expect("read");
        assert_eq!(there, [draft(1, 100, "form"), draft(2, 100, "form")]);
        assert!(!files::delete_draft(&mut tx, file_id(1), person(200)).await.expect("asked"));
        assert!(files::delete_draft(&mut tx, file_id(1), person(100)).await.expect("deleted"));
        assert!(!files::delete_draft(&mut tx, file_id(1), person(100)).await.expect("gone"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_file_is_attached_once_and_by_its_sender() {
    for_each_engine(async |store| {
        with_a_ticket(&store).await;
        let mut tx = tx(&store).await;
        for n in 1..=3 {
            files::insert(&mut tx, &draft(n, 100, "form")).await.expect("a file");
        }
        for file in [draft(4, 200, "form"), draft(5, 100, "other")] {
            files::insert(&mut tx, &file).await.expect("a file");
        }
        assert_eq!(files::attach(&mut tx, file_id(4), person(100), &TO).await.expect("asked"), None);
        assert_eq!(files::attach(&mut tx, file_id(9), person(100), &TO).await.expect("asked"), None);
        let attached = files::attach(&mut tx, file_id(1), person(100), &TO).await.expect("asked").expect("his");
        let expected = File {
            ticket: Some(TICKET),
            message: Some(MESSAGE),
            audience: Some(Audience::Operator),
            ..draft(1, 100, "form")
        };
        assert_eq!(attached, expected);
        assert_eq!(files::attach(&mut tx, file_id(1), person(100), &TO).await.expect("asked"), None);
        assert!(!files::delete_draft(&mut tx, file_id(1), person(100)).await.expect("asked"));
        assert_eq!(files::weigh(&mut tx, TICKET, MESSAGE).await.expect("weighed"), (30 * 1024 * 1024, 1));
        files::attach(&mut tx, file_id(2), person(100), &TO).await.expect("asked").expect("his");
        assert_eq!(files::weigh(&mut tx, TICKET, MESSAGE).await.expect("weighed"), (60 * 1024 * 1024, 2));
        let other = MessageId(Uuid::from_u128(601));
        assert_eq!(files::weigh(&mut tx, TICKET, other).await.expect("weighed"), (60 * 1024 * 1024, 0));
        let other = TicketId(Uuid::from_u128(501));
        assert_eq!(files::weigh(&mut tx, other, MESSAGE).await.expect("weighed"), (0, 0));
        for (reader, expected) in [(100, &[1, 2, 3][..]), (200, &[1, 2, 4])] {
            let of_thread =
                files::of_thread(&mut tx, TICKET, person(reader), ["form"; files::THREAD_FORMS]).await.expect("read");
            let expected: Vec<FileId> = expected.iter().copied().map(file_id).collect();
            assert_eq!(of_thread.iter().map(|file| file.id).collect::<Vec<_>>(), expected);
            assert!(of_thread.iter().all(|file| file.ticket.is_some() || file.person == person(reader)));
        }
        assert!(files::delete_draft(&mut tx, file_id(3), person(100)).await.expect("deleted"));
        assert_eq!(files::drafts(&mut tx, person(100), "form").await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn a_scope_finds_its_own_files_only() {
    for_each_engine(async |store| {
        with_a_ticket(&store).await;
        let mut writing = tx(&store).await;
        files::insert(&mut writing, &draft(1, 100, "form")).await.expect("a file");
        files::insert(&mut writing, &draft(2, 100, "form")).await.expect("a file");
        files::attach(&mut writing, file_id(2), person(100), &TO).await.expect("asked").expect("his");
        tickets::follow(&mut writing, TICKET, person(200), at(1)).await.expect("followed");
        writing.commit().await.expect("kept");

        let (mine, theirs) = (Scope::Customer(customer(1)), Scope::Customer(customer(2)));
        for (scope, viewer, id, found) in [
            (mine, 100, 1, true),
            (mine, 101, 1, false),
            (theirs, 200, 1, false),
            (Scope::Operator, 300, 1, true),
            (mine, 101, 2, true),
            (theirs, 200, 2, false),
            (theirs, 100, 2, false),
            (Scope::Operator, 300, 2, true),
            (Scope::System, 300, 9, false),
        ] {
            let mut tx = of(&store, scope).await;
            let there = files::find(&mut tx, file_id(id), person(viewer)).await.expect("read");
            assert_eq!(there.is_some(), found, "{scope:?} {viewer} {id}");
        }

        let mut tx = of(&store, Scope::Operator).await;
        let draft = files::find(&mut tx, file_id(1), person(300)).await.expect("read").expect("there");
        assert_eq!(draft.ticket, None);
        let found = files::find(&mut tx, file_id(2), person(200)).await.expect("read").expect("there");
        let of = found.ticket.expect("of the ticket");
        let facts = of.facts;
        assert!(!of.took_part, "nothing has happened");
        assert_eq!((facts.customer, facts.account, facts.author, facts.joined), (customer(1), None, person(100), true));
        let found = files::find(&mut tx, file_id(2), person(300)).await.expect("read").expect("there");
        assert!(!found.ticket.expect("of the ticket").facts.joined);
    })
    .await;
}

#[tokio::test]
async fn old_draft_files_go_and_needed_bytes_are_named_a_page_at_a_time() {
    for_each_engine(async |store| {
        with_a_ticket(&store).await;
        let mut tx = tx(&store).await;
        for n in 1..=5 {
            files::insert(&mut tx, &draft(n, 100, "form")).await.expect("a file");
        }
        files::attach(&mut tx, file_id(1), person(100), &TO).await.expect("asked").expect("his");
        assert_eq!(files::sweep_drafts(&mut tx, at(3)).await.expect("swept"), 1);

        let (mut after, mut names, mut pages) = (String::new(), Vec::new(), 0);
        while let (Some(last), page) = files::blobs_after(&mut tx, &after, 3).await.expect("read") {
            after = last;
            names.extend(page);
            pages += 1;
        }
        let expected: Vec<String> = [1, 3, 4, 1_004, 5].iter().map(|n| format!("{n:064}")).collect();
        assert_eq!((names, pages), (expected, 2));
    })
    .await;
}
