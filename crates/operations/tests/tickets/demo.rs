//! The demo world.

use domain::ticket::message::MessageKind;
use jiff::SignedDuration;
use operations::demo::{PASSWORD, Seeded, Wanted};
use operations::identity::SignIn;
use operations::tickets::reading;

use crate::read;
use crate::support::{World, engine, for_each_world};

#[tokio::test]
async fn the_demo_world_is_made_once_and_only_in_an_empty_database() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let small = Wanted { parcels: 60, tickets: 28, ..Default::default() };
        assert_eq!(ops.seed_demo(small).await.expect("a world"), Seeded::New);
        assert_eq!(ops.seed_demo(small).await.expect("the world"), Seeded::Before);
        ops.tick().await.expect("a tick");
        let findings = ops.doctor().await.expect("findings");
        assert_eq!(findings.holdings, (2, 7, 60, 28));
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
            let wish = SignIn { email: email.to_owned(), password: PASSWORD.to_owned(), ..SignIn::default() };
            let reader = ops.sign_in(wish).await.expect("signed in").actor;
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
    let wanted = Wanted { parcels: 60, tickets: 40, seed, as_of };
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
