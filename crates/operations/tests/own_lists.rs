//! What people make of their lists: columns of their own, tables that follow them, and the desk's selection and searches;
//! on both engines.

mod support;

use domain::actor::{AccountScope, Level, Right};
use domain::id::ProfileId;
use domain::refusal::Refusal;
use domain::ticket::columns::{Column, ColumnStep};
use domain::ticket::criteria::TicketCriteria;
use domain::{Actor, Language};
use operations::downloads::DownloadState;
use operations::tickets::chosen::{BulkDeed, BulkDone, ChosenTickets, WhyLeft};
use operations::tickets::filing::FilingDetails;
use operations::tickets::reading::Wanted;
use operations::tickets::table::TicketTable;
use operations::tickets::tabs::TABS_MAX;
use operations::{Error, parcels::CsvProfile};
use support::{World, for_each_world};

struct Story {
    claire: Actor,
    hugo: Actor,
    sofia: Actor,
    marc: Actor,
    /// Two by claire, one by hugo.
    numbers: Vec<String>,
}

async fn story(world: &World) -> Story {
    let customer = world.customer("Maison Lemaire").await;
    world.account(customer, "FR-10").await;
    world.profile(customer, "tout", &Right::ALL, AccountScope::All).await;
    let claire = world.user(customer, "tout", "claire@lemaire.example").await;
    let hugo = world.user(customer, "tout", "hugo@lemaire.example").await;
    let sofia = world.agent("sofia@consigne.example", Level::Lead).await;
    let marc = world.agent("marc@consigne.example", Level::Agent).await;
    let parcels = "tracking_number;carrier;account;label_date\nAA1;colissimo;FR-10;27/02/2026\n";
    assert_eq!(world.operations.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    let mut numbers = Vec::new();
    for author in [&claire, &claire, &hugo] {
        let draft = world.operations.start_filing(author, "AA1").await.expect("a draft");
        world.operations.choose_subject(author, draft, "delay", "").await.expect("a subject");
        let details = FilingDetails { body: "=2+2".to_owned(), ..FilingDetails::default() };
        numbers.push(world.operations.file_ticket(author, draft, &details).await.expect("filed").number);
    }
    Story { claire, hugo, sofia, marc, numbers }
}

fn whole(query: &str) -> ChosenTickets {
    ChosenTickets::of_form([("all", "1"), ("criteria", query)]).expect("a choice")
}

async fn table(world: &World, actor: &Actor, query: &str) -> String {
    let ops = &world.operations;
    let made = ops.tickets_table(actor, &whole(query), Language::En, CsvProfile::English, "").await;
    let TicketTable::Made(_, bytes) = made.expect("a table") else { panic!("a short table is made at once") };
    String::from_utf8(bytes).expect("text").trim_start_matches('\u{feff}').to_owned()
}

#[tokio::test]
async fn columns_are_one_s_own_and_the_table_follows_them() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let (claire, hugo) = (&story.claire, &story.hugo);
        assert_eq!(ops.offered_filters(claire).await.expect("filters").columns, None);
        let before = table(&world, claire, "tab=all").await;
        for (column, step) in [
            (Column::Contact, ColumnStep::Show),
            (Column::Account, ColumnStep::Show),
            (Column::Number, ColumnStep::Up),
            (Column::Subject, ColumnStep::Hide),
            (Column::Changed, ColumnStep::Hide),
            (Column::Due, ColumnStep::Hide),
            (Column::Turn, ColumnStep::Hide),
            (Column::Customer, ColumnStep::Show),
        ] {
            ops.change_columns(claire, column, step).await.expect("changed");
        }
        let columns = ops.offered_filters(claire).await.expect("filters").columns.expect("her columns");
        assert_eq!(columns.to_words(), "number parcel contact account", "the customer's name is the operator's");
        assert_eq!(ops.offered_filters(hugo).await.expect("filters").columns, None, "his are as they were");

        let page = ops.inbox(claire, &Wanted { rows: 50, ..Wanted::default() }).await.expect("an inbox");
        let looked_up = ops.looked_up(claire, &columns, &page.rows).await.expect("looked up");
        assert!(page.rows.iter().all(|row| looked_up[&row.id].account == "FR-10"), "{looked_up:?}");

        let after = table(&world, claire, "tab=all").await;
        let head = after.lines().next().expect("a head");
        assert_eq!(head.split(',').count(), 4, "{head}");
        assert!(after.lines().nth(1).is_some_and(|line| line.contains("FR-10")), "{after}");
        ops.reset_columns(claire).await.expect("reset");
        assert_eq!(ops.offered_filters(claire).await.expect("filters").columns, None);
        assert_eq!(table(&world, claire, "tab=all").await, before);
    })
    .await;
}

