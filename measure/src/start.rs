//! From the start of the program to its first page.

use std::time::Duration;

use crate::Outcome;
use crate::figures::{Book, words};
use crate::http::Client;
use crate::person;
use crate::samples::Samples;
use crate::server::Launch;

/// How often it is started.
const STARTS: usize = 5;

/// Measures it.
pub async fn run(launch: &Launch, book: &Book) -> Outcome<()> {
    let mut all: Vec<Duration> = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let server = launch.serve(None).await?;
        let page = person::read(&mut Client::new(server.address), "/sign-in").await?;
        all.push(server.began.elapsed());
        if !page.contains("name=\"password\"") {
            return Err("the first page is not that of signing in".to_owned());
        }
        server.stop().await?;
    }
    book.figure(words::START, Samples::new(all).percentile(50), "ms")
}
