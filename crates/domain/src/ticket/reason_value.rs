//! What people type into typed fields, read into values: IMEI, money, dates, contents.
//!
//! Every reader takes its own written form back unchanged, so an answer that is edited again stays what it was.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest description of contents, in characters.
pub const CONTENT_MAX: usize = 4_000;

/// The most pieces one line of contents may count.
const QUANTITY_MAX: u32 = 99_999;

/// An IMEI as its 15 digits (3GPP TS 23.003 §6.2.1); spaces and dashes are forgiven.
///
/// `None` where the digits are not 15 or the check digit (Luhn, annex B) does not hold.
#[must_use]
pub fn read_imei(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|letter| !is_spacing(*letter) && !is_dash(*letter)).collect();
    let fifteen = digits.len() == 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (fifteen && luhn_holds(&digits)).then_some(digits)
}

/// Whether the last of some ASCII digits is the Luhn check digit of the others (ISO/IEC 7812-1 annex B).
fn luhn_holds(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(10)
}

/// An amount of euros in cents, written the French (`1 234,56 €`) or the English way (`€1,234.56`).
///
/// A single comma or point before exactly three digits groups thousands, because no amount has three decimals. `None`
/// for anything else, for negative amounts, and from 10,000,000,000 € on.
#[must_use]
pub fn read_money(typed: &str) -> Option<i64> {
    let spaced: String = typed.chars().map(|letter| if is_spacing(letter) { ' ' } else { letter }).collect();
    let amount = without_currency(spaced.trim());
    if !amount.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b',' | b'.')) {
        return None;
    }

    let (whole, cents) = match decimal_mark(amount) {
        Some(at) => (&amount[..at], &amount[at + 1..]),
        None => (amount, "00"),
    };
    let whole: i64 = ungrouped(whole)?.parse().ok().filter(|euros| *euros < 10_000_000_000)?;
    let cents: i64 = match cents.as_bytes() {
        [_, _] => cents.parse().ok()?,
        [_] => cents.parse::<i64>().ok()? * 10,
        _ => return None,
    };
    Some(whole * 100 + cents)
}

/// An amount of cents as an answer stores it: `1234.56`.
#[must_use]
pub fn write_money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// The amount alone, where a euro sign or code stands before or after it.
fn without_currency(text: &str) -> &str {
    for currency in ["€", "EUR", "eur", "Eur", "euros", "euro"] {
        let rest = text.strip_suffix(currency).or_else(|| text.strip_prefix(currency));
        if let Some(rest) = rest {
            return rest.trim();
        }
    }
    text
}

/// Where the decimals begin, if there are any: at the last comma or point, unless it groups thousands.
fn decimal_mark(amount: &str) -> Option<usize> {
    let at = amount.rfind([',', '.'])?;
    let mark = &amount[at..=at];
    let marks = amount.matches([',', '.']).count();
    let groups = if marks == 1 {
        // "1,234" is a thousand, "0,234" and "1 234,567" are no amounts.
        amount.len() - at == 4 && !amount.starts_with('0') && !amount.contains(' ')
    } else {
        amount.matches(mark).count() == marks
    };
    (!groups).then_some(at)
}