#[tokio::test]
async fn an_agent_acts_on_many_saves_his_searches_and_finds_by_person() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let (claire, sofia, marc) = (&story.claire, &story.sofia, &story.marc);
        let by_hugo = whole("tab=all&email=HUGO%40lemaire.example");
        let taken = ops.do_to_tickets(sofia, &by_hugo, BulkDeed::Take, "").await.expect("taken");
        assert_eq!(taken, BulkDone { done: 1, left: vec![] });
        let all = ops.do_to_tickets(sofia, &whole("tab=all"), BulkDeed::Take, "").await.expect("taken");
        assert_eq!(all, BulkDone { done: 2, left: vec![(story.numbers[2].clone(), WhyLeft::State)] });
        let read = ops.do_to_tickets(marc, &whole("tab=all"), BulkDeed::MarkRead, "").await.expect("read");
        assert_eq!(read.done, 3);
        for (actor, deed) in [(sofia, BulkDeed::Validate), (claire, BulkDeed::Take)] {
            let refused = ops.do_to_tickets(actor, &whole("tab=all"), deed, "").await;
            assert!(matches!(refused, Err(Error::NotFound)), "{deed:?} is the other side's: {refused:?}");
        }
        let text = table(&world, marc, "tab=all").await;
        assert!(text.lines().count() == 4 && text.contains("Maison Lemaire"), "{text}");

        let id = ops.save_search(sofia, "Retards", "tab=all&subject=delay", false).await.expect("saved");
        assert_eq!(ops.offered_filters(marc).await.expect("filters").searches, []);
        ops.share_search(sofia, id, true).await.expect("shared");
        ops.begin_with_search(marc, Some(id)).await.expect("begun with");
        let offered = ops.offered_filters(marc).await.expect("filters");
        let [search] = offered.searches.as_slice() else { panic!("{offered:?}") };
        assert!(!search.own && search.landing && search.shared);
        assert_eq!(offered.usable(search).0.to_query(), "tab=all&subject=delay");
        assert_eq!(ops.offered_filters(claire).await.expect("filters").searches, [], "not the customer's");
        assert!(matches!(ops.begin_with_search(claire, Some(id)).await, Err(Error::NotFound)));
        assert!(matches!(ops.delete_search(marc, id).await, Err(Error::NotFound)), "not his");
        ops.delete_search(sofia, id).await.expect("deleted");
        assert_eq!(ops.offered_filters(marc).await.expect("filters").searches, []);
    })
    .await;
}

#[tokio::test]
async fn a_long_table_is_made_in_the_background_within_what_its_reader_sees() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let claire = &story.claire;
        let criteria = TicketCriteria::from_query("tab=all").expect("criteria");
        assert!(ops.is_long_table(claire, &criteria, 2).await.expect("counted"));
        assert!(!ops.is_long_table(claire, &criteria, 3).await.expect("counted"));
        let wish = ops.wish_for_tickets(claire, &criteria, Language::En, CsvProfile::English, "once");
        let id = ops.begin_download(claire, wish.clone()).await.expect("asked for");
        assert_eq!(ops.begin_download(claire, wish.clone()).await.expect("the same"), id);
        ops.run_long_work().await.expect("a round");
        let made = ops.download(claire, id).await.expect("a download");
        assert_eq!(made.state, DownloadState::Ready);
        let open = ops.open_download(claire, id).await.expect("opened");
        let text = std::fs::read_to_string(&open.path).expect("a file");
        assert_eq!(text.trim_start_matches('\u{feff}'), table(&world, claire, "tab=all").await);

        // Who may not export any more, or sees his own alone, has it no more.
        let customer = claire.customer().expect("a customer");
        let own = profile(&world, customer, "les siens", &[Right::ExportTickets]).await;
        let mut tx = world.operations.store().write(store::Scope::System).await.expect("a transaction");
        store::people::update_profile(&mut tx, claire.user, own).await.expect("changed");
        tx.commit().await.expect("kept");
        let narrowed = ops.actor(claire.user).await.expect("read").expect("an actor");
        let refused = ops.open_download(&narrowed, id).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::SeeAllTickets)))), "{refused:?}");
        let again = ops.begin_download(&narrowed, wish).await;
        assert!(again.is_err(), "nor can it be made for him: {again:?}");
    })
    .await;
}

