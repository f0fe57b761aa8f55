//! One ticket for several parcels, and one that an agent files for a customer.

use domain::actor::{AccountScope, Level, Right};
use domain::event::TicketEvent;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::lifecycle::TicketState;
use operations::Error;
use operations::tickets::filing::{FilingDetails, PARCELS_MAX};

use crate::story;
use crate::support::{World, for_each_world};

fn field<T: std::fmt::Debug>(result: operations::Result<T>) -> Option<(String, FieldRefusal)> {
    match result {
        Err(Error::Refused(Refusal::Fields(mut fields))) => fields.pop(),
        other => panic!("{other:?}"),
    }
}

/// Two parcels of Maison Lemaire on its account, and one of the other customer.
async fn parcels(world: &World) {
    let ops = &world.operations;
    ops.add_account("Maison Lemaire", "FR-10").await.expect("an account");
    ops.add_account("Atelier Nord", "UK-1").await.expect("an account");
    let table = "tracking_number;carrier;account;label_date;sender_reference\n\
                 6A18987970674;colissimo;FR-10;02/03/2026;CMD-1\n\
                 XY123456785FR;chronopost;FR-10;02/03/2026;CMD-2\n\
                 XY987654321FR;chronopost;UK-1;02/03/2026;CMD-3\n";
    assert_eq!(ops.import_parcels(table.as_bytes()).await.expect("a report").rejected, []);
}

fn details() -> FilingDetails {
    FilingDetails { body: "Rien n’est arrivé.".to_owned(), ..FilingDetails::default() }
}

#[tokio::test]
async fn pasted_numbers_are_concerned_whether_they_are_known_or_not() {
    for_each_world(async |world| {
        let story = story(&world).await;
        parcels(&world).await;
        let ops = &world.operations;
        let draft = ops.start_filing(&story.claire, "6A18987970674").await.expect("a draft");
        let first = ["6A18987970674".to_owned()];
        let pasted = "XY 1234 5678 5 FR\n 6A18987970674; RX000000000FR";
        ops.choose_parcels(&story.claire, draft, &first, pasted).await.expect("chosen");
        let filing = ops.filing(&story.claire, draft).await.expect("a draft");
        let others: Vec<_> = filing.others.iter().map(|(number, known)| (number.as_str(), known.is_some())).collect();
        assert_eq!(others, [("XY123456785FR", true), ("RX000000000FR", false)]);
        // One of them is taken out again; what nobody ticks is gone.
        let ticked = ["6A18987970674".to_owned(), "XY123456785FR".to_owned()];
        ops.choose_parcels(&story.claire, draft, &ticked, "").await.expect("chosen");
        ops.choose_subject(&story.claire, draft, "delay", "").await.expect("a subject");
        let number = ops.file_ticket(&story.claire, draft, &details()).await.expect("filed").number;
        let thread = ops.thread(&story.claire, &number).await.expect("a thread");
        assert_eq!(thread.parcels, ticked);
        for parcel in &ticked {
            assert_eq!(ops.tickets_on_parcel(&story.claire, parcel).await.expect("tickets").len(), 1, "{parcel}");
        }

        let draft = ops.start_filing(&story.claire, "6A18987970674").await.expect("a draft");
        let many: Vec<String> = (0..PARCELS_MAX).map(|number| format!("RX{number:09}FR")).collect();
        let refused = ops.choose_parcels(&story.claire, draft, &first, &many.join("\n")).await;
        assert_eq!(field(refused), Some(("others".to_owned(), FieldRefusal::TooMany(PARCELS_MAX))));
        let refused = ops.choose_parcels(&story.claire, draft, &[], "").await;
        assert_eq!(field(refused), Some(("parcels".to_owned(), FieldRefusal::NotChosen)));
    })
    .await;
}

