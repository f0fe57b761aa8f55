//! The archive: hidden on its day from everybody, looked into for a reason, erased on its day.

mod support;

use std::collections::BTreeMap;

use domain::Actor;
use domain::actor::Level;
use domain::parcel::{Scan, retention};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::outcome::WithdrawReason;
use jiff::SignedDuration;
use operations::archive::{Erased, LOOK_LASTS, LOOKS_PAGE};
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::parcels::Beside;
use operations::tickets::On;
use operations::tickets::filing::FilingDetails;
use operations::{Error, Operations};
use store::Scope;
use support::{World, for_each_world};

const HEADER: &str = "tracking_number;carrier;account;label_date;sender_reference;recipient_name";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Lunettes with the account FR-10 in Paris, Timbres with GP-20 five hours behind it; an administrator of the operator.
struct People {
    claire: Actor,
    zoe: Actor,
    paul: Actor,
}

async fn people(world: &World) -> People {
    let lunettes = world.customer("Lunettes de la Côte").await;
    world.account(lunettes, "FR-10").await;
    let timbres = world.operations.add_customer("Timbres du Sud", "America/Guadeloupe").await.expect("a customer").id();
    world.account(timbres, "GP-20").await;
    People {
        claire: world.user(lunettes, "Administrateur", "claire@lunettes.example").await,
        zoe: world.user(timbres, "Administrateur", "zoe@timbres.example").await,
        paul: world.agent("paul@consigne.example", Level::Administrator).await,
    }
}

async fn import(operations: &Operations, lines: &[&str]) {
    let file = format!("{HEADER}\n{}\n", lines.join("\n"));
    assert_eq!(operations.import_parcels(file.as_bytes()).await.expect("a report").rejected, []);
}

/// Scans as `number;state;moment`, of one carrier, in Paris.
async fn scan(operations: &Operations, carrier: &str, lines: &[&str]) {
    let mapping =
        feed::Mapping::parse(&format!("zone = \"Europe/Paris\"\ncarrier = \"{carrier}\"")).expect("a mapping");
    let file = format!("tracking_number;state;at\n{}\n", lines.join("\n"));
    let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &FeedOptions { mapping, ..FeedOptions::default() });
    assert_eq!(reading.rejected, []);
    operations.import_scans(&reading).await.expect("a report");
}

/// What lies there of a number: parcels of all customers, and scans.
async fn lies(operations: &Operations, number: &str) -> (usize, usize) {
    let mut tx = operations.store().read(Scope::System).await.expect("a connection");
    let numbers = [number.to_owned()];
    let parcels = store::parcels::by_numbers(&mut tx, &numbers).await.expect("read").len();
    (parcels, store::scans::of_numbers(&mut tx, &numbers).await.expect("read").len())
}

async fn sees(operations: &Operations, actor: &Actor, number: &str) -> bool {
    let found = operations.find_parcels(actor, number).await.expect("an answer").rows.len();
    let page = operations.parcel(actor, number).await.is_ok();
    assert_eq!(page, found > 0, "{}: a search finds what has a page", actor.name);
    page
}

async fn file(operations: &Operations, actor: &Actor, number: &str) -> String {
    let draft = operations.start_filing(actor, number).await.expect("a draft");
    operations.choose_subject(actor, draft, "delay", "").await.expect("a subject");
    let information = BTreeMap::from([("content".to_owned(), "Deux téléphones".to_owned())]);
    let details = FilingDetails { information, body: "Où est-il ?".to_owned(), files: Vec::new() };
    operations.file_ticket(actor, draft, &details).await.expect("filed").number
}

fn on(number: &str, deed: &str) -> On {
    On { number: number.to_owned(), deed: deed.to_owned(), ..On::default() }
}

