//! Moments as feeds write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;

use super::reading::Rejection;

/// An instant, and the clock that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant, to the microsecond.
    pub at: Timestamp,
    /// The clock's offset from UTC, in minutes.
    pub offset_minutes: i16,
}

/// Years of moments that are believed: outside them systems write that they know none.
const FIRST_YEAR: i16 = 2000;
const LAST_YEAR: i16 = 2100;

/// The moment, where it lies within the years that are believed.
#[must_use]
pub(super) fn bounded(moment: Moment) -> Option<Moment> {
    let year = moment.at.to_zoned(TimeZone::UTC).year();
    (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(moment)
}

/// Reads RFC 3339 with an offset, or a local time (ISO 8601, or `31/12/2026 23:59` as in France) that is placed in
/// `zone`. An hour that the zone's change to summer time leaves out is taken an hour later; of one that the change
/// back brings twice the first is taken.
///
/// # Errors
/// [`Rejection::BadMoment`] for anything else, for days without a time, and for years outside 2000 to 2100, in which
/// systems write that they know no moment. [`Rejection::NoZone`] for a local time without a zone.
pub fn parse(text: &str, zone: Option<&TimeZone>) -> Result<Moment, Rejection> {
    let text = text.trim();
    let bad = || Rejection::BadMoment(text.chars().take(64).collect());
    let (local, offset) = match Pieces::parse(text) {
        Ok(pieces) => {
            let time = pieces.time().ok_or_else(bad)?;
            (pieces.date().to_datetime(time), pieces.to_numeric_offset())
        }
        Err(_) => (french(text).ok_or_else(bad)?, None),
    };
    if !(FIRST_YEAR..=LAST_YEAR).contains(&local.year()) {
        return Err(bad());
    }
    let (instant, offset) = match (offset, zone) {
        (Some(offset), _) => (offset.to_timestamp(local).map_err(|_| bad())?, offset),
        (None, Some(zone)) => {
            let zoned = local.to_zoned(zone.clone()).map_err(|_| bad())?;
            (zoned.timestamp(), zoned.offset())
        }
        (None, None) => return Err(Rejection::NoZone(text.to_owned())),
    };
    Ok(Moment {
        at: Timestamp::from_microsecond(instant.as_microsecond()).map_err(|_| bad())?,
        offset_minutes: i16::try_from(offset.seconds() / 60).map_err(|_| bad())?,
    })
}

fn french(text: &str) -> Option<DateTime> {
    ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"].iter().find_map(|format| DateTime::strptime(format, text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule of Paris is a POSIX time zone")
    }

    #[test]
    fn moments_are_read_with_their_offset() {
        for (text, instant, offset) in [
            ("2026-07-04T01:25:12+02:00", "2026-07-03T23:25:12Z", 120),
            (" 2026-07-04T01:25:12.1234567+0200 ", "2026-07-03T23:25:12.123456Z", 120),
            ("2026-07-04 01:25:12Z", "2026-07-04T01:25:12Z", 0),
            ("2026-07-04T01:25-03:30", "2026-07-04T04:55:00Z", -210),
            // Local times, in summer, in winter, in the hour left out and in the hour brought twice.
            ("2026-07-04 01:25", "2026-07-03T23:25:00Z", 120),
            ("04/01/2026 08:30", "2026-01-04T07:30:00Z", 60),
            ("04/01/2026 08:30:05", "2026-01-04T07:30:05Z", 60),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z", 120),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z", 120),
        ] {
            let moment = parse(text, Some(&paris())).expect(text);
            assert_eq!((moment.at.to_string().as_str(), moment.offset_minutes), (instant, offset), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "hier", "2026-07-04", "2026-02-30T10:00:00Z", "31/13/2026 10:00", "0001-01-01T00:00:00Z"] {
            assert_eq!(parse(text, Some(&paris())), Err(Rejection::BadMoment(text.to_owned())), "{text}");
        }
        assert_eq!(parse("2026-07-04T01:25:12", None), Err(Rejection::NoZone("2026-07-04T01:25:12".to_owned())));
    }
}
