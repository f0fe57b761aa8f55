//! `consigne reasons`: what is wrong in a reason matrix before anybody files by it.

use std::path::PathBuf;

use clap::Subcommand;
use domain::ticket::reason::lint;

use crate::command::lint::Mistake;
use crate::command::{Failed, Output};

/// What to do with reason matrices.
#[derive(Clone, Debug, Subcommand)]
pub enum ReasonsCommand {
    /// Look for what is wrong in a reason matrix; ends with status 1 where something is.
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
pub fn run(command: &ReasonsCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    let ReasonsCommand::Lint { path } = command;
    let mistakes = |text: &str| {
        let findings = lint(text).into_iter();
        findings.map(|one| Mistake { line: one.line, rule: one.rule, message: one.message }).collect()
    };
    super::lint::run(path, mistakes, output)
}
