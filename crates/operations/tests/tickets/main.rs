//! What people and the clock do with tickets, on both engines: a person, one deed, then what the next reader sees.

mod abuse;
mod assign;
mod beside;
mod colleagues;
mod demo;
mod filing_for;
mod filing_stop;
mod hold;
mod identity;
mod readers;
mod redact;
mod replace;
#[path = "../support/mod.rs"]
mod support;
mod terms;

use std::collections::BTreeMap;

use domain::actor::{AccountScope, Level, Right};
use domain::event::TicketEvent;
use domain::refusal::Refusal;
use domain::ticket::lifecycle::{Mark, TicketState, WaitingFor};
use domain::ticket::outcome::{Outcome, WithdrawReason};
use domain::{Actor, Language};
use jiff::SignedDuration;
use operations::Error;
use operations::tickets::On;
use operations::tickets::agent::{Answer, Ask};
use operations::tickets::customer::{Reply, Validation};
use operations::tickets::filing::FilingDetails;
use operations::tickets::reading::{Thread, Wanted};
use support::{World, for_each_world};

/// A customer with two users, an agent, and a ticket that the first user filed.
struct Story {
    claire: Actor,
    hugo: Actor,
    sofia: Actor,
    stranger: Actor,
    number: String,
}

async fn story(world: &World) -> Story {
    let customer = world.customer("Maison Lemaire").await;
    let elsewhere = world.customer("Atelier Nord").await;
    world.profile(customer, "tout", &Right::ALL, AccountScope::All).await;
    world.profile(customer, "lecture", &[Right::FileTickets], AccountScope::All).await;
    world.profile(elsewhere, "tout", &Right::ALL, AccountScope::All).await;
    let claire = world.user(customer, "tout", "claire@lemaire.example").await;
    let hugo = world.user(customer, "lecture", "hugo@lemaire.example").await;
    let stranger = world.user(elsewhere, "tout", "emma@nord.example").await;
    let sofia = world.agent("sofia@consigne.example", Level::Agent).await;
    let number = file(world, &claire, "delay").await;
    Story { claire, hugo, sofia, stranger, number }
}

async fn file(world: &World, actor: &Actor, subject: &str) -> String {
    let ops = &world.operations;
    let draft = ops.start_filing(actor, "xy 1234 5678 0 fr").await.expect("a draft");
    let sub_reason = ops
        .settings()
        .matrix
        .subject(subject)
        .and_then(|subject| subject.sub_reasons.first())
        .map(|one| one.key.clone())
        .unwrap_or_default();
    ops.choose_subject(actor, draft, subject, &sub_reason).await.expect("a subject");
    let details = FilingDetails {
        information: BTreeMap::from([("content".to_owned(), "Deux téléphones".to_owned())]),
        body: "Le colis n’est pas arrivé.".to_owned(),
        files: Vec::new(),
    };
    ops.file_ticket(actor, draft, &details).await.expect("filed").number
}

async fn read(world: &World, actor: &Actor, number: &str) -> Thread {
    world.operations.thread(actor, number).await.expect("a thread")
}

fn on(number: &str, deed: &str) -> On {
    On { number: number.to_owned(), deed: deed.to_owned(), ..On::default() }
}

fn seen(thread: &Thread, deed: &str) -> On {
    On {
        number: thread.ticket.number.clone(),
        state: thread.ticket.life.state.as_str().to_owned(),
        sequence: thread.ticket.sequence,
        deed: deed.to_owned(),
    }
}

fn reply(on: On, body: &str) -> Reply {
    Reply { on, body: body.to_owned(), files: Vec::new() }
}

fn answer(on: On, body: &str) -> Answer {
    Answer { on, body: body.to_owned(), ..Answer::default() }
}

async fn resolve(world: &World, story: &Story) {
    world
        .operations
        .resolve(&story.sofia, &on(&story.number, "resolve"), Outcome::ParcelFound, "Retrouvé.", &[])
        .await
        .expect("resolved");
}

