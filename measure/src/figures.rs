//! What was measured, one JSON object per line, so that each stage adds its own; and what is demanded of it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::load::Measured;

/// A line of the results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// How fast something is answered.
    Speed(Speed),
    /// One number.
    Figure(Figure),
    /// What the rows of something are found by.
    Plan(Plan),
}

/// What the rows of something are found by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The database.
    pub engine: String,
    /// What is asked for.
    pub what: String,
    /// The indexes.
    pub indexes: Vec<String>,
}

/// How fast something is answered, times in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// The database.
    pub engine: String,
    /// What is asked for.
    pub what: String,
    /// How many ask at once.
    pub clients: usize,
    /// The time that half of the answers need at most.
    pub p50: f64,
    /// The same of 95 in a hundred.
    pub p95: f64,
    /// The same of 99 in a hundred.
    pub p99: f64,
    /// Answers per second.
    pub rate: f64,
    /// How many were timed.
    pub answers: usize,
    /// How many were not as expected.
    pub wrong: usize,
}

/// One number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The database; empty where it plays no part.
    pub engine: String,
    /// What it is: the name of a [`Demand`], or words of its own.
    pub what: String,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: String,
}

/// What is demanded of a figure.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// What it is.
    pub what: &'static str,
    /// What must hold.
    pub must: f64,
    /// What is aimed at.
    pub aim: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Whether more is better.
    pub more: bool,
    /// How many times as much PostgreSQL may take.
    pub on_postgres: f64,
}

impl Demand {
    /// Whether a value is as good on a database as the limit.
    pub fn holds(&self, engine: &str, value: f64, limit: f64) -> bool {
        let limit = if engine == "postgres" { limit * self.on_postgres } else { limit };
        if self.more { value >= limit } else { value <= limit }
    }
}

const fn at_most(what: &'static str, must: f64, aim: f64, unit: &'static str) -> Demand {
    Demand { what, must, aim, unit, more: false, on_postgres: 1.0 }
}

/// As [`at_most`], and twice as much on PostgreSQL.
const fn twice(what: &'static str, must: f64, aim: f64) -> Demand {
    Demand { what, must, aim, unit: "ms", more: false, on_postgres: 2.0 }
}

const fn at_least(what: &'static str, must: f64, aim: f64, unit: &'static str) -> Demand {
    Demand { what, must, aim, unit, more: true, on_postgres: 1.0 }
}

/// Words of the demands that several places name.
pub mod words {
    /// Answers of the inbox.
    pub const INBOX_RATE: &str = "inbox of 50 rows, 16 clients, answers per second";
    /// A message on its way.
    pub const SEEN: &str = "message seen in another open page, 1,000 streams, p95";
    /// Memory at rest.
    pub const IDLE: &str = "resident memory at rest, with the database in it";
    /// Memory after work.
    pub const LOADED: &str = "resident memory after the load";
    /// Two hundred numbers at once.
    pub const QUICK: &str = "quick search of 200 numbers";
    /// The same, of which something is demanded.
    pub const QUICK_P95: &str = "quick search of 200 numbers, p95";
    /// What an export takes beside what the program has.
    pub const EXPORT_MEMORY: &str = "CSV export, memory beside that at rest";
    /// Scans that are taken in.
    pub const SCANS: &str = "scans accepted, batches of 100, per second";
    /// A report as CSV.
    pub const REPORT_CSV: &str = "report of 50,000 parcels, CSV";
    /// The same as HTML.
    pub const REPORT_HTML: &str = "report of 50,000 parcels, HTML";
    /// The same as PDF, in files of 5,000 parcels.
    pub const REPORT_PDF: &str = "report of 50,000 parcels, PDF";
    /// Memory while reports are made.
    pub const REPORT_MEMORY: &str = "resident memory while reports are made, peak";
    /// The inbox with three filters and a period.
    pub const FILTERED: &str = "inbox with three filters";
    /// A word that nearly all tickets hold.
    pub const COMMON: &str = "word search, common";
    /// Words that hardly a ticket holds.
    pub const RARE: &str = "word search, rare";
    /// The beginning of a word.
    pub const PREFIX: &str = "word search, prefix";
    /// The large world.
    pub const MILLION: &str = "1,000,000 tickets";
    /// The small one.
    pub const TENTH: &str = "100,000 tickets";

    /// How much slower something is in the large world than in the small one.
    pub fn growth(what: &str) -> String {
        format!("{what}, {MILLION} beside {TENTH}, 16 clients, p95")
    }

    /// Start.
    pub const START: &str = "start to the first page, median of 5";
}

