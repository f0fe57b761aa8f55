//! Searching by a paste and by criteria, choosing of the results, and taking them as a table.

use documents::csv::Profile;
use domain::actor::{AccountScope, Right};
use domain::id::ParcelId;
use domain::parcel::{Criteria, ParcelState, StateFilter};
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, Language};
use jiff::SignedDuration;
use operations::parcels::{Choice, PASTE_MAX, ROWS, SoughtBy};
use operations::{Error, Operations};

use super::support::for_each_world;
use super::{Customers, import, karim, scan};

async fn pasted(operations: &Operations, actor: &Actor, text: &str, by: SoughtBy) -> Vec<String> {
    let found = operations.find_pasted(actor, text, by).await.expect("an answer");
    found.rows.into_iter().map(|parcel| parcel.number).collect()
}

async fn searched(operations: &Operations, actor: &Actor, criteria: &Criteria) -> Vec<String> {
    let results = operations.search_parcels(actor, criteria, None).await.expect("an answer");
    results.rows.into_iter().map(|parcel| parcel.number).collect()
}

/// What is refused beside the field `q`.
fn refused_beside_q(error: Error) -> FieldRefusal {
    let Error::Refused(Refusal::Fields(mut fields)) = error else { panic!("{error:?}") };
    assert_eq!(fields[0].0, "q");
    fields.remove(0).1
}

const LINES: [&str; 5] = [
    "6A18987970674;colissimo;FR-10;27/02/2026;ENV-1;CMD-1;Élodie Cœur;1,5",
    "10905012345678;dpd;FR-10;27/02/2026;;CMD 2;Paul Sow;",
    "OWN11;colissimo;FR-11;26/02/2026;;CMD-1;Élodie Dupont;",
    "VELO1;colissimo;FR-20;27/02/2026;;CMD-1;=cmd|x;",
    "VELO2;colissimo;FR-20;27/02/2026;;CMD-9;Zoé Noël;",
];

#[tokio::test]
async fn a_paste_is_answered_in_its_order_and_says_what_it_did_not_find() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &LINES).await;
        let text = "own11; VELO1\n1090 5012 3456 78 i,6A18987970675\tnowhere | 6a18987970674 OWN11";
        let found = operations.find_pasted(&claire, text, SoughtBy::Number).await.expect("an answer");
        let numbers: Vec<&str> = found.rows.iter().map(|parcel| parcel.number.as_str()).collect();
        assert_eq!(numbers, ["OWN11", "10905012345678"]);
        // Unknown and foreign: nothing was found of either, and nothing tells them apart.
        let missing: Vec<&str> =
            found.pasted.iter().filter(|one| one.found == 0).map(|one| one.text.as_str()).collect();
        assert_eq!(missing, ["VELO1", "6A18987970675", "NOWHERE", "6A18987970674OWN11"]);
        let wrong = found.pasted.iter().filter_map(|one| one.recognition.as_ref());
        let wrong: Vec<&str> = wrong
            .filter(|one| one.verdict == domain::parcel::Verdict::Invalid)
            .map(|one| one.number.as_str())
            .collect();
        assert_eq!(wrong, ["6A18987970675"]);

        let by_reference = "cmd-2\nCMD-9\nCMD 1";
        assert_eq!(
            pasted(operations, &claire, by_reference, SoughtBy::Reference).await,
            ["10905012345678", "6A18987970674", "OWN11"]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_compared_as_one_is_answered_as_one() {
    for_each_world(async |world| {
        let claire = Customers::of(&world).await.claire(&world).await;
        let operations = &world.operations;
        import(operations, &LINES).await;
        for (text, by, texts) in [
            ("CMD-1\ncmd 1\nCmd-1", SoughtBy::Reference, vec!["CMD-1"]),
            ("10905012345678I\n10905012345678", SoughtBy::Number, vec!["10905012345678I"]),
        ] {
            let found = operations.find_pasted(&claire, text, by).await.expect("an answer");
            assert_eq!(found.pasted.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), texts);
            assert!(found.pasted.iter().all(|one| one.found > 0 && one.found == one.shown), "{:?}", found.pasted);
        }
    })
    .await;
}

