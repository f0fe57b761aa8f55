//! Files of parcels as customers send them.

use domain::parcel::ParcelState;
use jiff::SignedDuration;
use jiff::civil::date;
use operations::parcels::RowRefusal;
use operations::sheet::SheetRefusal;

use super::support::for_each_world;
use super::{Customers, HEADER, found, import, karim, parcel, scan};

fn counts(report: &operations::parcels::ImportReport) -> (usize, usize, usize, usize) {
    (report.added, report.changed, report.unchanged, report.rejected.len())
}

#[tokio::test]
async fn a_file_is_taken_in_and_the_same_file_twice_changes_nothing() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        let lines = [
            "6A 1898 7970 674;Colissimo;FR-10;27/02/2026;ENV-1;CMD-8812;Élodie Cœur;1,25",
            "6a11111111116;colissimo;FR-11;2026-02-28;ENV-1;CMD-8813;Ana Díaz;",
            // The check digit is wrong, and the number is on the label all the same.
            "6A18987970675;colissimo;FR-10;28/02/2026;;CMD-8814;;0.4567",
        ];
        let first = import(operations, &lines).await;
        assert_eq!(counts(&first), (3, 0, 0, 0), "{first:?}");
        let before = parcel(operations, &claire, "6A18987970674").await;
        assert_eq!((before.carrier.as_str(), before.account_number.as_str()), ("colissimo", "FR-10"));
        assert_eq!((before.label_on, before.weight_grams), (date(2026, 2, 27), 1_250));
        assert_eq!((before.sender_reference.as_str(), before.recipient_name.as_str()), ("CMD-8812", "Élodie Cœur"));
        assert_eq!((before.standing.state, before.standing.since), (ParcelState::Preparing, operations.now()));

        world.wait(SignedDuration::from_hours(1));
        let second = import(operations, &lines).await;
        assert_eq!(counts(&second), (0, 0, 3, 0), "{second:?}");
        assert_eq!(parcel(operations, &claire, "6A18987970674").await, before);

        let changed = import(operations, &[&lines[0].replace("CMD-8812", "CMD-9000"), lines[1]]).await;
        assert_eq!(counts(&changed), (0, 1, 1, 0), "{changed:?}");
        assert_eq!(found(operations, &claire, "cmd 9000").await, ["6A18987970674"]);
        assert_eq!(found(operations, &claire, "CMD-8812").await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn of_a_file_that_is_half_wrong_the_good_half_is_kept() {
    for_each_world(async |world| {
        Customers::of(&world).await;
        let agent = karim(&world).await;
        let operations = &world.operations;
        let long = "1".repeat(41);
        let lines = [
            "GOOD1;colissimo;FR-10;27/02/2026;;;;",
            " - ;colissimo;FR-10;27/02/2026;;;;",
            &format!("{long};colissimo;FR-10;27/02/2026;;;;"),
            "BAD1;colissimo;FR-99;27/02/2026;;;;",
            "BAD2;colissimo;FR-10;31/02/2026;;;;",
            "BAD3;colissimo;FR-10;27/02/2026;;;;heavy",
            "BAD4;;FR-10;27/02/2026;;;;",
            "BAD5;colissimo;FR-10;27/02/2026",
            "6,1899E+12;colissimo;FR-10;27/02/2026;;;;",
            "BAD6;colissimo;FR-10;27/02/2026;;\"CMD;;",
            "GOOD2;colissimo;FR-10;27/02/2026;;CMD-1;;",
            "GOOD2;colissimo;FR-10;27/02/2026;;CMD-2;;",
            "good-2;Colissimo;FR-10;2026-02-27;;CMD-1;;",
            "BAD7;colissimo;;27/02/2026;;;;",
            "BAD8;colissimo;FR-10;;;;;",
            "GOOD3;colissimo;FR-20;27/02/2026;;;;",
        ];
        let expected = [
            (3, RowRefusal::Unreadable(SheetRefusal::Missing("tracking_number"))),
            (4, RowRefusal::Unreadable(SheetRefusal::TooLong("tracking_number", 40))),
            (5, RowRefusal::UnknownAccount("FR-99".into())),
            (6, RowRefusal::NotA("label_date", "31/02/2026".into())),
            (7, RowRefusal::NotA("weight_kg", "heavy".into())),
            (8, RowRefusal::Unreadable(SheetRefusal::Missing("carrier"))),
            (9, RowRefusal::Unreadable(SheetRefusal::WrongWidth { expected: 8, found: 4 })),
            (10, RowRefusal::Shortened("6,1899E+12".into())),
            (11, RowRefusal::Unreadable(SheetRefusal::OpenQuote)),
            (13, RowRefusal::Twice { line: 12 }),
            (15, RowRefusal::Unreadable(SheetRefusal::Missing("account"))),
            (16, RowRefusal::Unreadable(SheetRefusal::Missing("label_date"))),
        ];
        for time in 0..2 {
            let report = import(operations, &lines).await;
            let rejected: Vec<(usize, RowRefusal)> =
                report.rejected.iter().map(|rejected| (rejected.line, rejected.reason.clone())).collect();
            assert_eq!(rejected, expected);
            let kept = if time == 0 { (3, 0, 1) } else { (0, 0, 4) };
            assert_eq!((report.added, report.changed, report.unchanged), kept);
        }
        for (number, there) in [("GOOD1", 1), ("GOOD2", 1), ("GOOD3", 1), ("BAD5", 0)] {
            assert_eq!(found(operations, &agent, number).await.len(), there, "{number}");
        }
        assert_eq!(parcel(operations, &agent, "GOOD2").await.sender_reference, "CMD-1");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_old_spreadsheets_reads_the_same() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        let header = "Tracking Number,Carrier,Account,Label Date,Recipient Name,Street,Declared Value,Notes\r\n";
        let row = "LB1,DPD,FR-10,27/02/2026,C\u{e9}cile L\u{92}Hermite,\"3, rue du Port\",\"1 234,50 \u{80}\",\r\n";
        // Windows-1252 has one byte for each of these characters.
        let file: Vec<u8> = format!("{header}{row}").chars().map(|letter| letter as u8).collect();
        let report = operations.import_parcels(&file).await.expect("a report");
        assert_eq!(counts(&report), (1, 0, 0, 0), "{report:?}");
        assert_eq!(report.ignored_columns, ["Notes"]);
        let read = parcel(operations, &claire, "lb1").await;
        assert_eq!((read.recipient_name.as_str(), read.street.as_str()), ("Cécile L’Hermite", "3, rue du Port"));
        assert_eq!(read.declared_value_cents, 123_450);

        let utf8 = "\u{FEFF}tracking_number;carrier;account;label_date;recipient_name;street;declared_value\n\
                    LB1;dpd;FR-10;2026-02-27;Cécile L’Hermite;3, rue du Port;1234.5\n";
        let report = operations.import_parcels(utf8.as_bytes()).await.expect("a report");
        assert_eq!(counts(&report), (0, 0, 1, 0), "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn a_column_that_is_not_there_leaves_what_is_known() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        import(operations, &["AA1;colissimo;FR-10;27/02/2026;ENV-1;CMD-1;Ana Díaz;2"]).await;
        let short = "tracking_number;carrier;account;label_date;sender_reference;country\n\
                     AA1;colissimo;FR-11;01/03/2026;;fr\n\
                     AA2;colissimo;FR-11;01/03/2026;;France\n";
        let report = operations.import_parcels(short.as_bytes()).await.expect("a report");
        assert_eq!(counts(&report), (0, 1, 0, 1), "{report:?}");
        assert_eq!(report.rejected[0].reason, RowRefusal::NotA("country", "France".into()));
        let read = parcel(operations, &claire, "AA1").await;
        assert_eq!(
            (read.recipient_name.as_str(), read.weight_grams, read.shipment.as_str()),
            ("Ana Díaz", 2_000, "ENV-1")
        );
        assert_eq!((read.sender_reference.as_str(), read.country.as_str()), ("", "FR"));
        assert_eq!((read.account_number.as_str(), read.label_on), ("FR-11", date(2026, 3, 1)));
    })
    .await;
}

#[tokio::test]
async fn parts_of_accounts_must_exist() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        let part = domain::id::SubAccountId(operations::ids::new_id(operations.now()));
        let mut tx = operations.store().write(store::Scope::System).await.expect("a transaction");
        store::people::insert_sub_account(&mut tx, part, customers.fr_10, "A", operations.now()).await.expect("a part");
        tx.commit().await.expect("kept");
        let file = "tracking_number;carrier;account;sub_account;label_date\n\
                    AA1;colissimo;FR-10;A;27/02/2026\n\
                    AA2;colissimo;FR-10;B;27/02/2026\n\
                    AA3;colissimo;FR-11;A;27/02/2026\n\
                    AA4;colissimo;FR-11;;27/02/2026\n";
        let report = operations.import_parcels(file.as_bytes()).await.expect("a report");
        assert_eq!(counts(&report), (2, 0, 0, 2), "{report:?}");
        assert_eq!(report.rejected[0].reason, RowRefusal::UnknownSubAccount("B".into()));
        assert_eq!(report.rejected[1].reason, RowRefusal::UnknownSubAccount("A".into()));
        assert_eq!(parcel(operations, &claire, "AA1").await.sub_account_number, "A");
        // Another account has other parts.
        import(operations, &["AA1;colissimo;FR-11;27/02/2026;;;;"]).await;
        let moved = parcel(operations, &claire, "AA1").await;
        assert_eq!((moved.account_number.as_str(), moved.sub_account), ("FR-11", None));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_and_changes_nothing() {
    for_each_world(async |world| {
        for (file, line, reason) in [
            (&b""[..], 1, RowRefusal::Unreadable(SheetRefusal::Empty)),
            (b"\n%PDF-1.7\n\xFF\xD8\0\0", 2, RowRefusal::Unreadable(SheetRefusal::NoColumn("tracking_number"))),
            (
                b"tracking_number;carrier;label_date\nAA1;b;2026-02-27",
                1,
                RowRefusal::Unreadable(SheetRefusal::NoColumn("account")),
            ),
        ] {
            let report = world.operations.import_parcels(file).await.expect("a report");
            assert_eq!(counts(&report), (0, 0, 0, 1));
            assert_eq!((report.rejected[0].line, &report.rejected[0].reason), (line, &reason));
        }
        let report = world.operations.import_parcels(HEADER.as_bytes()).await.expect("a report");
        assert_eq!(counts(&report), (0, 0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_long_file_is_taken_in_parts_and_scans_that_waited_count_at_once() {
    for_each_world(async |world| {
        let customers = Customers::of(&world).await;
        let claire = customers.claire(&world).await;
        let operations = &world.operations;
        let waiting =
            scan(operations, &["N0007;in_transit;28/02/2026 10:00;Brest;;", "N1007;delivered;01/03/2026 10:00;;;"])
                .await;
        assert_eq!((waiting.new, waiting.waiting, waiting.moved), (2, 2, 0));

        let lines: Vec<String> =
            (0..1_100).map(|n| format!("N{n:04};colissimo;FR-10;27/02/2026;;CMD-{};;", n % 100)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(counts(&import(operations, &lines).await), (1_100, 0, 0, 0));
        assert_eq!(counts(&import(operations, &lines).await), (0, 0, 1_100, 0));
        for (number, state) in
            [("N0007", ParcelState::InTransit), ("N1007", ParcelState::Delivered), ("N0008", ParcelState::Preparing)]
        {
            assert_eq!(parcel(operations, &claire, number).await.standing.state, state, "{number}");
        }
        // Two lines of one parcel that contradict each other, however far apart: the first is taken.
        let mut twice = lines.clone();
        twice.push("N0001;colissimo;FR-10;27/02/2026;;other;;");
        let report = import(operations, &twice).await;
        assert_eq!(counts(&report), (0, 0, 1_100, 1));
        assert_eq!((report.rejected[0].line, &report.rejected[0].reason), (1_102, &RowRefusal::Twice { line: 3 }));
    })
    .await;
}
