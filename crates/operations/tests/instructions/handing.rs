//! Out to the carrier, and back.

use domain::actor::Level;
use domain::instruction::Fate;
use domain::parcel::ParcelState;
use jiff::SignedDuration;
use operations::Error;
use operations::instructions::{AnswerRefusal, Form, handover};
use store::Scope;
use store::parcels::KeptStanding;

use super::support::for_each_world;
use super::{Customers, address, day, fates, help, is_hidden, notified, now, scan};

#[tokio::test]
async fn each_instruction_leaves_once_and_its_file_can_be_had_again() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        assert_eq!(ops.hand_over("chronopost").await.expect("asked"), None);
        for number in ["A1", "A2"] {
            notified(ops, number).await;
        }
        let dated = now(ops.give_instruction(&claire, "A1", &day("k1", "2026-03-05")).await);
        world.wait(SignedDuration::from_secs(1));
        let helped = now(ops.give_instruction(&claire, "A2", &help("k2", "=2+2, \"fond de cour\"")).await);
        assert_eq!(ops.hand_over("colissimo").await.expect("asked"), None);

        let handed = ops.hand_over("chronopost").await.expect("handed over").expect("some");
        assert_eq!((handed.batch.number, handed.batch.count), (1, 2));
        assert_eq!(handover::file_name(&handed.batch), "instructions-chronopost-1.csv");
        let text = String::from_utf8(handed.csv.clone()).expect("UTF-8");
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], handover::COLUMNS.join(","));
        assert_eq!(
            lines[1],
            format!("{},A1,another_day,2026-03-05,,,,,,,,,,,,,,2026-03-02T08:00:00Z,Claire", dated.id)
        );
        // A program reads it: nothing is put before what was typed.
        assert_eq!(
            lines[2],
            format!(
                "{},A2,driver_help,,,,,,,,,,,,,\"=2+2, \"\"fond de cour\"\"\",,2026-03-02T08:00:01Z,Claire",
                helped.id
            )
        );
        assert_eq!(ops.hand_over("chronopost").await.expect("asked"), None, "each leaves once");
        assert_eq!(ops.handed_over(1).await.expect("again"), handed);
        assert!(is_hidden(&ops.handed_over(2).await));

        // The one that replaces it names it.
        let seen = Form { seen: dated.id.to_string(), ..address("k3", "1 rue Y", "69003", "Lyon") };
        now(ops.give_instruction(&claire, "A1", &seen).await);
        let handed = ops.hand_over("chronopost").await.expect("handed over").expect("one");
        let text = String::from_utf8(handed.csv).expect("UTF-8");
        assert!(text.contains(&format!(",1 rue Y,69003,Lyon,FR,,,,,,{},", dated.id)), "{text}");

        let ana = world.agent("ana@consigne.example", Level::Administrator).await;
        let waiting = ops.instructions_waiting(&ana, None).await.expect("read");
        assert_eq!(waiting.carriers, []);
        assert_eq!(waiting.batches.iter().map(|batch| batch.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(ops.instructions_waiting(&ana, Some(2)).await.expect("read").batches.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_carrier_is_told_what_it_knows_to_be_replaced() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        notified(ops, "B1").await;
        let mut given = vec![now(ops.give_instruction(&claire, "B1", &day("k0", "2026-03-05")).await)];
        ops.hand_over("chronopost").await.expect("handed over").expect("one");
        // Twice before the next file: the carrier never had the one between.
        for (key, note) in [("k1", "Sonner"), ("k2", "Sonner fort")] {
            world.wait(SignedDuration::from_secs(1));
            let seen = given.last().expect("one").id.to_string();
            given.push(now(ops.give_instruction(&claire, "B1", &Form { seen, ..help(key, note) }).await));
        }
        let handed = ops.hand_over("chronopost").await.expect("handed over").expect("one");
        let text = String::from_utf8(handed.csv.clone()).expect("UTF-8");
        assert!(text.contains(&format!(",Sonner fort,{},", given[0].id)), "{text}");
        assert_eq!(ops.handed_over(2).await.expect("again"), handed);

        // Nothing that it had before: nothing is replaced for it.
        notified(ops, "B2").await;
        let first = now(ops.give_instruction(&claire, "B2", &day("l0", "2026-03-05")).await);
        world.wait(SignedDuration::from_secs(1));
        let seen = Form { seen: first.id.to_string(), ..help("l1", "Sonner fort") };
        now(ops.give_instruction(&claire, "B2", &seen).await);
        let handed = ops.hand_over("chronopost").await.expect("handed over").expect("one");
        let text = String::from_utf8(handed.csv).expect("UTF-8");
        assert!(text.contains(",Sonner fort,,"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn nothing_leaves_for_a_parcel_whose_way_has_ended() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let customers = Customers::of(&world).await;
        let (claire, ana) = (customers.claire(&world).await, world.agent("ana@x.example", Level::Administrator).await);
        for number in ["E1", "E2"] {
            notified(ops, number).await;
            now(ops.give_instruction(&claire, number, &day(number, "2026-03-05")).await);
        }
        // As a program left it that did not see the end.
        let parcel = ops.parcel(&claire, "E1").await.expect("a page").parcel;
        let mut tx = ops.store().write(Scope::System).await.expect("a transaction");
        let delivered = KeptStanding { state: ParcelState::Delivered, ..parcel.standing };
        store::parcels::update_standings(&mut tx, &[(parcel.id, delivered)]).await.expect("kept");
        tx.commit().await.expect("kept");
        let waiting = ops.instructions_waiting(&ana, None).await.expect("read");
        assert_eq!(waiting.carriers, [("chronopost".to_owned(), 1)]);
        let handed = ops.hand_over("chronopost").await.expect("handed over").expect("one");
        let text = String::from_utf8(handed.csv).expect("UTF-8");
        assert!(text.contains(",E2,") && !text.contains(",E1,"), "{text}");
        assert_eq!(ops.hand_over("chronopost").await.expect("asked"), None);
    })
    .await;
}

#[tokio::test]
async fn a_carrier_that_received_one_may_refuse_it_still() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        notified(ops, "R1").await;
        let one = now(ops.give_instruction(&claire, "R1", &day("k", "2026-03-05")).await);
        ops.hand_over("chronopost").await.expect("handed over").expect("one");
        scan(ops, "chronopost", &["R1;preparing_delivery;2026-03-02 15:00;Instruction de livraison reçue"]).await;
        assert_eq!(fates(ops, &claire, "R1").await, [Fate::Accepted]);
        let file = format!("instruction_id;answer;reason\n{};refused;Secteur fermé jeudi\n", one.id);
        let report = ops.import_answers(file.as_bytes()).await.expect("a report");
        assert_eq!((report.refused, report.rejected.as_slice()), (1, &[][..]));
        let page = ops.instruction_page(&claire, "R1").await.expect("a page");
        assert_eq!((page.history[0].fate, page.history[0].reason.as_str()), (Fate::Refused, "Secteur fermé jeudi"));
        assert_eq!(ops.import_answers(file.as_bytes()).await.expect("a report").known, 1);
        let mut tx = ops.store().read(Scope::System).await.expect("a transaction");
        let mails = store::mails::list(&mut tx, None, 10).await.expect("read");
        assert_eq!(mails.iter().filter(|mail| mail.subject.contains("refusée")).count(), 1, "{mails:?}");
    })
    .await;
}