/// The digits of a whole number whose thousands may be grouped, by one sort of separator only.
fn ungrouped(whole: &str) -> Option<String> {
    let mut separators = whole.chars().filter(|letter| !letter.is_ascii_digit());
    if let Some(first) = separators.next() {
        let mut groups = whole.split(first);
        let leading = groups.next()?;
        if separators.any(|other| other != first)
            || !(1..=3).contains(&leading.len())
            || groups.any(|group| group.len() != 3)
        {
            return None;
        }
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// A day, written `2026-11-22` or the way both languages write it: `22/11/2026`, `22.11.2026`, `22-11-2026`.
///
/// `None` for days that are not in the calendar and for years before 1900 or after 2199.
#[must_use]
pub fn read_date(typed: &str) -> Option<Date> {
    let parts: Vec<&str> = typed.trim().split(['-', '/', '.']).map(str::trim).collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 || !(1..=2).contains(&day.len()) || !(1..=2).contains(&month.len()) {
        return None;
    }
    let year = whole_number(year)?.try_into().ok().filter(|year| (1900..2200).contains(year))?;
    let month = whole_number(month)?.try_into().ok()?;
    let day = whole_number(day)?.try_into().ok()?;
    Date::new(year, month, day).ok()
}

/// One item of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentLine {
    /// What it is.
    pub description: String,
    /// How many, where it was said.
    pub quantity: Option<u32>,
    /// Its value in cents of a euro, where it was said.
    pub value: Option<i64>,
}

/// The contents of a shipment, one item per line: `description; quantity; value`, quantity and value as one likes.
///
/// A line is never refused: what cannot be read as quantity or value stays in its description. A tab separates as a
/// semicolon does (pasted from a sheet), and `2 x lamp` is two lamps. Empty lines are left out.
#[must_use]
pub fn read_content(typed: &str) -> Vec<ContentLine> {
    typed.lines().filter_map(read_content_line).collect()
}

/// Contents as an answer stores them, one line each; [`read_content`] reads it back.
#[must_use]
pub fn write_content(lines: &[ContentLine]) -> String {
    let written: Vec<String> = lines
        .iter()
        .map(|line| {
            let mut text = line.description.clone();
            if let Some(quantity) = line.quantity {
                text.push_str(&format!("; {quantity}"));
            }
            if let Some(value) = line.value {
                text.push_str(&format!("; {}", write_money(value)));
            }
            text
        })
        .collect();
    written.join("\n")
}

fn read_content_line(line: &str) -> Option<ContentLine> {
    let pieces: Vec<String> = line.split([';', '\t']).map(one_line).collect();
    // Blank pieces mean something only between others.
    let first = pieces.iter().position(|piece| !piece.is_empty())?;
    let last = pieces.iter().rposition(|piece| !piece.is_empty())?;
    let (described, mut quantity, value) = match &pieces[first..=last] {
        [described @ .., amount, value]
            if !described.is_empty() && is_quantity(amount) && read_money(value).is_some() =>
        {
            (described, read_quantity(amount), read_money(value))
        }
        [described @ .., amount] if !described.is_empty() && read_quantity(amount).is_some() => {
            (described, read_quantity(amount), None)
        }
        [described @ .., value] if !described.is_empty() && read_money(value).is_some() => {
            (described, None, read_money(value))
        }
        described => (described, None, None),
    };
    let described: Vec<&str> = described.iter().map(String::as_str).filter(|piece| !piece.is_empty()).collect();
    let mut description = described.join("; ");
    if quantity.is_none()
        && let Some((times, item)) = leading_quantity(&description)
    {
        (quantity, description) = (Some(times), item);
    }
    Some(ContentLine { description, quantity, value })
}

/// A quantity, or nothing where one could stand.
fn is_quantity(piece: &str) -> bool {
    piece.is_empty() || read_quantity(piece).is_some()
}

fn read_quantity(piece: &str) -> Option<u32> {
    whole_number(piece).filter(|quantity| (1..=QUANTITY_MAX).contains(quantity))
}

/// `2 x lamp` and `2× lamp` as two and a lamp.
fn leading_quantity(description: &str) -> Option<(u32, String)> {
    let (quantity, rest) = description.split_once(['x', 'X', '×'])?;
    let item = rest.strip_prefix(' ')?;
    Some((read_quantity(quantity.trim_end())?, item.to_owned()))
}

/// A whole number of ASCII digits alone, without a sign.
fn whole_number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// A text on one line: control characters gone, runs of spaces one space, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    let visible: String =
        text.chars().map(|letter| if letter.is_control() || is_spacing(letter) { ' ' } else { letter }).collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// White space of any sort, the invisible sorts that are pasted along included.
fn is_spacing(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
#[path = "reason_value_tests.rs"]
mod tests;
