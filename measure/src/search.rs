//! Searching among many parcels: two hundred numbers pasted at once, and several criteria together.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::figures::{Book, words};
use crate::http::Client;
use crate::load::{self, Measured, Target};
use crate::parcels::{PASTED, Parcels, days_ago, spread};
use crate::person::{self, CUSTOMER};
use crate::samples::Samples;
use crate::server::Launch;
use crate::{Outcome, Size};

/// How many ask at once.
const CLIENTS: [usize; 2] = [1, 16];
/// What names a row of results.
const ROW: &str = "results-number";
/// In bytes.
const MB: f64 = 1_000_000.0;

/// The three searches, as somebody would type them: what came back to one part of an account, somebody by his name, and
/// where much of it goes.
pub fn criteria() -> [(&'static str, String); 3] {
    let (from, until) = (days_ago(60), days_ago(0));
    [
        ("state, sub-account, dates", format!("state=returning&sub_account=LYON&from={from}&until={until}")),
        ("recipient's name", "recipient=lefebvre".to_owned()),
        ("postcode and country", "postcode=69&country=FR".to_owned()),
    ]
}

/// Measures it.
pub async fn run(launch: &Launch, world: &Parcels, book: &Book, size: Size) -> Outcome<()> {
    let server = launch.serve(None).await?;
    let most = CLIENTS.into_iter().max().unwrap_or(1);
    let customers = person::sign_in_often(server.address, CUSTOMER, most).await?;
    server.rest().await?;
    let pastes: Vec<String> = (0..16).map(|turn| spread(&world.numbers, PASTED, turn).join("\n")).collect();
    let pastes = Arc::new(pastes);
    for clients in CLIENTS {
        let asking: Vec<Client> = customers.iter().take(clients).map(Client::again).collect();
        let measured = paste(asking, Arc::clone(&pastes), size).await?;
        book.speed(words::QUICK, clients, &measured)?;
        if clients == 1 {
            book.figure(words::QUICK_P95, measured.samples.percentile(95), "ms")?;
        }
    }
    for (name, query) in criteria() {
        let targets = Arc::new(vec![Target::page(format!("/parcels?{query}"), ROW, 0)]);
        for clients in CLIENTS {
            let asking = customers.iter().take(clients).map(Client::again).collect();
            let measured = load::measure(asking, Arc::clone(&targets), size.warm_up(), size.time()).await;
            book.speed(name, clients, &measured.map_err(|error| format!("{name}: {error}"))?)?;
        }
    }
    book.figure("memory after the searches, without the mapped database", server.anonymous()? as f64 / MB, "MB")?;
    server.stop().await
}

/// Pastes in turn, for the time of a measurement. A paste is sent as a form, which leads to its answer: both are timed as
/// one.
async fn paste(clients: Vec<Client>, pastes: Arc<Vec<String>>, size: Size) -> Outcome<Measured> {
    let from = Instant::now() + size.warm_up();
    let until = from + size.time();
    let mut tasks = JoinSet::new();
    for (index, client) in clients.into_iter().enumerate() {
        tasks.spawn(paste_on(client, Arc::clone(&pastes), index, from, until));
    }
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    while let Some(done) = tasks.join_next().await {
        let (took, refused) = done.map_err(|error| error.to_string())??;
        all.extend(took);
        wrong.extend(refused);
    }
    if let Some(why) = wrong.first() {
        crate::say(format_args!("  ✗ {} wrong answers: {why}", wrong.len()));
    }
    let rate = all.len() as f64 / size.time().as_secs_f64();
    Ok(Measured { samples: Samples::new(all), rate, wrong: wrong.len() })
}

async fn paste_on(
    mut client: Client,
    pastes: Arc<Vec<String>>,
    index: usize,
    from: Instant,
    until: Instant,
) -> Outcome<(Vec<Duration>, Vec<String>)> {
    let (mut took, mut wrong) = (Vec::new(), Vec::new());
    for turn in index.. {
        let began = Instant::now();
        if began >= until {
            break;
        }
        let text = pastes[turn % pastes.len()].as_str();
        let mut answer =
            client.post("/parcels", [("form", "quick"), ("deed", ""), ("by", "number"), ("q", text)]).await?;
        if answer.status == 303 {
            let address = answer.location.trim_start_matches('!').to_owned();
            answer = client.get(&address).await?;
        }
        let ended = Instant::now();
        let rows = answer.text()?.matches(ROW).count();
        if answer.status != 200 || rows < PASTED {
            wrong.push(format!("{PASTED} numbers were answered {} with {rows} rows", answer.status));
        } else if ended >= from && ended < until {
            took.push(ended - began);
        }
    }
    Ok((took, wrong))
}
