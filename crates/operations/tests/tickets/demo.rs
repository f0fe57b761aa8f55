//! The demo world.

use domain::Actor;
use domain::dashboard::Period;
use domain::event::TicketEvent;
use domain::parcel::ParcelState;
use domain::ticket::criteria::TicketSort;
use domain::ticket::lifecycle::{TicketState, WaitingFor};
use domain::ticket::message::MessageKind;
use jiff::SignedDuration;
use jiff::civil::date;
use operations::dashboard::Asked;
use operations::demo::{PASSWORD, Seeded, Wanted};
use operations::identity::SignIn;
use operations::tickets::reading;
use store::Scope;
use store::lists::{Cursor, Effort, Filter, Narrow, Search};

use crate::read;
use crate::support::{World, engine, for_each_world};

async fn sign_in(world: &World, email: &str) -> Actor {
    let wish = SignIn { email: email.to_owned(), password: PASSWORD.to_owned(), ..SignIn::default() };
    world.operations.sign_in(wish).await.expect("signed in").actor
}

#[tokio::test]
async fn the_demo_world_is_made_once_and_only_in_an_empty_database() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let small = Wanted { parcels: 60, tickets: 28, ..Default::default() };
        assert_eq!(ops.seed_demo(small).await.expect("a world"), Seeded::New);
        assert_eq!(ops.seed_demo(small).await.expect("the world"), Seeded::Before);
        ops.tick().await.expect("a tick");
        let findings = ops.doctor().await.expect("findings");
        assert_eq!(findings.holdings, (2, 8, 60, 28));
        assert!(findings.wrong.is_empty(), "{:?}", findings.wrong);
    })
    .await;
    for_each_world(async |world| {
        world.customer("Real").await;
        assert!(world.operations.seed_demo(Wanted::default()).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn further_tickets_are_as_deeds_would_have_written_them() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let wanted = Wanted { parcels: 20, tickets: 5, further_tickets: 400, ..Wanted::default() };
        ops.seed_demo(wanted).await.expect("a world");
        let findings = ops.doctor().await.expect("findings");
        assert_eq!((findings.holdings.0, findings.holdings.3), (50, 405));
        assert!(findings.wrong.is_empty(), "{:?}", findings.wrong);
        let nadia = sign_in(&world, "nadia.roche@consigne.example").await;
        let claire = sign_in(&world, "claire.morel@maison-lemaire.example").await;
        let found = async || {
            let mut found = Vec::new();
            for search in ["colis", "rembours", "samovar", "agence vérifie", "Expéditeur"] {
                let wanted = reading::Wanted { search: search.to_owned(), rows: 200, ..reading::Wanted::default() };
                for page in [ops.desk(&nadia, &wanted).await, ops.inbox(&claire, &wanted).await] {
                    found.push(page.expect("a page").rows.into_iter().map(|row| row.number).collect::<Vec<_>>());
                }
            }
            found
        };
        let period = Period { from: date(2020, 1, 1), to: date(2030, 12, 31) };
        let asked = Asked { period, customer: String::new(), name: String::new() };
        let counted = async || format!("{:?}", ops.dashboard(&nadia, &asked).await.expect("figures"));
        let (words, figures) = (found().await, counted().await);
        assert!(words[0].len() > 100 && !words[2].is_empty(), "{words:?}");

        let all = reading::Wanted { rows: 200, ..reading::Wanted::default() };
        let rows = ops.inbox(&claire, &all).await.expect("an inbox").rows;
        let mut tx = ops.store().write(Scope::System).await.expect("a transaction");
        for row in &rows {
            store::words::renew(&mut tx, row.id).await.expect("new words");
        }
        tx.commit().await.expect("kept");
        store::dashboard::measure_all(ops.store()).await.expect("measured");
        assert_eq!(found().await, words);
        assert_eq!(counted().await, figures);

        let (mut messages, mut closed) = (0, 0);
        for row in &ops.desk(&nadia, &reading::Wanted { state: "closed".to_owned(), ..all }).await.expect("a desk").rows
        {
            assert_eq!(row.life.state, TicketState::Closed);
            closed += 1;
            messages += read(&world, &nadia, &row.number).await.messages.len();
        }
        assert!(closed > 150 && messages * 10 >= closed * 48, "{messages} messages of {closed} tickets");
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_the_same_whichever_way_it_goes() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let wanted = Wanted { parcels: 20, tickets: 5, further_tickets: 400, ..Wanted::default() };
        ops.seed_demo(wanted).await.expect("a world");
        let nadia = sign_in(&world, "nadia.roche@consigne.example").await;
        let claire = sign_in(&world, "claire.morel@maison-lemaire.example").await;
        let ways = [(0, 1_000_000), (0, 0), (1_000, 0), (7, 3)].map(|(looked_at, sorted)| Effort { looked_at, sorted });
        let narrow = |subject: &str, sort| Narrow { subject: subject.to_owned(), sort, ..Narrow::default() };
        let narrows = [
            Narrow::default(),
            narrow("delay", TicketSort::Changed),
            narrow("", TicketSort::ChangedLast),
            narrow("", TicketSort::Filed),
            narrow("", TicketSort::FiledLast),
            Narrow { unread: true, ..Narrow::default() },
        ];
        let mut several = 0;
        for reader in [&claire, &nadia] {
            for typed in ["colis", "COL", "samovar", "théière facture", "lot 12", "n", "LOT-0000007", "nobody"] {
                for narrow in &narrows {
                    let search = Search { reference: typed.to_owned(), ..Search::default() };
                    let filter =
                        Filter { search: Some(search), narrow: narrow.clone(), limit: 11, ..Filter::default() };
                    let mut pages = Vec::new();
                    for effort in ways {
                        pages.push(two_pages(&world, reader, Filter { effort, ..filter.clone() }).await);
                    }
                    several += usize::from(pages[0].len() > 11);
                    assert!(
                        pages.iter().all(|page| *page == pages[0]),
                        "{} {typed} {narrow:?}: {pages:?}",
                        reader.name
                    );
                }
            }
        }
        assert!(several > 20, "{several}");
    })
    .await;
}

