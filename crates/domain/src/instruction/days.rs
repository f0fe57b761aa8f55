//! The days that can be chosen, and until when.
//!
//! A delivery day is a *jour ouvrable*, Monday to Saturday less the public holidays of the place of delivery. A day can
//! be chosen until the cut-off, 18:00 in Paris where the contract says nothing else, on the delivery day before it. The
//! next six whose cut-off lies ahead are offered, so that there are always six.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::calendar::{Calendar, HolidayZone};
use crate::refusal::FieldRefusal;

/// How many days are offered.
pub const DAYS_OFFERED: usize = 6;

/// The cut-off where a contract names no other.
pub const CUT_OFF: Time = Time::constant(18, 0, 0, 0);

/// Delivery days that a carrier accepts an instruction for once the chosen one is over: scans come late.
const GRACE: i64 = 2;

/// The delivery days of one place under one contract.
#[derive(Clone, Debug)]
pub struct DeliveryDays {
    calendar: Calendar,
    cut_off: Time,
    zone: TimeZone,
}

impl DeliveryDays {
    /// The days at an address, whose country is ISO 3166-1 alpha-2. `zone` is that of the cut-off, Europe/Paris.
    #[must_use]
    pub fn at(country: &str, postcode: &str, cut_off: Time, zone: TimeZone) -> Self {
        let french = country.is_empty() || country == "FR";
        let alsace_moselle = french && ["57", "67", "68"].iter().any(|department| postcode.starts_with(department));
        let holidays = if alsace_moselle { HolidayZone::AlsaceMoselle } else { HolidayZone::Metropole };
        DeliveryDays { calendar: Calendar { zone: holidays, saturday: true }, cut_off, zone }
    }

    /// Whether something is delivered on a day.
    #[must_use]
    pub fn is_delivery_day(&self, day: Date) -> bool {
        self.calendar.is_working_day(day)
    }

    /// The moment from which a delivery day can no longer be chosen: the cut-off on the delivery day before it.
    #[must_use]
    pub fn cut_off_for(&self, day: Date) -> Timestamp {
        let before = self.calendar.add_working_days(day, -1).unwrap_or(day);
        self.moment(before, self.cut_off)
    }

    /// The days that can be chosen now, the first one first.
    #[must_use]
    pub fn offered(&self, now: Timestamp) -> Vec<Date> {
        let mut days = Vec::with_capacity(DAYS_OFFERED);
        let mut day = self.today(now);
        while days.len() < DAYS_OFFERED {
            let Ok(next) = self.calendar.add_working_days(day, 1) else { break };
            day = next;
            if now < self.cut_off_for(day) {
                days.push(day);
            }
        }
        days
    }

    /// Whether a day can be chosen now.
    ///
    /// # Errors
    /// What to say at the field: past, no delivery day, too late for it, or beyond the days that are offered.
    pub fn check(&self, day: Date, now: Timestamp) -> Result<(), FieldRefusal> {
        if day <= self.today(now) {
            return Err(FieldRefusal::InThePast);
        }
        if !self.is_delivery_day(day) {
            return Err(FieldRefusal::NotADeliveryDay);
        }
        if now >= self.cut_off_for(day) {
            return Err(FieldRefusal::AfterCutOff);
        }
        if self.offered(now).last().is_none_or(|last| day > *last) {
            return Err(FieldRefusal::TooFarAhead);
        }
        Ok(())
    }

    /// The moment at which a day is over.
    #[must_use]
    pub fn end_of(&self, day: Date) -> Timestamp {
        self.moment(day.checked_add(Span::new().days(1)).unwrap_or(day), Time::midnight())
    }

    /// The moment at which nobody waits any more for scans of a chosen day.
    #[must_use]
    pub fn end_of_grace(&self, day: Date) -> Timestamp {
        self.end_of(self.calendar.add_working_days(day, GRACE).unwrap_or(day))
    }

    /// The day it is where deliveries are counted.
    #[must_use]
    pub fn today(&self, now: Timestamp) -> Date {
        self.zone.to_datetime(now).date()
    }

