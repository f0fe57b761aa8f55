//! How long a parcel is shown (`product.md` §3, S2-08).

use jiff::ToSpan;
use jiff::civil::Date;

/// Months after the label date in which customers see a parcel.
const MONTHS: i32 = 6;

/// The earliest label that customers still see today: a parcel is hidden on the day after its label is six months
/// old. Six months after 31 August is the last day of February.
#[must_use]
pub fn visible_from(today: Date) -> Date {
    let mut day = today.saturating_sub(MONTHS.months());
    // At the end of a month several label dates come to the same last day, and those before it are over.
    while day < today && day.saturating_add(MONTHS.months()) < today {
        day = day.saturating_add(1.day());
    }
    day
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_parcel_is_seen_for_six_months() {
        for (today, from) in [
            (date(2026, 11, 22), date(2026, 5, 22)),
            (date(2027, 2, 28), date(2026, 8, 28)),
            (date(2027, 3, 1), date(2026, 9, 1)),
            (date(2026, 8, 28), date(2026, 2, 28)),
            (date(2026, 8, 29), date(2026, 3, 1)),
            (date(2026, 8, 31), date(2026, 3, 1)),
            (date(2026, 12, 31), date(2026, 7, 1)),
        ] {
            assert_eq!(visible_from(today), from, "{today}");
        }
    }

    #[test]
    fn it_is_what_adding_six_months_to_the_label_says() {
        let mut today = date(2026, 1, 1);
        while today < date(2028, 12, 31) {
            let from = visible_from(today);
            assert!(from.saturating_add(6.months()) >= today, "{today}");
            assert!(from.saturating_sub(1.day()).saturating_add(6.months()) < today, "{today}");
            today = today.saturating_add(1.day());
        }
    }
}
