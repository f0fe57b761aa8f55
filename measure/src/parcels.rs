//! What there is to ask for in a world of many parcels: listed once, from the program's own tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::person::{self, CUSTOMER};
use crate::server::Launch;

/// Days of half a year whose parcels are listed.
const DAYS: i64 = 20;
/// Days between two of them.
const APART: i64 = 8;

/// Numbers of one quick search.
pub const PASTED: usize = 200;

/// What there is to ask for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Parcels {
    /// How many parcels there are.
    pub parcels: u64,
    /// Numbers of the customer's parcels, of all of half a year.
    pub numbers: Vec<String>,
    /// References of some of them.
    pub references: Vec<String>,
}

impl Parcels {
    /// Reads a list that was prepared.
    pub fn read(path: &Path) -> Outcome<Self> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }
}

/// Lists what there is in a world that was seeded just now.
pub async fn prepare(launch: &Launch, to: &Path) -> Outcome<()> {
    let held: serde_json::Value =
        serde_json::from_str(&launch.run(&["doctor"])?).map_err(|error| format!("doctor: {error}"))?;
    let mut list = Parcels { parcels: held["parcels"].as_u64().unwrap_or(0), ..Parcels::default() };
    let server = launch.serve(None).await?;
    let mut customer = person::sign_in(server.address, CUSTOMER).await?;
    let (mut numbers, mut references) = (BTreeSet::new(), BTreeSet::new());
    for step in 0..DAYS {
        let day = days_ago(3 + step * APART);
        let table =
            person::read(&mut customer, &format!("/parcels/export?from={day}&until={day}&profile=english")).await?;
        for line in table.lines().skip(1) {
            let number = line.split(',').next().unwrap_or_default();
            if number.len() > 8 && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                numbers.insert(number.to_owned());
            }
            if let Some((_, rest)) = line.split_once("CMD-") {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                references.insert(format!("CMD-{digits}"));
            }
        }
    }
    server.rest().await?;
    server.stop().await?;
    if numbers.len() < PASTED {
        return Err(format!("the tables of results hold only {} numbers", numbers.len()));
    }
    (list.numbers, list.references) = (numbers.into_iter().collect(), references.into_iter().collect());
    let text = serde_json::to_string(&list).map_err(|error| error.to_string())?;
    fs::write(to, text).map_err(|error| format!("{}: {error}", to.display()))
}

/// Some of many, spread over all of them; another `turn` gives others.
pub fn spread(all: &[String], count: usize, turn: usize) -> Vec<&str> {
    let step = (all.len() / count).max(1);
    (0..count.min(all.len())).map(|place| all[(place * step + turn) % all.len()].as_str()).collect()
}

/// The day so many days ago, in UTC, as it stands in addresses.
pub fn days_ago(days: i64) -> String {
    #[expect(clippy::disallowed_methods, reason = "the portal is measured from outside, by the machine's own clock")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day_of(i64::try_from(now / 86_400).unwrap_or(0) - days)
}

/// The civil day of a number of days since 1970 (H. Hinnant, *chrono-compatible low-level date algorithms*).
fn day_of(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let place = (5 * of_year + 2) / 153;
    let day = of_year - (153 * place + 2) / 5 + 1;
    let month = if place < 10 { place + 3 } else { place - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{day_of, spread};

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, day) in [(0, "1970-01-01"), (59, "1970-03-01"), (20_783, "2026-11-26"), (19_782, "2024-02-29")] {
            assert_eq!(day_of(days), day);
        }
    }

    #[test]
    fn some_are_taken_from_everywhere() {
        let all: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        assert_eq!(spread(&all, 5, 0), ["0", "2", "4", "6", "8"]);
        assert_eq!(spread(&all, 5, 3), ["3", "5", "7", "9", "1"]);
        assert_eq!(spread(&all, 20, 0).len(), 10);
    }
}
