//! By which indexes PostgreSQL finds the rows of a search: asked of itself, while the search runs on the whole world.
//!
//! Its module `auto_explain` writes the plan of each statement that ran into its log; `./bench` loads it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use crate::Outcome;
use crate::figures::Book;
use crate::parcels::{PASTED, Parcels, spread};
use crate::person::{self, CUSTOMER};
use crate::search::criteria;
use crate::server::Launch;

/// How long PostgreSQL may take to write its log.
const WRITTEN: Duration = Duration::from_millis(500);

/// What is written before a name in a plan, and whether the table is then read from end to end.
const MARKS: [(&str, bool); 5] = [
    ("Index Scan using ", false),
    ("Index Only Scan using ", false),
    ("Index Scan Backward using ", false),
    ("Bitmap Index Scan on ", false),
    ("Seq Scan on ", true),
];

/// Asks for each search once, and writes down what its statements went by.
pub async fn run(launch: &Launch, world: &Parcels, book: &Book, log: &Path) -> Outcome<()> {
    let server = launch.serve(None).await?;
    let mut customer = person::sign_in(server.address, CUSTOMER).await?;
    server.rest().await?;
    let pasted = spread(&world.numbers, PASTED, 0).join("\n");
    let begun = end_of(log)?;
    let answer = customer.post("/parcels", [("form", "quick"), ("deed", ""), ("by", "number"), ("q", &pasted)]).await?;
    if answer.status == 303 {
        person::read(&mut customer, answer.location.trim_start_matches('!')).await?;
    }
    sleep(WRITTEN).await;
    book.plan(crate::figures::words::QUICK, &named(&since(log, begun)?))?;
    for (name, query) in criteria() {
        let begun = end_of(log)?;
        person::read(&mut customer, &format!("/parcels?{query}")).await?;
        sleep(WRITTEN).await;
        book.plan(name, &named(&since(log, begun)?))?;
    }
    server.stop().await
}

fn end_of(log: &Path) -> Outcome<u64> {
    log.metadata().map(|log| log.len()).map_err(|error| format!("{}: {error}", log.display()))
}

fn since(log: &Path, begun: u64) -> Outcome<String> {
    let mut text = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        file.seek(SeekFrom::Start(begun))?;
        file.read_to_end(&mut text)
    });
    read.map_err(|error| format!("{}: {error}", log.display()))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The indexes of the plans, each once; a table that is read from end to end is said to be.
fn named(plans: &str) -> Vec<String> {
    let mut names = BTreeSet::new();
    for line in plans.lines() {
        for (mark, whole) in MARKS {
            let Some((_, rest)) = line.split_once(mark) else { continue };
            let name = rest.split([' ', '(']).next().unwrap_or_default();
            names.insert(if whole { format!("all of {name}") } else { name.to_owned() });
        }
    }
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn indexes_are_read_from_plans() {
        let plans = "Nested Loop  (cost=0.7..9 rows=1 width=8)\n  ->  Index Scan Backward using parcel_by_label on parcel \
                     p  (cost=1)\n  ->  Bitmap Index Scan on parcel_by_state  (cost=2)\n  ->  Seq Scan on customer c  \
                     (cost=3)\n  ->  Index Only Scan using parcel_by_label on parcel p_1";
        assert_eq!(named(plans), ["all of customer", "parcel_by_label", "parcel_by_state"]);
    }
}