#[tokio::test]
async fn a_filed_ticket_is_created_marked_to_identify_and_confirmed_by_mail() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(thread.ticket.number, "D-2026-000001");
        assert_eq!(thread.ticket.life.state, TicketState::Created);
        assert!(thread.ticket.to_identify, "nobody knows this parcel");
        assert_eq!(thread.ticket.parcel_number, "XY123456780FR");
        assert_eq!(thread.messages[0].body, "Le colis n’est pas arrivé.");
        assert!(thread.customer_may.write && thread.customer_may.withdraw && !thread.customer_may.validate);
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let mails = world.operations.outgoing_mails(&admin, None).await.expect("mails");
        assert_eq!(mails.len(), 1);
        assert!(mails[0].subject.contains(&story.number), "{}", mails[0].subject);
    })
    .await;
}

#[tokio::test]
async fn the_same_draft_twice_is_one_ticket() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let draft = ops.start_filing(&story.claire, "XY123456780FR").await.expect("a draft");
        ops.choose_subject(&story.claire, draft, "delay", "").await.expect("a subject");
        let details = FilingDetails { body: "Où est-il ?".to_owned(), ..FilingDetails::default() };
        let first = ops.file_ticket(&story.claire, draft, &details).await.expect("filed");
        let second = ops.file_ticket(&story.claire, draft, &details).await.expect("filed before");
        assert_eq!(first, second);
        let page = ops.inbox(&story.claire, &Wanted { rows: 50, ..Wanted::default() }).await.expect("an inbox");
        assert_eq!(page.rows.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_refused_filing_says_all_that_is_wrong_and_keeps_the_draft() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let draft = ops.start_filing(&story.claire, "XY123456780FR").await.expect("a draft");
        ops.choose_subject(&story.claire, draft, "contested_delivery", "in_person").await.expect("a subject");
        let refused = ops.file_ticket(&story.claire, draft, &FilingDetails::default()).await;
        let Err(Error::Refused(Refusal::Fields(fields))) = refused else { panic!("{refused:?}") };
        assert!(fields.iter().any(|(field, _)| field == "body"), "{fields:?}");
        assert!(fields.iter().any(|(field, _)| field.starts_with("info-")), "{fields:?}");
        assert!(ops.filing(&story.claire, draft).await.is_ok());
        assert!(matches!(ops.filing(&story.hugo, draft).await, Err(Error::NotFound)), "a draft is its author's");
    })
    .await;
}

#[tokio::test]
async fn seeing_puts_it_in_progress_and_reading_alone_does_not() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        assert_eq!(read(&world, &story.sofia, &story.number).await.ticket.life.state, TicketState::Created);
        ops.see_ticket(&story.sofia, &story.number).await.expect("seen");
        ops.see_ticket(&story.sofia, &story.number).await.expect("seen again");
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(thread.ticket.life.state, TicketState::InProgress);
        let times = thread.events.iter().filter(|event| event.event == TicketEvent::TicketSeen).count();
        assert_eq!(times, 1);
        assert!(matches!(ops.see_ticket(&story.claire, &story.number).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn an_ask_waits_for_the_customer_who_fulfils_it() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let ask = Ask {
            on: on(&story.number, "ask"),
            body: "Il nous manque une photo.".to_owned(),
            document: "Photo de l’étiquette".to_owned(),
            ..Ask::default()
        };
        ops.ask(&story.sofia, &ask).await.expect("asked");
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(thread.ticket.life.state, TicketState::AwaitingCustomer);
        assert_eq!(thread.ticket.missing_slots, 1);
        ops.reply(&story.claire, &reply(seen(&thread, "reply"), "La voici.")).await.expect("replied");
        let thread = read(&world, &story.sofia, &story.number).await;
        assert_eq!(thread.ticket.life.state, TicketState::AwaitingProcessing);
        let cancelled = ops.cancel_ask(&story.sofia, &seen(&thread, "cancel")).await;
        let Err(Error::Outdated { by, state }) = cancelled else { panic!("{cancelled:?}") };
        assert_eq!((by, state.as_str()), (story.claire.name.clone(), "awaiting_processing"), "she was faster");
    })
    .await;
}

