//! The inbox searched by words, narrowed, saved and acted on as a whole, on both engines.

mod support;

use domain::actor::{AccountScope, Level, Right};
use domain::refusal::Refusal;
use domain::ticket::criteria::TicketCriteria;
use domain::ticket::outcome::{Outcome, WithdrawReason};
use domain::{Actor, Language};
use operations::tickets::On;
use operations::tickets::chosen::{BulkDeed, BulkDone, ChosenTickets, WhyLeft};
use operations::tickets::filing::FilingDetails;
use operations::tickets::reading::{Found, Wanted};
use operations::tickets::table::TicketTable;
use operations::{Error, parcels::CsvProfile};
use support::{World, for_each_world};

struct Story {
    claire: Actor,
    paul: Actor,
    emma: Actor,
    sofia: Actor,
}

async fn story(world: &World) -> Story {
    let customer = world.customer("Maison Lemaire").await;
    let account = world.account(customer, "FR-10").await;
    world.account(customer, "FR-11").await;
    let elsewhere = world.customer("Atelier Nord").await;
    let on_first = AccountScope::accounts(vec![account]);
    world.profile(customer, "tout", &Right::ALL, AccountScope::All).await;
    world
        .profile(
            customer,
            "un compte",
            &[Right::SeeAllTickets, Right::FileTickets, Right::Reply, Right::SearchParcels],
            on_first,
        )
        .await;
    let claire = world.user(customer, "tout", "claire@lemaire.example").await;
    let paul = world.user(customer, "un compte", "paul@lemaire.example").await;
    let emma = world.user(elsewhere, "Administrateur", "emma@nord.example").await;
    let sofia = world.agent("sofia@consigne.example", Level::Lead).await;
    let parcels = "tracking_number;carrier;account;label_date;sender_reference\n\
                   AA1;colissimo;FR-10;27/02/2026;CMD-1\n\
                   AA2;dpd;FR-11;27/02/2026;CMD-2\n";
    assert_eq!(world.operations.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    Story { claire, paul, emma, sofia }
}

async fn file(world: &World, actor: &Actor, parcel: &str, body: &str) -> String {
    let ops = &world.operations;
    let draft = ops.start_filing(actor, parcel).await.expect("a draft");
    ops.choose_subject(actor, draft, "delay", "").await.expect("a subject");
    let details = FilingDetails { body: body.to_owned(), ..FilingDetails::default() };
    ops.file_ticket(actor, draft, &details).await.expect("filed").number
}

/// The numbers that a list holds as an address asks for it.
async fn found(world: &World, actor: &Actor, query: &str) -> Vec<String> {
    let criteria = TicketCriteria::from_query(query).expect(query);
    let wanted = Wanted::of(&criteria, &criteria.tab, 50);
    let ops = &world.operations;
    let page = if actor.is_operator() { ops.desk(actor, &wanted).await } else { ops.inbox(actor, &wanted).await };
    let page = page.expect(query);
    let exactly = Found::Exactly(page.rows.len() as i64);
    assert!(page.found.is_none_or(|found| found == exactly), "{query}: {:?}", page.found);
    page.rows.into_iter().map(|row| row.number).collect()
}

#[tokio::test]
async fn words_are_found_without_accents_by_their_beginning_and_by_those_who_may_read_them() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let (claire, paul, emma, sofia) = (&story.claire, &story.paul, &story.emma, &story.sofia);
        let ops = &world.operations;
        let first = file(&world, claire, "AA1", "L’écran est cassé, côté gauche.").await;
        world.wait(jiff::SignedDuration::from_mins(1));
        let second = file(&world, claire, "AA2", "Le carton est mouillé.").await;
        world.wait(jiff::SignedDuration::from_mins(1));
        let other = file(&world, emma, "XY999999999FR", "Un écran aussi.").await;
        for (who, typed, numbers) in [
            (claire, "ecran", vec![&first]),
            (claire, "ÉCR", vec![&first]),
            (claire, "gauche ecran", vec![&first]),
            (claire, "ecran mouille", vec![]),
            (claire, "est", vec![&second, &first]),
            (claire, "cmd", vec![&second, &first]),
            (paul, "mouille", vec![]),
            (paul, "est", vec![&first]),
            (emma, "ecran", vec![&other]),
            (sofia, "ecran", vec![&other, &first]),
            (claire, "'; drop \" OR * NEAR", vec![]),
            (claire, "-", vec![]),
        ] {
            let query = format!("tab=all&search={}", domain::parcel::criteria::encoded(typed));
            assert_eq!(found(&world, who, &query).await.iter().collect::<Vec<_>>(), numbers, "{} {typed}", who.name);
        }
        let on = |number: &str, deed: &str| On { number: number.to_owned(), deed: deed.to_owned(), ..On::default() };
        ops.note(sofia, &on(&first, "a note"), "Le livreur ronchonne.", &[]).await.expect("a note");
        ops.note_to_colleagues(claire, &on(&first, "a word"), "Relancer samedi", &[]).await.expect("a note");
        for (who, typed, there) in [
            (claire, "ronchonne", false),
            (sofia, "ronchonne", true),
            (claire, "samedi", true),
            (sofia, "samedi", false),
        ] {
            assert_eq!(!found(&world, who, &format!("tab=all&search={typed}")).await.is_empty(), there, "{typed}");
        }
    })
    .await;
}

