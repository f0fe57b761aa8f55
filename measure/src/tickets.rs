//! Lists, searches, figures and tables among many tickets: what a page costs when a million of them lie in the database.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::figures::{self, Book, Line, words};
use crate::http::Client;
use crate::load::{self, Target};
use crate::parcels::days_ago;
use crate::person::{self, CUSTOMER};
use crate::server::Launch;
use crate::{Outcome, Size};

/// How many ask at once.
const CLIENTS: [usize; 2] = [1, 16];
/// What names a row of a list.
const ROW: &str = "class=\"ticket-row\"";
/// Rows of a page.
const ROWS: usize = 50;
/// Things that parcels of these worlds hold. Each stands in one ticket of fifty, and two of them in one of two thousand.
const THINGS: [&str; 8] = ["samovar", "violon", "lampe", "guitare", "tapis", "montre", "tente", "horloge"];
/// Days whose tickets are exported: of two years, and of the customer's fifth of a million, nearly a hundred thousand.
const EXPORTED_DAYS: i64 = 350;
/// Where a list is made a table of.
const EXPORT: &str = "/requests/chosen/export";
/// How often the file is fetched.
const FILES: usize = 3;
/// A lead, who sees the figures of all customers.
const LEAD: &str = "nadia.roche@consigne.example";
/// In bytes.
const MB: f64 = 1_000_000.0;

/// What there is to ask for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tickets {
    /// How many tickets there are.
    pub tickets: u64,
}

impl Tickets {
    /// Reads a list that was prepared.
    pub fn read(path: &Path) -> Outcome<Self> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// How large the world is, as it stands behind each name of what is measured.
    fn size(&self) -> &'static str {
        if self.tickets >= 500_000 { words::MILLION } else { words::TENTH }
    }
}

/// Lists what there is in a world that was seeded just now.
pub async fn prepare(launch: &Launch, to: &Path) -> Outcome<()> {
    let held: serde_json::Value =
        serde_json::from_str(&launch.run(&["doctor"])?).map_err(|error| format!("doctor: {error}"))?;
    let list = Tickets { tickets: held["tickets"].as_u64().unwrap_or(0) };
    let text = serde_json::to_string(&list).map_err(|error| error.to_string())?;
    fs::write(to, text).map_err(|error| format!("{}: {error}", to.display()))
}

/// The form of a table of all tickets that some criteria leave.
fn export_fields(criteria: &str) -> [(&str, &str); 5] {
    [("form", "chosen"), ("here", "/requests"), ("criteria", criteria), ("all", "1"), ("profile", "french")]
}

/// What is asked for: its name, whether an agent asks, and the pages.
fn kinds() -> Vec<(&'static str, &'static str, Vec<Target>)> {
    let list = |query: &str| vec![Target::page(format!("/requests?tab=all&{query}"), ROW, ROWS)];
    let some = |query: &str| vec![Target::page(format!("/requests?tab=all&{query}"), ROW, 0)];
    let (from, until) = (days_ago(300), days_ago(60));
    let pairs = THINGS.iter().enumerate().map(|(place, one)| (one, THINGS[(place + 1) % THINGS.len()]));
    let rare = pairs.map(|(one, other)| some(&format!("search={one}+{other}")).remove(0)).collect();
    vec![
        (
            words::FILTERED,
            CUSTOMER,
            list(&format!("state=closed&subject=delay&carrier=chronopost&from={from}&until={until}")),
        ),
        ("inbox of one account, late ones, unread", CUSTOMER, some("account=19869502&subject=delay&unread=1")),
        (words::COMMON, CUSTOMER, list("search=colis")),
        ("word search, a word of one ticket in fifty", CUSTOMER, list("search=samovar")),
        (words::RARE, CUSTOMER, rare),
        (words::PREFIX, CUSTOMER, list("search=rembours")),
        ("word search with two filters", CUSTOMER, list("search=facture&state=closed&carrier=colissimo")),
        ("dashboard of a customer", CUSTOMER, vec![Target::page("/dashboard", "<table", 0)]),
        ("dashboard over all customers", LEAD, vec![Target::page("/dashboard", "<table", 0)]),
        ("desk, word search, common", LEAD, vec![Target::page("/desk?tab=all&search=colis", ROW, ROWS)]),
        ("desk, word search, two words", LEAD, vec![Target::page("/desk?tab=all&search=samovar+violon", ROW, 0)]),
    ]
}

/// Measures it.
pub async fn run(launch: &Launch, world: &Tickets, book: &Book, size: Size) -> Outcome<()> {
    let server = launch.serve(None).await?;
    let most = CLIENTS.into_iter().max().unwrap_or(1);
    let customers = person::sign_in_often(server.address, CUSTOMER, most).await?;
    let leads = person::sign_in_often(server.address, LEAD, most).await?;
    server.rest().await?;
    for (name, who, targets) in kinds() {
        let targets = Arc::new(targets);
        let people = if who == CUSTOMER { &customers } else { &leads };
        for clients in CLIENTS {
            let asking = people.iter().take(clients).map(Client::again).collect();
            let measured = load::measure(asking, Arc::clone(&targets), size.warm_up(), size.time()).await;
            let measured = measured.map_err(|error| format!("{name}: {error}"))?;
            book.speed(&format!("{name}, {}", world.size()), clients, &measured)?;
        }
    }
    export(&mut customers[0].again(), world, book).await?;
    book.figure(&format!("resident memory after that, {}", world.size()), server.resident()? as f64 / MB, "MB")?;
    server.stop().await?;
    growth(book)
}

/// Fetches the tickets of nearly a year as CSV, some times.
async fn export(customer: &mut Client, world: &Tickets, book: &Book) -> Outcome<()> {
    let criteria = format!("from={}", days_ago(EXPORTED_DAYS));
    let mut took = Vec::with_capacity(FILES);
    let mut rows = 0;
    for _ in 0..FILES {
        let began = Instant::now();
        let counted = customer.count_posted(EXPORT, export_fields(&criteria)).await?;
        took.push(began.elapsed().as_secs_f64());
        rows = counted.lines.saturating_sub(1);
    }
    took.sort_by(f64::total_cmp);
    if rows * 20 < world.tickets {
        return Err(format!("the file has {rows} rows only"));
    }
    book.figure(&format!("CSV of tickets, rows, {}", world.size()), rows as f64, "")?;
    book.figure(&format!("CSV of tickets, median of {FILES}, {}", world.size()), took[FILES / 2], "s")
}

/// How many times slower a page is among a million tickets than among a tenth of them, where both were measured.
fn growth(book: &Book) -> Outcome<()> {
    let lines = figures::read(&book.results)?;
    let p95 = |what: &str, size: &str| {
        lines.iter().rev().find_map(|line| match line {
            Line::Speed(speed)
                if speed.engine == book.engine && speed.clients == 16 && speed.what == format!("{what}, {size}") =>
            {
                Some(speed.p95)
            }
            _ => None,
        })
    };
    for what in [words::FILTERED, words::COMMON, words::RARE, words::PREFIX] {
        if let (Some(many), Some(few)) = (p95(what, words::MILLION), p95(what, words::TENTH)) {
            book.figure(&words::growth(what), many / few, "×")?;
        }
    }
    Ok(())
}