#[tokio::test]
async fn two_clicks_write_one_message() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let twice = reply(on(&story.number, "same key"), "Une seule fois.");
        let first = world.operations.reply(&story.claire, &twice).await.expect("sent");
        let second = world.operations.reply(&story.claire, &twice).await.expect("sent before");
        assert_eq!(first, second);
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(thread.messages.iter().filter(|message| message.body == "Une seule fois.").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_internal_note_never_reaches_the_customer() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let before = read(&world, &story.claire, &story.number).await;
        world.operations.note(&story.sofia, &on(&story.number, "note"), "cnry-note", &[]).await.expect("noted");
        let after = read(&world, &story.claire, &story.number).await;
        assert_eq!(format!("{:?}", after.messages), format!("{:?}", before.messages));
        assert_eq!(after.events.len(), before.events.len());
        assert_eq!(after.ticket.public_sequence, before.ticket.public_sequence);
        assert_eq!(after.ticket.changed_at, before.ticket.changed_at);
        let agents = read(&world, &story.sofia, &story.number).await;
        assert!(agents.messages.iter().any(|message| message.body == "cnry-note"));
    })
    .await;
}

#[tokio::test]
async fn the_customer_validates_with_a_rating_and_the_first_of_two_wins() {
    for_each_world(async |world| {
        let story = story(&world).await;
        resolve(&world, &story).await;
        let thread = read(&world, &story.claire, &story.number).await;
        let validation = Validation { on: seen(&thread, "validate"), stars: Some(5), word: "Merci".to_owned() };
        world.operations.validate(&story.claire, &validation).await.expect("validated");
        let stale = world.operations.contest(&story.claire, &reply(seen(&thread, "contest"), "Non.")).await;
        assert!(matches!(stale, Err(Error::Outdated { .. })), "{stale:?}");
        let thread = read(&world, &story.sofia, &story.number).await;
        assert_eq!((thread.ticket.life.state, thread.ticket.rating), (TicketState::Validated, 5));
    })
    .await;
}

