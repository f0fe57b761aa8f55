//! Lists of tickets, however they are narrowed and turned over, on both engines.

mod support;

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use jiff::SignedDuration;
use operations::tickets::On;
use operations::tickets::agent::Ask;
use operations::tickets::filing::FilingDetails;
use operations::tickets::reading::{Page, Wanted};
use support::{World, for_each_world};

/// A customer with the accounts FR-10 and FR-11, a parcel on each, and users who see all, one account, and their own.
struct Story {
    claire: Actor,
    paul: Actor,
    hugo: Actor,
    sofia: Actor,
    /// By claire on FR-10, by claire on FR-11, by hugo on a parcel nobody knows, by claire again on FR-10.
    numbers: Vec<String>,
}

async fn story(world: &World) -> Story {
    let customer = world.customer("Maison Lemaire").await;
    let first = world.account(customer, "FR-10").await;
    world.account(customer, "FR-11").await;
    let elsewhere = world.customer("Atelier Nord").await;
    world.profile(customer, "tout", &Right::ALL, AccountScope::All).await;
    let on_first = AccountScope::accounts(vec![first]);
    world.profile(customer, "un compte", &[Right::SeeAllTickets, Right::Reply], on_first).await;
    world.profile(customer, "les siens", &[Right::FileTickets, Right::Reply], AccountScope::All).await;
    let claire = world.user(customer, "tout", "claire@lemaire.example").await;
    let paul = world.user(customer, "un compte", "paul@lemaire.example").await;
    let hugo = world.user(customer, "les siens", "hugo@lemaire.example").await;
    let emma = world.user(elsewhere, "Administrateur", "emma@nord.example").await;
    let sofia = world.agent("sofia@consigne.example", Level::Lead).await;
    let parcels = "tracking_number;carrier;account;label_date;sender_reference\n\
                   AA1;colissimo;FR-10;27/02/2026;CMD-1\n\
                   AA2;colissimo;FR-11;27/02/2026;CMD-2\n";
    let report = world.operations.import_parcels(parcels.as_bytes()).await.expect("a report");
    assert_eq!(report.rejected, []);
    let mut numbers = Vec::new();
    for (author, parcel) in [(&claire, "AA1"), (&claire, "AA2"), (&hugo, "XY123456780FR"), (&claire, "AA1")] {
        numbers.push(file(world, author, parcel).await);
        world.wait(SignedDuration::from_mins(1));
    }
    file(world, &emma, "XY999999999FR").await;
    Story { claire, paul, hugo, sofia, numbers }
}

async fn file(world: &World, actor: &Actor, parcel: &str) -> String {
    let ops = &world.operations;
    let draft = ops.start_filing(actor, parcel).await.expect("a draft");
    ops.choose_subject(actor, draft, "delay", "").await.expect("a subject");
    let details = FilingDetails { body: "Où est-il ?".to_owned(), ..FilingDetails::default() };
    ops.file_ticket(actor, draft, &details).await.expect("filed").number
}

async fn list(world: &World, actor: &Actor, wanted: &Wanted) -> Page {
    let ops = &world.operations;
    if actor.is_operator() { ops.desk(actor, wanted).await } else { ops.inbox(actor, wanted).await }.expect("a list")
}

/// Which of the story's tickets a list holds, in its order, read page by page of two rows.
async fn listed(world: &World, story: &Story, actor: &Actor, wanted: &Wanted) -> Vec<usize> {
    let mut found = Vec::new();
    let mut wanted = Wanted { rows: 2, ..wanted.clone() };
    loop {
        let page = list(world, actor, &wanted).await;
        assert!(page.rows.len() <= 2);
        found.extend(page.rows.iter().filter_map(|row| story.numbers.iter().position(|one| *one == row.number)));
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => return found,
        }
    }
}

fn wanted(tab: &str, state: &str, days: i64, search: &str) -> Wanted {
    Wanted { tab: tab.to_owned(), state: state.to_owned(), days, search: search.to_owned(), ..Wanted::default() }
}

async fn ask(world: &World, story: &Story, ticket: usize) {
    let on = On { number: story.numbers[ticket].clone(), deed: format!("ask {ticket}"), ..On::default() };
    let ask =
        Ask { on, body: "Une photo ?".to_owned(), document: "Photo de l’étiquette".to_owned(), ..Ask::default() };
    world.operations.ask(&story.sofia, &ask).await.expect("asked");
}

