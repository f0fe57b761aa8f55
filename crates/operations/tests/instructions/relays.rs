//! Pickup points: their table, and those near a postcode.

use domain::instruction::{Fate, Wish};
use operations::instructions::Form;
use operations::relays::MeasuredFrom;

use super::support::for_each_world;
use super::{Customers, day, fates, notified, now, scan};

const HEADER: &str = "id;carrier;name;street;postcode;town;latitude;longitude;monday;saturday;active";

fn file(lines: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", lines.join("\n")).into_bytes()
}

const GOOD: [&str; 6] = [
    "P1;chronopost;Tabac de la Gare;1 rue A;69003;Lyon;45.760;4.850;09:00-12:00 14:00-19:00;9h-12h;",
    "P2;chronopost;Fleurs Paul;2 rue B;69003;Lyon;45.764;4.856;09:00-19:00;;yes",
    "P3;chronopost;Presse Nord;3 rue C;69001;Lyon;45.770;4.830;09:00-19:00;;yes",
    "P4;chronopost;Fermé;4 rue D;69003;Lyon;45.761;4.851;;;no",
    "P5;dpd;Autre;5 rue E;69003;Lyon;45.762;4.852;;;",
    "P6;chronopost;Sans lieu;6 rue F;69003;Lyon;;;;;",
];

#[tokio::test]
async fn a_table_is_taken_line_by_line_and_twice_changes_nothing() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let mut lines = GOOD.to_vec();
        lines.extend([
            "P7;chronopost;;7 rue G;69003;Lyon;;;;;",
            "P8;chronopost;Nulle part;;69003;Lyon;95.1;4.8;;;",
            "P9;chronopost;A moitié;;69003;Lyon;45.1;;;;",
            "P10;chronopost;Tard;;69003;Lyon;;;19:00-09:00;;",
            "P11;chronopost;Peut-être;;69003;Lyon;;;;;maybe",
            "P1;chronopost;Un autre nom;1 rue A;69003;Lyon;45.760;4.850;;;",
            "P2;chronopost;Fleurs Paul;2 rue B;69003;Lyon;45.764;4.856;09:00-19:00;;yes",
            "P12;chronopost;Court",
        ]);
        let report = ops.import_relay_points(&file(&lines)).await.expect("a report");
        assert_eq!((report.added, report.changed, report.unchanged), (6, 0, 1));
        let said: Vec<_> = report.rejected.iter().map(|(line, why)| format!("{line}: {why}")).collect();
        assert_eq!(
            said,
            [
                "8: name is empty",
                "9: latitude is degrees with decimals, as in 45.7597, not \"95.1\"",
                "10: latitude and longitude are told together, or neither",
                "11: monday is hours as in 09:00-12:30 14:00-19:00, or closed, not \"19:00-09:00\"",
                "12: active is yes or no, not \"maybe\"",
                "13: the same point stands on line 2, with other words",
                "15: 3 fields where the first line has 11",
            ]
        );
        let again = ops.import_relay_points(&file(&GOOD)).await.expect("a report");
        assert_eq!((again.added, again.changed, again.unchanged, again.rejected.len()), (0, 0, 6, 0));
        let moved = ["P1;chronopost;Tabac du Port;1 rue A;69003;Lyon;45.760;4.850;;;"];
        let changed = ops.import_relay_points(&file(&moved)).await.expect("a report");
        assert_eq!((changed.added, changed.changed, changed.unchanged), (0, 1, 0));
        // What a file does not name stays.
        assert_eq!(ops.relay_points_near("chronopost", "FR", "69003").await.expect("found").points.len(), 4);
        assert_eq!(ops.import_relay_points(b"id;carrier").await.expect("a report").rejected.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_nearest_come_first() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let nothing = ops.relay_points_near("chronopost", "FR", "69003").await.expect("asked");
        assert_eq!((nothing.from, nothing.points.len()), (MeasuredFrom::Nowhere, 0));
        ops.import_relay_points(&file(&GOOD)).await.expect("a report");
        let near = async |carrier: &str, postcode: &str| {
            let found = ops.relay_points_near(carrier, "FR", postcode).await.expect("found");
            let codes: Vec<String> = found.points.iter().map(|near| near.point.code.clone()).collect();
            (found.from, codes.join(" "), found.points.first().and_then(|near| near.metres))
        };
        let (from, codes, metres) = near("chronopost", "69 003").await;
        assert_eq!((from, codes.as_str()), (MeasuredFrom::Postcode, "P1 P2 P3 P6"));
        assert!(metres.is_some_and(|metres| (100..600).contains(&metres)), "{metres:?}");
        // Nothing is known of 69009: those of 690 are offered, and no distance is made up.
        let (from, codes, metres) = near("chronopost", "69009").await;
        assert_eq!((from, metres), (MeasuredFrom::Area("690".into()), None));
        assert!(codes.contains("P1"), "{codes}");
        let (from, _, metres) = near("chronopost", "69200").await;
        assert_eq!((from, metres), (MeasuredFrom::Area("69".into()), None));
        assert_eq!(near("dpd", "69003").await.1, "P5");
        assert_eq!(near("ups", "69003").await.1, "");
        assert_eq!(near("chronopost", "").await.0, MeasuredFrom::Nowhere);
        assert_eq!(near("chronopost", "é").await.0, MeasuredFrom::Nowhere);
        let abroad = ops.relay_points_near("chronopost", "BE", "69003").await.expect("asked");
        assert_eq!(abroad.points.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_postcode_is_found_however_it_was_written() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let british = b"id;carrier;name;postcode;town;country\nU1;dpd;Corner Shop;sw1a 1aa;London;gb\n";
        assert_eq!(ops.import_relay_points(british).await.expect("a report").rejected, []);
        for postcode in ["sw1a 1aa", "SW1A1AA"] {
            let found = ops.relay_points_near("dpd", "GB", postcode).await.expect("found");
            assert_eq!(found.points.len(), 1, "{postcode}");
            assert_eq!(found.points[0].point.postcode, "SW1A1AA");
        }
    })
    .await;
}

