//! Values as people and spreadsheets write them in tables of parcels.

use jiff::civil::Date;

/// Years that a label can be of: outside them a date is mistyped.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;
/// The most a number can come to, in its smallest unit: beyond it, it is mistyped.
const MOST: i64 = 1_000_000_000_000;

/// A day as `2026-11-30` or, as in France, `30/11/2026`; `None` for anything else.
pub(super) fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = match (text.contains('-'), text.contains('/')) {
        (true, false) => (first, second, third),
        (false, true) => (third, second, first),
        _ => return None,
    };
    if year.len() != 4 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// What becomes of decimals that are finer than the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finer {
    /// They are rounded: grams of a scale that weighs finer.
    Rounded,
    /// The number is none: `1.234` in a column of money may be a thousand or one.
    Refused,
}

/// A number that is not negative, in units of its `places`th decimal: with 2 places `1 234,5` is 123,450.
///
/// Comma and point both separate decimals; where both stand there, or one several times, the last one does and the
/// others separate groups of three. Spaces of all kinds and the `unit` behind the number are passed over.
pub(super) fn decimal(text: &str, places: usize, unit: &str, finer: Finer) -> Option<i64> {
    let lower = text.to_lowercase();
    let compact: String = lower.chars().filter(|character| !character.is_whitespace()).collect();
    let number = compact.strip_suffix(unit).unwrap_or(&compact);
    let (whole, fraction) = halves(number)?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&whole) || !digits(fraction) || whole.len() + fraction.len() > 18 {
        return None;
    }
    let (kept, rest) = fraction.split_at(places.min(fraction.len()));
    if finer == Finer::Refused && rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let value: i64 =
        format!("{whole}{kept:0<places$}").parse().ok().or((places == 0 && whole.is_empty()).then_some(0))?;
    let value = value + i64::from(rest.as_bytes().first().is_some_and(|digit| *digit >= b'5'));
    (value <= MOST).then_some(value)
}

/// What stands before the decimal separator, without separators of groups, and what stands behind it.
fn halves(number: &str) -> Option<(String, &str)> {
    let separator = |character: char| matches!(character, ',' | '.');
    let Some(last) = number.rfind(separator) else {
        return Some((number.to_owned(), ""));
    };
    let decimal = number[last..].chars().next()?;
    let (before, behind) = (&number[..last], &number[last + 1..]);
    let groups: Vec<&str> = before.split(separator).collect();
    let grouping: Vec<char> = before.chars().filter(|character| separator(*character)).collect();
    if grouping.is_empty() {
        return Some((before.to_owned(), behind));
    }
    let alike = grouping.iter().all(|character| *character == grouping[0]);
    if !alike || groups[0].is_empty() || groups[0].len() > 3 || groups[1..].iter().any(|group| group.len() != 3) {
        return None;
    }
    if grouping[0] != decimal {
        return Some((groups.concat(), behind));
    }
    // One separator several times groups to the end: 1.234.567.
    (behind.len() == 3).then(|| (groups.concat() + behind, ""))
}

/// Whether a spreadsheet has made a long number short, as `6,1899E+12`: its digits are lost.
pub(super) fn is_shortened(number: &str) -> bool {
    number.split_once("E+").is_some_and(|(digits, power)| {
        let of = |text: &str, also: &[u8]| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || also.contains(&byte))
        };
        of(digits, b",.") && of(power, b"")
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_iso_or_french() {
        for text in ["2026-11-03", "03/11/2026", "3/11/2026"] {
            assert_eq!(day(text), Some(date(2026, 11, 3)), "{text}");
        }
        for text in [
            "",
            "03/11/26",
            "2026/11/03",
            "31/02/2026",
            "11/30/2026",
            "2026-11",
            "03-11/2026",
            "0026-11-03",
            "+2026-11-03",
            "2026-11-03T10:00",
            "hier",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_french_or_english() {
        let kilograms = |text| decimal(text, 3, "kg", Finer::Rounded);
        for (text, grams) in [
            ("1,25", Some(1_250)),
            ("1.25", Some(1_250)),
            ("1.234", Some(1_234)),
            (" 12 kg", Some(12_000)),
            ("0,4567", Some(457)),
            (",5", Some(500)),
            ("1\u{202F}234,5 kg", Some(1_234_500)),
            ("1.234,5", Some(1_234_500)),
            ("1,234.5", Some(1_234_500)),
            ("1.234.567", Some(1_234_567_000)),
            ("0", Some(0)),
            ("-1", None),
            ("1,2,3", None),
            ("1.23,4.5", None),
            ("12 lb", None),
            ("", None),
            (",", None),
            ("kg", None),
            ("9999999999999999999", None),
            ("999999999999", None),
        ] {
            assert_eq!(kilograms(text), grams, "{text}");
        }
        assert_eq!(decimal("1250", 0, "g", Finer::Rounded), Some(1_250));
        assert_eq!(decimal("1250,5 g", 0, "g", Finer::Rounded), Some(1_251));
        assert_eq!(decimal(",4", 0, "g", Finer::Rounded), Some(0));
    }

    #[test]
    fn money_is_not_guessed() {
        let cents = |text| decimal(text, 2, "€", Finer::Refused);
        for (text, value) in [
            ("49,90", Some(4_990)),
            ("49.9 €", Some(4_990)),
            ("49,9000", Some(4_990)),
            ("1 234,50€", Some(123_450)),
            ("1.234", None),
            ("0,005", None),
            ("douze", None),
        ] {
            assert_eq!(cents(text), value, "{text}");
        }
    }

    #[test]
    fn shortened_numbers_are_seen() {
        for (number, shortened) in [
            ("6,1899E+12", true),
            ("1.09E+13", true),
            ("109E+2", true),
            ("E+12", false),
            ("1E+", false),
            ("6AE+1", false),
        ] {
            assert_eq!(is_shortened(number), shortened, "{number}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_bearable_number_or_none(text in "\\PC{0,24}|[0-9,. ]{0,24}", places in 0usize..4) {
            for finer in [Finer::Rounded, Finer::Refused] {
                let value = decimal(&text, places, "kg", finer);
                prop_assert!(value.is_none_or(|value| (0..=MOST).contains(&value)));
            }
            let _ = day(&text);
        }
    }
}
