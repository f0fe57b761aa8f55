//! The dashboard: what is counted of known tickets, by whom, and what it is compared with, on both engines.

mod support;

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::audit::Act;
use domain::dashboard::{Baseline, Counted, Period, Share};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::lifecycle::WaitingFor;
use domain::ticket::outcome::{Outcome, WithdrawReason};
use jiff::SignedDuration;
use jiff::civil::date;
use operations::Error;
use operations::dashboard::{Asked, Dashboard};
use operations::demo::Wanted;
use operations::tickets::On;
use operations::tickets::agent::Answer;
use operations::tickets::customer::{Reply, Validation};
use operations::tickets::filing::FilingDetails;
use support::{World, for_each_world};

/// Users who see all, one account, and their own; a lead; and the numbers of claire's tickets.
struct Story {
    claire: Actor,
    paul: Actor,
    hugo: Actor,
    sofia: Actor,
    numbers: Vec<String>,
}

fn asked() -> Asked {
    let period = Period { from: date(2026, 3, 1), to: date(2026, 3, 31) };
    Asked { period, customer: String::new(), name: String::new() }
}

async fn read(world: &World, actor: &Actor) -> Dashboard {
    world.operations.dashboard(actor, &asked()).await.expect("a dashboard")
}

async fn file(world: &World, actor: &Actor, parcel: &str) -> String {
    let ops = &world.operations;
    let draft = ops.start_filing(actor, parcel).await.expect("a draft");
    ops.choose_subject(actor, draft, "delay", "").await.expect("a subject");
    let details = FilingDetails { body: "Où est-il ?".to_owned(), ..FilingDetails::default() };
    ops.file_ticket(actor, draft, &details).await.expect("filed").number
}

fn on(number: &str, deed: &str) -> On {
    On { number: number.to_owned(), deed: format!("{number} {deed}"), ..On::default() }
}

async fn resolve(world: &World, agent: &Actor, number: &str, deed: &str) {
    let done = world.operations.resolve(agent, &on(number, deed), Outcome::ParcelFound, "Retrouvé.", &[]).await;
    done.expect("resolved");
}

/// On Monday 2 March at 9:00 claire files on AA1, AA2 and, an hour later, again on AA1; hugo on a parcel nobody knows.
/// At 11:00 the first is answered; on Tuesday at 11:00 resolved and rated; the second is resolved on Monday at 13:00, then
/// contested and withdrawn.
async fn story(world: &World) -> Story {
    let ops = &world.operations;
    let customer = world.customer("Maison Lemaire").await;
    world.account(customer, "FR-10").await;
    let second = world.account(customer, "FR-11").await;
    let elsewhere = world.customer("Atelier Nord").await;
    world.profile(customer, "tout", &Right::ALL, AccountScope::All).await;
    let rights = [Right::SeeAllTickets, Right::Reply];
    world.profile(customer, "un compte", &rights, AccountScope::accounts(vec![second])).await;
    world.profile(customer, "les siens", &[Right::FileTickets, Right::Reply], AccountScope::All).await;
    let claire = world.user(customer, "tout", "claire@lemaire.example").await;
    let paul = world.user(customer, "un compte", "paul@lemaire.example").await;
    let hugo = world.user(customer, "les siens", "hugo@lemaire.example").await;
    let emma = world.user(elsewhere, "Administrateur", "emma@nord.example").await;
    let sofia = world.agent("sofia@consigne.example", Level::Lead).await;
    let parcels = "tracking_number;carrier;account;label_date;sender_reference\n\
                   AA1;colissimo;FR-10;27/02/2026;CMD-1\n\
                   AA2;colissimo;FR-11;27/02/2026;CMD-2\n";
    assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);

    let first = file(world, &claire, "AA1").await;
    let second = file(world, &claire, "AA2").await;
    world.wait(SignedDuration::from_hours(1));
    let again = file(world, &claire, "AA1").await;
    file(world, &hugo, "XY123456780FR").await;
    file(world, &emma, "XY123456780FR").await;
    world.wait(SignedDuration::from_hours(1));
    let answer = Answer {
        on: on(&first, "answer"),
        body: "Nous cherchons.".to_owned(),
        files: Vec::new(),
        next_on: None,
        waiting_for: WaitingFor::Agent,
    };
    ops.answer(&sofia, &answer).await.expect("answered");
    world.wait(SignedDuration::from_hours(2));
    resolve(world, &sofia, &second, "resolve").await;
    let contest = Reply { on: on(&second, "contest"), body: "Non.".to_owned(), files: Vec::new() };
    ops.contest(&claire, &contest).await.expect("contested");
    ops.withdraw(&claire, &on(&second, "withdraw"), WithdrawReason::Found).await.expect("withdrawn");
    world.wait(SignedDuration::from_hours(22));
    resolve(world, &sofia, &first, "resolve").await;
    let validation = Validation { on: on(&first, "validate"), stars: Some(4), word: String::new() };
    ops.validate(&claire, &validation).await.expect("validated");
    Story { claire, paul, hugo, sofia, numbers: vec![first, second, again] }
}