#[tokio::test]
async fn a_list_holds_what_its_reader_sees_in_order_and_however_it_is_narrowed() {
    for_each_world(async |world| {
        let story = story(&world).await;
        ask(&world, &story, 1).await;
        let (claire, paul, hugo, sofia) = (&story.claire, &story.paul, &story.hugo, &story.sofia);
        for (who, asked, expected) in [
            (claire, wanted("", "", 0, ""), &[1, 3, 2, 0][..]),
            (claire, wanted("customer", "", 0, ""), &[1]),
            (claire, wanted("operator", "", 0, ""), &[3, 2, 0]),
            (claire, wanted("done", "", 0, ""), &[]),
            (claire, wanted("", "created", 0, ""), &[3, 2, 0]),
            (claire, wanted("customer", "created", 0, ""), &[]),
            (claire, wanted("", "", 1, ""), &[1, 3, 2, 0]),
            (claire, wanted("", "", 0, "AA1"), &[3, 0]),
            (claire, wanted("", "", 0, "cmd 2"), &[1]),
            (claire, wanted("operator", "", 0, "cmd 2"), &[]),
            (claire, wanted("", "", 0, &story.numbers[2]), &[2]),
            (paul, wanted("", "", 0, ""), &[3, 2, 0]),
            (paul, wanted("customer", "", 0, ""), &[]),
            (paul, wanted("", "", 0, "AA2"), &[]),
            (hugo, wanted("", "", 0, ""), &[2]),
            (hugo, wanted("customer", "", 0, ""), &[]),
            (hugo, wanted("operator", "created", 0, ""), &[2]),
            (hugo, wanted("", "", 0, "AA1"), &[]),
            (sofia, wanted("operator", "", 0, ""), &[0, 2, 3]),
            (sofia, wanted("operator", "created", 0, ""), &[0, 2, 3]),
            (sofia, wanted("operator", "awaiting_customer", 0, ""), &[]),
            (sofia, wanted("customer", "", 0, ""), &[1]),
            (sofia, wanted("late", "", 0, ""), &[]),
            (sofia, wanted("", "", 0, ""), &[1, 3, 2, 0]),
            (sofia, wanted("", "created", 0, ""), &[3, 2, 0]),
            (sofia, wanted("", "", 0, "AA1"), &[3, 0]),
        ] {
            assert_eq!(listed(&world, &story, who, &asked).await, expected, "{} {asked:?}", who.name);
        }

        // Whoever joins has it in his list as well.
        let mut tx = world.operations.store().write(store::Scope::System).await.expect("a transaction");
        let joined = store::tickets::find(&mut tx, &story.numbers[0], hugo.user).await.expect("read").expect("there");
        store::tickets::follow(&mut tx, joined.id, hugo.user, world.operations.now()).await.expect("joined");
        tx.commit().await.expect("kept");
        assert_eq!(listed(&world, &story, hugo, &wanted("", "", 0, "")).await, [2, 0]);
        assert_eq!(listed(&world, &story, hugo, &wanted("", "", 0, "AA1")).await, [0]);

        // Days go by.
        world.wait(SignedDuration::from_hours(24 * 5));
        assert_eq!(listed(&world, &story, sofia, &wanted("late", "", 0, "")).await, [0, 2, 3]);
        assert_eq!(listed(&world, &story, sofia, &wanted("", "", 2, "")).await, NONE);
        assert_eq!(listed(&world, &story, claire, &wanted("", "", 2, "")).await, NONE);
        assert_eq!(listed(&world, &story, claire, &wanted("", "", 7, "")).await, [1, 3, 2, 0]);
    })
    .await;
}

const NONE: [usize; 0] = [];

#[tokio::test]
async fn tabs_count_what_their_reader_sees() {
    for_each_world(async |world| {
        let story = story(&world).await;
        ask(&world, &story, 1).await;
        let counts = async |actor: &Actor| {
            let mut counts = list(&world, actor, &Wanted { rows: 50, ..Wanted::default() }).await.counts;
            counts.sort_unstable();
            counts.into_iter().map(|(turn, n)| format!("{turn} {n}")).collect::<Vec<_>>()
        };
        assert_eq!(counts(&story.claire).await, ["customer 1", "operator 3"]);
        assert_eq!(counts(&story.paul).await, ["customer 0", "operator 3"]);
        assert_eq!(counts(&story.hugo).await, ["customer 0", "operator 1"]);
        assert_eq!(counts(&story.sofia).await, ["customer 1", "late 0", "operator 4"]);
        world.wait(SignedDuration::from_hours(24 * 5));
        assert_eq!(counts(&story.sofia).await, ["customer 1", "late 4", "operator 4"]);
    })
    .await;
}