#[tokio::test]
async fn a_reference_of_very_many_parcels_hides_no_other_and_the_file_is_whole() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, paul) = (customers.claire(&world).await, customers.paul(&world).await);
        let operations = &world.operations;
        let lines: Vec<String> =
            (0..2_600).map(|n| format!("B{n:04};colissimo;FR-1{};27/02/2026;;BULK;Nom;", n % 2)).collect();
        import(operations, &lines.iter().map(String::as_str).collect::<Vec<_>>()).await;
        import(operations, &["OLD1;colissimo;FR-10;01/01/2026;;RARE;Nom;"]).await;
        let text = "bulk\nNONE\nrare";
        for (actor, bulk) in [(&claire, 2_600), (&paul, 1_300)] {
            let found = operations.find_pasted(actor, text, SoughtBy::Reference).await.expect("an answer");
            let counted: Vec<(usize, usize)> = found.pasted.iter().map(|one| (one.found, one.shown)).collect();
            assert_eq!(counted, [(bulk, 999), (0, 0), (1, 1)]);
            assert_eq!((found.found(), found.rows.len()), (bulk + 1, 1_000));
            let mut table = operations.pasted_table(actor, found, Language::Fr, Profile::French);
            let mut bytes = Vec::new();
            while let Some(part) = table.next().await.expect("a part") {
                bytes.extend(part);
            }
            let text = String::from_utf8(bytes).expect("text");
            let lines: Vec<&str> = text.lines().skip(1).collect();
            assert_eq!(lines.len(), bulk + 2);
            let mut numbers: Vec<&str> = lines[..bulk].iter().filter_map(|line| line.split(';').next()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), bulk, "each once");
            assert!(lines[bulk].contains("NONE") && lines[bulk].contains("Introuvable"), "{}", lines[bulk]);
            assert!(lines[bulk + 1].starts_with("OLD1;"), "{}", lines[bulk + 1]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_paste_too_long_is_refused_as_a_whole() {
    for_each_world(async |world| {
        let claire = Customers::of(&world).await.claire(&world).await;
        let operations = &world.operations;
        let list = |count: usize| (0..count).map(|n| format!("REF{n}\n")).collect::<String>();
        let refused = async |text: &str| {
            refused_beside_q(operations.find_pasted(&claire, text, SoughtBy::Number).await.expect_err("refused"))
        };
        assert_eq!(refused(&list(201)).await, FieldRefusal::TooManyPasted(201));
        assert_eq!(refused(" ;\n").await, FieldRefusal::Missing);
        assert_eq!(refused(&"x".repeat(1_000_000)).await, FieldRefusal::TooLong(PASTE_MAX));
        assert_eq!(refused(&"x".repeat(2_000_000)).await, FieldRefusal::TooLong(PASTE_MAX));
        // A list too long for its text is counted all the same; and the text in characters, not in bytes.
        assert_eq!(refused(&list(9_000)).await, FieldRefusal::TooManyPasted(9_000));
        assert_eq!(pasted(operations, &claire, &"é".repeat(PASTE_MAX), SoughtBy::Number).await, Vec::<String>::new());
        assert_eq!(refused(&"é".repeat(PASTE_MAX + 1)).await, FieldRefusal::TooLong(PASTE_MAX));
        assert_eq!(pasted(operations, &claire, &list(200), SoughtBy::Number).await, Vec::<String>::new());
        // A number that stands there a thousand times is one.
        let often = format!("{}\n{}", "REF1 ;\n".repeat(20_000), " ".repeat(50_000));
        let found = operations.find_pasted(&claire, &often, SoughtBy::Number).await.expect("an answer");
        assert_eq!(found.pasted.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn criteria_search_within_what_one_sees_and_count_it() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, paul) = (customers.claire(&world).await, customers.paul(&world).await);
        let agent = karim(&world).await;
        let operations = &world.operations;
        import(operations, &LINES).await;
        scan(operations, &["6A18987970674;notified;2026-02-28 10:00;Brest;Avis;"]).await;
        let elodie = Criteria { recipient: "elodie".into(), ..Criteria::default() };
        assert_eq!(searched(operations, &claire, &elodie).await, ["6A18987970674", "OWN11"]);
        assert_eq!(searched(operations, &paul, &elodie).await, ["6A18987970674"]);
        assert_eq!(searched(operations, &agent, &Criteria::default()).await.len(), 5);
        // An account of somebody else is one that does not exist.
        for account in ["FR-20", "FR-99"] {
            let foreign = Criteria { account: account.into(), ..Criteria::default() };
            assert_eq!(searched(operations, &claire, &foreign).await, Vec::<String>::new());
        }
        let results = operations.search_parcels(&claire, &Criteria::default(), None).await.expect("an answer");
        let counted = |filter| {
            let place = StateFilter::ALL.iter().position(|one| *one == filter).expect("a filter");
            results.counts[place].number
        };
        assert_eq!(counted(StateFilter::All), 3);
        assert_eq!(counted(StateFilter::State(ParcelState::Notified)), 1);
        assert_eq!(counted(StateFilter::UndeliveredActionable), 1);
        assert_eq!(counted(StateFilter::State(ParcelState::Preparing)), 2);

        let offered = operations.offered_accounts(&paul).await.expect("accounts");
        assert_eq!(offered, [("FR-10".to_owned(), Vec::new())]);
        assert_eq!(operations.offered_accounts(&agent).await.expect("none"), []);

        // Six months after its label a parcel is hidden from everybody who searches, the operator's people too.
        world.wait(SignedDuration::from_hours(24 * 190));
        assert_eq!(searched(operations, &claire, &elodie).await, Vec::<String>::new());
        assert_eq!(searched(operations, &agent, &elodie).await, Vec::<String>::new());
        let hidden = pasted(operations, &claire, "6A18987970674", SoughtBy::Number).await;
        assert_eq!(hidden, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn results_are_read_page_by_page_and_chosen_as_a_whole() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, paul) = (customers.claire(&world).await, customers.paul(&world).await);
        let operations = &world.operations;
        let lines: Vec<String> =
            (0..120).map(|n| format!("P{n:03};colissimo;FR-1{};27/02/2026;;CMD-{n};Martin;", n % 2)).collect();
        import(operations, &lines.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let criteria = Criteria { recipient: "martin".into(), ..Criteria::default() };
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = operations.search_parcels(&claire, &criteria, after.as_ref()).await.expect("a page");
            assert!(page.rows.len() <= ROWS);
            seen.extend(page.rows.iter().map(|parcel| parcel.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen.len(), 120);
        let all = Choice::Results(criteria);
        assert_eq!(operations.count_chosen(&claire, &all).await.expect("a count"), 120);
        assert_eq!(operations.count_chosen(&paul, &all).await.expect("a count"), 60);

        // Ticked rows stay in their order; those of others are left out.
        let ticked: Vec<ParcelId> = [3, 0, 7].map(|place| seen[place]).into();
        let chosen = Choice::Parcels(ticked.clone());
        let read = operations.chosen_parcels(&claire, &chosen, None, 2).await.expect("a page");
        assert_eq!(read.iter().map(|parcel| parcel.id).collect::<Vec<_>>(), ticked[..2]);
        let next = chosen.key_of(read.last().expect("a row"));
        let rest = operations.chosen_parcels(&claire, &chosen, Some(next), 2).await.expect("a page");
        assert_eq!(rest.iter().map(|parcel| parcel.id).collect::<Vec<_>>(), ticked[2..]);
        let own = operations.chosen_parcels(&paul, &Choice::Parcels(seen), None, 200).await.expect("a page");
        assert!(own.len() == 60 && own.iter().all(|parcel| parcel.account == Some(customers.fr_10)));
    })
    .await;
}

#[tokio::test]
async fn a_table_is_written_in_parts_and_disarms_formulas() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, vera) = (customers.claire(&world).await, customers.vera(&world).await);
        let operations = &world.operations;
        import(operations, &LINES).await;
        scan(operations, &["VELO1;in_transit;2026-02-28 10:00;Brest;=HYPERLINK(1);"]).await;
        let many: Vec<String> = (0..2_300).map(|n| format!("M{n:04};colissimo;FR-10;25/02/2026;;X;Nom;")).collect();
        import(operations, &many.iter().map(String::as_str).collect::<Vec<_>>()).await;

        let whole = async |actor: &Actor, language, profile| {
            let choice = Choice::Results(Criteria::default());
            let mut table = operations.parcel_table(actor, choice, language, profile);
            let mut parts = Vec::new();
            while let Some(part) = table.next().await.expect("a part") {
                parts.push(part);
            }
            (parts.len(), String::from_utf8(parts.concat()).expect("text"))
        };
        let (parts, text) = whole(&claire, Language::Fr, Profile::French).await;
        assert_eq!((parts, text.lines().count()), (3, 1 + 3 + 2_300));
        assert!(text.starts_with("\u{feff}Numéro;"), "{}", &text[..60]);
        assert!(!text.contains("VELO"), "another customer's");
        let mut numbers: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(';').next()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 2_303, "each row once");

        let (_, text) = whole(&vera, Language::En, Profile::English).await;
        assert!(text.starts_with("Number,Carrier,"), "{text}");
        assert!(text.contains(",'=HYPERLINK(1),2026-02-28 10:00,Brest,"), "{text}");
        assert!(text.contains(",'=cmd|x,"), "{text}");

        let (number, path) =
            operations.parcel_path_table(&vera, "velo1", Language::Fr, Profile::French).await.expect("a table");
        assert_eq!(number, "VELO1");
        let path = String::from_utf8(path).expect("text");
        assert!(path.contains("VELO1;CMD-1;28/02/2026 10:00;Acheminement en cours;'=HYPERLINK(1);Brest;"), "{path}");
        let foreign = operations.parcel_path_table(&claire, "VELO1", Language::Fr, Profile::French).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn without_the_right_nothing_is_searched_chosen_or_remembered() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        world.profile(customers.lunettes, "Rien", &[Right::Reply], AccountScope::All).await;
        let rose = world.user(customers.lunettes, "Rien", "rose@lunettes.example").await;
        let operations = &world.operations;
        let all = Choice::Results(Criteria::default());
        let refusals = [
            operations.find_pasted(&rose, "A", SoughtBy::Number).await.map(|_| ()),
            operations.search_parcels(&rose, &Criteria::default(), None).await.map(|_| ()),
            operations.chosen_parcels(&rose, &all, None, 10).await.map(|_| ()),
            operations.count_chosen(&rose, &all).await.map(|_| ()),
            operations.offered_accounts(&rose).await.map(|_| ()),
            operations.choose_parcel_columns(&rose, &["state"]).await,
        ];
        for refused in refusals {
            assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::SearchParcels)))), "{refused:?}");
        }
        let claire = customers.claire(&world).await;
        operations.choose_parcel_columns(&claire, &["state", "service"]).await.expect("kept");
        let kept = operations.parcel_columns(&claire).await.expect("read").expect("a choice");
        assert_eq!(kept, ["state", "service"]);
    })
    .await;
}
