//! One instruction for several parcels.

use domain::Actor;
use domain::actor::Right;
use domain::id::ParcelId;
use domain::instruction::{Fate, InstructionKind, WhyNot};
use domain::refusal::{FieldRefusal, Refusal};
use jiff::SignedDuration;
use operations::instructions::{Form, LeftOut, Shown};
use operations::{Error, Operations};

use super::support::for_each_world;
use super::{Customers, announce, day, fates, help, notified, now, scan};

/// Parcels as a form shows them on which nothing is open.
fn unseen(ids: &[ParcelId]) -> Vec<Shown> {
    ids.iter().map(|parcel| Shown { parcel: *parcel, open: String::new() }).collect()
}

/// Parcels as a form shows them now.
async fn shown(ops: &Operations, actor: &Actor, ids: &[ParcelId]) -> Vec<Shown> {
    let several = ops.several_for_instruction(actor, ids).await.expect("read");
    let open = |open: Option<_>| open.map(|one: operations::instructions::Instruction| one.id.to_string());
    several
        .parcels
        .into_iter()
        .map(|(parcel, _, one)| Shown { parcel: parcel.id, open: open(one).unwrap_or_default() })
        .collect()
}

#[tokio::test]
async fn those_that_can_get_it_and_the_others_say_why_not() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let customers = Customers::of(&world).await;
        let (claire, vera) = (customers.claire(&world).await, customers.vera(&world).await);
        for number in ["D1", "D2"] {
            notified(ops, number).await;
        }
        announce(ops, &[("D3", "chronopost")]).await;
        scan(ops, "chronopost", &["D3;delivered;2026-03-02 08:00;"]).await;
        let mut ids: Vec<ParcelId> = Vec::new();
        for number in ["D2", "D3", "D1"] {
            ids.push(ops.parcel(&claire, number).await.expect("a page").parcel.id);
        }
        ids.push(ParcelId(uuid::Uuid::from_u128(7)));

        let several = ops.several_for_instruction(&claire, &ids).await.expect("read");
        let numbers: Vec<_> = several.parcels.iter().map(|(parcel, ..)| parcel.number.as_str()).collect();
        assert_eq!(numbers, ["D2", "D3", "D1"], "in the order in which they were chosen");
        let kinds =
            [(InstructionKind::AnotherDay, 2), (InstructionKind::PickupPoint, 2), (InstructionKind::DriverHelp, 2)];
        assert_eq!((several.kinds.as_slice(), several.days.len(), several.beyond), (&kinds[..], 6, 0));
        assert!(ops.several_for_instruction(&vera, &ids).await.expect("read").parcels.is_empty());

        // A mistake stops all of them.
        let sunday = ops.give_several(&claire, &unseen(&ids), &day("s", "2026-03-08")).await;
        let expected = Refusal::Fields(vec![("day".into(), FieldRefusal::NotADeliveryDay)]);
        assert!(matches!(&sunday, Err(Error::Refused(refusal)) if *refusal == expected), "{sunday:?}");
        let unknown = Form { kind: "safe_place".into(), ..day("s", "") };
        assert!(ops.give_several(&claire, &unseen(&ids), &unknown).await.is_err(), "not one that is offered together");
        assert_eq!(fates(ops, &claire, "D1").await, []);

        let done = ops.give_several(&claire, &unseen(&ids), &day("s", "2026-03-05")).await.expect("done");
        let given: Vec<_> = done.given.iter().map(|parcel| parcel.number.as_str()).collect();
        let left: Vec<_> = done.left.iter().map(|(parcel, why)| (parcel.number.as_str(), why.clone())).collect();
        let delivered = ("D3", LeftOut::Impossible(WhyNot::Delivered));
        assert_eq!((given.as_slice(), left), (&["D2", "D1"][..], vec![delivered]));
        // The same form again gives nothing new; another one replaces.
        ops.give_several(&claire, &unseen(&ids), &day("s", "2026-03-05")).await.expect("done");
        assert_eq!(fates(ops, &claire, "D1").await, [Fate::Sent]);
        world.wait(SignedDuration::from_secs(1));
        let shown = shown(ops, &claire, &ids).await;
        ops.give_several(&claire, &shown, &help("t", "Sonner fort")).await.expect("done");
        assert_eq!(fates(ops, &claire, "D1").await, [Fate::Sent, Fate::Replaced]);

        let paul = customers.paul(&world).await;
        let refused = ops.give_several(&paul, &shown, &day("u", "2026-03-05")).await;
        let expected = Refusal::NotAllowed(Right::Instructions);
        assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == expected), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn what_a_colleague_gave_meanwhile_stays() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let hugo = world.user(customers.lunettes, "Administrateur", "hugo@lunettes.example").await;
        let mut ids: Vec<ParcelId> = Vec::new();
        for number in ["D1", "D2"] {
            notified(ops, number).await;
            ids.push(ops.parcel(&claire, number).await.expect("a page").parcel.id);
        }
        let first = now(ops.give_instruction(&claire, "D2", &help("own", "Sonner")).await);
        world.wait(SignedDuration::from_secs(1));
        let shown = shown(ops, &claire, &ids).await;
        // On one nothing was open, on the other her own.
        now(ops.give_instruction(&hugo, "D1", &help("h1", "Appeler")).await);
        let seen = Form { seen: first.id.to_string(), ..help("h2", "Appeler") };
        now(ops.give_instruction(&hugo, "D2", &seen).await);
        world.wait(SignedDuration::from_secs(1));
        let done = ops.give_several(&claire, &shown, &day("s", "2026-03-05")).await.expect("done");
        assert!(done.given.is_empty(), "{done:?}");
        assert_eq!(done.left.len(), 2);
        for (parcel, why) in &done.left {
            assert_eq!(*why, LeftOut::ChangedBy(hugo.name.clone()));
            let page = ops.instruction_page(&claire, &parcel.number).await.expect("a page");
            assert_eq!(page.open.expect("one").by.name, hugo.name);
        }
    })
    .await;
}