    /// A time of day that the change to summer time leaves out becomes the same stretch after it, one that the change
    /// back brings twice is the first of the two (RFC 5545 §3.3.5).
    fn moment(&self, day: Date, time: Time) -> Timestamp {
        day.to_datetime(time).to_zoned(self.zone.clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use jiff::tz::TimeZone;

    use super::*;

    fn paris() -> TimeZone {
        // The rule of Paris without a data base: UTC+1, in summer UTC+2 from the last Sunday of March to that of October.
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule of Paris")
    }

    fn days(postcode: &str) -> DeliveryDays {
        DeliveryDays::at("FR", postcode, CUT_OFF, paris())
    }

    fn at(local: &str) -> Timestamp {
        local.parse::<jiff::civil::DateTime>().expect("a time").to_zoned(paris()).expect("a moment").timestamp()
    }

    fn offered(postcode: &str, local: &str) -> String {
        days(postcode)
            .offered(at(local))
            .iter()
            .map(|day| day.strftime("%m-%d").to_string())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn six_delivery_days_are_offered_until_the_cut_off_of_the_first() {
        for (now, postcode, expected) in [
            // A Thursday.
            ("2026-11-26T09:00", "69003", "11-27 11-28 11-30 12-01 12-02 12-03"),
            ("2026-11-26T17:59:59", "69003", "11-27 11-28 11-30 12-01 12-02 12-03"),
            ("2026-11-26T18:00", "69003", "11-28 11-30 12-01 12-02 12-03 12-04"),
            // Monday's cut-off is on Saturday.
            ("2026-11-28T17:00", "69003", "11-30 12-01 12-02 12-03 12-04 12-05"),
            ("2026-11-28T18:00", "69003", "12-01 12-02 12-03 12-04 12-05 12-07"),
            ("2026-11-29T10:00", "69003", "12-01 12-02 12-03 12-04 12-05 12-07"),
            // Christmas is a Friday; in Strasbourg the Saturday after it is a holiday too.
            ("2026-12-24T10:00", "69003", "12-26 12-28 12-29 12-30 12-31 01-02"),
            ("2026-12-24T10:00", "67000", "12-28 12-29 12-30 12-31 01-02 01-04"),
            // Both clock changes, on Sunday 28 March (Easter) and Sunday 31 October 2027.
            ("2027-03-27T17:59", "69003", "03-30 03-31 04-01 04-02 04-03 04-05"),
            ("2027-03-28T02:30", "69003", "03-31 04-01 04-02 04-03 04-05 04-06"),
            ("2027-10-30T17:59", "69003", "11-02 11-03 11-04 11-05 11-06 11-08"),
            ("2027-10-31T02:30", "69003", "11-03 11-04 11-05 11-06 11-08 11-09"),
        ] {
            assert_eq!(offered(postcode, now), expected, "{now} {postcode}");
        }
    }

    #[test]
    fn the_cut_off_is_six_in_the_evening_in_paris_in_summer_and_in_winter() {
        for (day, expected) in [
            (date(2027, 3, 27), "2027-03-26T17:00:00Z"),
            (date(2027, 3, 30), "2027-03-27T17:00:00Z"),
            (date(2027, 3, 31), "2027-03-30T16:00:00Z"),
            (date(2027, 10, 30), "2027-10-29T16:00:00Z"),
            (date(2027, 11, 2), "2027-10-30T16:00:00Z"),
            (date(2027, 11, 3), "2027-11-02T17:00:00Z"),
        ] {
            assert_eq!(days("69003").cut_off_for(day).to_string(), expected, "{day}");
        }
        // A contract whose cut-off lies in the hour that does not exist, or exists twice.
        let night = DeliveryDays { cut_off: time(2, 30, 0, 0), ..days("69003") };
        assert_eq!(night.moment(date(2027, 3, 28), night.cut_off).to_string(), "2027-03-28T01:30:00Z");
        assert_eq!(night.moment(date(2027, 10, 31), night.cut_off).to_string(), "2027-10-31T00:30:00Z");
    }

    #[test]
    fn a_day_is_over_at_midnight_in_paris() {
        assert_eq!(days("").end_of(date(2027, 3, 27)).to_string(), "2027-03-27T23:00:00Z");
        assert_eq!(days("").end_of(date(2027, 3, 28)).to_string(), "2027-03-28T22:00:00Z");
        assert_eq!(days("").end_of(date(2027, 10, 31)).to_string(), "2027-10-31T23:00:00Z");
        assert_eq!(days("").end_of_grace(date(2026, 11, 27)).to_string(), "2026-11-30T23:00:00Z");
    }

    #[test]
    fn a_day_that_cannot_be_chosen_says_why() {
        let now = at("2026-11-26T18:30");
        for (day, expected) in [
            (date(2026, 11, 25), Err(FieldRefusal::InThePast)),
            (date(2026, 11, 26), Err(FieldRefusal::InThePast)),
            (date(2026, 11, 27), Err(FieldRefusal::AfterCutOff)),
            (date(2026, 11, 28), Ok(())),
            (date(2026, 11, 29), Err(FieldRefusal::NotADeliveryDay)),
            (date(2026, 12, 4), Ok(())),
            (date(2026, 12, 5), Err(FieldRefusal::TooFarAhead)),
            (date(2026, 12, 25), Err(FieldRefusal::NotADeliveryDay)),
        ] {
            assert_eq!(days("69003").check(day, now), expected, "{day}");
        }
    }

    #[test]
    fn every_offered_day_can_be_chosen() {
        let mut now = at("2027-01-01T00:00");
        for _ in 0..400 {
            let days = days("67000");
            let offered = days.offered(now);
            assert_eq!(offered.len(), DAYS_OFFERED, "{now}");
            assert!(offered.iter().all(|day| days.check(*day, now) == Ok(())), "{now}: {offered:?}");
            now = now.checked_add(jiff::SignedDuration::from_hours(23)).expect("a moment");
        }
    }
}
