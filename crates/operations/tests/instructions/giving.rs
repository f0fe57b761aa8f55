//! Who gives one, when, and what is said where none can be given.

use domain::actor::{Level, Right};
use domain::instruction::{Fate, InstructionKind, WhyNot};
use domain::refusal::{FieldRefusal, Refusal};
use jiff::SignedDuration;
use jiff::civil::date;
use operations::Error;
use operations::instructions::{Form, Given};

use super::support::for_each_world;
use super::{Customers, address, announce, day, fates, help, is_hidden, notified, now, scan};

const NUMBER: &str = "XY123456789FR";

#[tokio::test]
async fn a_day_is_chosen_once_and_replaced_until_its_cut_off() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        notified(ops, NUMBER).await;
        let page = ops.instruction_page(&claire, NUMBER).await.expect("a page");
        assert_eq!(page.days.len(), 6);
        assert_eq!(page.days[0], date(2026, 3, 3));
        assert_eq!(page.eligibility.kinds().count(), 5);

        let first = now(ops.give_instruction(&claire, NUMBER, &day("k1", "2026-03-05")).await);
        assert_eq!((first.fate, first.wish.kind()), (Fate::Sent, InstructionKind::AnotherDay));
        assert_eq!(first.replaceable_until.to_string(), "2026-03-04T17:00:00Z");
        // Two clicks: the same form again.
        let again = ops.give_instruction(&claire, NUMBER, &day("k1", "2026-03-05")).await;
        assert_eq!(again.expect("the same"), Given::Before(first.clone()));
        // Two tabs: another form that was filled in before, in the same words, or in others.
        let tab = ops.give_instruction(&claire, NUMBER, &day("k2", "2026-03-05")).await;
        assert_eq!(tab.expect("the same"), Given::Before(first.clone()));
        let stale = ops.give_instruction(&claire, NUMBER, &day("k3", "2026-03-06")).await;
        assert!(
            matches!(&stale, Err(Error::Refused(Refusal::InstructionChanged { by })) if *by == claire.name),
            "{stale:?}"
        );
        assert_eq!(fates(ops, &claire, NUMBER).await, [Fate::Sent]);

        // Whoever has seen it may replace it.
        world.wait(SignedDuration::from_secs(1));
        let seen = Form { seen: first.id.to_string(), ..day("k4", "2026-03-06") };
        let second = now(ops.give_instruction(&claire, NUMBER, &seen).await);
        assert_eq!(second.replaces, Some(first.id));
        assert_eq!(fates(ops, &claire, NUMBER).await, [Fate::Sent, Fate::Replaced]);

        // Thursday, 18:00 in Paris.
        world.wait(SignedDuration::from_hours(3 * 24 + 9));
        let late = Form { seen: second.id.to_string(), ..day("k5", "2026-03-07") };
        let refused = ops.give_instruction(&claire, NUMBER, &late).await;
        let expected = Refusal::NoInstruction(WhyNot::CutOffPassed);
        assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == expected), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_refused_beside_its_field() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        notified(ops, NUMBER).await;
        // Monday, 19:00 in Paris: tomorrow is too late.
        world.wait(SignedDuration::from_hours(10));
        for (form, field, refusal) in [
            (day("a", "2026-03-08"), "day", FieldRefusal::NotADeliveryDay),
            (day("b", "2026-03-03"), "day", FieldRefusal::AfterCutOff),
            (day("c", "2026-03-02"), "day", FieldRefusal::InThePast),
            (day("d", "2026-04-02"), "day", FieldRefusal::TooFarAhead),
            (address("e", "", "69003", "Lyon"), "street", FieldRefusal::Missing),
            (address("f", "12 rue X", "6900", "Lyon"), "postcode", FieldRefusal::NotAPostcode),
            (address("g", "12 rue X", "75001", "Lyon"), "town", FieldRefusal::TownDiffers),
            (help("h", ""), "door_code", FieldRefusal::Missing),
            (
                Form { kind: "pickup_point".into(), point: "nowhere".into(), ..day("i", "") },
                "point",
                FieldRefusal::NotChosen,
            ),
            (Form { kind: "fly".into(), ..day("j", "") }, "kind", FieldRefusal::NotChosen),
        ] {
            let refused = ops.give_instruction(&claire, NUMBER, &form).await;
            let expected = Refusal::Fields(vec![(field.to_owned(), refusal)]);
            assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == expected), "{form:?}: {refused:?}");
        }
        assert_eq!(fates(ops, &claire, NUMBER).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_parcel_that_takes_none_says_why() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        announce(ops, &[("C1", "colissimo"), ("C2", "chronopost"), ("C3", "unheard_of"), ("C4", "mondial_relay")])
            .await;
        scan(ops, "colissimo", &["C1;in_transit;2026-03-02 08:00;"]).await;
        scan(ops, "chronopost", &["C2;delivered;2026-03-02 08:00;"]).await;
        scan(ops, "unheard_of", &["C3;notified;2026-03-02 08:00;"]).await;
        scan(ops, "mondial_relay", &["C4;notified;2026-03-02 08:00;"]).await;
        for (number, why) in [
            ("C1", WhyNot::TooEarly),
            ("C2", WhyNot::Delivered),
            ("C3", WhyNot::NoContract),
            ("C4", WhyNot::NotInContract),
        ] {
            let refused = ops.give_instruction(&claire, number, &day(number, "2026-03-05")).await;
            let expected = Refusal::NoInstruction(why);
            assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == expected), "{number}: {refused:?}");
        }
        let parcels: Vec<_> = {
            let mut parcels = Vec::new();
            for number in ["C1", "C2", "C3", "C4"] {
                parcels.push(ops.parcel(&claire, number).await.expect("a page").parcel);
            }
            parcels
        };
        let column = ops.instructions_possible(&claire, &parcels).await.expect("answers");
        assert_eq!(column, [Err(WhyNot::TooEarly), Err(WhyNot::Delivered), Err(WhyNot::NoContract), Ok(())]);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_may_give_one() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let customers = Customers::of(&world).await;
        let (claire, paul, vera) =
            (customers.claire(&world).await, customers.paul(&world).await, customers.vera(&world).await);
        let karim = world.agent("karim@consigne.example", Level::Agent).await;
        notified(ops, NUMBER).await;
        let form = day("k1", "2026-03-05");
        assert!(is_hidden(&ops.give_instruction(&vera, NUMBER, &form).await));
        assert!(is_hidden(&ops.give_instruction(&vera, "nothing", &form).await));
        let refused = ops.give_instruction(&paul, NUMBER, &form).await;
        let expected = Refusal::NotAllowed(Right::Instructions);
        assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == expected), "{refused:?}");
        assert!(ops.instruction_page(&paul, NUMBER).await.is_err());

        // An agent gives one for the customer, who reads that it was customer service.
        let given = now(ops.give_instruction(&karim, NUMBER, &form).await);
        assert!(given.by.operator);
        let page = ops.instruction_page(&claire, NUMBER).await.expect("a page");
        assert_eq!(page.open, Some(given));
        // A key that another customer's form used is nobody else's instruction.
        assert!(is_hidden(&ops.give_instruction(&vera, NUMBER, &form).await));
        for waiting in [ops.instructions_waiting(&claire, None).await, ops.instructions_waiting(&karim, None).await] {
            assert!(is_hidden(&waiting));
        }
    })
    .await;
}

/// Ten tabs at once: one instruction.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_at_once_are_one() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        notified(ops, NUMBER).await;
        let tabs: Vec<_> = (0..10)
            .map(|tab| {
                let (ops, claire) = (ops.clone(), claire.clone());
                tokio::spawn(async move {
                    let form = help(&format!("tab-{}", tab % 5), &format!("note {}", tab % 5));
                    ops.give_instruction(&claire, NUMBER, &form).await
                })
            })
            .collect();
        let mut given = 0;
        for tab in tabs {
            match tab.await.expect("a tab") {
                Ok(Given::Now(_)) => given += 1,
                Ok(Given::Before(_)) | Err(Error::Refused(Refusal::InstructionChanged { .. })) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(given, 1);
        assert_eq!(fates(ops, &claire, NUMBER).await, [Fate::Sent]);
    })
    .await;
}
