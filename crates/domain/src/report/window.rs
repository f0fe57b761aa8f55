//! The days of shipping that a report speaks of, counted back from day J, the day it is sent (S2-14).

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::refusal::FieldRefusal;

/// From J minus `from` to J minus `to`, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// How many days before J it begins.
    pub from: u16,
    /// How many days before J it ends; never more than `from`.
    pub to: u16,
}

/// The farthest day back: parcels are shown for six months after their label date (`product.md` §3), which are 184
/// days at most.
pub const FARTHEST: u16 = 184;

impl Window {
    /// The window of two counts as typed.
    ///
    /// # Errors
    /// The field `from_days` or `to_days` and what is wrong with it: no whole number up to [`FARTHEST`], or the wrong
    /// way round.
    pub fn of(from: &str, to: &str) -> Result<Self, Vec<(String, FieldRefusal)>> {
        let mut wrong = Vec::new();
        let mut days = |field: &str, typed: &str| {
            let typed = typed.trim();
            let refusal = if typed.is_empty() {
                FieldRefusal::Missing
            } else {
                match typed.parse::<u16>() {
                    Ok(days) if days <= FARTHEST => return days,
                    _ => FieldRefusal::OutOfRange { least: 0, most: FARTHEST.into() },
                }
            };
            wrong.push((field.to_owned(), refusal));
            0
        };
        let window = Window { from: days("from_days", from), to: days("to_days", to) };
        if wrong.is_empty() && window.from < window.to {
            wrong.push(("to_days".to_owned(), FieldRefusal::WindowReversed));
        }
        if wrong.is_empty() { Ok(window) } else { Err(wrong) }
    }

    /// Its first and last day for a report that is sent on `j`.
    #[must_use]
    pub fn days(self, j: Date) -> (Date, Date) {
        (j.saturating_sub(i64::from(self.from).days()), j.saturating_sub(i64::from(self.to).days()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_back_from_the_day_of_sending() {
        for ((from, to), j, days) in [
            ((7, 0), date(2027, 3, 3), (date(2027, 2, 24), date(2027, 3, 3))),
            ((1, 1), date(2027, 1, 1), (date(2026, 12, 31), date(2026, 12, 31))),
            ((0, 0), date(2028, 2, 29), (date(2028, 2, 29), date(2028, 2, 29))),
            ((184, 30), date(2027, 8, 31), (date(2027, 2, 28), date(2027, 8, 1))),
        ] {
            assert_eq!(Window { from, to }.days(j), days, "J-{from} to J-{to} of {j}");
        }
    }

    #[test]
    fn what_is_typed_is_held_to_its_bounds() {
        let range = FieldRefusal::OutOfRange { least: 0, most: 184 };
        for (from, to, expected) in [
            (" 7 ", "0", Ok(Window { from: 7, to: 0 })),
            ("184", "184", Ok(Window { from: 184, to: 184 })),
            ("0", "7", Err(vec![("to_days".to_owned(), FieldRefusal::WindowReversed)])),
            ("185", "0", Err(vec![("from_days".to_owned(), range.clone())])),
            ("-1", "0", Err(vec![("from_days".to_owned(), range.clone())])),
            ("", "x", Err(vec![("from_days".to_owned(), FieldRefusal::Missing), ("to_days".to_owned(), range)])),
        ] {
            assert_eq!(Window::of(from, to), expected, "{from} {to}");
        }
    }
}