#[tokio::test]
async fn a_rating_beyond_five_is_refused() {
    for_each_world(async |world| {
        let story = story(&world).await;
        resolve(&world, &story).await;
        let validation = Validation { on: on(&story.number, "v"), stars: Some(6), word: String::new() };
        let refused = world.operations.validate(&story.claire, &validation).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn contesting_needs_a_message_and_is_counted() {
    for_each_world(async |world| {
        let story = story(&world).await;
        resolve(&world, &story).await;
        let empty = world.operations.contest(&story.claire, &reply(on(&story.number, "c0"), "  ")).await;
        assert!(matches!(empty, Err(Error::Refused(Refusal::Fields(_)))), "{empty:?}");
        world
            .operations
            .contest(&story.claire, &reply(on(&story.number, "c1"), "Rien reçu."))
            .await
            .expect("contested");
        let thread = read(&world, &story.sofia, &story.number).await;
        assert_eq!(thread.ticket.life.state, TicketState::AwaitingProcessing);
        assert_eq!(thread.ticket.life.contests, 1);
        assert_eq!(thread.ticket.outcome, None);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_ticket_can_be_resumed_uncounted() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        ops.withdraw(&story.claire, &on(&story.number, "w"), WithdrawReason::Found).await.expect("withdrawn");
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(
            (thread.ticket.life.state, thread.ticket.life.mark),
            (TicketState::Validated, Some(Mark::Withdrawn))
        );
        ops.reply(&story.claire, &reply(seen(&thread, "again"), "Finalement non.")).await.expect("resumed");
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!((thread.ticket.life.state, thread.ticket.life.contests), (TicketState::AwaitingProcessing, 0));
    })
    .await;
}

#[tokio::test]
async fn an_agent_resolves_over_nothing_he_has_not_read() {
    for_each_world(async |world| {
        let story = story(&world).await;
        world.operations.see_ticket(&story.sofia, &story.number).await.expect("seen");
        let thread = read(&world, &story.sofia, &story.number).await;
        world.operations.reply(&story.claire, &reply(on(&story.number, "late"), "Attendez !")).await.expect("sent");
        let stale =
            world.operations.resolve(&story.sofia, &seen(&thread, "resolve"), Outcome::Informed, "Voilà.", &[]).await;
        let Err(Error::Outdated { by, .. }) = stale else { panic!("{stale:?}") };
        assert_eq!(by, story.claire.name);
    })
    .await;
}

#[tokio::test]
async fn blocking_slots_hold_a_resolution_back() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let number = file(&world, &story.claire, "contested_delivery").await;
        let refused = world.operations.resolve(&story.sofia, &on(&number, "r"), Outcome::Refused, "Non.", &[]).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::SlotsMissing))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn beside_a_thread_stand_its_slots_parcels_and_what_was_told() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let number = file(&world, &story.claire, "contested_delivery").await;
        let thread = read(&world, &story.claire, &number).await;
        let subject = world.operations.settings().matrix.subject("contested_delivery").expect("a subject");
        let labels: Vec<&str> = thread.slots.iter().map(|slot| slot.label_fr.as_str()).collect();
        let expected: Vec<&str> = subject.slots.iter().map(|slot| slot.label.get(Language::Fr)).collect();
        assert_eq!(labels, expected);
        assert_eq!(thread.parcels, ["XY123456780FR"]);
        assert_eq!(thread.information, [("content".to_owned(), "Deux téléphones".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn a_promise_named_in_the_past_is_refused_and_one_ahead_is_kept() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let today = ops.now().to_zoned(operations::zone("Europe/Paris")).date();
        let past = Answer { next_on: today.yesterday().ok(), ..answer(on(&story.number, "a0"), "Bientôt.") };
        assert!(matches!(ops.answer(&story.sofia, &past).await, Err(Error::Refused(Refusal::Fields(_)))));
        let ahead = Answer {
            next_on: today.tomorrow().ok(),
            waiting_for: WaitingFor::Carrier,
            ..answer(on(&story.number, "a1"), "Demain.")
        };
        ops.answer(&story.sofia, &ahead).await.expect("answered");
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(thread.ticket.life.waiting_for, WaitingFor::Carrier);
        assert_eq!(thread.ticket.life.state, TicketState::InProgress);
    })
    .await;
}

#[tokio::test]
async fn foreign_and_missing_tickets_look_alike() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        for number in [story.number.as_str(), "D-2026-999999", "nonsense"] {
            assert!(matches!(ops.thread(&story.stranger, number).await, Err(Error::NotFound)));
            let sent = ops.reply(&story.stranger, &reply(on(number, "x"), "Bonjour")).await;
            assert!(matches!(sent, Err(Error::NotFound)), "{sent:?}");
            assert!(matches!(ops.join_ticket(&story.stranger, number).await, Err(Error::NotFound)));
        }
        let foreign = ops.inbox(&story.stranger, &Wanted { rows: 50, ..Wanted::default() }).await.expect("an inbox");
        assert!(foreign.rows.is_empty());
        assert!(matches!(ops.inbox(&story.sofia, &Wanted::default()).await, Err(Error::NotFound)));
        assert!(matches!(ops.desk(&story.claire, &Wanted::default()).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_colleague_reads_only_after_joining_and_replies_only_with_the_right() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        assert!(matches!(ops.thread(&story.hugo, &story.number).await, Err(Error::NotFound)));
        let draft = ops.start_filing(&story.hugo, "XY123456780FR").await.expect("a draft");
        let filing = ops.filing(&story.hugo, draft).await.expect("a filing");
        assert_eq!(filing.open_tickets.len(), 1, "he learns that one is open");
        ops.join_ticket(&story.hugo, &story.number).await.expect("joined");
        ops.join_ticket(&story.hugo, &story.number).await.expect("joined before");
        let thread = read(&world, &story.hugo, &story.number).await;
        let joins = thread.events.iter().filter(|event| event.event == TicketEvent::ColleagueJoined).count();
        assert_eq!(joins, 1);
        let refused = ops.reply(&story.hugo, &reply(on(&story.number, "h"), "Moi aussi")).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::Reply)))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_answering_resolves_it_after_two_reminders_and_thirty_days() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let ask = Ask { on: on(&story.number, "ask"), body: "Une photo ?".to_owned(), ..Ask::default() };
        ops.ask(&story.sofia, &ask).await.expect("asked");
        assert_eq!(ops.tick().await.expect("a tick"), 0);
        for day in 1..=31 {
            world.wait(SignedDuration::from_hours(24));
            ops.tick().await.expect("a tick");
            ops.tick().await.expect("a second tick changes nothing");
            let thread = read(&world, &story.claire, &story.number).await;
            let reminders = thread
                .events
                .iter()
                .filter(|event| matches!(event.event, TicketEvent::CustomerReminded { .. }))
                .count();
            assert!(reminders <= 2);
            if day < 30 {
                assert_eq!(thread.ticket.life.state, TicketState::AwaitingCustomer, "day {day}");
            }
        }
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!((thread.ticket.life.state, thread.ticket.life.mark), (TicketState::Resolved, Some(Mark::NoAnswer)));
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let mails = ops.outgoing_mails(&admin, None).await.expect("mails");
        // Filed, asked, two reminders, resolved for want of an answer.
        assert_eq!(mails.len(), 5, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        assert!(thread.customer_may.write, "he may still resume it");
    })
    .await;
}