#[tokio::test]
async fn a_parcel_is_hidden_on_its_day_in_the_zone_of_who_looks() {
    for_each_world(async |world| {
        let People { claire, zoe, paul } = people(&world).await;
        let ops = &world.operations;
        // Today is 2 March 2026, 9:00 in Paris.
        import(ops, &["PARIS1;colissimo;FR-10;02/09/2025;CMD-1;Ana", "SUD1;colissimo;GP-20;02/09/2025;CMD-1;Bob"])
            .await;
        world.wait(SignedDuration::from_hours(14) + SignedDuration::from_mins(59));
        assert!(sees(ops, &claire, "PARIS1").await, "a minute before midnight in Paris");
        world.wait(SignedDuration::from_mins(1));
        assert!(!sees(ops, &claire, "PARIS1").await, "midnight in Paris");
        assert!(!sees(ops, &paul, "PARIS1").await, "the operator neither, in the zone of Paris");
        assert!(sees(ops, &zoe, "SUD1").await, "still the day before over there");
        world.wait(SignedDuration::from_hours(5));
        assert!(!sees(ops, &zoe, "SUD1").await, "midnight in Guadeloupe");

        // Nobody can begin a request that shows it: its number is one that nobody knows.
        let draft = ops.start_filing(&claire, "PARIS1").await.expect("a draft");
        let filing = ops.filing(&claire, draft).await.expect("a filing");
        assert!(filing.parcel.is_none(), "{:?}", filing.parcel);
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_looks_and_each_look_is_recorded_with_its_reason() {
    for_each_world(async |world| {
        let People { claire, paul, .. } = people(&world).await;
        let ops = &world.operations;
        import(
            ops,
            &[
                "6A18987970674;colissimo;FR-10;01/09/2025;CMD-8812;Ana",
                "OLD2;colissimo;GP-20;01/08/2025;cmd 8812;Bob",
                "NEW1;colissimo;FR-10;28/02/2026;CMD-8812;Zoé",
            ],
        )
        .await;
        scan(
            ops,
            "colissimo",
            &["6A18987970674;in_transit;02/09/2025 10:00", "6A18987970674;delivered;03/09/2025 10:00"],
        )
        .await;

        let lead = world.agent("nadia@consigne.example", Level::LevelTwo).await;
        for stranger in [&claire, &lead] {
            let look = ops.look_into_archive(stranger, "OLD2", "Curiosité", "a").await;
            assert!(matches!(look, Err(Error::NotFound)), "{}: {look:?}", stranger.name);
            assert!(matches!(ops.archive_looks(stranger, None).await, Err(Error::NotFound)), "{}", stranger.name);
        }
        let long = "é".repeat(301);
        for (number, reason, fields) in [
            ("", " ", vec![("number", FieldRefusal::Missing), ("reason", FieldRefusal::Missing)]),
            ("OLD2", &long, vec![("reason", FieldRefusal::TooLong(300))]),
        ] {
            let refused = ops.look_into_archive(&paul, number, reason, "b").await;
            let fields: Vec<_> = fields.into_iter().map(|(name, why)| (name.to_owned(), why)).collect();
            assert!(matches!(&refused, Err(Error::Refused(Refusal::Fields(all))) if *all == fields), "{refused:?}");
        }
        assert_eq!(ops.archive_looks(&paul, None).await.expect("looks"), [], "what is refused is no look");

        // By number: the parcel with its path. The same form sent twice is one look.
        let look = ops.look_into_archive(&paul, " 6a 1898 7970674 ", "Réquisition 12/34", "c").await.expect("a look");
        assert_eq!(ops.look_into_archive(&paul, "6a18987970674", "Réquisition 12/34", "c").await.expect("again"), look);
        let opened = ops.archive_look(&paul, look, None).await.expect("opened");
        let (parcel, path) = opened.shown.expect("the only one");
        assert_eq!((parcel.number.as_str(), parcel.recipient_name.as_str()), ("6A18987970674", "Ana"));
        assert_eq!(
            path.iter().filter_map(|scan: &Scan| scan.state).map(|state| state.as_str()).collect::<Vec<_>>(),
            ["delivered", "in_transit"]
        );

        world.wait(SignedDuration::from_secs(1));
        // By reference: of all customers, and only what is archived. One is chosen; what the look does not find is not.
        let look = ops.look_into_archive(&paul, "CMD-8812", "Litige", "d").await.expect("a look");
        let opened = ops.archive_look(&paul, look, None).await.expect("opened");
        let numbers: Vec<&str> = opened.found.iter().map(|parcel| parcel.number.as_str()).collect();
        assert_eq!((numbers, opened.shown), (vec!["6A18987970674", "OLD2"], None));
        let chosen =
            ops.archive_look(&paul, look, Some(opened.found[1].id)).await.expect("opened").shown.expect("chosen");
        assert_eq!(chosen.0.number, "OLD2");
        let new = ops.parcel(&claire, "NEW1").await.expect("a page").parcel.id;
        assert!(matches!(ops.archive_look(&paul, look, Some(new)).await, Err(Error::NotFound)));
        world.wait(SignedDuration::from_secs(1));
        let nothing = ops.look_into_archive(&paul, "NEW1", "Essai", "e").await.expect("a look");
        assert_eq!(ops.archive_look(&paul, nothing, None).await.expect("opened").found, []);

        // Somebody else's look is no way in, and one's own is none for ever.
        let eva = world.agent("eva@consigne.example", Level::Administrator).await;
        assert!(matches!(ops.archive_look(&eva, look, None).await, Err(Error::NotFound)));
        world.wait(LOOK_LASTS + SignedDuration::from_secs(1));
        let over = ops.archive_look(&paul, look, None).await.expect("opened");
        assert!(over.over && over.found.is_empty() && over.shown.is_none());

        let looks = ops.archive_looks(&eva, None).await.expect("looks");
        let told: Vec<(&str, &str, &str, i64)> = looks
            .iter()
            .map(|look| (look.person_name.as_str(), look.query.as_str(), look.reason.as_str(), look.found))
            .collect();
        let name = paul.name.as_str();
        assert_eq!(
            told,
            [
                (name, "NEW1", "Essai", 0),
                (name, "CMD-8812", "Litige", 2),
                (name, "6a 1898 7970674", "Réquisition 12/34", 1),
            ]
        );
        for turn in 0..LOOKS_PAGE {
            world.wait(SignedDuration::from_secs(1));
            ops.look_into_archive(&eva, "X", "Essai", &format!("f{turn}")).await.expect("a look");
        }
        let first = ops.archive_looks(&paul, None).await.expect("looks");
        assert_eq!(first.len(), LOOKS_PAGE);
        let rest = ops.archive_looks(&paul, first.last().map(|look| look.id)).await.expect("looks");
        assert_eq!(rest.len(), 3, "the looks of before are on the next page");
    })
    .await;
}

#[tokio::test]
async fn a_parcel_is_erased_on_its_day_with_its_scans_and_once() {
    for_each_world(async |world| {
        let People { paul, .. } = people(&world).await;
        let ops = &world.operations;
        assert_eq!(ops.settings().archive_months, retention::ARCHIVE_MONTHS);
        import(
            ops,
            &[
                "PARIS1;colissimo;FR-10;02/03/2024;CMD-1;Ana",
                "PARIS2;colissimo;FR-10;03/03/2024;CMD-2;Ana",
                "SUD1;colissimo;GP-20;02/03/2024;CMD-1;Bob",
            ],
        )
        .await;
        scan(ops, "colissimo", &["PARIS1;delivered;05/03/2024 10:00", "PARIS2;delivered;05/03/2024 10:00"]).await;
        assert_eq!(ops.erase_archive().await.expect("erased"), Erased::default(), "not yet");
        world.wait(SignedDuration::from_hours(15));
        let gone = ops.erase_archive().await.expect("erased");
        assert_eq!(gone, Erased { parcels: 1, scans: 1, waiting: 0, ..Erased::default() }, "3 March in Paris");
        assert_eq!((lies(ops, "PARIS1").await, lies(ops, "PARIS2").await), ((0, 0), (1, 1)));
        assert_eq!(ops.erase_archive().await.expect("erased"), Erased::default(), "once");
        world.wait(SignedDuration::from_hours(5));
        assert_eq!(ops.erase_archive().await.expect("erased").parcels, 1, "3 March in Guadeloupe");
        assert_eq!(lies(ops, "SUD1").await, (0, 0));
        let look = ops.look_into_archive(&paul, "CMD-1", "Litige", "a").await.expect("a look");
        assert_eq!(ops.archive_look(&paul, look, None).await.expect("opened").found, []);
    })
    .await;
}

#[tokio::test]
async fn an_open_ticket_keeps_its_parcel_until_half_a_year_after_it_closed() {
    for_each_world(async |world| {
        let People { claire, paul, .. } = people(&world).await;
        let ops = &world.operations;
        import(ops, &["HELD1;colissimo;FR-10;01/03/2026;CMD-1;Ana", "FREE1;colissimo;FR-10;01/03/2026;CMD-2;Ana"])
            .await;
        scan(ops, "colissimo", &["HELD1;in_transit;02/03/2026 08:00"]).await;
        let number = file(ops, &claire, "HELD1").await;
        let beside = async |actor: &Actor| {
            let thread = ops.thread(actor, &number).await.expect("a thread");
            (ops.parcel_beside(actor, &thread.ticket).await.expect("an answer"), thread.ticket.parcel_number)
        };
        assert!(matches!(beside(&claire).await.0, Beside::Shown(_)));

        world.wait(DAY * 200);
        for actor in [&claire, &paul] {
            assert_eq!(beside(actor).await, (Beside::Archived, "HELD1".to_owned()), "readable, without its parcel");
        }
        world.wait(DAY * 600);
        assert_eq!(ops.erase_archive().await.expect("erased").parcels, 1, "the free one");
        assert_eq!((lies(ops, "HELD1").await, lies(ops, "FREE1").await), ((1, 1), (0, 0)));

        ops.withdraw(&claire, &on(&number, "w"), WithdrawReason::Found).await.expect("withdrawn");
        world.wait(DAY * 40);
        ops.tick().await.expect("the clock");
        assert_eq!(ops.erase_archive().await.expect("erased").parcels, 0, "closed just now");
        world.wait(DAY * 180);
        assert_eq!(ops.erase_archive().await.expect("erased").parcels, 0, "not yet six months");
        world.wait(DAY * 5);
        assert_eq!(
            ops.erase_archive().await.expect("erased"),
            Erased { parcels: 1, scans: 1, waiting: 0, ..Erased::default() }
        );
        for actor in [&claire, &paul] {
            assert_eq!(beside(actor).await, (Beside::Archived, "HELD1".to_owned()), "the ticket keeps the number");
        }
        let thread = ops.thread(&claire, &number).await.expect("a thread");
        assert_eq!((thread.ticket.parcel, thread.parcels), (None, vec!["HELD1".to_owned()]));

        // The carrier uses the number again: that is not the parcel which the ticket was about.
        let today = ops.now().to_zoned(operations::zone("Europe/Paris")).date();
        import(ops, &[&format!("HELD1;colissimo;FR-10;{today};CMD-9;Zoé")]).await;
        assert!(sees(ops, &claire, "HELD1").await);
        assert_eq!(beside(&claire).await.0, Beside::Archived);
    })
    .await;
}

#[tokio::test]
async fn a_number_used_again_keeps_its_new_parcel_and_the_scans_of_that() {
    for_each_world(async |world| {
        people(&world).await;
        let ops = &world.operations;
        import(ops, &["AGAIN1;colissimo;FR-10;01/02/2024;CMD-1;Ana", "AGAIN1;colissimo;GP-20;20/02/2026;CMD-9;Bob"])
            .await;
        scan(
            ops,
            "colissimo",
            &[
                "AGAIN1;in_transit;02/02/2024 10:00",
                "AGAIN1;delivered;03/02/2024 10:00",
                "AGAIN1;in_transit;21/02/2026 10:00",
            ],
        )
        .await;
        assert_eq!(
            ops.erase_archive().await.expect("erased"),
            Erased { parcels: 1, scans: 2, waiting: 0, ..Erased::default() }
        );
        assert_eq!(lies(ops, "AGAIN1").await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn scans_that_waited_as_long_for_a_parcel_are_erased_too() {
    for_each_world(async |world| {
        people(&world).await;
        let ops = &world.operations;
        // Taken in today, 2 March 2026.
        scan(ops, "colissimo", &["NOBODY1;in_transit;28/02/2026 10:00", "LATER1;in_transit;28/02/2026 10:00"]).await;
        world.wait(DAY * 730);
        import(ops, &["LATER1;colissimo;FR-10;28/02/2028;CMD-1;Ana"]).await;
        scan(ops, "colissimo", &["NOBODY2;in_transit;28/02/2028 10:00"]).await;
        assert_eq!(ops.erase_archive().await.expect("erased").waiting, 0, "1 March 2028");
        world.wait(DAY * 2);
        assert_eq!(
            ops.erase_archive().await.expect("erased"),
            Erased { parcels: 0, scans: 0, waiting: 1, ..Erased::default() }
        );
        assert_eq!(lies(ops, "NOBODY1").await, (0, 0));
        assert_eq!((lies(ops, "LATER1").await, lies(ops, "NOBODY2").await), ((1, 1), (0, 1)));
        assert_eq!(ops.erase_archive().await.expect("erased"), Erased::default());
    })
    .await;
}
