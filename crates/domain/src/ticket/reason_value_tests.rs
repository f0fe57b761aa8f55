//! Typed values as people type them.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

#[test]
fn an_imei_is_fifteen_digits_whose_last_one_checks_the_others() {
    for (typed, expected) in [
        ("490154203237518", Some("490154203237518")),
        ("49-015420-323751-8", Some("490154203237518")),
        (" 35 209900 176148 1 ", Some("352099001761481")),
        ("35\u{202F}209900\u{A0}176148\u{2011}1\u{200B}", Some("352099001761481")),
        // One digit wrong, two neighbours exchanged.
        ("490154203237517", None),
        ("490154203273518", None),
        // Without its check digit; with a software version instead of one (IMEISV).
        ("49015420323751", None),
        ("4901542032375101", None),
        ("49015420323751A", None),
        ("４９０１５４２０３２３７５１８", None),
        ("IMEI 490154203237518", None),
        ("", None),
    ] {
        assert_eq!(read_imei(typed).as_deref(), expected, "{typed}");
    }
}

#[test]
fn money_is_read_as_the_french_and_the_english_write_it() {
    for (typed, expected) in [
        ("12", Some(1_200)),
        ("0", Some(0)),
        ("12,5", Some(1_250)),
        ("12.50", Some(1_250)),
        ("0,05", Some(5)),
        ("5,95 €", Some(595)),
        ("€9.95", Some(995)),
        ("EUR 10", Some(1_000)),
        ("10 euros", Some(1_000)),
        ("1 234,56", Some(123_456)),
        ("1\u{202F}234,56\u{A0}€", Some(123_456)),
        ("1 234 567,8", Some(123_456_780)),
        ("1,234.56", Some(123_456)),
        ("1.234,56", Some(123_456)),
        ("1,234", Some(123_400)),
        ("1.234", Some(123_400)),
        ("1,234,567", Some(123_456_700)),
        ("1,234,567.89", Some(123_456_789)),
        ("1234,56", Some(123_456)),
        ("9999999999.99", Some(999_999_999_999)),
        ("10000000000", None),
        ("99999999999999999999999", None),
        ("", None),
        ("€", None),
        (",50", None),
        ("12,", None),
        ("12,345,6", None),
        ("0,234", None),
        ("1234,567", None),
        ("1 234,567", None),
        ("12 34", None),
        ("1,2,3", None),
        ("1,23.456,78", None),
        ("-5", None),
        ("5 $", None),
        ("cinq", None),
        ("1e3", None),
        ("١٢", None),
    ] {
        assert_eq!(read_money(typed), expected, "{typed}");
    }
}

#[test]
fn a_date_is_one_of_the_calendar() {
    for (typed, expected) in [
        ("2026-11-22", Some(date(2026, 11, 22))),
        (" 22/11/2026 ", Some(date(2026, 11, 22))),
        ("1.3.2026", Some(date(2026, 3, 1))),
        ("01-03-2026", Some(date(2026, 3, 1))),
        ("2026/3/1", Some(date(2026, 3, 1))),
        ("29/02/2028", Some(date(2028, 2, 29))),
        ("29/02/2026", None),
        ("31/04/2026", None),
        ("11/22/2026", None),
        ("22/11/26", None),
        ("22/11", None),
        ("0001-01-01", None),
        ("2026-11-22T10:00", None),
        ("+2026-1-1", None),
        ("demain", None),
        ("", None),
    ] {
        assert_eq!(read_date(typed), expected, "{typed}");
    }
}

#[test]
fn contents_are_one_item_per_line() {
    let item =
        |description: &str, quantity, value| ContentLine { description: description.to_owned(), quantity, value };
    for (typed, expected) in [
        ("Lampe", item("Lampe", None, None)),
        ("Lampe ; 2 ; 49,90 €", item("Lampe", Some(2), Some(4_990))),
        ("Lampe; 2; 49", item("Lampe", Some(2), Some(4_900))),
        ("Lampe; 2", item("Lampe", Some(2), None)),
        ("Lampe; 49,90", item("Lampe", None, Some(4_990))),
        ("Lampe;;49", item("Lampe", None, Some(4_900))),
        ("Lampe\t2\t49,90", item("Lampe", Some(2), Some(4_990))),
        ("2 x Lampe; 49,90", item("Lampe", Some(2), Some(4_990))),
        ("3× Lampe", item("Lampe", Some(3), None)),
        ("2 xbox", item("2 xbox", None, None)),
        ("Lampe; rouge; 2", item("Lampe; rouge", Some(2), None)),
        ("Lampe; 2; pas cher", item("Lampe; 2; pas cher", None, None)),
        ("Lampe; 0", item("Lampe", None, Some(0))),
        ("; 2; 49,90;", item("2", None, Some(4_990))),
        ("128 Go", item("128 Go", None, None)),
    ] {
        assert_eq!(read_content(typed), [expected], "{typed}");
    }
    assert_eq!(read_content("Lampe\r\n\r\n ;; \nCâble; 3\n").len(), 2);
    assert!(read_content(" \n\t\n").is_empty());
}

#[test]
fn a_line_loses_control_characters_and_extra_spaces() {
    assert_eq!(one_line("  a\u{0}b \u{202F}\u{FEFF} c\r\n"), "a b c");
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(cents in 0_i64..1_000_000_000_000) {
        prop_assert_eq!(read_money(&write_money(cents)), Some(cents));
    }

    #[test]
    fn written_contents_stay_what_they_are(typed in "[a-zé0-9;.,€x× \t\n]{0,80}") {
        let written = write_content(&read_content(&typed));
        prop_assert_eq!(write_content(&read_content(&written)), written);
    }

    #[test]
    fn no_text_makes_a_reader_panic(typed in any::<String>()) {
        let _ = (read_imei(&typed), read_money(&typed), read_date(&typed), read_content(&typed));
    }

    #[test]
    fn any_single_wrong_digit_is_found(at in 0_usize..15, digit in 0_u8..10) {
        let mut digits = b"490154203237518".to_vec();
        let same = digits[at] == b'0' + digit;
        digits[at] = b'0' + digit;
        let typed = String::from_utf8(digits).expect("digits");
        prop_assert_eq!(read_imei(&typed).is_some(), same);
    }
}
