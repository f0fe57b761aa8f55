//! All parcels of a customer as one CSV file: how fast, and in how much memory.

use std::time::Instant;

use crate::Outcome;
use crate::figures::{Book, words};
use crate::parcels::Parcels;
use crate::person::{self, CUSTOMER};
use crate::server::Launch;

/// What is exported: everything that the customer sees.
const ADDRESS: &str = "/parcels/export?profile=french";
/// In bytes.
const MB: f64 = 1_000_000.0;

/// Measures it.
pub async fn run(launch: &Launch, world: &Parcels, book: &Book) -> Outcome<()> {
    let server = launch.serve(None).await?;
    let mut customer = person::sign_in(server.address, CUSTOMER).await?;
    server.rest().await?;
    let before = server.resident()?;
    server.forget_peak()?;
    let began = Instant::now();
    let counted = customer.count(ADDRESS).await?;
    let took = began.elapsed().as_secs_f64();
    let rows = counted.lines.saturating_sub(1);
    if rows * 2 < world.parcels {
        return Err(format!("the file has {rows} rows; the customer has most of {} parcels", world.parcels));
    }
    book.figure("CSV export, rows of the file", rows as f64, "")?;
    book.figure("CSV export, size of the file", counted.bytes as f64 / MB, "MB")?;
    book.figure("CSV export, rows per second", rows as f64 / took, "/s")?;
    book.figure(words::EXPORT_MEMORY, server.peak()?.saturating_sub(before) as f64 / MB, "MB")?;
    server.stop().await
}
