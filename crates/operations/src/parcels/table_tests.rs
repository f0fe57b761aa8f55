//! Files as customers send them.

use super::*;

const HEADER: &str = "tracking_number;carrier;account;label_date;street\n";

fn lines(text: &str) -> Vec<(usize, Result<Vec<String>, RowRefusal>)> {
    let table = Table::open(text).expect("a table");
    table.map(|(line, fields)| (line, fields.map(|fields| fields.0.into_iter().flatten().collect()))).collect()
}

fn refusal(text: &str) -> Option<(usize, RowRefusal)> {
    Table::open(text).err()
}

#[test]
fn the_first_line_shows_separator_order_and_columns() {
    for text in [
        "tracking_number;carrier;account;label_date\nA;b;c;d\n",
        "tracking_number,carrier,account,label_date\r\nA,b,c,d",
        "tracking_number\tcarrier\taccount\tlabel_date\nA\tb\tc\td\n",
        "\n\nLabel Date;ACCOUNT;tracking-number; carrier \nd;c;A;b\n",
        "tracking_number;carrier;account;label_date\rA;b;c;d\r",
        "\"tracking_number\";\"carrier\";\"account\";\"label_date\"\n\"A\";\"b\";\"c\";\"d\"\n",
    ] {
        let lines = lines(text);
        let [(_, Ok(fields))] = lines.as_slice() else { panic!("{text:?} gives {lines:?}") };
        assert_eq!(fields, &["A", "b", "c", "d"], "{text:?}");
    }
    let table = Table::open("tracking_number;carrier;account;label_date;sender_ref;;carrier\n").expect("a table");
    assert_eq!(table.ignored(), ["sender_ref", "carrier"]);
}

#[test]
fn a_file_that_is_no_such_table_is_refused_whole() {
    assert_eq!(refusal(""), Some((1, RowRefusal::Empty)));
    assert_eq!(refusal(" \r\n\n"), Some((1, RowRefusal::Empty)));
    assert_eq!(refusal("\ntracking_number;carrier;label_date\n"), Some((2, RowRefusal::NoColumn(Column::Account))));
    assert_eq!(refusal("%PDF-1.7"), Some((1, RowRefusal::NoColumn(Column::TrackingNumber))));
}

#[test]
fn lines_are_numbered_as_an_editor_does_and_blank_ones_are_passed_over() {
    let text = format!("{HEADER}\nA;b;c;d;e\n;;;;\n\nB;b;c;d;e;;\nC;b;c\nD;b;c;d;e;f\n");
    let lines = lines(&text);
    assert_eq!(lines.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 6, 7, 8]);
    assert!(lines[0].1.is_ok() && lines[1].1.is_ok());
    assert_eq!(lines[2].1, Err(RowRefusal::WrongWidth { expected: 5, found: 3 }));
    assert_eq!(lines[3].1, Err(RowRefusal::WrongWidth { expected: 5, found: 6 }));
}

#[test]
fn a_quoted_field_may_run_over_lines_and_a_forgotten_mark_costs_its_line() {
    let text = format!("{HEADER}A;b;c;d;\"3, rue du Port\nBâtiment \"\"B\"\"; 2e\"\nB;b;c;d;tube 12\" noir\n");
    let read = lines(&text);
    assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
    let street = |place: usize| read[place].1.as_ref().map(|fields| fields[4].clone());
    assert_eq!(street(0), Ok("3, rue du Port Bâtiment \"B\"; 2e".to_owned()));
    assert_eq!(street(1), Ok("tube 12\" noir".to_owned()));

    let text = format!("{HEADER}A;\"b;c;d;e\nB;b;c;d;e\nC;b;c;d;\"e\nD;b;c;d;e");
    let read = lines(&text);
    assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5]);
    for (line, fields) in read {
        assert_eq!(fields.is_err(), line == 2 || line == 4, "line {line}");
    }
}

#[test]
fn texts_have_bounds() {
    let text = format!("{HEADER}A;b;c;d;{}\nB;b;c;d;{}\n", "é".repeat(200), "é".repeat(201));
    let lines = lines(&text);
    assert!(lines[0].1.is_ok());
    assert_eq!(lines[1].1, Err(RowRefusal::TooLong(Column::Street)));
}

#[test]
fn every_refusal_has_a_sentence() {
    let refusal = RowRefusal::NotA(Column::WeightKg, "lourd".to_owned());
    assert_eq!(refusal.to_string(), "weight_kg is not a number: \"lourd\"");
    assert_eq!(RowRefusal::TooLong(Column::Street).to_string(), "street is longer than 200 characters");
    assert_eq!(refusal.code(), "wrong_value");
}
