//! Values of operations into what pages show: words in the reader's language, moments in his zone.

pub mod abuse;
pub mod account;
pub mod admin;
pub mod archive;
pub mod attachment;
pub mod audit;
pub mod browser_name;
pub mod dashboard;
pub mod desk;
pub mod downloads;
pub mod feeds;
pub mod filing;
pub mod handover;
pub mod help;
pub mod instruct;
pub mod lists;
pub mod notices;
pub mod parcels;
pub mod proofs;
pub mod report_sent;
pub mod reports;
pub mod search;
pub mod second_factor;
pub mod sign_in;
pub mod team;
pub mod thread;
pub mod thread_paper;
pub mod tracking;

use domain::{Actor, Language};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::api::When;

/// How one reader is shown things: his language, his zone, and the time at which he looks.
#[derive(Clone)]
pub struct Eyes {
    /// His language.
    pub language: Language,
    /// His zone.
    pub zone: TimeZone,
    /// Now.
    pub now: Timestamp,
    /// The day it is where he is.
    pub today: Date,
    /// Whether he is of the operator.
    pub operator: bool,
}

impl Eyes {
    /// The eyes of somebody who is signed in.
    #[must_use]
    pub fn of(visit: &super::Visit, actor: &Actor) -> Self {
        let (zone, now) = (operations::zone(&actor.zone), visit.operations.now());
        let today = now.to_zoned(zone.clone()).date();
        Eyes { language: visit.language, zone, now, today, operator: actor.is_operator() }
    }

    /// A moment in his zone.
    #[must_use]
    pub fn zoned(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }

    /// A moment as it stands over a message: *aujourd’hui 10:31*.
    #[must_use]
    pub fn when(&self, at: Timestamp) -> When {
        let zoned = self.zoned(at);
        self.shown(at, wording::moment::when(self.language, &zoned, self.now), &zoned)
    }

    /// A moment as it stands in a list: *il y a 4 min*, *09:12*, *hier*.
    #[must_use]
    pub fn recent(&self, at: Timestamp) -> When {
        let zoned = self.zoned(at);
        self.shown(at, wording::moment::recent(self.language, &zoned, self.now), &zoned)
    }

    fn shown(&self, at: Timestamp, text: String, zoned: &Zoned) -> When {
        When { at: format!("{at:.0}"), text, full: wording::moment::full(self.language, zoned) }
    }

    /// A moment at a place whose offset from UTC the carrier told.
    #[must_use]
    pub fn at_place(&self, at: Timestamp, offset_minutes: i64) -> When {
        let seconds = i32::try_from(offset_minutes * 60).unwrap_or(0);
        let offset = jiff::tz::Offset::from_seconds(seconds).unwrap_or(jiff::tz::Offset::UTC);
        let zoned = at.to_zoned(TimeZone::fixed(offset));
        self.shown(at, wording::moment::when(self.language, &zoned, self.now), &zoned)
    }

    /// A day, short: *20 déc.*
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        wording::moment::day(self.language, self.zoned(at).date(), self.today)
    }

    /// A day in words: *lundi 23 novembre*.
    #[must_use]
    pub fn long_day(&self, at: Timestamp) -> String {
        wording::moment::weekday_and_day(self.language, self.zoned(at).date(), self.today)
    }
}

/// A fresh deed key: what a form sends so that its deed is done once.
#[must_use]
pub fn new_deed() -> String {
    operations::ids::new_secret().chars().take(22).collect()
}