#[tokio::test]
async fn answers_come_back_line_by_line() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Customers::of(&world).await.claire(&world).await;
        let mut given = Vec::new();
        for number in ["A1", "A2", "A3"] {
            notified(ops, number).await;
            given.push(now(ops.give_instruction(&claire, number, &day(number, "2026-03-05")).await));
        }
        ops.hand_over("chronopost").await.expect("handed over").expect("some");
        notified(ops, "A4").await;
        let kept = now(ops.give_instruction(&claire, "A4", &day("A4", "2026-03-05")).await);
        let file = format!(
            "Instruction ID;answer;reason\n{};accepted;\n{};Refusée;Secteur fermé jeudi\n{};refused;\n{};maybe;\n\
             0190a000-0000-7000-8000-000000000000;accepted;\nx;accepted;\n{};accepted;\n",
            given[0].id, given[1].id, given[2].id, given[2].id, kept.id,
        );
        let report = ops.import_answers(file.as_bytes()).await.expect("a report");
        assert_eq!((report.accepted, report.refused, report.known), (1, 1, 0));
        assert_eq!(
            report.rejected,
            [
                (4, AnswerRefusal::NoReason),
                (5, AnswerRefusal::NoAnswer("maybe".into())),
                (6, AnswerRefusal::NoInstruction("0190a000-0000-7000-8000-000000000000".into())),
                (7, AnswerRefusal::NoInstruction("x".into())),
                (8, AnswerRefusal::NotHandedOver),
            ]
        );
        assert_eq!(fates(ops, &claire, "A1").await, [Fate::Accepted]);
        assert_eq!(fates(ops, &claire, "A2").await, [Fate::Refused]);
        assert_eq!(fates(ops, &claire, "A3").await, [Fate::Sent]);

        // Whoever asked is told, once, with the reason and what to do.
        let again = ops.import_answers(file.as_bytes()).await.expect("a report");
        assert_eq!((again.accepted, again.refused, again.known), (0, 0, 2));
        let mut tx = ops.store().read(Scope::System).await.expect("a transaction");
        let mails = store::mails::list(&mut tx, None, 10).await.expect("read");
        let refused: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("refusée")).collect();
        assert_eq!(refused.len(), 1, "{mails:?}");
        let mail = store::mails::find(&mut tx, refused[0].id).await.expect("read").expect("a mail");
        for words in ["Secteur fermé jeudi", "Livrer jeudi 5 mars", "/instruction", "service client"] {
            assert!(mail.body.contains(words), "{words} in {}", mail.body);
        }
        drop(tx);

        // A refused one makes room for another.
        world.wait(SignedDuration::from_secs(1));
        now(ops.give_instruction(&claire, "A2", &day("A2-b", "2026-03-06")).await);
        assert_eq!(fates(ops, &claire, "A2").await, [Fate::Sent, Fate::Refused]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_none_says_so() {
    for_each_world(async |world| {
        let ops = &world.operations;
        for (file, line, why) in [
            ("", 1, "the file is empty"),
            ("instruction_id;reason\nx;y", 1, "the first line must name a column answer"),
            ("instruction_id;answer\n\"x;accepted\n", 2, "a quotation mark is not closed"),
            ("instruction_id;answer\n;accepted\n", 2, "instruction_id is empty"),
        ] {
            let report = ops.import_answers(file.as_bytes()).await.expect("a report");
            let said: Vec<_> = report.rejected.iter().map(|(line, why)| (*line, why.to_string())).collect();
            assert_eq!(said, [(line, why.to_owned())], "{file}");
        }
        let karim = world.agent("karim@consigne.example", Level::Agent).await;
        assert!(matches!(ops.import_answers_as(&karim, b"").await, Err(Error::NotFound)));
        assert!(matches!(ops.hand_over_as(&karim, "dpd").await, Err(Error::NotFound)));
        assert!(matches!(ops.handed_over_as(&karim, 1).await, Err(Error::NotFound)));
    })
    .await;
}
