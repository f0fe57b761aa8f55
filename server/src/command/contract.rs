//! `consigne contract`: what is wrong in a file of contracts before anybody gives an instruction by it.

use std::path::PathBuf;

use clap::Subcommand;
use domain::contract::lint;

use crate::command::lint::Mistake;
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

/// One line per mistake.
///
/// # Errors
/// Where there is a mistake, or the file cannot be opened.
pub fn run(command: &ContractCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    let ContractCommand::Lint { path } = command;
    let mistakes = |text: &str| {
        let findings = lint(text).into_iter();
        findings.map(|one| Mistake { line: one.line, rule: one.rule, message: one.message }).collect()
    };
    super::lint::run(path, mistakes, output)
}
