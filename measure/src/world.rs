//! What the demo world lacks for a measurement, made through the program's own commands and forms; and a list of what
//! is to be asked for, so that a measurement begins at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::http::Client;
use crate::person::{self, AGENT, CUSTOMER, PASSWORD};
use crate::server::Launch;

/// Messages in the threads that are measured.
pub const MESSAGES: usize = 10;
/// How many such threads there are.
const THREADS: usize = 16;
/// People who watch: each may have twenty streams open.
const WATCHERS: usize = 50;
/// Pages of the inbox that are gone through for numbers.
const PAGES: usize = 30;
/// References that are looked up.
const REFERENCES: usize = 64;

/// What there is to ask for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct World {
    /// How many tickets there are.
    pub tickets: u64,
    /// How many parcels.
    pub parcels: u64,
    /// Numbers of threads of ten messages.
    pub threads: Vec<String>,
    /// Numbers of the customer's tickets.
    pub numbers: Vec<String>,
    /// Numbers of the customer's parcels.
    pub parcel_numbers: Vec<String>,
    /// References of some of them.
    pub references: Vec<String>,
    /// Addresses of agents who watch.
    pub watchers: Vec<String>,
}

impl World {
    /// Reads one that was prepared.
    pub fn read(path: &Path) -> Outcome<Self> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }
}

/// Prepares a world that was seeded just now, and writes down what there is.
pub async fn prepare(launch: &Launch, to: &Path) -> Outcome<()> {
    let mut world = World::default();
    let held: serde_json::Value =
        serde_json::from_str(&launch.run(&["doctor"])?).map_err(|error| format!("doctor: {error}"))?;
    world.tickets = held["tickets"].as_u64().unwrap_or(0);
    world.parcels = held["parcels"].as_u64().unwrap_or(0);
    let links = add_watchers(launch, &mut world)?;
    let server = launch.serve(None).await?;
    for link in links {
        let fields = [("form", "reset-password"), ("password", PASSWORD), ("password_again", PASSWORD)];
        let answer = Client::new(server.address).post(&link, fields).await?;
        if answer.status != 303 {
            return Err(format!("a watcher could not choose a password: {}", answer.status));
        }
    }
    let mut customer = person::sign_in(server.address, CUSTOMER).await?;
    list(&mut customer, &mut world).await?;
    let mut agent = person::sign_in(server.address, AGENT).await?;
    converse(&mut customer, &mut agent, &mut world).await?;
    server.rest().await?;
    server.stop().await?;
    let text = serde_json::to_string(&world).map_err(|error| error.to_string())?;
    fs::write(to, text).map_err(|error| format!("{}: {error}", to.display()))
}

/// Adds the agents who watch, and yields the addresses at which they choose their passwords.
fn add_watchers(launch: &Launch, world: &mut World) -> Outcome<Vec<String>> {
    let mut links = Vec::new();
    for index in 1..=WATCHERS {
        let email = format!("watcher-{index:02}@consigne.example");
        let said = launch.run(&["user", "add", &email, "--agent", "--team", "Service client"])?;
        let link = person::between(&said, "/reset-password/", "\"").next().ok_or("a new user got no link")?;
        links.push(format!("/reset-password/{link}"));
        world.watchers.push(email);
    }
    Ok(links)
}

/// Goes through the customer's inbox for numbers of tickets and parcels, and through some parcels for references.
async fn list(customer: &mut Client, world: &mut World) -> Outcome<()> {
    let mut parcels = BTreeSet::new();
    let mut address = "/requests?tab=all".to_owned();
    for _ in 0..PAGES {
        let page = person::read(customer, &address).await?;
        for refs in person::between(&page, "class=\"ticket-row-refs\">", "</span>") {
            let (ticket, parcel) = refs.split_once("<span>").ok_or_else(|| format!("no ticket and parcel: {refs}"))?;
            world.numbers.push(ticket.split(" · ").next().unwrap_or_default().to_owned());
            // A ticket on several parcels tells how many, which is no number of one.
            let parcel = parcel.replace([' ', '\u{a0}', '\u{202f}'], "");
            if parcel.len() > 8 && parcel.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                parcels.insert(parcel);
            }
        }
        let next = person::between(&page, "href=\"/requests?", "\"").find(|query| query.contains("after="));
        let Some(next) = next else { break };
        address = format!("/requests?{}", next.replace("&amp;", "&"));
    }
    world.parcel_numbers = parcels.into_iter().collect();
    for number in world.parcel_numbers.iter().take(REFERENCES) {
        let page = person::read(customer, &format!("/parcels/{number}")).await?;
        let found = page.split("CMD-").nth(1).ok_or_else(|| format!("{number} has no reference"))?;
        world.references.push(format!("CMD-{}", found.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()));
    }
    Ok(())
}

/// Customer and agent write to each other until some threads hold ten messages.
async fn converse(customer: &mut Client, agent: &mut Client, world: &mut World) -> Outcome<()> {
    let page = person::read(customer, "/requests?tab=operator").await?;
    let open: Vec<&str> = person::between(&page, "href=\"/requests/D-", "\"").collect();
    for number in open.into_iter().take(THREADS).map(|rest| format!("D-{rest}")) {
        let (theirs, ours) = (format!("/requests/{number}"), format!("/desk/{number}"));
        let mut held = messages_in(&person::read(customer, &theirs).await?);
        while held < MESSAGES {
            let text = format!("Message {} : l’agence a vérifié son relevé et revient vers nous demain.", held + 1);
            if held.is_multiple_of(2) {
                person::submit(customer, &theirs, "reply", &[("body", &text)]).await?;
            } else {
                person::submit(agent, &ours, "answer", &[("body", &text), ("waiting_for", "agent")]).await?;
            }
            held += 1;
        }
        if messages_in(&person::read(customer, &theirs).await?) == MESSAGES {
            world.threads.push(number);
        }
    }
    if world.threads.is_empty() { Err("no thread holds ten messages".to_owned()) } else { Ok(()) }
}

fn messages_in(page: &str) -> usize {
    page.matches("class=\"message-text\"").count()
}
