//! What goes on beside answering: the clock's deeds, mails on their way out, chores. The timer only asks; every rule
//! and every decision is in `operations`.

use std::time::Duration;

use operations::Operations;
use operations::mails::Transport;
use tokio_util::sync::CancellationToken;

/// How often the clock is asked for what is due. Terms are days; half a minute is soon enough.
const TICK: Duration = Duration::from_secs(30);
/// How often mails and chores are looked for when nothing woke them.
const LOOK: Duration = Duration::from_secs(15);

/// Runs until the program ends.
pub async fn run(operations: Operations, transport: Box<dyn Transport>, stop: CancellationToken) {
    let ticking = tick(&operations);
    let posting = post(&operations, transport.as_ref());
    let making = make(&operations);
    let publishing = operations.clone().publish_live();
    tokio::select! {
        () = stop.cancelled() => {}
        () = ticking => {}
        () = posting => {}
        () = making => {}
        () = publishing => {}
    }
}

async fn tick(operations: &Operations) {
    loop {
        if let Err(error) = operations.tick().await {
            tracing::warn!(%error, "the clock could not act; it tries again");
        }
        if let Err(error) = operations.send_due_answers().await {
            tracing::warn!(%error, "held answers could not be sent; they wait");
        }
        if let Err(error) = operations.start_due_reports().await {
            tracing::warn!(%error, "due reports could not be begun; they wait");
        }
        tokio::time::sleep(TICK).await;
    }
}

async fn post(operations: &Operations, transport: &dyn Transport) {
    loop {
        if let Err(error) = operations.deliver_mails(transport).await {
            tracing::warn!(%error, "mails could not be sent; they wait");
        }
        if let Err(error) = operations.run_jobs().await {
            tracing::warn!(%error, "chores could not be done; they wait");
        }
        let _ = tokio::time::timeout(LOOK, operations.wake().notified()).await;
    }
}

/// What takes long: nobody's mail waits for it.
async fn make(operations: &Operations) {
    loop {
        if let Err(error) = operations.run_long_work().await {
            tracing::warn!(%error, "long work could not be done; it waits");
        }
        let _ = tokio::time::timeout(LOOK, operations.wake_long().notified()).await;
    }
}
