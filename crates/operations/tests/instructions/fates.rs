//! What scans and time make of an instruction.

use domain::instruction::{Fate, InstructionKind};
use domain::parcel::Criteria;
use jiff::SignedDuration;
use operations::demo::{PASSWORD, Wanted};
use operations::identity::SignIn;
use operations::parcels::Choice;

use super::support::for_each_world;
use super::{Customers, day, fates, help, notified, now, scan};

#[tokio::test]
async fn the_carriers_scan_accepts_and_the_delivery_executes() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        notified(ops, "B1").await;
        now(ops.give_instruction(&claire, "B1", &day("k", "2026-03-04")).await);
        scan(ops, "chronopost", &["B1;preparing_delivery;2026-03-02 15:00;Instruction de livraison reçue"]).await;
        assert_eq!(fates(ops, &claire, "B1").await, [Fate::Accepted]);
        scan(ops, "chronopost", &["B1;delivered;2026-03-04 08:30;Livré"]).await;
        assert_eq!(fates(ops, &claire, "B1").await, [Fate::Executed]);

        // Both in one file, the later one first.
        notified(ops, "B2").await;
        now(ops.give_instruction(&claire, "B2", &help("k2", "Sonner fort")).await);
        scan(
            ops,
            "chronopost",
            &[
                "B2;delivered;2026-03-04 08:30;Livré",
                "B2;preparing_delivery;2026-03-02 15:00;Instruction de livraison reçue",
            ],
        )
        .await;
        assert_eq!(fates(ops, &claire, "B2").await, [Fate::Executed]);

        // Delivered without the carrier's word: nobody carried it out.
        notified(ops, "B3").await;
        now(ops.give_instruction(&claire, "B3", &help("k3", "Sonner fort")).await);
        scan(ops, "chronopost", &["B3;delivered;2026-03-03 11:00;Livré"]).await;
        assert_eq!(fates(ops, &claire, "B3").await, [Fate::Expired]);

        // A word from before it was given, or of another carrier's parcel of that number, is about something else.
        notified(ops, "B4").await;
        now(ops.give_instruction(&claire, "B4", &help("k4", "Sonner fort")).await);
        scan(ops, "chronopost", &["B4;preparing_delivery;2026-03-01 15:00;Instruction de livraison reçue"]).await;
        assert_eq!(fates(ops, &claire, "B4").await, [Fate::Sent]);
    })
    .await;
}

#[tokio::test]
async fn an_end_that_came_late_leaves_nothing_open() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        // The world begins at 9:00 in Paris.
        for (number, state) in [("L1", "delivered"), ("L2", "cancelled"), ("L3", "returning")] {
            notified(ops, number).await;
            now(ops.give_instruction(&claire, number, &day(number, "2026-03-04")).await);
            scan(ops, "chronopost", &[&format!("{number};{state};2026-03-02 08:50;")]).await;
            assert_eq!(fates(ops, &claire, number).await, [Fate::Expired], "{state}");
            let page = ops.instruction_page(&claire, number).await.expect("a page");
            assert!(page.open.is_none() && page.eligibility.possible().is_err(), "{state}");
        }
        assert_eq!(ops.hand_over("chronopost").await.expect("asked"), None);
    })
    .await;
}

#[tokio::test]
async fn the_carriers_word_may_come_after_what_it_led_to() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        let word = |number: &str, at: &str| format!("{number};preparing_delivery;{at};Instruction de livraison reçue");
        for number in ["W1", "W2", "W3", "W4"] {
            notified(ops, number).await;
            now(ops.give_instruction(&claire, number, &day(number, "2026-03-04")).await);
        }
        // Delivered on the day, and only then the word from before.
        world.wait(SignedDuration::from_hours(24));
        scan(ops, "chronopost", &["W1;delivered;2026-03-04 11:00;Livré"]).await;
        assert_eq!(fates(ops, &claire, "W1").await, [Fate::Expired]);
        scan(ops, "chronopost", &[&word("W1", "2026-03-03 15:00")]).await;
        assert_eq!(fates(ops, &claire, "W1").await, [Fate::Executed]);
        // A word from afterwards changes nothing, in whichever order both come.
        scan(ops, "chronopost", &["W2;delivered;2026-03-04 11:00;Livré"]).await;
        scan(ops, "chronopost", &[&word("W2", "2026-03-04 12:00")]).await;
        scan(ops, "chronopost", &[&word("W3", "2026-03-04 12:00")]).await;
        scan(ops, "chronopost", &["W3;delivered;2026-03-04 11:00;Livré"]).await;
        assert_eq!(fates(ops, &claire, "W2").await, [Fate::Expired]);
        assert_eq!(fates(ops, &claire, "W3").await, [Fate::Expired]);
        // Given up, and another given since: the word is about that one.
        world.wait(SignedDuration::from_hours(2 * 24));
        ops.tick().await.expect("a tick");
        assert_eq!(fates(ops, &claire, "W4").await, [Fate::Expired]);
        now(ops.give_instruction(&claire, "W4", &help("again", "Sonner fort")).await);
        scan(ops, "chronopost", &[&word("W4", "2026-03-05 15:00"), "W4;delivered;2026-03-06 11:00;Livré"]).await;
        assert_eq!(fates(ops, &claire, "W4").await, [Fate::Executed, Fate::Expired]);
    })
    .await;
}