#[tokio::test]
async fn known_tickets_give_known_figures_to_each_who_looks() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let all = read(&world, &story.claire).await;
        assert_eq!(all.figures.filed, 4);
        assert_eq!(all.figures.repeats, Share { some: 1, all: 4 });
        // The withdrawn one counts in neither.
        assert_eq!(all.figures.contests, Share { some: 0, all: 1 });
        assert_eq!((all.figures.rated(), all.figures.satisfaction()), (1, Some(40)));
        // Monday 9:00 to Tuesday 11:00 is ten working hours.
        assert_eq!((all.handling.count(), all.handling.median()), (1, Some(100)));
        // Two hours for the first; four for the second, whose resolution was its first answer.
        assert_eq!((all.first_answer.count(), all.first_answer.median()), (2, Some(30)));
        assert_eq!((all.open.operators, all.open.customers), (2, 0));
        assert_eq!(all.open.ages.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 0, 0, 0, 0]);
        assert_eq!((all.recent.len(), all.typed), (4, None));

        assert_eq!(read(&world, &story.paul).await.figures.filed, 2, "the second account's, and one on no account");
        assert_eq!(read(&world, &story.hugo).await.figures.filed, 1, "his own");
        let operator = read(&world, &story.sofia).await;
        assert_eq!(operator.figures.filed, 5);
        let one = Asked { name: "maison LEMAIRE".to_owned(), ..asked() };
        let one = world.operations.dashboard(&story.sofia, &one).await.expect("a dashboard");
        assert_eq!((one.figures.filed, one.customer.map(|(_, name)| name)), (4, Some("Maison Lemaire".to_owned())));
        let none = Asked { name: "Personne".to_owned(), ..asked() };
        assert!(world.operations.dashboard(&story.sofia, &none).await.expect("a dashboard").unknown);

        // A customer's user who names another sees his own all the same.
        let foreign = Asked { name: "Atelier Nord".to_owned(), ..asked() };
        let foreign = world.operations.dashboard(&story.claire, &foreign).await.expect("a dashboard");
        assert_eq!(foreign.figures.filed, 4);
        let agent = world.agent("karim@consigne.example", Level::Agent).await;
        assert!(matches!(world.operations.dashboard(&agent, &asked()).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn every_number_leads_to_just_what_it_counts() {
    for_each_world(async |world| {
        let story = story(&world).await;
        for actor in [&story.claire, &story.paul, &story.hugo, &story.sofia] {
            let shown = read(&world, actor).await;
            let mine = if actor.is_operator() { shown.open.operators } else { shown.open.customers };
            let mut numbers = vec![
                (Counted::Filed, shown.figures.filed),
                (Counted::Repeats, shown.figures.repeats.some),
                (Counted::Contested, shown.figures.contests.some),
                (Counted::Rated, shown.figures.rated()),
                (Counted::Resolved, shown.handling.count()),
                (Counted::Answered, shown.first_answer.count()),
                (Counted::Mine, mine),
                (Counted::Late, shown.open.late),
            ];
            numbers.extend(shown.figures.states.iter().map(|(state, n)| (Counted::State(*state), *n)));
            numbers.extend(shown.open.ages.iter().map(|(age, n)| (Counted::Open(*age), *n)));
            for (counted, n) in numbers {
                let (mut found, mut after) = (0, String::new());
                loop {
                    let page = world.operations.counted(actor, &asked(), counted, &after, 2).await.expect("a list");
                    found += i64::try_from(page.rows.len()).expect("few");
                    match page.next {
                        Some(next) => after = next,
                        None => break,
                    }
                }
                assert_eq!(found, n, "{counted:?} of {}", actor.name);
            }
        }
        let page = world.operations.counted(&story.claire, &asked(), Counted::Repeats, "", 2).await.expect("a list");
        assert_eq!(page.rows[0].number, story.numbers[2]);
    })
    .await;
}

#[tokio::test]
async fn open_tickets_grow_old_and_late() {
    for_each_world(async |world| {
        let story = story(&world).await;
        world.wait(SignedDuration::from_hours(24 * 9));
        let shown = read(&world, &story.sofia).await;
        assert_eq!(shown.open.ages.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [0, 0, 3, 0, 0]);
        assert_eq!((shown.open.operators, shown.open.late), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn an_administrator_types_what_the_figures_are_compared_with() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let story = story(&world).await;
        let paul = world.agent("paul.simon@consigne.example", Level::Administrator).await;
        assert!(matches!(ops.keep_baseline(&story.sofia, "", "20", "10").await, Err(Error::NotFound)));
        assert!(matches!(ops.keep_baseline(&story.claire, "", "20", "10").await, Err(Error::NotFound)));
        let Err(Error::Refused(Refusal::Fields(fields))) = ops.keep_baseline(&paul, "", "vingt", "101").await else {
            panic!("accepted")
        };
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["handling", "repeats"]);
        assert!(fields.iter().all(|(_, why)| matches!(why, FieldRefusal::OutOfRange { .. })));

        ops.keep_baseline(&paul, "", "20", "").await.expect("kept");
        let general = Baseline { handling: Some(200), repeats: None };
        assert_eq!(read(&world, &story.claire).await.baseline, general);
        let customer = story.claire.customer().expect("a customer").to_string();
        ops.keep_baseline(&paul, &customer, "12", "8").await.expect("kept");
        assert_eq!(read(&world, &story.claire).await.baseline, Baseline { handling: Some(120), repeats: Some(80) });
        assert_eq!(read(&world, &paul).await.typed, Some(general));
        ops.keep_baseline(&paul, &customer, " ", "").await.expect("taken away");
        assert_eq!(read(&world, &story.claire).await.baseline, general);
        let nobody = uuid::Uuid::nil().to_string();
        assert!(matches!(ops.keep_baseline(&paul, &nobody, "1", "1").await, Err(Error::NotFound)));

        let trail = operations::audit::Asked { who: paul.name.clone(), ..Default::default() };
        let rows = ops.trail(&paul, &trail).await.expect("a page").rows;
        let typed: Vec<_> = rows.iter().filter(|row| row.act == Act::BaselineChanged).collect();
        assert_eq!(typed.len(), 3);
        assert_eq!(
            (typed[1].details.label.as_str(), typed[1].details.after.as_str()),
            ("Maison Lemaire", "12.0 h · 8.0 %")
        );
    })
    .await;
}

#[tokio::test]
async fn the_demo_world_has_times_although_no_deed_was_done_in_it() {
    for_each_world(async |world| {
        let wanted = Wanted { parcels: 60, tickets: 48, ..Wanted::default() };
        world.operations.seed_demo(wanted).await.expect("a world");
        let lead = world.agent("lead@consigne.example", Level::Lead).await;
        let period = Period { from: date(2025, 1, 1), to: date(2026, 12, 31) };
        let asked = Asked { period, customer: String::new(), name: String::new() };
        let shown = world.operations.dashboard(&lead, &asked).await.expect("a dashboard");
        assert!(shown.handling.count() > 3 && shown.first_answer.count() > 10, "{shown:?}");
        assert!(shown.figures.contests.all > shown.figures.contests.some, "{:?}", shown.figures);
    })
    .await;
}
