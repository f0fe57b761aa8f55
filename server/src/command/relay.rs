//! `consigne relay`: the pickup points of carriers.

use std::fs;
use std::path::PathBuf;

use clap::Subcommand;
use operations::Operations;
use serde_json::json;

use crate::command::{Failed, Output};

/// What the table of points holds, for those who write one.
const COLUMNS: &str = "\
The first line names the columns, in any order, with ; or , or a tab between them:
  id         the carrier's own id of the point; must be there
  carrier    code of the carrier; must be there
  name       its name; must be there
  postcode   its postcode; must be there
  town       its town; must be there
  street     its street and house number
  country    its country, two letters; FR where none is given
  latitude   degrees north with decimals, as in 45.7597; together with
  longitude  degrees east
  monday     when it is open, as in 09:00-12:30 14:00-19:00; empty or closed: closed.
             The same for tuesday, wednesday, thursday, friday, saturday and sunday
  active     yes or no: whether parcels can be sent there; yes where nothing is given
A point that the file does not name stays as it is.";

/// What to do with pickup points.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum RelayCommand {
    /// Take in a CSV file of pickup points; bad rows are reported, good ones kept.
    #[command(after_help = COLUMNS)]
    Import {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Takes points in.
///
/// # Errors
/// Where the file cannot be opened, or holds nothing good at all.
pub(super) async fn run(
    operations: &Operations,
    command: &RelayCommand,
    output: &mut Output<'_>,
) -> Result<(), Failed> {
    let RelayCommand::Import { file } = command;
    let bytes = fs::read(file).map_err(|error| Failed::new(format_args!("{}: {error}", file.display())))?;
    let report = operations.import_relay_points(&bytes).await.map_err(Failed::new)?;
    if !report.ignored_columns.is_empty() {
        let names = report.ignored_columns.join(", ");
        let value = json!({"ignored_columns": report.ignored_columns});
        output.answer(&value, format_args!("ignored columns: {names}"))?;
    }
    for (line, reason) in &report.rejected {
        let value = json!({"line": line, "reason": reason.to_string()});
        output.answer(&value, format_args!("line {line}: {reason}"))?;
    }
    let (added, changed, unchanged, rejected) = (report.added, report.changed, report.unchanged, report.rejected.len());
    let value = json!({"summary": {
        "added": added, "changed": changed, "unchanged": unchanged, "rejected": rejected,
    }});
    output
        .answer(&value, format_args!("{added} added, {changed} changed, {unchanged} unchanged, {rejected} rejected"))?;
    if added + changed + unchanged == 0 { Err(Failed::new("no row of this file could be taken")) } else { Ok(()) }
}