#[tokio::test]
async fn a_resolution_that_nobody_validates_closes_and_nothing_more_happens_to_it() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        resolve(&world, &story).await;
        world.wait(SignedDuration::from_hours(24 * 31));
        assert_eq!(ops.tick().await.expect("a tick"), 1);
        let thread = read(&world, &story.claire, &story.number).await;
        assert_eq!(
            (thread.ticket.life.state, thread.ticket.life.mark),
            (TicketState::Closed, Some(Mark::NotValidated))
        );
        let late = ops.reply(&story.claire, &reply(on(&story.number, "late"), "Et ?")).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::TicketClosed))), "{late:?}");
        world.wait(SignedDuration::from_hours(24 * 400));
        assert_eq!(ops.tick().await.expect("a tick"), 0);
    })
    .await;
}

#[tokio::test]
async fn lists_follow_whose_turn_it_is_and_what_is_late() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let wanted = |tab: &str, search: &str| Wanted {
            tab: tab.to_owned(),
            search: search.to_owned(),
            rows: 50,
            ..Wanted::default()
        };
        assert_eq!(ops.desk(&story.sofia, &wanted("operator", "")).await.expect("a desk").rows.len(), 1);
        assert_eq!(ops.inbox(&story.claire, &wanted("customer", "")).await.expect("an inbox").rows.len(), 0);
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        assert_eq!(ops.desk(&nadia, &wanted("late", "")).await.expect("a desk").rows.len(), 0);
        let on_time = ops.desk(&story.sofia, &wanted("late", "")).await.expect("a desk").rows;
        assert_eq!(on_time.len(), 1, "below the lead it is the ordinary queue");
        world.wait(SignedDuration::from_hours(24 * 5));
        assert_eq!(ops.desk(&nadia, &wanted("late", "")).await.expect("a desk").rows.len(), 1);
        for typed in ["d 2026 1", "xy 1234 5678 0 fr"] {
            assert_eq!(ops.inbox(&story.claire, &wanted("", typed)).await.expect("a search").rows.len(), 1, "{typed}");
        }
        assert_eq!(ops.inbox(&story.claire, &wanted("", "nothing")).await.expect("a search").rows.len(), 0);
        ops.mark_read(&story.claire, &story.number, 99).await.expect("read");
        ops.answer(&story.sofia, &answer(on(&story.number, "a"), "Nous cherchons.")).await.expect("answered");
        let page = ops.inbox(&story.claire, &wanted("operator", "")).await.expect("an inbox");
        assert!(page.rows[0].public_sequence > page.rows[0].read_sequence, "an answer is unread");
    })
    .await;
}
