//! The measuring side of `./bench`: it calls the program as people's browsers do, on this machine alone, and writes
//! down how it answers. `./bench` makes the worlds and calls these commands.

mod export;
mod feeds;
mod figures;
mod filing;
mod forms;
mod http;
mod load;
mod pages;
mod parcels;
mod person;
mod plans;
mod reports;
mod samples;
mod search;
mod server;
mod start;
mod streams;
mod table;
mod tickets;
mod world;

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use figures::Book;
use parcels::Parcels;
use server::Launch;
use tickets::Tickets;
use world::World;

/// What came of something, or one sentence that says why nothing did.
pub type Outcome<T> = Result<T, String>;

/// How much is measured.
#[derive(Clone, Copy, Debug, Args)]
pub struct Size {
    /// Shorter measurements.
    #[arg(long)]
    quick: bool,
}

impl Size {
    const fn warm_up(self) -> Duration {
        Duration::from_secs(if self.quick { 1 } else { 3 })
    }

    const fn time(self) -> Duration {
        Duration::from_secs(if self.quick { 3 } else { 10 })
    }

    /// Tickets that are filed.
    const fn filings(self) -> usize {
        if self.quick { 160 } else { 960 }
    }

    /// Messages to the open streams.
    const fn messages(self) -> usize {
        if self.quick { 5 } else { 40 }
    }
}

/// Measures Consigne; `./bench` calls it.
#[derive(Debug, Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// What is measured, on which world.
#[derive(Debug, Args)]
struct Stage {
    #[command(flatten)]
    launch: Launch,
    #[command(flatten)]
    book: Book,
    #[command(flatten)]
    size: Size,
    /// What there is to ask for.
    #[arg(long)]
    world: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make what a seeded world lacks, and list what there is to ask for.
    Prepare {
        #[command(flatten)]
        launch: Launch,
        /// Where the list goes.
        #[arg(long)]
        world: PathBuf,
    },
    /// List what there is to ask for in a world of many parcels.
    PrepareParcels {
        #[command(flatten)]
        launch: Launch,
        /// Where the list goes.
        #[arg(long)]
        world: PathBuf,
    },
    /// List what there is to ask for in a world of many tickets.
    PrepareTickets {
        #[command(flatten)]
        launch: Launch,
        /// Where the list goes.
        #[arg(long)]
        world: PathBuf,
    },
    /// Lists, searches, figures and tables among many tickets.
    Tickets(Stage),
    /// Pages, filing, memory, statements.
    Pages(Stage),
    /// Two hundred numbers at once, and several criteria, among many parcels.
    Search(Stage),
    /// All parcels of a customer as CSV.
    Export(Stage),
    /// What carriers report, taken in.
    Feeds(Stage),
    /// A report of fifty thousand parcels.
    Reports(Stage),
    /// The indexes by which PostgreSQL finds the rows of searches.
    Plans {
        #[command(flatten)]
        stage: Stage,
        /// PostgreSQL's log, into which it writes its plans.
        #[arg(long)]
        postgres_log: PathBuf,
    },
    /// A thousand open streams.
    Streams(Stage),
    /// Start to the first page.
    Start(Stage),
    /// Write down a number that another program measured.
    Note {
        #[command(flatten)]
        book: Book,
        /// What it is.
        what: String,
        /// The number.
        value: f64,
        /// Its unit.
        #[arg(default_value = "")]
        unit: String,
    },
    /// Show the results as tables.
    Table {
        /// The file of results.
        #[arg(long)]
        results: PathBuf,
        /// The sentence above them.
        #[arg(long)]
        heading: String,
        /// The page into which they are written as well.
        #[arg(long)]
        write: Option<PathBuf>,
    },
}

/// Says something at once.
pub fn say(line: impl fmt::Display) {
    let mut out = io::stdout();
    // Whoever does not listen any more will find the results in their file.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

async fn run(command: Command) -> Outcome<()> {
    match command {
        Command::Prepare { launch, world } => world::prepare(&launch, &world).await,
        Command::Pages(Stage { launch, book, size, world }) => {
            pages::run(&launch, World::read(&world)?, &book, size).await
        }
        Command::Streams(Stage { launch, book, size, world }) => {
            streams::run(&launch, &World::read(&world)?, &book, size).await
        }
        Command::PrepareParcels { launch, world } => parcels::prepare(&launch, &world).await,
        Command::PrepareTickets { launch, world } => tickets::prepare(&launch, &world).await,
        Command::Tickets(Stage { launch, book, size, world }) => {
            tickets::run(&launch, &Tickets::read(&world)?, &book, size).await
        }
        Command::Search(Stage { launch, book, size, world }) => {
            search::run(&launch, &Parcels::read(&world)?, &book, size).await
        }
        Command::Export(Stage { launch, book, world, .. }) => {
            export::run(&launch, &Parcels::read(&world)?, &book).await
        }
        Command::Feeds(Stage { launch, book, size, world }) => {
            feeds::run(&launch, &Parcels::read(&world)?, &book, size).await
        }
        Command::Reports(Stage { launch, book, world, .. }) => {
            reports::run(&launch, &Parcels::read(&world)?, &book).await
        }
        Command::Plans { stage: Stage { launch, book, world, .. }, postgres_log } => {
            plans::run(&launch, &Parcels::read(&world)?, &book, &postgres_log).await
        }
        Command::Start(Stage { launch, book, .. }) => start::run(&launch, &book).await,
        Command::Note { book, what, value, unit } => book.figure(&what, value, &unit),
        Command::Table { results, heading, write } => {
            let tables = table::markdown(&figures::read(&results)?, &heading);
            say(&tables);
            write.map_or(Ok(()), |page| table::write(&page, &tables))
        }
    }
}

fn main() -> ExitCode {
    // One thread: whatever the measuring side takes is taken from the program that is measured.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let done = runtime.map_err(|error| error.to_string()).and_then(|runtime| {
        let command = Line::parse().command;
        runtime.block_on(run(command))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "measure: {why}");
            ExitCode::FAILURE
        }
    }
}
