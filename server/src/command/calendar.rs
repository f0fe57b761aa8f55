//! `consigne calendar`: working days and public holidays (`product.md` §1, §10).

use clap::{Args, Subcommand};
use domain::Language;
use domain::calendar::{Calendar, HolidayZone};
use jiff::civil::Date;
use serde::Serialize;

use crate::command::{Failed, Output};

/// What to ask the calendar.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// The date so many working days later; earlier where the number is negative.
    AddWorkingDays {
        /// The day to start from; it never counts itself.
        #[arg(value_name = "DATE")]
        date: Date,
        /// How many working days; zero moves on to the next working day only if the date is none.
        #[arg(value_name = "N", allow_negative_numbers = true)]
        count: i64,
        /// Which days are worked.
        #[command(flatten)]
        kept: Kept,
    },
    /// The working days after one date, up to and with another.
    CountWorkingDays {
        /// The day after which counting starts.
        #[arg(value_name = "START")]
        start: Date,
        /// The last day that counts.
        #[arg(value_name = "END")]
        end: Date,
        /// Which days are worked.
        #[command(flatten)]
        kept: Kept,
    },
    /// The public holidays of a year.
    Holidays {
        /// The year.
        #[arg(value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1..=9999))]
        year: i16,
        /// Whose holidays.
        #[command(flatten)]
        kept: Kept,
    },
}

/// Which days are worked.
#[derive(Clone, Copy, Debug, Args)]
pub struct Kept {
    /// Whose public holidays are kept: metropole or alsace-moselle.
    #[arg(long, default_value_t)]
    pub zone: HolidayZone,
    /// Count Saturdays too.
    #[arg(long)]
    pub saturday: bool,
}

impl From<Kept> for Calendar {
    fn from(kept: Kept) -> Self {
        Calendar { zone: kept.zone, saturday: kept.saturday }
    }
}

#[derive(Serialize)]
struct OnDate {
    date: Date,
}

#[derive(Serialize)]
struct Days {
    days: i64,
}

#[derive(Serialize)]
struct NamedDay {
    date: Date,
    name: &'static str,
}

/// Answers a date, a number of days, or one line per holiday.
///
/// # Errors
/// Where the answer lies beyond the calendar, or nobody reads it.
pub fn run(command: CalendarCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    match command {
        CalendarCommand::AddWorkingDays { date, count, kept } => {
            let date = Calendar::from(kept).add_working_days(date, count).map_err(Failed::new)?;
            output.answer(&OnDate { date }, date)
        }
        CalendarCommand::CountWorkingDays { start, end, kept } => {
            let days = Calendar::from(kept).count_working_days(start, end);
            output.answer(&Days { days }, days)
        }
        CalendarCommand::Holidays { year, kept } => {
            for (date, holiday) in Calendar::from(kept).holidays(year) {
                let name = holiday.name(Language::Fr);
                output.answer(&NamedDay { date, name }, format_args!("{date}\t{name}"))?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::run;
    use crate::command::{Command, Output};
    use crate::settings::Settings;

    fn answer(line: &str) -> String {
        let settings = match Settings::try_parse_from(line.split(' ')) {
            Ok(settings) => settings,
            Err(error) => return format!("{error}"),
        };
        let mut out = Vec::new();
        let mut output = Output::new(&mut out, settings.common.json);
        let done = match settings.command {
            Command::Calendar(command) => run(command, &mut output),
            other => return format!("{other:?}"),
        };
        match done {
            Ok(()) => String::from_utf8_lossy(&out).into_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn days_are_added_and_counted() {
        for (line, expected) in [
            ("consigne calendar add-working-days 2026-12-24 1", "2026-12-28\n"),
            ("consigne calendar add-working-days 2026-12-24 1 --saturday", "2026-12-26\n"),
            ("consigne calendar add-working-days 2026-12-24 1 --saturday --zone alsace-moselle", "2026-12-28\n"),
            ("consigne calendar add-working-days 2026-12-28 -1 --json", "{\"date\":\"2026-12-24\"}\n"),
            ("consigne calendar add-working-days 2026-12-25 0", "2026-12-28\n"),
            ("consigne calendar count-working-days 2026-12-24 2026-12-28", "1\n"),
            ("consigne calendar count-working-days 2026-12-24 2026-12-28 --json", "{\"days\":1}\n"),
        ] {
            assert_eq!(answer(line), expected, "{line}");
        }
    }

    #[test]
    fn holidays_are_named() {
        let lines = answer("consigne calendar holidays 2026");
        assert_eq!(lines.lines().count(), 11);
        assert!(lines.starts_with("2026-01-01\tJour de l"), "{lines}");
        let alsace = answer("consigne calendar holidays 2026 --zone alsace-moselle --json");
        assert_eq!(alsace.lines().count(), 13);
        assert!(alsace.contains("{\"date\":\"2026-04-03\",\"name\":\"Vendredi saint\"}\n"), "{alsace}");
    }
}
