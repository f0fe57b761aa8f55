//! The audit trail: what is recorded, who reads it, and that nobody changes it unnoticed.

mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::Language;
use domain::actor::{AccountScope, Actor, Level, Right};
use domain::audit::Act;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;
use operations::audit::{Asked, Listed, called_from};
use operations::identity::SignIn;
use operations::parcels::CsvProfile;
use operations::team::TypedProfile;
use operations::tickets::On;
use operations::tickets::filing::FilingDetails;
use store::Store;
use support::engine::{Tampering, for_each_place, refusals_of_trail, tamper_with_trail};
use support::{World, for_each_world};

const CLAIRE: &str = "claire@lunettes.example";
const PASSWORD: &str = "quatre vélos verts";

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        address: "192.0.2.7".to_owned(),
        agent: "Firefox".to_owned(),
        earlier: None,
    }
}

async fn trail(world: &World, reader: &Actor, asked: &Asked) -> Vec<Listed> {
    world.operations.trail(reader, asked).await.expect("a page").rows
}

/// The acts that somebody reads, the earliest first.
async fn acts(world: &World, reader: &Actor) -> Vec<Act> {
    let rows = trail(world, reader, &Asked::default()).await;
    rows.into_iter().rev().map(|row| row.act).collect()
}

/// The whole table as one text.
async fn table(world: &World, reader: &Actor) -> String {
    let mut table = world.operations.trail_table(reader, &Asked::default(), Language::En).await.expect("a table");
    let mut text = String::new();
    while let Some(part) = table.next().await.expect("a part") {
        text.push_str(&String::from_utf8(part).expect("text"));
    }
    text
}

async fn file(world: &World, actor: &Actor, number: &str) -> String {
    let ops = &world.operations;
    let draft = ops.start_filing(actor, number).await.expect("a draft");
    ops.choose_subject(actor, draft, "delay", "").await.expect("a subject");
    let information = BTreeMap::from([("content".to_owned(), "Deux téléphones".to_owned())]);
    let details = FilingDetails { information, body: "Où est-il ?".to_owned(), files: Vec::new() };
    ops.file_ticket(actor, draft, &details).await.expect("filed").number
}

async fn note(world: &World, agent: &Actor, number: &str) {
    let on = On { number: number.to_owned(), ..On::default() };
    world.operations.note(agent, &on, "Attention à lui", &[]).await.expect("noted");
}

#[tokio::test]
async fn the_history_of_a_ticket_is_complete_and_a_customer_sees_no_note_in_it() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        let timbres = world.customer("Timbres du Sud").await;
        let zoe = world.user(timbres, "Administrateur", "zoe@timbres.example").await;
        let sofia = world.agent("sofia@consigne.example", Level::Agent).await;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let number = file(&world, &claire, "6A18987970674").await;
        called_from("192.0.2.9".to_owned(), ops.see_ticket(&sofia, &number)).await.expect("opened");
        note(&world, &sofia, &number).await;
        ops.mark_read(&claire, &number, 99).await.expect("read");
        ops.mark_read(&claire, &number, 99).await.expect("read again");
        ops.mark_read(&paul, &number, 99).await.expect("read");

        let of_ticket = Asked { object: number.to_lowercase(), ..Asked::default() };
        let told = |rows: Vec<Listed>| -> Vec<(Act, String)> {
            rows.into_iter().rev().map(|row| (row.act, row.details.actor_name)).collect()
        };
        let (c, s, p) = (claire.name.clone(), sofia.name.clone(), paul.name.clone());
        assert_eq!(
            told(trail(&world, &paul, &of_ticket).await),
            [
                (Act::TicketFiled, c.clone()),
                (Act::TicketOpened, s.clone()),
                (Act::NoteWritten, s.clone()),
                (Act::TicketRead, c.clone()),
                (Act::TicketLookedAt, p),
            ]
        );
        assert_eq!(
            told(trail(&world, &claire, &of_ticket).await),
            [(Act::TicketFiled, c.clone()), (Act::TicketOpened, s), (Act::TicketRead, c)]
        );
        assert_eq!(told(trail(&world, &zoe, &of_ticket).await), [], "another customer's");
        let opened = trail(&world, &claire, &Asked { act: "ticket_opened".to_owned(), ..of_ticket.clone() }).await;
        assert_eq!((opened[0].details.before.as_str(), opened[0].details.after.as_str()), ("created", "in_progress"));
        assert_eq!(opened[0].details.address, "", "where the operator works is not the customer's to know");
        let all = trail(&world, &paul, &Asked { act: "ticket_opened".to_owned(), ..of_ticket.clone() }).await;
        assert_eq!(all[0].details.address, "192.0.2.9");
        assert_eq!(trail(&world, &claire, &Asked { act: "note_written".to_owned(), ..of_ticket.clone() }).await, []);
        let nothing = Asked { object: "D-2026-999999".to_owned(), ..Asked::default() };
        assert_eq!(trail(&world, &paul, &nothing).await, []);

        world.wait(SignedDuration::from_hours(25));
        ops.mark_read(&claire, &number, 99).await.expect("read on the next day");
        let read = Asked { act: "ticket_read".to_owned(), ..Asked::default() };
        assert_eq!(trail(&world, &claire, &read).await.len(), 2);
        let day = ops.now().to_zoned(jiff::tz::TimeZone::get(&claire.zone).expect("a zone")).date();
        let today = Asked { from: Some(day), to: Some(day), ..read.clone() };
        assert_eq!(trail(&world, &claire, &today).await.len(), 1);
        let by = |who: &str| Asked { who: who.to_owned(), ..read.clone() };
        assert_eq!(trail(&world, &claire, &by("CLAIRE")).await.len(), 2);
        assert_eq!(trail(&world, &claire, &by("nobody of this name")).await, []);
    })
    .await;
}

