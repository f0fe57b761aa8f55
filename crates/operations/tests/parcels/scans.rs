//! What carriers report, and where parcels then stand.

use domain::parcel::{ParcelState, ScanReason};
use jiff::civil::date;
use operations::feed::{self, FeedFormat, FeedOptions, FeedReading};
use operations::parcels::ScanReport;

use super::support::for_each_world;
use super::{Customers, import, page, parcel, scan, table};

const AA1: &str = "AA1;colissimo;FR-10;27/02/2026;;;;";

#[tokio::test]
async fn scans_come_late_twice_and_out_of_order() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1]).await;

        let story = [
            "AA1;in_transit;28/02/2026 08:00;Rennes;Pris en charge;",
            "AA1;out_for_delivery;01/03/2026 08:30;Brest;En livraison;",
            "AA1;delivered;01/03/2026 11:00;Brest;Livré;",
        ];
        let first = scan(operations, &[story[2], story[0]]).await;
        assert_eq!((first.new, first.known, first.moved, first.waiting), (2, 0, 1, 0));
        let late = scan(operations, &[story[1], story[0]]).await;
        assert_eq!((late.new, late.known, late.moved), (1, 1, 0));
        let again = scan(operations, &story).await;
        assert_eq!((again.new, again.changed, again.known, again.moved), (0, 0, 3, 0));

        let page = page(operations, &claire, "AA1").await;
        assert_eq!(page.parcel.standing.state, ParcelState::Delivered);
        assert_eq!(page.parcel.standing.delivered_at, Some("2026-03-01T10:00:00Z".parse().expect("a moment")));
        assert_eq!(page.parcel.standing.last_offset_minutes, 60);
        assert_eq!(
            (page.parcel.standing.last_label.as_str(), page.parcel.standing.last_place.as_str()),
            ("Livré", "Brest")
        );
        let labels: Vec<&str> = page.timeline.iter().map(|scan| scan.label.as_str()).collect();
        assert_eq!(labels, ["Livré", "En livraison", "Pris en charge"]);
    })
    .await;
}

#[tokio::test]
async fn a_final_state_is_left_only_by_a_correction() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1]).await;
        scan(operations, &["AA1;delivered;01/03/2026 11:00;;;", "AA1;in_transit;01/03/2026 15:00;;;"]).await;
        assert_eq!(parcel(operations, &claire, "AA1").await.standing.state, ParcelState::Delivered);
        scan(operations, &["AA1;notified;01/03/2026 12:00;;;oui"]).await;
        let standing = parcel(operations, &claire, "AA1").await.standing;
        assert_eq!((standing.state, standing.delivered_at), (ParcelState::InTransit, None));
    })
    .await;
}

#[tokio::test]
async fn a_scan_that_is_declared_an_error_is_as_if_it_had_never_come() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        let admin = world.agent("paul@consigne.example", domain::actor::Level::Administrator).await;
        import(operations, &["AA1;epcis;FR-10;27/02/2026;;;;", "AA2;epcis;FR-10;27/02/2026;;;;"]).await;
        let tell = |number: &str, step: &str, hour: u8, more: &str| {
            let event = format!(
                r#"{{"type":"ObjectEvent","bizStep":"{step}","epcList":["{number}"],"eventTimeZoneOffset":"+00:00",
                   "eventTime":"2026-03-01T{hour:02}:00:00Z"{more}}}"#
            );
            feed::read(FeedFormat::Epcis, event.as_bytes(), &FeedOptions::default())
        };
        let error = r#","errorDeclaration":{"declarationTime":"2026-03-02T00:00:00Z"}"#;
        for (number, mores) in [("AA1", ["", error]), ("AA2", [error, ""])] {
            operations.import_scans(&tell(number, "shipping", 8, "")).await.expect("a report");
            for more in mores {
                operations.import_scans(&tell(number, "retail_selling", 10, more)).await.expect("a report");
            }
            let standing = parcel(operations, &claire, number).await.standing;
            assert_eq!((standing.state, standing.delivered_at), (ParcelState::InTransit, None), "{number}");
            assert_eq!(page(operations, &claire, number).await.timeline.len(), 2, "{number}");
        }
        // One that nobody knew is no code to map any more.
        operations.import_scans(&tell("AA1", "urn:acme:xray", 11, "")).await.expect("a report");
        assert_eq!(operations.codes(&admin).await.expect("read").unknown.len(), 1);
        operations.import_scans(&tell("AA1", "urn:acme:xray", 11, error)).await.expect("a report");
        assert_eq!(operations.codes(&admin).await.expect("read").unknown, []);
    })
    .await;
}

