//! `consigne contract`: what is wrong in a file of contracts before anybody gives an instruction by it.

use std::fs;
use std::path::PathBuf;

use clap::Subcommand;
use domain::contract::lint;
use serde::Serialize;

use crate::command::{Failed, Output};

/// What to do with contracts.
#[derive(Clone, Debug, Subcommand)]
pub enum ContractCommand {
    /// Look for what is wrong in a file of contracts; ends with status 1 where something is.
    Lint {
        /// The file.
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
}

#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    line: usize,
    rule: &'static str,
    message: &'a str,
}

/// One line per mistake.
///
/// # Errors
/// Where there is a mistake, or the file cannot be opened.
pub fn run(command: &ContractCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    let ContractCommand::Lint { path } = command;
    let file = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Failed::new(format_args!("{file}: {error}")))?;
    let findings = lint(&text);
    for finding in &findings {
        let (line, rule, message) = (finding.line, finding.rule, finding.message.as_str());
        let found = Found { file: &file, line, rule, message };
        output.answer(&found, format_args!("{file}:{line}: {message} [{rule}]"))?;
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err(Failed::new("1 mistake")),
        number => Err(Failed::new(format_args!("{number} mistakes"))),
    }
}
