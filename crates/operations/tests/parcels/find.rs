//! Finding parcels, and who sees them.

use domain::actor::{AccountScope, Right};
use domain::parcel::Verdict;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;

use super::support::for_each_world;
use super::{Customers, found, import, is_hidden, karim, page, scan};

const NOTHING: Vec<String> = Vec::new();

#[tokio::test]
async fn a_parcel_is_found_however_its_number_or_reference_is_typed() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(
            operations,
            &[
                "6A18987970674;colissimo;FR-10;27/02/2026;;CMD-8812/É;;",
                "10905012345678;dpd;FR-10;27/02/2026;;CMD-20;;",
                "10905012345679L;dpd;FR-11;28/02/2026;;cmd 20;;",
            ],
        )
        .await;
        for typed in ["6A18987970674", " 6a 1898-7970 674\u{200B}", "6a18987970674\n", "cmd8812/e", "C M D 8812/É"] {
            assert_eq!(found(operations, &claire, typed).await, ["6A18987970674"], "{typed:?}");
        }
        // One reference may give several rows.
        assert_eq!(found(operations, &claire, "CMD-20").await, ["10905012345679L", "10905012345678"]);
        // A DPD number is written with or without its check character.
        assert_eq!(found(operations, &claire, "1090 5012 3456 78 I").await, ["10905012345678"]);
        for typed in ["", "  -", "6A1898797067", "%", "CMD", "'; drop table parcel; --", &"9".repeat(100_000)] {
            assert_eq!(found(operations, &claire, typed).await, NOTHING, "{typed:.30}");
        }
        let mistyped = operations.find_parcels(&claire, "6a18987970675").await.expect("an answer");
        assert_eq!((mistyped.recognition.verdict, mistyped.rows.len()), (Verdict::Invalid, 0));
        assert_eq!(mistyped.recognition.number, "6A18987970675");
    })
    .await;
}

#[tokio::test]
async fn what_is_foreign_looks_like_what_does_not_exist() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, paul) = (customers.claire(&world).await, customers.paul(&world).await);
        let (vera, agent) = (customers.vera(&world).await, karim(&world).await);
        let operations = &world.operations;
        import(
            operations,
            &[
                "OWN10;colissimo;FR-10;27/02/2026;ENV-1;CMD-1;;",
                "OWN11;colissimo;FR-11;27/02/2026;ENV-1;CMD-1;;",
                "VELO1;colissimo;FR-20;27/02/2026;ENV-1;CMD-1;;",
            ],
        )
        .await;
        let everyone = [
            (&claire, vec!["OWN10", "OWN11"]),
            (&paul, vec!["OWN10"]),
            (&vera, vec!["VELO1"]),
            (&agent, vec!["OWN10", "OWN11", "VELO1"]),
        ];
        for (actor, seen) in &everyone {
            let mut numbers = found(operations, actor, "cmd-1").await;
            numbers.sort();
            assert_eq!(&numbers, seen, "{}", actor.name);
            for number in ["OWN10", "OWN11", "VELO1", "NOONE"] {
                let sees = seen.contains(&number);
                assert_eq!(!found(operations, actor, number).await.is_empty(), sees, "{} {number}", actor.name);
                assert_eq!(is_hidden(operations, actor, number).await, !sees, "{} {number}", actor.name);
            }
        }
        // Siblings are of the same customer, and of the accounts that one sees.
        let siblings = async |actor| {
            let page = page(operations, actor, "OWN10").await;
            page.siblings.into_iter().map(|parcel| parcel.number).collect::<Vec<_>>()
        };
        assert_eq!(siblings(&claire).await, ["OWN11"]);
        assert_eq!(siblings(&paul).await, NOTHING);
        assert_eq!(siblings(&agent).await, ["OWN11"]);

        // Somebody else's id is no way in either.
        let velo = page(operations, &agent, "VELO1").await.parcel.id.to_string();
        assert!(is_hidden(operations, &claire, &velo).await);
        assert_eq!(page(operations, &vera, &velo).await.parcel.number, "VELO1");
    })
    .await;
}

#[tokio::test]
async fn of_several_parcels_of_a_number_each_names_the_others() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, paul, vera) =
            (customers.claire(&world).await, customers.paul(&world).await, customers.vera(&world).await);
        let operations = &world.operations;
        import(
            operations,
            &[
                "SAME1;colissimo;FR-10;27/02/2026;;CMD-1;;",
                "SAME1;dpd;FR-11;26/02/2026;;CMD-2;;",
                "SAME1;colissimo;FR-20;25/02/2026;;CMD-3;;",
            ],
        )
        .await;
        let by_number = page(operations, &claire, "SAME1").await;
        assert_eq!((by_number.parcel.sender_reference.as_str(), by_number.namesakes.len()), ("CMD-1", 1));
        let other = by_number.namesakes[0].clone();
        let by_id = page(operations, &claire, &other.id.to_string()).await;
        assert_eq!(by_id.parcel.sender_reference, "CMD-2");
        assert_eq!(by_id.namesakes, *std::slice::from_ref(&by_number.parcel), "asked by its id it is not alone either");
        let both = std::slice::from_ref(&by_number.parcel);
        assert_eq!(operations.shared_numbers(&claire, both).await.expect("read"), ["SAME1"]);
        // Nobody learns of a namesake that he does not see.
        assert!(operations.shared_numbers(&paul, both).await.expect("read").is_empty());
        let velo = page(operations, &vera, "SAME1").await;
        assert_eq!((velo.parcel.sender_reference.as_str(), velo.namesakes.len()), ("CMD-3", 0));

        // A ticket is filed on the one that was meant.
        let draft = operations.start_filing(&claire, &other.id.to_string()).await.expect("a draft");
        let filing = operations.filing(&claire, draft).await.expect("a draft");
        assert_eq!(filing.parcel.map(|parcel| parcel.id), Some(other.id));
        assert_eq!(filing.draft.parcel, "SAME1");
        operations.change_parcel(&claire, draft, "SAME1").await.expect("changed");
        let filing = operations.filing(&claire, draft).await.expect("a draft");
        assert_eq!(filing.parcel.map(|parcel| parcel.id), Some(by_number.parcel.id));
        // An id of somebody else's parcel says nothing of it.
        let draft = operations.start_filing(&claire, &velo.parcel.id.to_string()).await.expect("a draft");
        assert_eq!(operations.filing(&claire, draft).await.expect("a draft").parcel, None);
    })
    .await;
}