/// All demands, in the table's order.
pub const DEMANDS: &[Demand] = &[
    at_most("inbox, 16 clients, p95", 30.0, 12.0, "ms"),
    at_least(words::INBOX_RATE, 1_500.0, 4_000.0, "/s"),
    at_most("thread, 16 clients, p95", 40.0, 15.0, "ms"),
    at_most("search by number, 16 clients, p95", 20.0, 8.0, "ms"),
    at_most("search by reference, 16 clients, p95", 20.0, 8.0, "ms"),
    at_most("filing, 16 clients, p95", 80.0, 30.0, "ms"),
    at_most(words::SEEN, 150.0, 60.0, "ms"),
    at_most(words::IDLE, 60.0, 25.0, "MB"),
    at_most(words::LOADED, 200.0, 90.0, "MB"),
    at_most(words::START, 400.0, 150.0, "ms"),
    at_most(words::QUICK_P95, 150.0, 60.0, "ms"),
    twice("inbox with three filters, 1,000,000 tickets, 16 clients, p95", 30.0, 12.0),
    twice("word search, common, 1,000,000 tickets, 16 clients, p95", 75.0, 25.0),
    twice("word search, rare, 1,000,000 tickets, 16 clients, p95", 75.0, 25.0),
    twice("word search, prefix, 1,000,000 tickets, 16 clients, p95", 75.0, 25.0),
    at_most("inbox with three filters, 1,000,000 tickets beside 100,000 tickets, 16 clients, p95", 1.5, 1.5, "×"),
    at_most("word search, common, 1,000,000 tickets beside 100,000 tickets, 16 clients, p95", 1.5, 1.5, "×"),
    at_most("word search, rare, 1,000,000 tickets beside 100,000 tickets, 16 clients, p95", 1.5, 1.5, "×"),
    at_most("word search, prefix, 1,000,000 tickets beside 100,000 tickets, 16 clients, p95", 1.5, 1.5, "×"),
    at_least(words::SCANS, 5_000.0, 10_000.0, "/s"),
    at_most(words::EXPORT_MEMORY, 50.0, 10.0, "MB"),
    at_most(words::REPORT_CSV, 2.0, 1.0, "s"),
    at_most(words::REPORT_HTML, 3.0, 1.5, "s"),
    at_most(words::REPORT_PDF, 20.0, 10.0, "s"),
    at_most(words::REPORT_MEMORY, 300.0, 150.0, "MB"),
    at_most("sign-in, all requests", 40.0, 25.0, "kB"),
    at_most("inbox, all requests", 350.0, 200.0, "kB"),
    at_most("HTML of a list of 50 rows, gzip", 9.0, 6.0, "kB"),
    at_least("Lighthouse, sign-in, performance", 95.0, 95.0, ""),
    at_least("Lighthouse, sign-in, accessibility", 100.0, 100.0, ""),
    at_least("Lighthouse, sign-in, best practices", 100.0, 100.0, ""),
    at_least("Lighthouse, inbox, performance", 95.0, 95.0, ""),
    at_least("Lighthouse, inbox, accessibility", 100.0, 100.0, ""),
    at_least("Lighthouse, inbox, best practices", 100.0, 100.0, ""),
    at_least("Lighthouse, thread, performance", 95.0, 95.0, ""),
    at_least("Lighthouse, thread, accessibility", 100.0, 100.0, ""),
    at_least("Lighthouse, thread, best practices", 100.0, 100.0, ""),
];

/// Where the results of one database go; each is also said at once.
#[derive(Clone, Debug, clap::Args)]
pub struct Book {
    /// The file of results, which grows.
    #[arg(long)]
    pub results: PathBuf,
    /// The database's name.
    #[arg(long)]
    pub engine: String,
}

impl Book {
    /// Writes down how fast something is.
    pub fn speed(&self, what: &str, clients: usize, measured: &Measured) -> Outcome<()> {
        let Measured { samples, rate, wrong } = measured;
        let (rate, wrong) = (*rate, *wrong);
        let [p50, p95, p99] = [50, 95, 99].map(|hundredths| samples.percentile(hundredths));
        let answers = samples.count();
        crate::say(format_args!(
            "  {what:<22} {clients:>2} clients   p50 {p50:>7.1}   p95 {p95:>7.1}   p99 {p99:>7.1} ms   {rate:>7.0} /s"
        ));
        let (engine, what) = (self.engine.clone(), what.to_owned());
        self.append(&Line::Speed(Speed { engine, what, clients, p50, p95, p99, rate, answers, wrong }))
    }

    /// Writes down a number.
    pub fn figure(&self, what: &str, value: f64, unit: &str) -> Outcome<()> {
        crate::say(format_args!("  {what:<60} {value:>9.1} {unit}"));
        let (engine, what, unit) = (self.engine.clone(), what.to_owned(), unit.to_owned());
        self.append(&Line::Figure(Figure { engine, what, value, unit }))
    }

    /// Writes down what the rows of something are found by.
    pub fn plan(&self, what: &str, indexes: &[String]) -> Outcome<()> {
        if indexes.is_empty() {
            return Err(format!("{what}: no plan was written"));
        }
        crate::say(format_args!("  {what:<60} {}", indexes.join(", ")));
        let (engine, what) = (self.engine.clone(), what.to_owned());
        self.append(&Line::Plan(Plan { engine, what, indexes: indexes.to_vec() }))
    }

    fn append(&self, line: &Line) -> Outcome<()> {
        let text = serde_json::to_string(line).map_err(|error| error.to_string())?;
        let file = OpenOptions::new().create(true).append(true).open(&self.results);
        file.and_then(|mut file| writeln!(file, "{text}")).map_err(|error| named(&self.results, &error))
    }
}

/// All that was written down.
pub fn read(results: &Path) -> Outcome<Vec<Line>> {
    let text = fs::read_to_string(results).map_err(|error| named(results, &error))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))).collect()
}

fn named(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