#[tokio::test]
async fn filters_go_together_and_an_order_is_kept() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let (claire, paul) = (&story.claire, &story.paul);
        let first = file(&world, claire, "AA1", "Où est-il ?").await;
        world.wait(jiff::SignedDuration::from_mins(1));
        let second = file(&world, claire, "AA2", "Où est-il ?").await;
        world.wait(jiff::SignedDuration::from_mins(1));
        let third = file(&world, paul, "AA1", "Et maintenant ?").await;
        let paul_id = paul.user;
        for (query, numbers) in [
            ("account=FR-10", vec![&third, &first]),
            ("account=FR-10&sort=filed", vec![&first, &third]),
            ("account=FR-99", vec![]),
            ("carrier=dpd", vec![&second]),
            ("carrier=dpd&account=FR-10", vec![]),
            ("subject=delay&sort=-filed", vec![&third, &second, &first]),
            ("subject=damage", vec![]),
            ("files=1", vec![]),
            ("unread=1", vec![&third]),
            ("late=1", vec![]),
            ("sort=due", vec![&first, &second, &third]),
            ("from=2020-01-01&until=2020-02-01", vec![]),
            ("from=2020-01-01", vec![&third, &second, &first]),
            (&*format!("contact={paul_id}"), vec![&third]),
        ] {
            assert_eq!(found(&world, claire, query).await.iter().collect::<Vec<_>>(), numbers, "{query}");
        }
        assert_eq!(found(&world, paul, "account=FR-11").await, [""; 0], "not his account");
        let offered = world.operations.offered_filters(paul).await.expect("filters");
        assert_eq!(offered.accounts, ["FR-10"]);
        assert_eq!(offered.contacts.len(), 2, "both filed on the account that he sees");
    })
    .await;
}

/// The name and the text of a table in English.
async fn table(world: &World, actor: &Actor, chosen: &ChosenTickets) -> (String, String) {
    let made = world.operations.tickets_table(actor, chosen, Language::En, CsvProfile::English, "").await;
    let TicketTable::Made(name, bytes) = made.expect("a table") else { panic!("a short table is made at once") };
    (name, String::from_utf8(bytes).expect("text"))
}

async fn resolve(world: &World, story: &Story, number: &str) {
    let on = On { number: number.to_owned(), deed: format!("resolve {number}"), ..On::default() };
    world.operations.resolve(&story.sofia, &on, Outcome::ParcelFound, "Le voici.", &[]).await.expect("resolved");
}