#[tokio::test]
async fn a_second_failed_delivery_ends_it_without_a_round_between() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        let word = |number: &str| format!("{number};notified;2026-03-02 15:00;Instruction de livraison reçue");
        for (number, form) in [("F1", day("f1", "2026-03-04")), ("F2", help("f2", "Sonner fort"))] {
            notified(ops, number).await;
            now(ops.give_instruction(&claire, number, &form).await);
            scan(ops, "chronopost", &[&word(number)]).await;
            assert_eq!(fates(ops, &claire, number).await, [Fate::Accepted]);
        }
        world.wait(SignedDuration::from_hours(24));
        for (number, expected) in [("F1", Fate::Executed), ("F2", Fate::Expired)] {
            scan(ops, "chronopost", &[&format!("{number};notified;2026-03-04 11:00;Avis")]).await;
            assert_eq!(fates(ops, &claire, number).await, [expected], "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn time_ends_what_nobody_accepted() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        for number in ["B1", "B2", "B3"] {
            notified(ops, number).await;
        }
        now(ops.give_instruction(&claire, "B1", &day("k1", "2026-03-04")).await);
        now(ops.give_instruction(&claire, "B2", &day("k2", "2026-03-04")).await);
        now(ops.give_instruction(&claire, "B3", &help("k3", "Sonner fort")).await);
        scan(ops, "chronopost", &["B2;preparing_delivery;2026-03-02 15:00;Instruction de livraison reçue"]).await;

        // Wednesday, 23:59 in Paris.
        world.wait(SignedDuration::from_mins((2 * 24 + 15) * 60 - 1));
        assert_eq!(ops.expire_instructions().await.expect("a round"), 0);
        world.wait(SignedDuration::from_mins(1));
        assert_eq!(ops.tick().await.expect("a tick"), 1);
        assert_eq!(ops.tick().await.expect("a tick"), 0, "it can run twice");
        assert_eq!(fates(ops, &claire, "B1").await, [Fate::Expired]);
        assert_eq!(fates(ops, &claire, "B2").await, [Fate::Accepted], "its scans may come late");
        assert_eq!(fates(ops, &claire, "B3").await, [Fate::Sent], "it had no day of its own");

        // Friday's end: two delivery days after the chosen one. Then the sixth day that could have been chosen.
        world.wait(SignedDuration::from_hours(2 * 24));
        ops.tick().await.expect("a tick");
        assert_eq!(fates(ops, &claire, "B2").await, [Fate::Expired]);
        world.wait(SignedDuration::from_hours(4 * 24));
        ops.tick().await.expect("a tick");
        assert_eq!(fates(ops, &claire, "B3").await, [Fate::Expired]);

        // What has ended makes room.
        let page = ops.instruction_page(&claire, "B1").await.expect("a page");
        assert!(page.eligibility.of(InstructionKind::AnotherDay).is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_demo_shows_an_instruction_in_every_fate_to_each_customer() {
    for_each_world(async |world| {
        let ops = &world.operations;
        ops.seed_demo(Wanted { parcels: 900, tickets: 5, ..Wanted::default() }).await.expect("a world");
        ops.tick().await.expect("a tick");
        for email in ["claire.morel@maison-lemaire.example", "emma.clarke@atelier-nord.example"] {
            let wish = SignIn { email: email.to_owned(), password: PASSWORD.to_owned(), ..SignIn::default() };
            let actor = ops.sign_in(wish).await.expect("signed in").actor;
            let all = Choice::Results(Criteria::default());
            let parcels = ops.chosen_parcels(&actor, &all, None, 900).await.expect("parcels");
            let mut seen = Vec::new();
            for parcel in &parcels {
                for one in ops.instructions_of(&actor, parcel).await.expect("read") {
                    if !seen.contains(&one.fate) {
                        seen.push(one.fate);
                    }
                }
            }
            assert!(Fate::ALL.iter().all(|fate| seen.contains(fate)), "{email}: {seen:?}");
            let near = ops.relay_points_near("chronopost", "FR", &parcels[0].postcode).await.expect("found");
            assert_eq!(near.points.len(), 4, "{}", parcels[0].postcode);
        }
    })
    .await;
}