#[tokio::test]
async fn points_of_this_very_postcode_are_offered_among_many_near_ones() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let placed: Vec<String> =
            (0..12).map(|n| format!("N{n:02};chronopost;Point {n};;69003;Lyon;45.7{n:02};4.850;;;")).collect();
        let unplaced: Vec<String> = (0..7).map(|n| format!("Z{n};chronopost;Sans lieu {n};;69003;Lyon;;;;;")).collect();
        let count = async |lines: &[String]| {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            assert_eq!(ops.import_relay_points(&file(&lines)).await.expect("a report").rejected, []);
            let found = ops.relay_points_near("chronopost", "FR", "69003").await.expect("found").points;
            (found.iter().filter(|one| one.metres.is_some()).count(), found.len())
        };
        assert_eq!(count(&unplaced[..1]).await, (0, 1));
        assert_eq!(count(&placed[..2]).await, (2, 3));
        assert_eq!(count(&placed).await, (9, 10));
        assert_eq!(count(&unplaced).await, (5, 10));
    })
    .await;
}

#[tokio::test]
async fn a_parcel_is_held_at_a_point_of_its_own_carrier() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        ops.import_relay_points(&file(&GOOD)).await.expect("a report");
        notified(ops, "B1").await;
        let at = |point: &str| Form { kind: "pickup_point".into(), point: point.into(), ..day(point, "") };
        for foreign in ["P4", "P5", "P99"] {
            assert!(ops.give_instruction(&claire, "B1", &at(foreign)).await.is_err(), "{foreign}");
        }
        let given = now(ops.give_instruction(&claire, "B1", &at("P1")).await);
        let Wish::PickupPoint { point } = &given.wish else { panic!("{given:?}") };
        assert_eq!((point.name.as_str(), point.address.as_str()), ("Tabac de la Gare", "1 rue A, 69003 Lyon"));
        scan(
            ops,
            "chronopost",
            &[
                "B1;preparing_delivery;2026-03-02 15:00;Instruction de livraison reçue",
                "B1;available_for_pickup;2026-03-03 10:00;Disponible",
            ],
        )
        .await;
        assert_eq!(fates(ops, &claire, "B1").await, [Fate::Executed]);
    })
    .await;
}
