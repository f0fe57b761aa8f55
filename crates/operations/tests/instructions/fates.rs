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
