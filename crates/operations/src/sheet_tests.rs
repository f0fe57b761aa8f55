//! Tables as customers and carriers send them.

use super::*;

const COLUMNS: [Column; 3] = [Column::needed("id", 10), Column::needed("name", 5), Column::optional("note", 40)];

fn read(text: &str) -> Vec<(usize, Result<String, SheetRefusal>)> {
    let sheet = Sheet::open(text, &COLUMNS).expect("a table");
    sheet
        .map(|(line, fields)| {
            (line, fields.map(|fields| format!("{}|{}|{}", fields.get("id"), fields.get("name"), fields.get("note"))))
        })
        .collect()
}

#[test]
fn the_first_line_shows_how_the_table_is_written() {
    for text in ["id;name\n1;a", "\nID,Name\r\n1,a\r\n", "Name\tid\na\t1", "id;name\r1;a\r", "name;colour;id\na;red;1"]
    {
        let lines = read(text);
        assert_eq!(lines.len(), 1, "{text:?}");
        assert_eq!(lines[0].1, Ok("1|a|".to_owned()), "{text:?}");
    }
    let sheet = Sheet::open("id;name;colour", &COLUMNS).expect("a table");
    assert_eq!(sheet.ignored(), ["colour"]);
    assert_eq!(Sheet::open(" \n", &COLUMNS).err(), Some((1, SheetRefusal::Empty)));
    assert_eq!(Sheet::open("\nid;note", &COLUMNS).err(), Some((2, SheetRefusal::NoColumn("name"))));
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let text = "id;name;note\n1;a\n2;b;\"one\ntwo\"\n3;\"c;x\n4;toolong;\n;;\n5;e;x;y\n6;f;x;";
    assert_eq!(
        read(text),
        [
            (2, Err(SheetRefusal::WrongWidth { expected: 3, found: 2 })),
            (3, Ok("2|b|one two".to_owned())),
            (5, Err(SheetRefusal::OpenQuote)),
            (6, Err(SheetRefusal::TooLong("name", 5))),
            (8, Err(SheetRefusal::WrongWidth { expected: 3, found: 4 })),
            (9, Ok("6|f|x".to_owned())),
        ]
    );
}

#[test]
fn lines_are_numbered_as_an_editor_does_and_blank_ones_are_passed_over() {
    let text = "id;name;note\r\n\r\n1;a;b\r\n;;\r\n\r\n2;b;c;;\r\n3;b\r\n";
    assert_eq!(
        read(text),
        [
            (3, Ok("1|a|b".to_owned())),
            (6, Ok("2|b|c".to_owned())),
            (7, Err(SheetRefusal::WrongWidth { expected: 3, found: 2 })),
        ]
    );
}

#[test]
fn a_quoted_field_may_run_over_lines_and_a_forgotten_mark_costs_its_line() {
    let text = "id;name;note\n1;a;\"3, rue du Port\nBâtiment \"\"B\"\"; 2e\"\n2;b;tube 12\" noir\n";
    assert_eq!(
        read(text),
        [(2, Ok("1|a|3, rue du Port Bâtiment \"B\"; 2e".to_owned())), (4, Ok("2|b|tube 12\" noir".to_owned()))]
    );
    let text = "id;name;note\nA;\"b;c\nB;b;c\nC;b;\"c\nD;b;c";
    for (line, fields) in read(text) {
        assert_eq!(fields.is_err(), line == 2 || line == 4, "line {line}");
    }
}

#[test]
fn what_a_database_does_not_take_becomes_a_space() {
    assert_eq!(read("id;name;note\n1;a; 3 rue\u{0}du  Port\t\n"), [(2, Ok("1|a|3 rue du Port".to_owned()))]);
}

#[test]
fn limits_count_characters() {
    let text = format!("id;name\n1;{}\n2;{}\n", "é".repeat(5), "é".repeat(6));
    let lines = read(&text);
    assert!(lines[0].1.is_ok());
    assert_eq!(lines[1].1, Err(SheetRefusal::TooLong("name", 5)));
    assert_eq!(SheetRefusal::TooLong("name", 5).to_string(), "name is longer than 5 characters");
}

#[test]
fn digits_kept_from_a_spreadsheet_come_back_as_they_were() {
    let text = "id;name;note\n=\"0042\";\"=\"\"007\"\"\";\"=SUM(\"\"a\"\")\"\n";
    assert_eq!(read(text), [(2, Ok("0042|007|=SUM(\"a\")".to_owned()))]);
}

#[test]
fn the_second_column_of_one_name_is_named_as_ignored() {
    let sheet = Sheet::open("id;name;colour;;id", &COLUMNS).expect("a table");
    assert_eq!(sheet.ignored(), ["colour", "id"]);
}
