//! How many statements a page takes, on both engines: at most six, with the one that learns who asks.
//!
//! Each page is read here as `app/src/host/show` reads it; what is added there belongs here too.

mod support;

use std::collections::BTreeMap;

use domain::actor::Level;
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::identity::SignIn;
use operations::parcels::Beside;
use operations::tickets::filing::FilingDetails;
use operations::tickets::reading::Wanted;
use support::{World, for_each_world};

const CLAIRE: &str = "claire@lemaire.example";
const SOFIA: &str = "sofia@consigne.example";
const PASSWORD: &str = "quatre vélos verts";

/// Statements of one page.
const AT_MOST: u64 = 6;

/// A customer with a parcel that was scanned and a ticket on it; yields the ticket's number.
async fn story(world: &World) -> String {
    let ops = &world.operations;
    let customer = world.customer("Maison Lemaire").await;
    world.account(customer, "FR-10").await;
    let claire = world.user(customer, "Administrateur", CLAIRE).await;
    world.agent(SOFIA, Level::Agent).await;
    for email in [CLAIRE, SOFIA] {
        world.password(email, PASSWORD).await;
    }
    let parcels = "tracking_number;carrier;account;label_date;shipment;sender_reference\n\
                   6A18987970674;colissimo;FR-10;27/02/2026;ENV-1;CMD-1\n\
                   6A18987970675;colissimo;FR-10;27/02/2026;ENV-1;CMD-2\n";
    assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    let mapping = feed::Mapping::parse("zone = \"Europe/Paris\"\ncarrier = \"colissimo\"").expect("a mapping");
    let options = FeedOptions { mapping, ..FeedOptions::default() };
    let scans = "tracking_number;state;at\n6A18987970674;in_transit;28/02/2026 10:00\n6A18987970674;incident;28/02/2026 12:00\n";
    let scans = feed::read(FeedFormat::Csv, scans.as_bytes(), &options);
    assert_eq!(ops.import_scans(&scans).await.expect("a report").new, 2);
    let draft = ops.start_filing(&claire, "6A18987970674").await.expect("a draft");
    ops.choose_subject(&claire, draft, "delay", "").await.expect("a subject");
    let information = BTreeMap::from([("content".to_owned(), "Deux téléphones".to_owned())]);
    let details = FilingDetails { information, body: "Où est-il ?".to_owned(), files: Vec::new() };
    let number = ops.file_ticket(&claire, draft, &details).await.expect("filed").number;
    ops.keep_reply_draft(&claire, &number, "Toujours rien").await.expect("kept");
    number
}

async fn sign_in(world: &World, email: &str) -> String {
    let form = SignIn {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        address: "192.0.2.7".to_owned(),
        agent: "Firefox".to_owned(),
        earlier: None,
    };
    world.operations.sign_in(form).await.expect("signed in").token
}

/// Reads a page as somebody who is signed in, and counts.
async fn count(world: &World, token: &str, page: impl AsyncFnOnce(domain::Actor)) -> u64 {
    let before = world.operations.store().statements();
    let signed = world.operations.actor_of(token).await.expect("an answer").expect("signed in");
    page(signed.actor).await;
    world.operations.store().statements() - before
}

#[tokio::test]
async fn a_page_takes_at_most_six_statements() {
    for_each_world(async |world| {
        let number = story(&world).await;
        let ops = &world.operations;
        let (claire, sofia) = (sign_in(&world, CLAIRE).await, sign_in(&world, SOFIA).await);
        let wanted = |search: &str| Wanted { search: search.to_owned(), rows: 50, ..Wanted::default() };
        let mut counted: Vec<(String, u64)> = Vec::new();

        for (who, token) in [("customer", &claire), ("agent", &sofia)] {
            let statements = count(&world, token, async |actor| {
                let thread = ops.thread(&actor, &number).await.expect("a thread");
                assert_eq!(thread.draft.is_empty(), actor.is_operator());
                let Beside::Shown(parcel) = ops.parcel_beside(&actor, &thread.ticket).await.expect("an answer") else {
                    panic!("no parcel beside the thread");
                };
                assert_eq!(parcel.timeline.len(), 2);
            });
            counted.push((format!("thread, {who}"), statements.await));
            let statements = count(&world, token, async |actor| {
                let page = ops.parcel(&actor, "6A18987970674").await.expect("a parcel");
                assert_eq!((page.timeline.len(), page.siblings.len()), (2, 1));
                let tickets = ops.tickets_on_parcel(&actor, &page.parcel.number).await.expect("tickets");
                assert_eq!(tickets.len(), 1);
            });
            counted.push((format!("parcel, {who}"), statements.await));
            for typed in ["6A18987970674", "CMD-1"] {
                let statements = count(&world, token, async |actor| {
                    assert_eq!(ops.find_parcels(&actor, typed).await.expect("an answer").rows.len(), 1);
                });
                counted.push((format!("search for {typed}, {who}"), statements.await));
            }
        }
        for search in ["", "6A18987970674"] {
            let statements = count(&world, &claire, async |actor| {
                assert_eq!(ops.inbox(&actor, &wanted(search)).await.expect("an inbox").rows.len(), 1);
            });
            counted.push((format!("inbox {search}"), statements.await));
            let statements = count(&world, &sofia, async |actor| {
                assert_eq!(ops.desk(&actor, &wanted(search)).await.expect("a desk").rows.len(), 1);
            });
            counted.push((format!("desk {search}"), statements.await));
        }
        for (page, statements) in &counted {
            eprintln!("  {page}: {statements} statements");
        }
        let over: Vec<_> = counted.iter().filter(|(_, statements)| *statements > AT_MOST).collect();
        assert!(over.is_empty(), "{over:?}");
    })
    .await;
}
