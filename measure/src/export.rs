//! All parcels of a customer as one CSV file: how fast, and in how much memory.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::Outcome;
use crate::figures::{Book, words};
use crate::http::{Client, Counted};
use crate::parcels::Parcels;
use crate::person::{self, CUSTOMER};
use crate::server::Launch;

/// What is exported: everything that the customer sees.
const ADDRESS: &str = "/parcels/export?profile=french";
/// How long it may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often the page of its progress is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// In bytes.
const MB: f64 = 1_000_000.0;

/// Measures it.
pub async fn run(launch: &Launch, world: &Parcels, book: &Book) -> Outcome<()> {
    let server = launch.serve(None).await?;
    let mut customer = person::sign_in(server.address, CUSTOMER).await?;
    server.rest().await?;
    let before = server.anonymous()?;
    let began = Instant::now();
    let (counted, most) = server.most_during(fetch(&mut customer)).await?;
    let took = began.elapsed().as_secs_f64();
    let rows = counted.lines.saturating_sub(1);
    if rows * 2 < world.parcels {
        return Err(format!("the file has {rows} rows; the customer has most of {} parcels", world.parcels));
    }
    book.figure("CSV export, rows of the file", rows as f64, "")?;
    book.figure("CSV export, size of the file", counted.bytes as f64 / MB, "MB")?;
    book.figure("CSV export, rows per second", rows as f64 / took, "/s")?;
    book.figure(words::EXPORT_MEMORY, most.saturating_sub(before) as f64 / MB, "MB")?;
    server.stop().await
}

/// Fetches the file: at once, or where it is long, once it is made.
async fn fetch(customer: &mut Client) -> Outcome<Counted> {
    let page = customer.leads(ADDRESS).await?;
    if page.is_empty() {
        return customer.count(ADDRESS).await;
    }
    let file = format!("{page}/file");
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if person::read(customer, &page).await?.contains(&file) {
            return customer.count(&file).await;
        }
        sleep(LOOK).await;
    }
    Err(format!("{page} was not made within {} s", PATIENCE.as_secs()))
}
