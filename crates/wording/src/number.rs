//! Quantities as a reader of the language writes them: whole numbers, file sizes, weights, money.
//!
//! For pages, mails and printed reports. CSV and the programming interface write their own numbers. Digits are grouped
//! by U+202F in French and by a comma in English; the decimal sign is a comma or a point; units stand after U+00A0.

use crate::Language;
use crate::words::number as words;

/// What stands between groups of three digits.
const fn group_sign(language: Language) -> &'static str {
    match language {
        Language::Fr => "\u{202f}",
        Language::En => ",",
    }
}

/// What stands before the fraction.
const fn decimal_sign(language: Language) -> &'static str {
    match language {
        Language::Fr => ",",
        Language::En => ".",
    }
}

/// A whole number: `1 234` or `1,234`; negative ones carry U+2212, as long as a digit.
#[must_use]
pub fn integer(language: Language, number: i64) -> String {
    let mut written = String::from(if number < 0 { "−" } else { "" });
    written.push_str(&grouped(language, number.unsigned_abs()));
    written
}

/// Digits in groups of three from the right.
fn grouped(language: Language, number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push_str(group_sign(language));
        }
        written.push(digit);
    }
    written
}

/// `scaled` divided by ten to the `decimals`, every decimal written.
fn decimal(language: Language, scaled: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let mut written = grouped(language, scaled / unit);
    if decimals > 0 {
        let digits = (scaled % unit).to_string();
        written.push_str(decimal_sign(language));
        for _ in digits.len()..decimals as usize {
            written.push('0');
        }
        written.push_str(&digits);
    }
    written
}

/// Tenths as a number with one decimal, which is left out where it is zero: `12`, `12,5` or `12.5`.
#[must_use]
pub fn tenths(language: Language, tenths: i64) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    let (whole, decimals) = (tenths.unsigned_abs(), u32::from(tenths % 10 != 0));
    format!("{sign}{}", decimal(language, if decimals == 0 { whole / 10 } else { whole }, decimals))
}

/// The size of a file, in bytes: `512 o`, `2,4 Mo`, `24 Mo` or `512 B`, `2.4 MB`, `24 MB`.
///
/// Units are decimal (a megabyte is a million bytes), as file managers and our limits say them. One decimal below ten
/// where it is not zero, rounded half up.
#[must_use]
pub fn bytes(language: Language, size: u64) -> String {
    // 999 950 bytes would round to 1 000 kB, so the rounded number decides, not the size.
    if size < 1_000 {
        words::bytes(language, &grouped(language, size))
    } else if rounded(size, 1_000) < 1_000 {
        words::kilobytes(language, &in_units(language, size, 1_000))
    } else if rounded(size, 1_000_000) < 1_000 {
        words::megabytes(language, &in_units(language, size, 1_000_000))
    } else {
        words::gigabytes(language, &in_units(language, size, 1_000_000_000))
    }
}

/// A size in units of so many bytes, short.
fn in_units(language: Language, size: u64, unit: u64) -> String {
    let tenths = rounded(size, unit / 10);
    if tenths < 100 && !tenths.is_multiple_of(10) {
        decimal(language, tenths, 1)
    } else {
        grouped(language, rounded(size, unit))
    }
}

/// `amount / unit`, rounded half up.
const fn rounded(amount: u64, unit: u64) -> u64 {
    amount / unit + (amount % unit >= unit.div_ceil(2)) as u64
}

/// A weight, in grams, as kilograms with three decimals: `1,240 kg` or `1.240 kg`.
#[must_use]
pub fn weight(language: Language, grams: u64) -> String {
    words::kilograms(language, &decimal(language, grams, 3))
}

/// An amount of money, in minor units (cents) of an ISO 4217 currency: `1 234,56 €` or `€1,234.56`.
///
/// The euro and the pound have their symbol, every other currency its code. Decimals are those of ISO 4217.
#[must_use]
pub fn money(language: Language, minor_units: i64, currency: &str) -> String {
    let decimals = match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let amount = decimal(language, minor_units.unsigned_abs(), decimals);
    let sign = if minor_units < 0 { "−" } else { "" };
    let said = match currency {
        "EUR" => words::amount_with_symbol(language, &amount, "€"),
        "GBP" => words::amount_with_symbol(language, &amount, "£"),
        code => words::amount_with_code(language, &amount, code),
    };
    [sign, said.as_str()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    /// Invisible spaces made visible, so that a case can be read: `_` for U+202F, `~` for U+00A0.
    fn shown(written: &str) -> String {
        written.replace('\u{202f}', "_").replace('\u{a0}', "~")
    }

    #[test]
    fn whole_numbers_stand_in_groups_of_three() {
        for (number, french, english) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1_000", "1,000"),
            (-12_345, "−12_345", "−12,345"),
            (1_234_567, "1_234_567", "1,234,567"),
            (i64::MIN, "−9_223_372_036_854_775_808", "−9,223,372,036,854,775,808"),
        ] {
            assert_eq!(shown(&integer(Fr, number)), french);
            assert_eq!(shown(&integer(En, number)), english);
        }
    }

    #[test]
    fn tenths_have_one_decimal_or_none() {
        for (tenths, french, english) in [(0, "0", "0"), (125, "12,5", "12.5"), (120, "12", "12"), (-3, "−0,3", "−0.3")]
        {
            assert_eq!(super::tenths(Fr, tenths), french);
            assert_eq!(super::tenths(En, tenths), english);
        }
    }

    #[test]
    fn sizes_take_the_unit_that_keeps_them_short() {
        for (size, french, english) in [
            (0, "0~o", "0~B"),
            (999, "999~o", "999~B"),
            (1_000, "1~ko", "1~kB"),
            (1_049, "1~ko", "1~kB"),
            (1_050, "1,1~ko", "1.1~kB"),
            (9_950, "10~ko", "10~kB"),
            (999_499, "999~ko", "999~kB"),
            (999_950, "1~Mo", "1~MB"),
            (2_400_000, "2,4~Mo", "2.4~MB"),
            (20_000_000, "20~Mo", "20~MB"),
            (999_999_999, "1~Go", "1~GB"),
            (1_234_000_000_000, "1_234~Go", "1,234~GB"),
            (u64::MAX, "18_446_744_074~Go", "18,446,744,074~GB"),
        ] {
            assert_eq!(shown(&bytes(Fr, size)), french, "{size}");
            assert_eq!(shown(&bytes(En, size)), english, "{size}");
        }
    }

    #[test]
    fn weights_keep_their_grams() {
        assert_eq!(shown(&weight(Fr, 1_240)), "1,240~kg");
        assert_eq!(shown(&weight(En, 1_240)), "1.240~kg");
        assert_eq!(shown(&weight(Fr, 5)), "0,005~kg");
        assert_eq!(shown(&weight(Fr, 1_234_000)), "1_234,000~kg");
    }

    #[test]
    fn money_has_the_decimals_of_its_currency() {
        for (minor, currency, french, english) in [
            (123_456, "EUR", "1_234,56~€", "€1,234.56"),
            (-595, "EUR", "−5,95~€", "−€5.95"),
            (7, "GBP", "0,07~£", "£0.07"),
            (100_000, "CHF", "1_000,00~CHF", "CHF~1,000.00"),
            (1_500, "XPF", "1_500~XPF", "XPF~1,500"),
            (1_500, "TND", "1,500~TND", "TND~1.500"),
        ] {
            assert_eq!(shown(&money(Fr, minor, currency)), french);
            assert_eq!(shown(&money(En, minor, currency)), english);
        }
    }
}