#[tokio::test]
async fn an_agent_files_in_the_name_of_a_user_who_can_see_the_parcel() {
    for_each_world(async |world| {
        let story = story(&world).await;
        parcels(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        let other = world.account(customer, "FR-99").await;
        let elsewhere = AccountScope::accounts(vec![other]);
        world.profile(customer, "ailleurs", &[Right::SeeAllTickets], elsewhere).await;
        let away = world.user(customer, "ailleurs", "ana@lemaire.example").await;

        let draft = ops.start_filing(&story.sofia, "6A18987970674").await.expect("a draft");
        let filing = ops.filing(&story.sofia, draft).await.expect("a draft");
        let mut offered: Vec<_> = filing.contacts.iter().map(|one| one.email.as_str()).collect();
        offered.sort_unstable();
        assert_eq!(offered, ["ana@lemaire.example", "claire@lemaire.example", "hugo@lemaire.example"]);
        assert!(matches!(ops.choose_contact(&story.claire, draft, "x").await, Err(Error::NotFound)));
        let foreign = ["6A18987970674".to_owned()];
        let refused = ops.choose_parcels(&story.sofia, draft, &foreign, "XY987654321FR").await;
        assert_eq!(field(refused), Some(("others".to_owned(), FieldRefusal::NotOffered)), "another customer's");
        ops.choose_subject(&story.sofia, draft, "delay", "").await.expect("a subject");

        let refused = ops.file_ticket(&story.sofia, draft, &details()).await;
        assert_eq!(field(refused), Some(("contact".to_owned(), FieldRefusal::NotChosen)));
        for (contact, why) in [
            (away.user.to_string(), "his account is another"),
            (story.stranger.user.to_string(), "of another customer"),
            (story.sofia.user.to_string(), "of the operator"),
        ] {
            ops.choose_contact(&story.sofia, draft, &contact).await.expect("kept");
            let refused = ops.file_ticket(&story.sofia, draft, &details()).await;
            assert_eq!(field(refused), Some(("contact".to_owned(), FieldRefusal::NotOffered)), "{why}");
        }
        let refused = ops.choose_contact(&story.sofia, draft, "nobody@x.example").await;
        assert_eq!(field(refused), Some(("contact".to_owned(), FieldRefusal::NotOffered)));
        ops.choose_contact(&story.sofia, draft, " Claire@Lemaire.example ").await.expect("by address");
        let done = ops.file_ticket(&story.sofia, draft, &details()).await.expect("filed");
        let again = ops.file_ticket(&story.sofia, draft, &details()).await.expect("before");
        assert_eq!(done, again);

        let thread = ops.thread(&story.claire, &done.number).await.expect("hers");
        assert_eq!((thread.ticket.life.state, thread.ticket.author), (TicketState::InProgress, story.claire.user));
        let filed = &thread.events[0];
        assert_eq!((&filed.event, &filed.author.name), (&TicketEvent::TicketFiledFor, &story.sofia.name));
        assert_eq!(thread.messages[0].author.name, story.sofia.name, "who wrote it is shown");
        assert!(thread.customer_may.write);
        assert!(matches!(ops.thread(&story.stranger, &done.number).await, Err(Error::NotFound)));
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let mails = ops.outgoing_mails(&admin, None).await.expect("mails");
        assert!(mails.iter().any(|mail| mail.subject.contains(&done.number)), "she is told by mail");
    })
    .await;
}

#[tokio::test]
async fn every_parcel_of_a_ticket_is_one_that_its_contact_may_see() {
    for_each_world(async |world| {
        let story = story(&world).await;
        parcels(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        let other = world.account(customer, "FR-99").await;
        let table = "tracking_number;carrier;account;label_date;sender_reference\n\
                     XY555555555FR;chronopost;FR-99;02/03/2026;CMD-9\n";
        assert_eq!(ops.import_parcels(table.as_bytes()).await.expect("a report").rejected, []);
        let elsewhere = AccountScope::accounts(vec![other]);
        world.profile(customer, "ailleurs", &[Right::SeeAllTickets], elsewhere).await;
        let away = world.user(customer, "ailleurs", "ana@lemaire.example").await;

        // The first parcel is one that she sees, the pasted one is not.
        let draft = ops.start_filing(&story.sofia, "XY555555555FR").await.expect("a draft");
        let first = ["XY555555555FR".to_owned()];
        ops.choose_parcels(&story.sofia, draft, &first, "6A18987970674").await.expect("chosen");
        ops.choose_subject(&story.sofia, draft, "delay", "").await.expect("a subject");
        ops.choose_contact(&story.sofia, draft, &away.user.to_string()).await.expect("kept");
        let refused = ops.file_ticket(&story.sofia, draft, &details()).await;
        assert_eq!(field(refused), Some(("contact".to_owned(), FieldRefusal::NotOffered)));

        // Beside a number that nobody knows, the known parcel says who sees the ticket.
        let draft = ops.start_filing(&story.claire, "RX000000000FR").await.expect("a draft");
        let first = ["RX000000000FR".to_owned()];
        ops.choose_parcels(&story.claire, draft, &first, "6A18987970674").await.expect("chosen");
        ops.choose_subject(&story.claire, draft, "delay", "").await.expect("a subject");
        let number = ops.file_ticket(&story.claire, draft, &details()).await.expect("filed").number;
        assert!(ops.thread(&story.claire, &number).await.is_ok());
        assert!(matches!(ops.thread(&away, &number).await, Err(Error::NotFound)));
    })
    .await;
}