#[tokio::test]
async fn more_parcels_of_a_reference_than_a_list_has_are_said() {
    for_each_world(async |world| {
        let claire = Customers::of(&world).await.claire(&world).await;
        let operations = &world.operations;
        let lines: Vec<String> = (0..51).map(|n| format!("L{n:03};colissimo;FR-10;27/02/2026;;CMD-5;;")).collect();
        import(operations, &lines[..50].iter().map(String::as_str).collect::<Vec<_>>()).await;
        let read = async || {
            let found = operations.find_parcels(&claire, "cmd5").await.expect("an answer");
            (found.rows.len(), found.more)
        };
        assert_eq!(read().await, (50, false));
        import(operations, &[&lines[50]]).await;
        assert_eq!(read().await, (50, true));
    })
    .await;
}

#[tokio::test]
async fn without_the_right_nobody_searches() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        world.profile(customers.lunettes, "Demandes", &[Right::FileTickets], AccountScope::All).await;
        let lea = world.user(customers.lunettes, "Demandes", "lea@lunettes.example").await;
        let none = AccountScope::accounts(Vec::new());
        world.profile(customers.lunettes, "Aucun compte", &[Right::SearchParcels], none).await;
        let tom = world.user(customers.lunettes, "Aucun compte", "tom@lunettes.example").await;
        let operations = &world.operations;
        import(operations, &["OWN10;colissimo;FR-10;27/02/2026;;CMD-1;;"]).await;
        let refused = operations.find_parcels(&lea, "OWN10").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::SearchParcels)))), "{refused:?}");
        assert!(is_hidden(operations, &lea, "OWN10").await);
        // A profile of no account at all is not one of all accounts.
        assert_eq!(found(operations, &tom, "CMD-1").await, NOTHING);
        assert!(is_hidden(operations, &tom, "OWN10").await);
    })
    .await;
}

#[tokio::test]
async fn after_six_months_nobody_sees_a_parcel_any_more() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, agent) = (customers.claire(&world).await, karim(&world).await);
        let operations = &world.operations;
        // Today is 2 March 2026, 9:00.
        import(
            operations,
            &["OLD1;colissimo;FR-10;01/09/2025;ENV-1;CMD-1;;", "OLD2;colissimo;FR-10;02/09/2025;ENV-1;CMD-1;;"],
        )
        .await;
        assert_eq!(found(operations, &claire, "CMD-1").await, ["OLD2"]);
        assert_eq!(found(operations, &claire, "OLD1").await, NOTHING);
        assert!(is_hidden(operations, &claire, "OLD1").await);
        assert!(page(operations, &claire, "OLD2").await.siblings.is_empty());
        assert_eq!(found(operations, &agent, "CMD-1").await, ["OLD2"], "agents neither");
        assert!(is_hidden(operations, &agent, "OLD1").await);
        assert!(page(operations, &agent, "OLD2").await.siblings.is_empty());

        world.wait(SignedDuration::from_hours(14));
        assert!(!is_hidden(operations, &claire, "OLD2").await, "the day ends at midnight in Paris");
        world.wait(SignedDuration::from_hours(1));
        assert!(is_hidden(operations, &claire, "OLD2").await);
        assert!(is_hidden(operations, &agent, "OLD2").await);
    })
    .await;
}

#[tokio::test]
async fn a_page_takes_four_statements_at_most_and_a_search_one() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(
            operations,
            &["AA1;colissimo;FR-10;27/02/2026;ENV-1;CMD-1;;", "AA2;colissimo;FR-10;27/02/2026;ENV-1;;;"],
        )
        .await;
        scan(operations, &["AA1;in_transit;28/02/2026 10:00;;;"]).await;
        let statements = || operations.store().statements();
        let before = statements();
        found(operations, &claire, "cmd-1").await;
        assert_eq!(statements() - before, 1);
        let before = statements();
        assert_eq!(page(operations, &claire, "AA1").await.siblings.len(), 1);
        assert!(statements() - before <= 4);
    })
    .await;
}

#[tokio::test]
async fn parcels_that_share_a_number_name_each_other() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, agent) = (customers.claire(&world).await, karim(&world).await);
        let operations = &world.operations;
        import(
            operations,
            &["AA1;colissimo;FR-10;26/02/2026;;;;", "AA1;dpd;FR-10;27/02/2026;;;;", "AA1;ups;FR-20;25/02/2026;;;;"],
        )
        .await;
        let shown = page(operations, &claire, "AA1").await;
        assert_eq!((shown.parcel.carrier.as_str(), shown.namesakes.len()), ("dpd", 1));
        let other = page(operations, &claire, &shown.namesakes[0].id.to_string()).await;
        assert_eq!((other.parcel.carrier.as_str(), other.namesakes.len()), ("colissimo", 1));
        assert_eq!(page(operations, &agent, "AA1").await.namesakes.len(), 2);
    })
    .await;
}
