//! One instruction for several parcels.

use domain::actor::Right;
use domain::id::ParcelId;
use domain::instruction::{Fate, InstructionKind, WhyNot};
use domain::refusal::{FieldRefusal, Refusal};
use jiff::SignedDuration;
use operations::Error;
use operations::instructions::Form;

use super::support::for_each_world;
use super::{Customers, announce, day, fates, help, notified, scan};

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
        let sunday = ops.give_several(&claire, &ids, &day("s", "2026-03-08")).await;
        let expected = Refusal::Fields(vec![("day".into(), FieldRefusal::NotADeliveryDay)]);
        assert!(matches!(&sunday, Err(Error::Refused(refusal)) if *refusal == expected), "{sunday:?}");
        let unknown = Form { kind: "safe_place".into(), ..day("s", "") };
        assert!(ops.give_several(&claire, &ids, &unknown).await.is_err(), "not one that is offered together");
        assert_eq!(fates(ops, &claire, "D1").await, []);

        let done = ops.give_several(&claire, &ids, &day("s", "2026-03-05")).await.expect("done");
        let given: Vec<_> = done.given.iter().map(|parcel| parcel.number.as_str()).collect();
        let refused: Vec<_> = done.refused.iter().map(|(parcel, why)| (parcel.number.as_str(), *why)).collect();
        assert_eq!((given.as_slice(), refused.as_slice()), (&["D2", "D1"][..], &[("D3", Some(WhyNot::Delivered))][..]));
        // The same form again gives nothing new; another one replaces.
        ops.give_several(&claire, &ids, &day("s", "2026-03-05")).await.expect("done");
        assert_eq!(fates(ops, &claire, "D1").await, [Fate::Sent]);
        world.wait(SignedDuration::from_secs(1));
        ops.give_several(&claire, &ids, &help("t", "Sonner fort")).await.expect("done");
        assert_eq!(fates(ops, &claire, "D1").await, [Fate::Sent, Fate::Replaced]);

        let paul = customers.paul(&world).await;
        let refused = ops.give_several(&paul, &ids, &day("u", "2026-03-05")).await;
        let expected = Refusal::NotAllowed(Right::Instructions);
        assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == expected), "{refused:?}");
    })
    .await;
}