/// The numbers of a list's first page and of the one that follows it.
async fn two_pages(world: &World, reader: &Actor, mut filter: Filter) -> Vec<String> {
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let mut tx = world.operations.store().read(Scope::of(reader)).await.expect("a transaction");
        let rows = match reader.customer() {
            Some(_) => store::lists::inbox(&mut tx, reader.user, &filter).await,
            None => store::lists::desk(&mut tx, reader.user, &filter).await,
        };
        let rows = rows.expect("a page");
        let Some(last) = rows.last() else { break };
        let at = match filter.narrow.sort {
            TicketSort::Filed | TicketSort::FiledLast => last.created_at,
            _ => last.changed_at,
        };
        filter.after = Some(Cursor { at: at.as_microsecond(), id: last.id.to_string() });
        numbers.extend(rows.into_iter().map(|row| row.number));
    }
    numbers
}

#[tokio::test]
async fn a_thread_of_the_demo_world_is_held_in_the_customers_language() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let small = Wanted { parcels: 60, tickets: 48, ..Wanted::default() };
        ops.seed_demo(small).await.expect("a world");
        // Each English text of the demo world holds an article that no French one has.
        let english = |text: &str| text.to_lowercase().contains("the ");
        for (email, expected) in
            [("claire.morel@maison-lemaire.example", false), ("emma.clarke@atelier-nord.example", true)]
        {
            let reader = sign_in(&world, email).await;
            let all = reading::Wanted { rows: 100, ..reading::Wanted::default() };
            let rows = ops.inbox(&reader, &all).await.expect("an inbox").rows;
            assert!(rows.len() > 5, "{email} has {} tickets", rows.len());
            for row in rows {
                let thread = read(&world, &reader, &row.number).await;
                assert!(thread.messages.iter().all(|message| message.kind != MessageKind::Note));
                let asked = thread.ticket.asked_text.as_str();
                let said = thread.messages.iter().map(|message| message.body.as_str());
                for text in said.chain([thread.ticket.excerpt.as_str(), asked]).filter(|text| !text.is_empty()) {
                    assert_eq!(english(text), expected, "{email}, {}: {text}", row.number);
                }
            }
        }
    })
    .await;
}

/// All that a new world of a seed holds, but the hashes of passwords; on SQLite.
async fn dump_of(seed: u64, hours_later: i64) -> Vec<(String, Vec<String>)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = store::Place::Sqlite(folder.path().join("consigne.db"));
    let world = World::on(store::Store::open(&place).await.expect("a database"));
    world.wait(SignedDuration::from_hours(hours_later));
    let as_of = Some(jiff::civil::date(2026, 2, 27));
    let wanted = Wanted { parcels: 60, tickets: 40, seed, as_of, ..Wanted::default() };
    world.operations.seed_demo(wanted).await.expect("a world");
    engine::dump_sqlite(world.operations.store(), &["password_hash"]).await
}

#[tokio::test]
async fn the_same_seed_and_date_give_the_same_world_table_by_table() {
    let (one, other) = (dump_of(3, 0).await, dump_of(3, 50).await);
    assert!(one.iter().filter(|(_, rows)| !rows.is_empty()).count() > 10, "{one:?}");
    for ((table, rows), (_, others)) in one.iter().zip(&other) {
        for (row, same) in rows.iter().zip(others) {
            assert_eq!(row, same, "{table}");
        }
        assert_eq!(rows.len(), others.len(), "{table}");
    }
    assert_ne!(one, dump_of(4, 0).await, "another seed");
}