#[tokio::test]
async fn signing_in_and_out_is_recorded_with_the_address_and_without_the_password() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        world.password(CLAIRE, PASSWORD).await;
        let signed = called_from("192.0.2.7".to_owned(), ops.sign_in(sign_in(CLAIRE, PASSWORD))).await;
        let token = signed.expect("signed in").token;
        let wrong = called_from("192.0.2.8".to_owned(), ops.sign_in(sign_in(CLAIRE, "something wrong"))).await;
        assert!(matches!(wrong, Err(Error::Refused(Refusal::WrongSignIn))));
        // The failure is recorded aside.
        for _ in 0..200 {
            if acts(&world, &claire).await.contains(&Act::SignInFailed) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        ops.sign_out(&token).await.expect("signed out");
        ops.sign_out(&token).await.expect("signed out already");
        assert_eq!(
            acts(&world, &claire).await,
            [
                Act::CustomerAdded,
                Act::UserAdded,
                Act::PasswordLinkSent,
                Act::PasswordChosen,
                Act::SignedIn,
                Act::SignInFailed,
                Act::SignedOut
            ]
        );
        let rows = trail(&world, &claire, &Asked::default()).await;
        assert_eq!((rows[2].details.address.as_str(), rows[1].details.address.as_str()), ("192.0.2.7", "192.0.2.8"));
        assert!(!format!("{rows:?}").contains("vélos"));
    })
    .await;
}

