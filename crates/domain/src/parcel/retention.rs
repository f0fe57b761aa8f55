//! How long a parcel is shown, how long it lies in the archive, and when it is forgotten.
//!
//! Tracking can be looked up for six months after the label was made (S2-03, S2-08; `product.md` §3). From then on a
//! parcel is in the operator's restricted archive: pages, searches, reports and exports do not know it, whoever asks.
//! It is erased by the term that the installation is told ([`ARCHIVE_MONTHS`] where it is told none).
//!
//! Days are civil days; whose zone they are of is for the caller to say.

use jiff::ToSpan;
use jiff::civil::Date;

/// Months after the label date in which a parcel is shown (S2-03, S2-08).
pub const SHOWN_MONTHS: u16 = 6;

/// Months after the label date until a parcel is erased, where the installation is told no other number: a dispute
/// about a delivery, and the claims that follow it, are over by then.
pub const ARCHIVE_MONTHS: u16 = 24;

/// Days before its label from which a scan can be a parcel's: a carrier's clock may be behind the shipper's.
const BEFORE_LABEL_DAYS: i32 = 2;

/// The earliest label that is still shown today: a parcel is hidden on the day after its label is six months old.
/// Six months after 31 August is the last day of February.
#[must_use]
pub fn visible_from(today: Date) -> Date {
    kept_from(today, SHOWN_MONTHS)
}

/// The earliest label of which a term of so many months is not over today; it is over on the day after the label is
/// that old.
#[must_use]
pub fn kept_from(today: Date, months: u16) -> Date {
    let term = i32::from(months).months();
    let mut day = today.saturating_sub(term);
    // At the end of a month several label dates come to the same last day, and those before it are over.
    while day < today && day.saturating_add(term) < today {
        day = day.saturating_add(1.day());
    }
    day
}

/// A parcel of a number that stays when another of the same number is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    /// Code of its carrier.
    pub carrier: String,
    /// The day its label was made.
    pub label_on: Date,
}

/// Whether what was reported of a number on a day can be of the parcel whose label was made on another. Carriers use a
/// number again after a year or so: what was reported long before the label is of an earlier parcel.
#[must_use]
pub fn may_be_of(label_on: Date, on: Date) -> bool {
    on >= label_on.saturating_sub(BEFORE_LABEL_DAYS.days())
}

/// Whether a scan of a number goes when parcels of that number are erased, and these others stay. Carriers use a
/// number again after a year or so, and the new parcel keeps its own scans.
///
/// A scan of a carrier that has a parcel among those that stay is that parcel's, unless it is older than its label. A
/// scan of a carrier whose parcel is erased goes with it. A scan of yet another carrier belongs to all parcels of the
/// number, so it stays as long as one of them can be meant.
#[must_use]
pub fn scan_goes(carrier: &str, on: Date, erased: &[String], staying: &[Namesake]) -> bool {
    let own = staying.iter().any(|one| one.carrier == carrier);
    if !own && erased.iter().any(|one| one == carrier) {
        return true;
    }
    !staying.iter().any(|one| (!own || one.carrier == carrier) && may_be_of(one.label_on, on))
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
    fn a_term_is_what_adding_its_months_to_the_label_says() {
        for months in [6_u16, 24, 25, 120] {
            let term = i32::from(months).months();
            let mut today = date(2026, 1, 1);
            while today < date(2028, 12, 31) {
                let from = kept_from(today, months);
                assert!(from.saturating_add(term) >= today, "{months}, {today}");
                assert!(from.saturating_sub(1.day()).saturating_add(term) < today, "{months}, {today}");
                today = today.saturating_add(1.day());
            }
        }
    }

    #[test]
    fn a_number_used_again_keeps_the_scans_of_its_new_parcel() {
        let new = |carrier: &str| vec![Namesake { carrier: carrier.to_owned(), label_on: date(2026, 5, 10) }];
        let (old_day, new_day, eve) = (date(2024, 5, 3), date(2026, 5, 11), date(2026, 5, 8));
        for (what, carrier, on, staying, goes) in [
            ("nobody stays", "colissimo", new_day, vec![], true),
            ("the old parcel's, same carrier", "colissimo", old_day, new("colissimo"), true),
            ("the new parcel's, same carrier", "colissimo", new_day, new("colissimo"), false),
            ("reported two days before the label", "colissimo", eve, new("colissimo"), false),
            ("the erased carrier's own, while another's stays", "colissimo", new_day, new("dpd"), true),
            ("the other carrier's", "dpd", new_day, new("dpd"), false),
            ("of a carrier that nobody named, long before", "gls", old_day, new("dpd"), true),
            ("of a carrier that nobody named, since", "gls", new_day, new("dpd"), false),
        ] {
            assert_eq!(scan_goes(carrier, on, &["colissimo".to_owned()], &staying), goes, "{what}");
        }
    }
}
