//! A thousand open streams: what each costs, and how long a message is on its way to all of them.

use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::figures::{Book, words};
use crate::person::{self, AGENT, CUSTOMER};
use crate::samples::Samples;
use crate::server::{Launch, Server};
use crate::world::World;
use crate::{Outcome, Size};

/// Streams of each watcher; the program gives way to no more of one person.
const OF_EACH: usize = 20;
/// How long a message may be on its way before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// Measures it.
pub async fn run(launch: &Launch, world: &World, book: &Book, size: Size) -> Outcome<()> {
    let number = world.threads.first().ok_or("the world has no thread")?;
    let server = launch.serve(None).await?;
    let mut sessions = Vec::with_capacity(world.watchers.len());
    for watcher in &world.watchers {
        sessions.push(person::sign_in(server.address, watcher).await?);
    }
    let mut agent = person::sign_in(server.address, AGENT).await?;
    let mut reader = person::sign_in(server.address, CUSTOMER).await?;
    let read = format!("/read/tickets/thread?number={number}&at_desk=false");
    let page = person::read(&mut reader, &read).await?;
    let ticket = person::between(&page, "\"id\":\"", "\"").next().ok_or("the thread has no id")?.to_owned();
    // What signing in took for a moment is not what a stream keeps.
    server.rest().await?;

    let before = server.resident()?;
    let mut tasks = JoinSet::new();
    let (told, mut arrivals) = mpsc::unbounded_channel();
    for session in &sessions {
        for _ in 0..OF_EACH {
            tasks.spawn(watch(session.again().listen().await?, ticket.clone(), told.clone()));
        }
    }
    let open = sessions.len() * OF_EACH;
    server.rest().await?;
    let each = server.resident()?.saturating_sub(before) as f64 / open as f64;
    book.figure("memory of an open stream", each / 1_000.0, "kB")?;

    let (own, mut changed) = mpsc::unbounded_channel();
    tasks.spawn(watch(reader.again().listen().await?, ticket, own));
    let (mut delays, mut seen) = (Vec::new(), Vec::new());
    let address = format!("/desk/{number}");
    for turn in 0..size.messages() {
        let text = format!("Passage {turn} : le chauffeur confirme.");
        let form = person::read(&mut agent, &address).await?;
        let hidden = person::hidden_fields(&form, "answer").ok_or("the agent may not answer")?;
        let fields = hidden.into_iter().chain([("body", text.as_str()), ("waiting_for", "agent")]);
        let began = Instant::now();
        let sent = async {
            let answer = agent.post(&address, fields).await?;
            if answer.status == 303 { Ok(()) } else { Err(format!("a message was answered {}", answer.status)) }
        };
        // The page that stands open elsewhere reads its thread again, as ours do, and finds the message.
        let sight = async {
            timeout(PATIENCE, changed.recv()).await.map_err(|_| "a page heard nothing")?;
            let page = person::read(&mut reader, &read).await?;
            if page.contains(&text) { Ok(began.elapsed()) } else { Err("a page did not see the message".to_owned()) }
        };
        let ((), sight, all) = tokio::try_join!(sent, sight, arrivals_of(&mut arrivals, open, began))?;
        seen.push(sight);
        delays.extend(all);
    }
    let delays = Samples::new(delays);
    book.figure(&format!("message to {open} streams, p50"), delays.percentile(50), "ms")?;
    book.figure(&format!("message to {open} streams, p95"), delays.percentile(95), "ms")?;
    book.figure(&format!("message to {open} streams, slowest"), delays.percentile(100), "ms")?;
    book.figure(words::SEEN, Samples::new(seen).percentile(95), "ms")?;
    finish(server, tasks).await
}

/// How long it took until each stream had told the change.
async fn arrivals_of(
    arrivals: &mut mpsc::UnboundedReceiver<Instant>,
    open: usize,
    began: Instant,
) -> Outcome<Vec<Duration>> {
    let mut all = Vec::with_capacity(open);
    while all.len() < open {
        let lost = |_| format!("only {} of {open} streams told of a message", all.len());
        let told = timeout(PATIENCE, arrivals.recv()).await.map_err(lost)?;
        let at = told.ok_or("the streams ended")?;
        all.push(at.saturating_duration_since(began));
    }
    Ok(all)
}

/// Reads one stream until it ends, and tells when each change of the ticket came.
async fn watch(mut wire: BufReader<TcpStream>, ticket: String, told: mpsc::UnboundedSender<Instant>) {
    let mut line = String::new();
    while wire.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        if line.starts_with("data:") && line.contains(&ticket) {
            let _ = told.send(Instant::now());
        }
        line.clear();
    }
}

async fn finish(server: Server, mut tasks: JoinSet<()>) -> Outcome<()> {
    tasks.shutdown().await;
    server.stop().await
}
