//! Taking in what carriers report: batches of a hundred scans, each answered once it is kept.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::figures::{Book, words};
use crate::http::{Client, Sent};
use crate::parcels::{Parcels, days_ago};
use crate::person;
use crate::samples::Samples;
use crate::server::Launch;
use crate::{Outcome, Size};

/// Scans of one batch.
const BATCH: usize = 100;
/// How many deliver at once.
const SENDERS: [usize; 2] = [1, 4];
/// The feed's name.
const FEED: &str = "mesure";
/// The carrier whose scans they are.
const CARRIER: &str = "colissimo";
/// How that carrier's numbers begin in the demo world.
const THEIRS: &str = "6A";

impl Size {
    /// Batches of one measurement.
    const fn batches(self) -> usize {
        if self.quick { 60 } else { 1_000 }
    }
}

/// Measures it: by POST, and by the command line.
pub async fn run(launch: &Launch, world: &Parcels, book: &Book, size: Size) -> Outcome<()> {
    let mapping = launch.data.join("mesure.toml");
    fs::write(&mapping, format!("zone = \"UTC\"\ncarrier = \"{CARRIER}\"\n")).map_err(|error| error.to_string())?;
    let mapping = mapping.to_string_lossy().into_owned();
    let said = launch.run(&["feed", "add", FEED, "--format", "csv", "--carrier", CARRIER, "--mapping", &mapping])?;
    let secret = person::between(&said, "\"secret\":\"", "\"").next().ok_or("the new feed told no secret")?.to_owned();
    let server = launch.serve(None).await?;
    server.rest().await?;
    let mut first = 0;
    for senders in SENDERS {
        let batches: Vec<String> = (0..size.batches()).map(|place| batch(world, first + place)).collect();
        first += size.batches();
        let (samples, took) = deliver(server.address, batches, &secret, senders).await?;
        let rate = (size.batches() * BATCH) as f64 / took.as_secs_f64();
        let name = format!("scans by POST, batches of {BATCH}, {senders} at once");
        book.figure(&name, rate, "/s")?;
        book.figure(&format!("{name}, p95 of a batch"), samples.percentile(95), "ms")?;
        if senders == 1 {
            book.figure(words::SCANS, rate, "/s")?;
        }
    }
    server.stop().await?;
    import(launch, world, book, first, size, &mapping)
}

/// By the command line: one file, from the start of the program to its end.
fn import(launch: &Launch, world: &Parcels, book: &Book, first: usize, size: Size, mapping: &str) -> Outcome<()> {
    let mut lines = String::from(HEADER);
    for place in 0..size.batches() {
        lines.push_str(batch(world, first + place).trim_start_matches(HEADER));
    }
    let file = launch.data.join("mesure.csv");
    fs::write(&file, lines).map_err(|error| error.to_string())?;
    let began = Instant::now();
    launch.run(&["feed", "import", "--format", "csv", "--mapping", mapping, &file.to_string_lossy()])?;
    let rate = (size.batches() * BATCH) as f64 / began.elapsed().as_secs_f64();
    book.figure("scans by `feed import`", rate, "/s")
}

const HEADER: &str = "tracking_number;state;at;place;code\n";

/// A batch of scans of a hundred parcels, as no other batch has them: of a code that the file itself explains, at a
/// moment of its own, so that each is new and its parcel is worked out anew.
fn batch(world: &Parcels, place: usize) -> String {
    let mut text = String::from(HEADER);
    let numbers: Vec<&String> = world.numbers.iter().filter(|number| number.starts_with(THEIRS)).collect();
    let (day, second) = (days_ago(1), place % 86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    for row in 0..BATCH {
        let number = numbers[(place * BATCH + row) % numbers.len()];
        text.push_str(&format!(
            "{number};in_transit;{day}T{hour:02}:{minute:02}:{second:02}Z;Lyon;MES{}\n",
            place / 86_400
        ));
    }
    text
}

/// Delivers all batches, by so many senders in turn; answers how long each took and how long all.
async fn deliver(
    address: std::net::SocketAddr,
    batches: Vec<String>,
    secret: &str,
    senders: usize,
) -> Outcome<(Samples, Duration)> {
    let batches = Arc::new(batches);
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for sender in 0..senders {
        let (batches, secret) = (Arc::clone(&batches), secret.to_owned());
        tasks.spawn(async move {
            let mut client = Client::new(address);
            let mut took = Vec::new();
            for body in batches.iter().skip(sender).step_by(senders) {
                let began = Instant::now();
                let sent = Sent { body: body.as_bytes(), kind: "text/csv", bearer: &secret };
                let answer = client.deliver(&format!("/api/v1/feeds/{FEED}"), sent).await?;
                took.push(began.elapsed());
                let text = answer.text()?;
                if answer.status != 200 || !text.contains(&format!("\"new\":{BATCH}")) {
                    return Err(format!("a batch was answered {}: {text:.300}", answer.status));
                }
            }
            Ok(took)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = tasks.join_next().await {
        all.extend(done.map_err(|error| error.to_string())??);
    }
    Ok((Samples::new(all), began.elapsed()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{BATCH, HEADER, batch};
    use crate::parcels::Parcels;

    #[test]
    fn no_scan_is_sent_twice() {
        let numbers = (0..250).map(|number| format!("6A{number:011}")).collect();
        let world = Parcels { numbers, ..Parcels::default() };
        let mut seen = HashSet::new();
        for place in 0..50 {
            let text = batch(&world, place);
            let lines = text.strip_prefix(HEADER).expect("a header").lines();
            for line in lines {
                assert!(seen.insert(line.to_owned()), "batch {place}: {line}");
            }
        }
        assert_eq!(seen.len(), 50 * BATCH);
    }
}