#[tokio::test]
async fn spoilt_words_do_not_replace_good_ones() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1]).await;
        let line = |label: &str| format!("AA1;in_transit;28/02/2026 08:00;Rennes;{label};");
        for label in ["À l’agence", "Ã€ lâ€™agence", "\u{FFFD} l\u{FFFD}agence"] {
            scan(operations, &[&line(label)]).await;
            assert_eq!(page(operations, &claire, "AA1").await.timeline[0].label, "À l’agence");
        }
    })
    .await;
}

#[tokio::test]
async fn a_scan_more_than_two_days_ahead_is_rejected_by_its_position() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1]).await;
        let now = operations.now();
        let hours = |hours: i64| now + jiff::SignedDuration::from_hours(hours);
        let file = format!(
            "tracking_number;carrier;state;at\nAA1;colissimo;in_transit;{}\nAA1;colissimo;delivered;{}\n\
             AA1;colissimo;cancelled;2099-01-01T00:00:00Z\n",
            hours(47),
            hours(49)
        );
        let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &FeedOptions::default());
        let report = operations.import_scans(&reading).await.expect("a report");
        assert_eq!((report.new, report.rejected), (1, 2));
        let ahead: Vec<(&str, &str)> =
            report.ahead.iter().map(|item| (item.position.as_str(), item.reason.code())).collect();
        assert_eq!(ahead, [("3", "ahead"), ("4", "ahead")]);
        assert_eq!(parcel(operations, &claire, "AA1").await.standing.state, ParcelState::InTransit);
    })
    .await;
}

#[tokio::test]
async fn two_tellings_of_one_scan_end_alike_in_either_order() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1, "AA2;colissimo;FR-10;27/02/2026;;;;"]).await;
        let tell = |number: &str, code: &str, state: &str| {
            let file = format!(
                "tracking_number;carrier;code;state;at\n{number};colissimo;{code};{state};2026-03-01T10:00:00Z\n"
            );
            feed::read(FeedFormat::Csv, file.as_bytes(), &FeedOptions::default())
        };
        // First a code that nobody has mapped, then the same scan with its state; and the other way round.
        for (number, states, changed) in [("AA1", ["", "incident"], 1), ("AA2", ["incident", ""], 0)] {
            let readings: Vec<FeedReading> = states.iter().map(|state| tell(number, "ZZ9", state)).collect();
            let first = operations.import_scans(&readings[0]).await.expect("a report");
            let second = operations.import_scans(&readings[1]).await.expect("a report");
            assert_eq!((first.new, second.new, second.changed), (1, 0, changed), "{number}");
            assert_eq!(
                [&first, &second].map(|report| report.unknown_codes.len()),
                states.map(|state| usize::from(state.is_empty()))
            );
            let page = page(operations, &claire, number).await;
            assert_eq!((page.parcel.standing.state, page.timeline.len()), (ParcelState::Incident, 1), "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_scans_are_kept_in_parts() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1]).await;
        let lines: Vec<String> = (0..1_200)
            .map(|n| {
                let number = if n % 2 == 0 { "AA1".to_owned() } else { format!("W{n}") };
                format!("{number};in_transit;{:02}/02/2026 {:02}:{:02};;;", n / 600 + 26, n % 24, n % 60)
            })
            .collect();
        let reading = table(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let report = operations.import_scans(&reading).await.expect("a report");
        assert_eq!((report.new, report.waiting), (reading.scans.len(), 600));
        let again = operations.import_scans(&reading).await.expect("a report");
        assert_eq!((again.new, again.known, again.moved), (0, reading.scans.len(), 0));
        assert_eq!(parcel(operations, &claire, "AA1").await.standing.state, ParcelState::InTransit);
        assert_eq!(page(operations, &claire, "AA1").await.timeline.len(), reading.scans.len() - 600);
    })
    .await;
}

/// An answer of La Poste about a parcel that it expects to deliver on a day.
fn answer(number: &str, expected: &str, events: &[(&str, &str)]) -> FeedReading {
    let events: Vec<String> = events
        .iter()
        .map(|(code, at)| format!(r#"{{"order":1,"label":"Événement {code}","date":"{at}","code":"{code}"}}"#))
        .collect();
    let json = format!(
        r#"{{"returnCode":200,"shipment":{{"idShip":"{number}","holder":4,"product":"colissimo",
            "estimDate":"{expected}T00:00:00+01:00","event":[{}]}}}}"#,
        events.join(",")
    );
    let reading = feed::read(FeedFormat::LaposteSuiviV2, json.as_bytes(), &FeedOptions::default());
    assert_eq!(reading.rejected, []);
    reading
}

