//! `consigne serve`: the portal, until a signal ends it.

use std::net::SocketAddr;
use std::sync::Arc;

use operations::demo::{PASSWORD, PEOPLE, Wanted};
use operations::{Clock, Operations};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::accept::{self, Limits};
use crate::command::{Failed, Output};
use crate::health::Readiness;
use crate::origin::{Origin, Origins};
use crate::peer::TrustedProxies;
use crate::router::{self, Edge};
use crate::settings::{Common, ServeArgs};
use crate::{assets, installation, mail, metrics, pages, shutdown, telemetry, timer};

/// Serves until SIGTERM or SIGINT, then lets what is under way finish for nine seconds.
///
/// # Errors
/// Where the options do not go together, an address is taken, or the program may not listen.
pub fn run(common: &Common, args: &ServeArgs, output: &mut Output<'_>) -> Result<(), Failed> {
    // What cannot be served is said before anything is opened.
    args.public_origin(common, args.listen).map_err(Failed::new)?;
    telemetry::start().map_err(Failed::new)?;
    telemetry::log_panics();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failed::new)?;
    runtime.block_on(serve(common, args, output))
}

async fn serve(common: &Common, args: &ServeArgs, output: &mut Output<'_>) -> Result<(), Failed> {
    let stop = shutdown::on_signal().map_err(Failed::new)?;
    let figures = metrics::recorder();
    let (listener, bound) = listen(args.listen).await?;
    let public = args.public_origin(common, bound).map_err(Failed::new)?;
    let operations = open(common, args, &public).await?;
    let ready = operations.clone();
    let edge = Edge {
        origins: Origins::new(Some(&public), bound),
        proxies: TrustedProxies::new(&common.trusted_proxies),
        files: assets::embedded(),
        readiness: Readiness::new(
            move || {
                let operations = ready.clone();
                async move { operations.is_ready().await }
            },
            stop.clone(),
        ),
        figures: args.metrics_listen.is_none().then(|| figures.clone()),
    };
    let store = operations.store().clone();
    let upkeep = tokio::spawn(metrics::keep_up(figures.clone(), move || store.statements(), stop.clone()));
    let transport = mail::transport(operations.settings()).map_err(Failed::new)?;
    let timer = tokio::spawn(timer::run(operations.clone(), transport, stop.clone()));
    let own_figures = match args.metrics_listen {
        Some(address) => {
            let (listener, bound) = listen(address).await?;
            tracing::info!(%bound, "figures are shown");
            Some(tokio::spawn(accept::serve(listener, router::figures(figures), Limits::default(), stop.clone())))
        }
        None => None,
    };
    let head = Arc::new(assets::head().unwrap_or_default());
    let app = router::build(edge, pages::router(operations.clone(), head, public.is_https(), stop.clone()));
    greet(&public, args.demo, output)?;
    drain(accept::serve(listener, app, Limits::default(), stop.clone()).await, &stop);
    for task in own_figures.map(|task| task.abort_handle()).into_iter().chain([upkeep.abort_handle()]) {
        task.abort();
    }
    let _ = timer.await;
    operations.close().await;
    Ok(())
}

/// The installation, with its demo world where one is wanted.
async fn open(common: &Common, args: &ServeArgs, public: &Origin) -> Result<Operations, Failed> {
    let clock = args.clock.map_or_else(Clock::running, |shift| Clock::ahead_by(shift.0));
    if !args.demo {
        return installation::open(common, &public.to_string(), clock, false).await;
    }
    // The world is made as of the machine's own day; then the clock moves as far as it is asked to or ever was, and time does to it what it does.
    let operations = installation::open(common, &public.to_string(), Clock::running(), true).await?;
    operations.seed_demo(Wanted::default()).await.map_err(Failed::new)?;
    operations.take_up_demo_clock(clock.ahead()).await.map_err(Failed::new)?;
    Ok(operations)
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failed> {
    let listener = TcpListener::bind(address).await.map_err(|error| Failed::new(format_args!("{address}: {error}")))?;
    let bound = listener.local_addr().map_err(Failed::new)?;
    Ok((listener, bound))
}

fn greet(public: &Origin, demo: bool, output: &mut Output<'_>) -> Result<(), Failed> {
    if !public.is_https() && !public.is_loopback() {
        tracing::warn!(%public, "people reach this over plain http: whoever is on the way can read everything");
    }
    if assets::head().is_none() {
        output.say("Built without the browser bundle: pages come without styles and scripts (./run makes one).")?;
    }
    output.say(format_args!("Consigne answers at {public}"))?;
    if demo {
        output.say(format_args!("Sign in with the password {PASSWORD} as:"))?;
        for person in PEOPLE {
            output.say(format_args!("  {:<40} {} ({})", person.email, person.name, person.en))?;
        }
    }
    Ok(())
}

fn drain(cut: usize, stop: &CancellationToken) {
    stop.cancel();
    if cut > 0 {
        tracing::warn!(cut, "connections did not end in time and were cut");
    }
    tracing::info!("ended");
}
