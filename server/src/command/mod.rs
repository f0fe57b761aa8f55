//! The commands: each takes what clap has read, does one thing, and says why where it cannot.

use std::fmt;
use std::io::{self, Write};

use clap::Subcommand;
use serde::Serialize;

use crate::settings::{Common, ServeArgs};

pub mod calendar;
pub mod contract;
pub mod data;
pub mod data_run;
pub mod feed;
pub mod feed_run;
pub mod instruction;
mod lint;
pub mod number;
pub mod proof;
pub mod reasons;
mod refused;
pub mod relay;
pub mod serve;

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Work on the installation's data.
    #[command(flatten)]
    Data(data::DataCommand),
    /// Serve the portal.
    Serve(ServeArgs),
    /// Say what is known of a tracking number.
    #[command(subcommand)]
    Number(number::NumberCommand),
    /// Count working days, list public holidays.
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
    /// Read what carriers send, and say who may send it.
    #[command(subcommand)]
    Feed(feed::FeedCommand),
    /// Look at reason matrices.
    #[command(subcommand)]
    Reasons(reasons::ReasonsCommand),
    /// Look at contracts with carriers.
    #[command(subcommand)]
    Contract(contract::ContractCommand),
}

/// Why a command did not do what it was asked; ends the program with status 1.
#[derive(Debug)]
pub struct Failed {
    why: String,
    unread: bool,
}

impl Failed {
    /// One sentence that says what to do about it.
    pub fn new(why: impl fmt::Display) -> Self {
        Failed { why: why.to_string(), unread: false }
    }

    /// Whether whoever read the answer had enough and went away, as `head` does. That is no fault of anybody.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        self.unread
    }

    fn written(error: &io::Error) -> Self {
        Failed { why: error.to_string(), unread: error.kind() == io::ErrorKind::BrokenPipe }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Failed {}

/// Where a command answers: lines for people, or JSON.
pub struct Output<'a> {
    out: &'a mut dyn Write,
    json: bool,
}

impl<'a> Output<'a> {
    /// Answers into `out`.
    pub fn new(out: &'a mut dyn Write, json: bool) -> Self {
        Output { out, json }
    }

    /// Writes one answer: the value as JSON, or the line for people.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn answer<T: Serialize>(&mut self, value: &T, line: impl fmt::Display) -> Result<(), Failed> {
        let written = if self.json {
            serde_json::to_writer(&mut *self.out, value).map_err(io::Error::from).and_then(|()| writeln!(self.out))
        } else {
            writeln!(self.out, "{line}")
        };
        written.map_err(|error| Failed::written(&error))
    }

    /// Writes a line for people, and nothing where programs read; it is seen at once.
    ///
    /// # Errors
    /// When nobody reads any more.
    pub fn say(&mut self, line: impl fmt::Display) -> Result<(), Failed> {
        if self.json {
            return Ok(());
        }
        writeln!(self.out, "{line}").and_then(|()| self.out.flush()).map_err(|error| Failed::written(&error))
    }
}

/// A number with its noun.
fn counted<N: PartialEq + From<u8> + fmt::Display>(number: N, one: &str, many: &str) -> String {
    let noun = if number == N::from(1) { one } else { many };
    format!("{number} {noun}")
}

/// Does what is asked.
///
/// # Errors
/// Whatever the command says; the caller prints it and ends with status 1.
pub fn run(common: &Common, command: Command) -> Result<(), Failed> {
    let mut stdout = io::stdout();
    let mut output = Output::new(&mut stdout, common.json);
    match command {
        Command::Serve(args) => serve::run(common, &args, &mut output),
        Command::Number(command) => number::run(command, &mut output),
        Command::Calendar(command) => calendar::run(command, &mut output),
        Command::Feed(feed::FeedCommand::Import(import)) if import.dry_run => {
            let told = feed_run::told(common, &import)?;
            feed::dry_run(&import, &told, &mut output)
        }
        Command::Feed(feed::FeedCommand::Import(import)) => data_run::import_feed(common, &import, &mut output),
        Command::Feed(command) => feed_run::run(common, &command, &mut output),
        Command::Data(command) => data_run::run(common, &command, &mut output),
        Command::Reasons(command) => reasons::run(&command, &mut output),
        Command::Contract(command) => contract::run(&command, &mut output),
    }
}