#[tokio::test]
async fn a_carriers_answer_brings_timeline_state_and_the_expected_day() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        let number = "6A11111111116";
        let announced = ("DR1", "2026-02-27T15:05:47+01:00");
        let taken = ("ET1", "2026-02-28T01:25:12+01:00");
        let report =
            operations.import_scans(&answer(number, "2026-03-03", &[taken, announced])).await.expect("a report");
        assert_eq!(report, ScanReport { new: 2, waiting: 2, ..ScanReport::default() });

        import(operations, &["6A 1111 1111 116;colissimo;FR-10;27/02/2026;;;;"]).await;
        let page = page(operations, &claire, number).await;
        assert_eq!(page.parcel.standing.state, ParcelState::InTransit);
        assert_eq!(page.parcel.standing.estimated_on, Some(date(2026, 3, 3)));
        assert_eq!(page.timeline.iter().map(|scan| scan.code.as_str()).collect::<Vec<_>>(), ["ET1", "DR1"]);

        // The carrier expects it a day later and reports nothing else.
        let later =
            operations.import_scans(&answer(number, "2026-03-04", &[taken, announced])).await.expect("a report");
        assert_eq!((later.new, later.changed, later.moved), (0, 2, 1));
        assert_eq!(parcel(operations, &claire, number).await.standing.estimated_on, Some(date(2026, 3, 4)));
        let same = operations.import_scans(&answer(number, "2026-03-04", &[announced, taken])).await.expect("a report");
        assert_eq!((same.changed, same.known, same.moved), (0, 2, 0));
    })
    .await;
}

#[tokio::test]
async fn a_carriers_error_invents_nothing() {
    for_each_world(async |world| {
        let json = r#"{"returnCode":404,"returnMessage":"Ressource non trouvée","idShip":"6A11111111116"}"#;
        let reading = feed::read(FeedFormat::LaposteSuiviV2, json.as_bytes(), &FeedOptions::default());
        let report = world.operations.import_scans(&reading).await.expect("a report");
        assert_eq!(report, ScanReport { carrier_errors: 1, ..ScanReport::default() });
    })
    .await;
}

#[tokio::test]
async fn a_return_that_was_handed_back_keeps_its_moment() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &[AA1]).await;
        let file = "tracking_number;carrier;state;at;reason\n\
                    AA1;colissimo;returning;2026-02-28T10:00:00+01:00;refused\n\
                    AA1;colissimo;returning;2026-03-01T10:00:00+01:00;handed_back\n\
                    AA1;colissimo;delivered;2026-03-01T11:00:00+01:00;\n";
        let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &FeedOptions::default());
        operations.import_scans(&reading).await.expect("a report");
        let standing = parcel(operations, &claire, "AA1").await.standing;
        assert_eq!((standing.state, standing.reason), (ParcelState::Returning, Some(ScanReason::Refused)));
        assert_eq!(standing.returned_at, Some("2026-03-01T09:00:00Z".parse().expect("a moment")));
        assert_eq!(standing.delivered_at, None);
    })
    .await;
}

#[tokio::test]
async fn a_second_parcel_of_a_number_takes_its_carriers_scans_with_it() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let (claire, vera) = (customers.claire(&world).await, customers.vera(&world).await);
        let operations = &world.operations;
        import(operations, &["AA1;laposte;FR-10;27/02/2026;;;;"]).await;
        scan(operations, &["AA1;delivered;28/02/2026 10:00;;;"]).await;
        // Shipper and carrier call the carrier differently; there is only one parcel it can be.
        assert_eq!(parcel(operations, &claire, "AA1").await.standing.state, ParcelState::Delivered);
        import(operations, &["AA1;colissimo;FR-20;27/02/2026;;;;"]).await;
        assert_eq!(parcel(operations, &vera, "AA1").await.standing.state, ParcelState::Delivered);
        assert_eq!(parcel(operations, &claire, "AA1").await.standing.state, ParcelState::Preparing);
        assert_eq!(page(operations, &claire, "AA1").await.timeline, []);
    })
    .await;
}

#[tokio::test]
async fn a_parcel_and_its_first_scan_do_not_miss_each_other() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        for round in 0..10 {
            let parcel_line = format!("R{round};colissimo;FR-10;27/02/2026;;;;");
            let scan_line = format!("R{round};in_transit;28/02/2026 08:00;;;");
            let parcels = [parcel_line.as_str()];
            let scans = [scan_line.as_str()];
            tokio::join!(import(operations, &parcels), scan(operations, &scans));
            let standing = parcel(operations, &claire, &format!("R{round}")).await.standing;
            assert_eq!(standing.state, ParcelState::InTransit, "round {round}");
        }
    })
    .await;
}