#[tokio::test]
async fn fifteen_answers_are_validated_at_once_and_what_cannot_be_is_told() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        for _ in 0..15 {
            let number = file(&world, &story.claire, "AA1", "Où est-il ?").await;
            resolve(&world, &story, &number).await;
        }
        let open = file(&world, &story.claire, "AA2", "Et lui ?").await;
        let whole = ChosenTickets::of_form([("all", "1"), ("criteria", "tab=all")]).expect("a choice");
        let done = ops.do_to_tickets(&story.claire, &whole, BulkDeed::Validate, "bulk").await.expect("done");
        assert_eq!(done, BulkDone { done: 15, left: vec![(open.clone(), WhyLeft::State)] });
        let again = ops.do_to_tickets(&story.claire, &whole, BulkDeed::Validate, "bulk").await.expect("done before");
        assert_eq!(again.done, 15, "the same form is the same deed");
        assert_eq!(found(&world, &story.claire, "tab=done").await.len(), 15);

        let one = ChosenTickets::of_form([("ticket", open.as_str()), ("ticket", "D-2026-999999")]).expect("a choice");
        let withdrawn = BulkDeed::Withdraw(WithdrawReason::Mistake);
        let done = ops.do_to_tickets(&story.claire, &one, withdrawn, "bulk 2").await.expect("done");
        assert_eq!(done, BulkDone { done: 1, left: vec![("D-2026-999999".to_owned(), WhyLeft::Gone)] });
        let refused = ops.do_to_tickets(&story.paul, &one, BulkDeed::Validate, "bulk 3").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::Validate)))));
        let read = ops.do_to_tickets(&story.paul, &whole, BulkDeed::MarkRead, "").await.expect("done");
        assert_eq!((read.done, read.left.len()), (15, 0), "what he sees, and no more");
        assert_eq!(found(&world, &story.paul, "unread=1").await, [""; 0]);

        let (name, text) = table(&world, &story.claire, &whole).await;
        assert!(name.starts_with("requests-") && text.lines().count() == 17, "{name}: {text}");
        let refused = ops.tickets_table(&story.paul, &whole, Language::En, CsvProfile::English, "").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::ExportTickets)))));
    })
    .await;
}

#[tokio::test]
async fn a_search_is_saved_shared_begun_with_and_survives_its_account() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let (claire, paul, emma) = (&story.claire, &story.paul, &story.emma);
        let ops = &world.operations;
        let query = "tab=all&account=FR-11&subject=delay";
        assert!(matches!(ops.save_search(claire, " ", query, false).await, Err(Error::Refused(Refusal::Fields(_)))));
        let id = ops.save_search(claire, "Retards du 11", query, false).await.expect("saved");
        assert_eq!(ops.offered_filters(paul).await.expect("filters").searches, []);
        assert!(matches!(ops.begin_with_search(paul, Some(id)).await, Err(Error::NotFound)));
        ops.share_search(claire, id, true).await.expect("shared");
        assert!(matches!(ops.share_search(paul, id, false).await, Err(Error::NotFound)), "not his");
        assert!(matches!(ops.delete_search(emma, id).await, Err(Error::NotFound)), "not even seen");
        ops.begin_with_search(paul, Some(id)).await.expect("begun with");

        let offered = ops.offered_filters(paul).await.expect("filters");
        let [search] = offered.searches.as_slice() else { panic!("{offered:?}") };
        assert!(!search.own && search.shared && search.landing, "{search:?}");
        let (criteria, gone) = offered.usable(search);
        assert_eq!((criteria.to_query().as_str(), gone.as_deref()), ("tab=all&subject=delay", Some("FR-11")));
        assert!(ops.offered_filters(emma).await.expect("filters").searches.is_empty());

        let refused = ops.save_search(paul, "À tous", query, true).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::ShareSearches)))));
        ops.share_search(claire, id, false).await.expect("private again");
        assert!(ops.offered_filters(paul).await.expect("filters").searches.is_empty());
        ops.delete_search(claire, id).await.expect("deleted");
        assert!(ops.offered_filters(claire).await.expect("filters").searches.is_empty());
    })
    .await;
}
