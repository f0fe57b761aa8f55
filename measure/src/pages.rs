//! The measurements of one database: pages, statements per page, filing, memory.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use crate::Outcome;
use crate::figures::{Book, words};
use crate::http::Client;
use crate::load::{self, Expected, Target};
use crate::person::{self, AGENT, CUSTOMER};
use crate::server::Launch;
use crate::world::{MESSAGES, World};
use crate::{Size, filing};

/// How many ask at once.
const CLIENTS: [usize; 2] = [1, 16];
/// How often a page is read to count its statements.
const READINGS: usize = 20;
/// What the program asks by itself twice a second.
const OWN_STATEMENT: &str = "from live_event where position > $1";
/// In bytes.
const MB: f64 = 1_000_000.0;

/// A kind of page.
struct Kind {
    name: &'static str,
    agent: bool,
    targets: Arc<Vec<Target>>,
}

/// All kinds of pages that are measured.
fn kinds(world: &World) -> Vec<Kind> {
    let kind = |name, agent, targets| Kind { name, agent, targets: Arc::new(targets) };
    let row = "class=\"ticket-row\"";
    let rows = |path| vec![Target::page(path, row, 50)];
    let threads = world.threads.iter();
    let some = |numbers: &[String]| numbers.iter().take(64).cloned().collect::<Vec<_>>();
    vec![
        kind("inbox", false, rows("/requests?tab=all")),
        kind("desk", true, rows("/desk")),
        kind(
            "thread",
            false,
            threads.map(|one| Target::page(format!("/requests/{one}"), "class=\"message-text\"", MESSAGES)).collect(),
        ),
        kind(
            "parcel page",
            false,
            some(&world.parcel_numbers).iter().map(|one| Target::page(format!("/parcels/{one}"), one, 0)).collect(),
        ),
        kind(
            "search by number",
            false,
            some(&world.parcel_numbers)
                .iter()
                .map(|one| Target {
                    path: format!("/parcels?q={one}"),
                    expected: Expected::Redirect(format!("/parcels/{one}")),
                })
                .collect(),
        ),
        kind(
            "search by reference",
            false,
            world.references.iter().map(|one| Target::page(format!("/parcels?q={one}"), one, 0)).collect(),
        ),
        kind(
            "search in the inbox",
            false,
            some(&world.numbers).iter().map(|one| Target::page(format!("/requests?search={one}"), row, 1)).collect(),
        ),
    ]
}

/// Measures all that concerns one database under load.
pub async fn run(launch: &Launch, world: World, book: &Book, size: Size) -> Outcome<()> {
    let world = Arc::new(world);
    let server = launch.serve(None).await?;
    person::read(&mut Client::new(server.address), "/sign-in").await?;
    server.rest().await?;
    book.figure(words::IDLE, server.resident()? as f64 / MB, "MB")?;

    let most = CLIENTS.into_iter().max().unwrap_or(1);
    let customers = person::sign_in_often(server.address, CUSTOMER, most).await?;
    let agents = person::sign_in_often(server.address, AGENT, most).await?;
    for kind in kinds(&world) {
        for clients in CLIENTS {
            let people = if kind.agent { &agents } else { &customers };
            let asking = people.iter().take(clients).map(Client::again).collect();
            let measured = load::measure(asking, Arc::clone(&kind.targets), size.warm_up(), size.time()).await;
            let measured = measured.map_err(|error| format!("{}: {error}", kind.name))?;
            book.speed(kind.name, clients, &measured)?;
        }
    }
    for clients in CLIENTS {
        let filing_now = customers.iter().take(clients).map(Client::again).collect();
        let (measured, last) = filing::measure(filing_now, &world, size.filings() / clients).await?;
        filing::mail_is_queued(&customers[0], &last).await?;
        book.speed("filing", clients, &measured)?;
    }
    book.figure(words::LOADED, server.resident()? as f64 / MB, "MB")?;
    server.stop().await?;
    count_statements(launch, &world, book).await
}

/// Counts what the log of a server of its own says of each page.
async fn count_statements(launch: &Launch, world: &World, book: &Book) -> Outcome<()> {
    let server = launch.serve(Some("sqlx::query=debug")).await?;
    let mut customer = person::sign_in(server.address, CUSTOMER).await?;
    let mut agent = person::sign_in(server.address, AGENT).await?;
    server.rest().await?;
    for kind in kinds(world) {
        let client = if kind.agent { &mut agent } else { &mut customer };
        let path = &kind.targets[0].path;
        client.get(path).await?;
        sleep(Duration::from_millis(200)).await;
        let before = statements_in(launch)?;
        for _ in 0..READINGS {
            client.get(path).await?;
        }
        sleep(Duration::from_millis(200)).await;
        // What a chore of the program adds now and then is less than half a statement of each reading.
        let each = (statements_in(launch)? - before) as f64 / READINGS as f64;
        book.figure(&format!("statements, {}", kind.name), each.round(), "")?;
    }
    server.stop().await
}

fn statements_in(launch: &Launch) -> Outcome<usize> {
    let log = fs::read_to_string(&launch.log).map_err(|error| error.to_string())?;
    let statements = log.lines().filter(|line| line.contains("\"db.statement\"") || line.contains("\"sqlx::query\""));
    Ok(statements.filter(|line| !line.contains(OWN_STATEMENT)).count())
}