#[tokio::test]
async fn only_who_may_reads_the_trail_and_only_within_his_accounts() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let (one, other) = (world.account(lunettes, "FR-10").await, world.account(lunettes, "FR-20").await);
        let parcels = "tracking_number;carrier;account;label_date\n\
                       6A18987970674;colissimo;FR-10;27/02/2026\n6A18987970675;colissimo;FR-20;27/02/2026\n";
        assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        world.profile(lunettes, "Lecteur", &[Right::AuditTrail], AccountScope::accounts(vec![one])).await;
        let luc = world.user(lunettes, "Lecteur", "luc@lunettes.example").await;
        let anna = world.user(lunettes, "Collaborateur", "anna@lunettes.example").await;
        let sofia = world.agent("sofia@consigne.example", Level::LevelTwo).await;
        for number in ["6A18987970674", "6A18987970675"] {
            file(&world, &claire, number).await;
        }
        let filed = Asked { act: "ticket_filed".to_owned(), ..Asked::default() };
        assert_eq!(trail(&world, &claire, &filed).await.len(), 2);
        assert_eq!(trail(&world, &luc, &filed).await.len(), 1, "not of {other}");
        let denied = ops.trail(&anna, &Asked::default()).await.expect_err("she may not");
        assert!(matches!(denied, Error::Refused(Refusal::NotAllowed(Right::AuditTrail))), "{denied:?}");
        let hidden = ops.trail(&sofia, &Asked::default()).await.expect_err("she may not");
        assert!(matches!(hidden, Error::NotFound), "{hidden:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_done_to_a_team_is_recorded_with_what_was_before() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        let anna = world.user(lunettes, "Collaborateur", "anna@lunettes.example").await;
        let typed = TypedProfile {
            name: "Preuves".to_owned(),
            rights: vec!["search_parcels".to_owned(), "proofs".to_owned()],
            scope: "all".to_owned(),
            ..TypedProfile::default()
        };
        let id = ops.define_profile(&claire, None, &typed).await.expect("a profile");
        ops.change_colleague(&claire, anna.user, "Anna Petit", &id.to_string()).await.expect("changed");
        ops.invite(&claire, "max@lunettes.example", &id.to_string(), Language::Fr).await.expect("invited");
        let invitation = ops.team(&claire).await.expect("a team").invitations[0].id;
        ops.revoke_invitation(&claire, invitation).await.expect("revoked");
        ops.let_go(&claire, anna.user, "").await.expect("gone");
        ops.take_back(&claire, anna.user).await.expect("back");
        let rows = trail(&world, &claire, &Asked { who: "claire".to_owned(), ..Asked::default() }).await;
        let told: Vec<(Act, &str)> = rows.iter().rev().map(|row| (row.act, row.details.label.as_str())).collect();
        assert_eq!(
            told,
            [
                (Act::ProfileMade, "Preuves"),
                (Act::UserChanged, "anna@lunettes.example"),
                (Act::UserInvited, "max@lunettes.example"),
                (Act::InvitationRevoked, "max@lunettes.example"),
                (Act::UserDisabled, "anna@lunettes.example"),
                (Act::UserEnabled, "anna@lunettes.example"),
            ]
        );
        let changed = &rows[4].details;
        assert_eq!((changed.before.as_str(), changed.after.as_str()), ("Anna · Collaborateur", "Anna Petit · Preuves"));
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps_and_the_table_holds_them_all() {
    for_each_world(async |world| {
        let ops = &world.operations;
        for number in 0..120 {
            world.customer(&format!("=Client {number}")).await;
        }
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let (mut seen, mut asked) = (Vec::new(), Asked::default());
        loop {
            let page = ops.trail(&paul, &asked).await.expect("a page");
            seen.extend(page.rows.iter().map(|row| row.position));
            match page.next {
                Some(next) => asked.after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, (1..=122).rev().collect::<Vec<_>>());
        let text = table(&world, &paul).await;
        assert_eq!(text.lines().count(), 124, "a head, 122 rows, and that the table was taken");
        assert!(text.contains(",'=Client 7,"), "no formula: {text}");
    })
    .await;
}

#[tokio::test]
async fn a_customers_table_has_no_places_for_their_gaps_would_tell_of_what_he_is_not_told() {
    for_each_world(async |world| {
        let lunettes = world.customer("Lunettes de la Côte").await;
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let columns = |text: &str| text.lines().next().map(|head| head.split(',').count());
        assert_eq!(columns(&table(&world, &paul).await), Some(10));
        let text = table(&world, &claire).await;
        assert_eq!(columns(&text), Some(9), "{text}");
        assert!(!text.contains("Place"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn the_path_of_a_parcel_taken_as_a_file_is_recorded_of_the_parcel_within_its_account() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let (one, other) = (world.account(lunettes, "FR-10").await, world.account(lunettes, "FR-20").await);
        let parcels = "tracking_number;carrier;account;label_date\n6A18987970674;colissimo;FR-10;27/02/2026\n";
        assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        ops.parcel_path_table(&claire, "6A18987970674", Language::Fr, CsvProfile::French).await.expect("a file");
        for (account, name, told) in [(one, "Ici", 1), (other, "Ailleurs", 0)] {
            world.profile(lunettes, name, &[Right::AuditTrail], AccountScope::accounts(vec![account])).await;
            let reader = world.user(lunettes, name, &format!("{name}@lunettes.example")).await;
            let asked = Asked { act: "table_exported".to_owned(), ..Asked::default() };
            assert_eq!(trail(&world, &reader, &asked).await.len(), told, "{name}");
        }
        let of_parcel = Asked { object: "6A18987970674".to_owned(), ..Asked::default() };
        assert_eq!(trail(&world, &claire, &of_parcel).await[0].act, Act::TableExported);
    })
    .await;
}

#[tokio::test]
async fn many_at_once_make_one_chain() {
    for_each_world(async |world| {
        let mut adding = tokio::task::JoinSet::new();
        for number in 0..40 {
            let ops = world.operations.clone();
            adding.spawn(async move { ops.add_customer(&format!("Client {number}"), "Europe/Paris").await });
        }
        while let Some(done) = adding.join_next().await {
            done.expect("finished").expect("a customer");
        }
        let verified = world.operations.verify_trail().await.expect("verified");
        assert_eq!((verified.rows, verified.broken), (40, None));
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_changes_and_the_doctor_finds_those_made_behind_its_back() {
    for (how, position, why) in [
        (Tampering::Actor, 4, "it was changed"),
        (Tampering::Details, 7, "its details were changed"),
        (Tampering::Row, 5, "the row is missing"),
        (Tampering::End, 9, "the row is missing"),
        (Tampering::Erasure, 3, "it is erased and yet says something"),
    ] {
        for_each_place(async |place| {
            let store = Store::open(&place).await.expect("a database");
            let world = World::on(store.clone());
            for number in 0..12 {
                world.customer(&format!("Client {number}")).await;
            }
            let refusals = refusals_of_trail(&place).await;
            assert!(refusals.iter().all(|said| said.contains("append-only")), "{refusals:?}");
            let before = world.operations.doctor().await.expect("looked");
            assert_eq!((before.trail.0, before.wrong), (12, Vec::<String>::new()));

            tamper_with_trail(&place, position, how).await;
            let found = world.operations.doctor().await.expect("looked");
            assert_eq!(found.trail.0, position - 1, "{how:?}");
            assert_eq!(found.wrong.len(), 1, "{:?}", found.wrong);
            assert!(found.wrong[0].contains(&format!("row {position}")) && found.wrong[0].contains(why), "{found:?}");
            assert_eq!(found.wrong[0].contains("2026-03-02"), why != "the row is missing", "{found:?}");
            store.close().await;
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_erased_says_nothing_any_more_and_the_chain_still_holds() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let mut tx = ops.store().write(store::Scope::System).await.expect("a transaction");
        assert_eq!(store::audit::erase_of(&mut tx, &lunettes.to_string(), ops.now()).await.expect("erased"), 1);
        assert_eq!(store::audit::erase_of(&mut tx, &lunettes.to_string(), ops.now()).await.expect("once"), 0);
        tx.commit().await.expect("kept");
        let rows = trail(&world, &paul, &Asked::default()).await;
        let added = rows.iter().find(|row| row.act == Act::CustomerAdded).expect("the row stays");
        assert!(added.erased && added.details == domain::audit::Details::default(), "{added:?}");
        assert_eq!(ops.verify_trail().await.expect("verified").broken, None);
    })
    .await;
}

#[tokio::test]
async fn an_agent_s_look_at_a_parcel_is_recorded_once_a_day_and_a_customer_reads_nothing_of_it() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let lunettes = world.customer("Lunettes de la Côte").await;
        world.account(lunettes, "FR-10").await;
        let claire = world.user(lunettes, "Administrateur", CLAIRE).await;
        let sofia = world.agent("sofia@consigne.example", Level::Agent).await;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let announced = "tracking_number;carrier;account;label_date\n6A18987970674;colissimo;FR-10;2026-02-27\n";
        ops.import_parcels(announced.as_bytes()).await.expect("a report");
        let looks = async |reader| -> usize {
            acts(&world, reader).await.into_iter().filter(|act| *act == Act::ParcelLookedAt).count()
        };
        for _ in 0..2 {
            let parcel = ops.parcel(&sofia, "6A18987970674").await.expect("a parcel").parcel;
            ops.look_at_parcel(&sofia, &parcel);
            ops.look_at_parcel(&claire, &parcel);
            // It is recorded a moment after the page.
            for _ in 0..60 {
                if looks(&paul).await > 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(looks(&paul).await, 1, "once a day");
        assert_eq!(looks(&claire).await, 0);
    })
    .await;
}