async fn profile(world: &World, customer: domain::id::CustomerId, name: &str, rights: &[Right]) -> ProfileId {
    world.profile(customer, name, rights, AccountScope::All).await;
    let mut tx = world.operations.store().read(store::Scope::System).await.expect("a transaction");
    let profiles = store::people::list_profiles(&mut tx, customer).await.expect("profiles");
    profiles.into_iter().find(|profile| profile.name == name).expect(name).id
}

#[tokio::test]
async fn tickets_are_kept_open_as_tabs_within_a_bound() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let (claire, hugo, sofia) = (&story.claire, &story.hugo, &story.sofia);
        let first = story.numbers[0].as_str();
        let tabs = async |actor: &Actor| ops.thread(actor, first).await.expect("a thread").tabs;
        assert_eq!(tabs(claire).await, []);
        for number in [first, &story.numbers[2], first] {
            ops.open_tab(claire, number).await.expect("kept open");
            world.wait(jiff::SignedDuration::from_secs(1));
        }
        let open = tabs(claire).await;
        let numbers: Vec<&str> = open.iter().map(|tab| tab.number.as_str()).collect();
        assert_eq!(numbers, [first, story.numbers[2].as_str()], "in the order in which they were opened, each once");
        assert_eq!(tabs(hugo).await, [], "they are hers");
        ops.mark_read(claire, &story.numbers[2], i64::MAX).await.expect("read");
        assert!(!tabs(claire).await[1].unread);
        ops.see_ticket(sofia, &story.numbers[2]).await.expect("taken");
        assert!(tabs(claire).await[1].unread, "something happened there");
        assert!(matches!(ops.open_tab(claire, "D-2026-999999").await, Err(Error::NotFound)));

        for _ in 0..TABS_MAX {
            let draft = ops.start_filing(claire, "AA1").await.expect("a draft");
            ops.choose_subject(claire, draft, "delay", "").await.expect("a subject");
            let details = FilingDetails { body: "Encore".to_owned(), ..FilingDetails::default() };
            let number = ops.file_ticket(claire, draft, &details).await.expect("filed").number;
            world.wait(jiff::SignedDuration::from_secs(1));
            ops.open_tab(claire, &number).await.expect("kept open");
        }
        let open = tabs(claire).await;
        assert_eq!(open.len(), TABS_MAX);
        assert!(open.iter().all(|tab| tab.number != first), "the oldest fell out");
        let all = ops.do_to_tickets(claire, &whole("tab=all"), BulkDeed::Open, "").await;
        assert!(matches!(all, Err(Error::Refused(Refusal::Fields(_)))), "more than there is room for: {all:?}");
        ops.close_tab(claire, &open[0].number).await.expect("closed");
        assert_eq!(tabs(claire).await.len(), TABS_MAX - 1);
        ops.close_tabs(claire).await.expect("closed");
        assert_eq!(tabs(claire).await, []);
        let two = ChosenTickets::Ticked(story.numbers[..2].to_vec());
        assert_eq!(ops.do_to_tickets(sofia, &two, BulkDeed::Open, "").await.expect("kept open").done, 2);
        assert_eq!(tabs(sofia).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_is_found_by_the_new_name_of_who_filed_it() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let found = async || {
            let wanted =
                Wanted { search: "Zéphyrine".to_owned(), tab: "all".to_owned(), rows: 50, ..Wanted::default() };
            ops.desk(&story.sofia, &wanted).await.expect("a desk").rows.len()
        };
        assert_eq!(found().await, 0);
        let mut tx = ops.store().write(store::Scope::System).await.expect("a transaction");
        store::people::update_own(&mut tx, story.hugo.user, "Zéphyrine Petit", "Europe/Paris").await.expect("renamed");
        tx.commit().await.expect("kept");
        ops.tick().await.expect("a tick");
        assert_eq!(found().await, 1);
    })
    .await;
}
