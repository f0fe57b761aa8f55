//! Filing tickets: the drafts are made first, then all clients send their last forms.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::Outcome;
use crate::http::Client;
use crate::load::Measured;
use crate::person::{self, ADMINISTRATOR};
use crate::samples::Samples;
use crate::world::World;

/// Files `each` tickets with each client. What is timed is the last form alone: when it is answered, the ticket, its
/// message and its mail are on disk.
pub async fn measure(clients: Vec<Client>, world: &Arc<World>, each: usize) -> Outcome<(Measured, String)> {
    let count = clients.len();
    let mut drafting = JoinSet::new();
    for (index, client) in clients.into_iter().enumerate() {
        drafting.spawn(draft(client, Arc::clone(world), index * each, each));
    }
    let mut drafted = Vec::with_capacity(count);
    while let Some(done) = drafting.join_next().await {
        drafted.push(done.map_err(|error| error.to_string())??);
    }
    let began = Instant::now();
    let mut filing = JoinSet::new();
    for (client, drafts) in drafted {
        filing.spawn(file(client, drafts));
    }
    let (mut all, mut last) = (Vec::new(), String::new());
    while let Some(done) = filing.join_next().await {
        let (took, number) = done.map_err(|error| error.to_string())??;
        all.extend(took);
        last = number;
    }
    let rate = all.len() as f64 / began.elapsed().as_secs_f64();
    Ok((Measured { samples: Samples::new(all), rate, wrong: 0 }, last))
}

/// Whether the mail about a ticket is among the last that go out.
pub async fn mail_is_queued(client: &Client, number: &str) -> Outcome<()> {
    let mut administrator = person::sign_in(client.address(), ADMINISTRATOR).await?;
    let page = person::read(&mut administrator, "/admin/mail").await?;
    if page.contains(number) { Ok(()) } else { Err(format!("no mail went out about {number}")) }
}

/// The first three pages, so many times; yields the addresses of the last page.
async fn draft(mut client: Client, world: Arc<World>, first: usize, times: usize) -> Outcome<(Client, Vec<String>)> {
    let mut addresses = Vec::with_capacity(times);
    for index in first..first + times {
        let number = world.parcel_numbers[index % world.parcel_numbers.len()].as_str();
        let check = step(&mut client, "/requests/new", &[("form", "start"), ("number", number)]).await?;
        let subject = step(&mut client, &check, &[("form", "check"), ("parcels", number)]).await?;
        let typed = [("form", "subject"), ("subject", "parcel_position")];
        addresses.push(step(&mut client, &subject, &typed).await?);
    }
    client.hang_up();
    Ok((client, addresses))
}

async fn file(mut client: Client, drafts: Vec<String>) -> Outcome<(Vec<Duration>, String)> {
    let mut took = Vec::with_capacity(drafts.len());
    let mut last = String::new();
    for address in drafts {
        let began = Instant::now();
        let typed = [("form", "details"), ("body", "Le suivi n’a pas bougé depuis hier. Où se trouve le colis ?")];
        last = step(&mut client, &address, &typed).await?;
        took.push(began.elapsed());
    }
    let number = last.strip_prefix("/requests/").and_then(|rest| rest.strip_suffix("/filed"));
    Ok((took, number.ok_or_else(|| format!("filing led to {last}"))?.to_owned()))
}

/// Sends one form, and yields where it leads.
async fn step(client: &mut Client, address: &str, fields: &[(&str, &str)]) -> Outcome<String> {
    let answer = client.post(address, fields.iter().copied()).await?;
    if answer.status == 303 { Ok(answer.location) } else { Err(format!("{address} was answered {}", answer.status)) }
}