#[tokio::test]
async fn what_a_ticket_says_and_what_stands_beside_it_agree() {
    for_each_world(async |world| {
        let ops = &world.operations;
        ops.seed_demo(Wanted { parcels: 90, tickets: 64, ..Wanted::default() }).await.expect("a world");
        let sofia = sign_in(&world, "sofia.benali@consigne.example").await;
        // Copies of identity documents are for those who handle the ticket, and for leads.
        let nadia = sign_in(&world, "nadia.roche@consigne.example").await;
        let all = reading::Wanted { rows: 100, ..reading::Wanted::default() };
        let rows = ops.desk(&sofia, &all).await.expect("a desk").rows;
        assert_eq!(rows.len(), 64);
        let (mut files, mut asked, mut missing) = (0, 0, 0);
        for row in rows {
            let thread = read(&world, &sofia, &row.number).await;
            let ticket = &thread.ticket;
            for slot in &thread.slots {
                let file = thread.files.iter().find(|file| file.slot == Some(slot.id));
                assert_eq!(slot.filled_at.is_some(), file.is_some(), "{}: {}", ticket.number, slot.key);
                if let Some(file) = file {
                    let open = ops.open_file(&nadia, file.id, false).await.expect("a file");
                    assert!(open.bytes.starts_with(b"%PDF-") && open.media_type == "application/pdf");
                    files += 1;
                }
                asked += usize::from(slot.asked && !slot.missing && slot.filled_at.is_none());
                missing += usize::from(slot.missing);
                let resolved = thread.events.iter().any(|one| matches!(one.event, TicketEvent::TicketResolved { .. }));
                assert!(!resolved || !slot.blocks_resolution || slot.filled_at.is_some(), "{}", ticket.number);
            }
            let mut tx = ops.store().read(Scope::System).await.expect("a transaction");
            for number in &thread.parcels {
                let found = store::parcels::by_number(&mut tx, number).await.expect("read");
                assert_eq!(found.is_empty(), ticket.to_identify, "{number}");
                for parcel in found {
                    let state = parcel.standing.state;
                    let fits = match ticket.subject.as_str() {
                        "contested_delivery" | "partial_or_damaged" => state == ParcelState::Delivered,
                        "return_to_sender" => state == ParcelState::Returning,
                        _ => state != ParcelState::Delivered && state != ParcelState::Returning,
                    };
                    assert!(fits, "{} about {} on a parcel {state:?}", ticket.number, ticket.subject);
                    let last_scan = parcel.standing.last_at.expect("a scan");
                    assert!(last_scan < ticket.created_at, "{} was filed too early", ticket.number);
                    for sibling in store::parcels::siblings(&mut tx, &parcel).await.expect("read") {
                        let to = |parcel: &store::parcels::Parcel| {
                            (parcel.recipient_name.clone(), parcel.street.clone(), parcel.town.clone())
                        };
                        assert_eq!(to(&sibling), to(&parcel), "{}", parcel.shipment);
                    }
                }
            }
        }
        assert!(files > 20 && asked > 2 && missing > 2, "{files} files, {asked} asked for, {missing} missing");
    })
    .await;
}

#[tokio::test]
async fn the_demo_world_holds_what_is_rare() {
    for_each_world(async |world| {
        let ops = &world.operations;
        ops.seed_demo(Wanted { parcels: 120, tickets: 64, ..Wanted::default() }).await.expect("a world");
        let all = reading::Wanted { rows: 100, ..reading::Wanted::default() };
        let sofia = sign_in(&world, "sofia.benali@consigne.example").await;
        let (mut unknown, mut wide, mut recipients, mut parts) = (0, 0, 0, 0);
        for row in ops.desk(&sofia, &all).await.expect("a desk").rows {
            let thread = read(&world, &sofia, &row.number).await;
            unknown += i32::from(thread.ticket.to_identify);
            wide += i32::from(thread.parcels.len() > 1);
            recipients += i32::from(thread.ticket.life.waiting_for == WaitingFor::Recipient);
            let mut tx = ops.store().read(Scope::System).await.expect("a transaction");
            for number in &thread.parcels {
                let found = store::parcels::by_number(&mut tx, number).await.expect("read");
                parts += found.iter().filter(|parcel| parcel.sub_account.is_some()).count();
            }
        }
        assert_eq!(unknown, 1);
        assert!(wide > 0 && recipients > 0 && parts > 0, "{wide} {recipients} {parts}");

        let claire = sign_in(&world, "claire.morel@maison-lemaire.example").await;
        let julien = sign_in(&world, "julien.faure@maison-lemaire.example").await;
        let hers = ops.inbox(&claire, &all).await.expect("an inbox").rows.len();
        let his = ops.inbox(&julien, &all).await.expect("an inbox").rows;
        assert!(!his.is_empty() && his.len() < hers, "{} of {hers}", his.len());
        for row in his {
            assert!(!read(&world, &julien, &row.number).await.customer_may.validate, "{}", row.number);
        }
    })
    .await;
}
