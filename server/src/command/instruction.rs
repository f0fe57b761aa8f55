//! `consigne instruction`: what carriers are handed, and what they answer.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use operations::Operations;
use operations::instructions::HandedOver;
use serde_json::json;

use crate::command::{Failed, Output, counted};

/// What the table for a carrier holds.
const COLUMNS: &str = "\
The file is CSV (RFC 4180, UTF-8, commas), its first line names the columns:
  instruction_id   the answer names it
  tracking_number  the parcel
  kind             another_day, pickup_point, corrected_address, driver_help or safe_place
  day              another_day: the day, as in 2026-11-30
  point_id         pickup_point: the carrier's own id of the point
  point_name       its name
  complement, street, postcode, town, country
                   corrected_address: where to deliver
  door_code, floor, phone, note
                   driver_help; note also describes a safe place
  kept_by          safe_place: neighbour, caretaker or place
  replaces         the instruction whose place this one takes, of those that the carrier was
                   handed before
  given_at         when it was given (RFC 3339, UTC)
  given_by         by whom
Each instruction leaves once. What left is had again with --batch.";

/// What the table of answers holds.
const ANSWERS: &str = "\
The first line names the columns, in any order, with ; or , or a tab between them:
  instruction_id  as it was handed over; must be there
  answer          accepted or refused; must be there
  reason          why it was refused; must be filled then";

/// What to do with delivery instructions.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum InstructionCommand {
    /// Write the instructions that wait for a carrier as a CSV file.
    #[command(after_help = COLUMNS, group = clap::ArgGroup::new("which").args(["carrier", "batch"]).required(true))]
    Export {
        /// Code of the carrier.
        #[arg(long, value_name = "C")]
        carrier: Option<String>,
        /// A file that was made before, by its number.
        #[arg(long, value_name = "N")]
        batch: Option<i64>,
        /// The file to write; standard output where none is given.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Take in a carrier's answers; bad rows are reported, good ones kept.
    #[command(after_help = ANSWERS)]
    Answers {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Does it.
///
/// # Errors
/// Where a file cannot be read or written, or holds nothing good at all.
pub(super) async fn run(
    operations: &Operations,
    command: &InstructionCommand,
    output: &mut Output<'_>,
) -> Result<(), Failed> {
    match command {
        InstructionCommand::Export { carrier, batch, out } => {
            if let Some(out) = out {
                may_write(out)?;
            }
            let handed = match (batch, carrier) {
                (Some(number), _) => Some(operations.handed_over(*number).await.map_err(|error| match error {
                    operations::Error::NotFound => Failed::new(format_args!("there is no file {number}")),
                    other => Failed::new(other),
                })?),
                (None, Some(carrier)) => operations.hand_over(carrier).await.map_err(Failed::new)?,
                (None, None) => None,
            };
            match handed {
                Some(handed) => say(&handed, out.as_deref(), output),
                None => output.answer(&json!({"count": 0}), "no instruction is waiting for this carrier"),
            }
        }
        InstructionCommand::Answers { file } => answers(operations, file, output).await,
    }
}

/// A file that exists is not written over: it may be what the carrier has not fetched yet.
fn may_write(out: &Path) -> Result<(), Failed> {
    if out.exists() {
        return Err(Failed::new(format_args!("{} exists already", out.display())));
    }
    Ok(())
}

fn say(handed: &HandedOver, out: Option<&Path>, output: &mut Output<'_>) -> Result<(), Failed> {
    let number = handed.batch.number;
    let Some(out) = out else {
        let table = String::from_utf8_lossy(&handed.csv);
        let value = json!({
            "batch": number, "carrier": handed.batch.carrier, "count": handed.batch.count, "csv": table,
        });
        return output.answer(&value, table.trim_end());
    };
    fs::write(out, &handed.csv).map_err(|error| {
        Failed::new(format_args!(
            "{}: {error}; `consigne instruction export --batch {number}` writes this file again",
            out.display()
        ))
    })?;
    let value = json!({
        "batch": number, "carrier": handed.batch.carrier, "count": handed.batch.count, "file": out,
    });
    let count = counted(handed.batch.count, "instruction", "instructions");
    output.answer(&value, format_args!("file {number}: {count} in {}", out.display()))
}

async fn answers(operations: &Operations, file: &Path, output: &mut Output<'_>) -> Result<(), Failed> {
    let bytes = fs::read(file).map_err(|error| Failed::new(format_args!("{}: {error}", file.display())))?;
    let report = operations.import_answers(&bytes).await.map_err(Failed::new)?;
    if !report.ignored_columns.is_empty() {
        let names = report.ignored_columns.join(", ");
        let value = json!({"ignored_columns": report.ignored_columns});
        output.answer(&value, format_args!("ignored columns: {names}"))?;
    }
    for (line, reason) in &report.rejected {
        let value = json!({"line": line, "reason": reason.to_string()});
        output.answer(&value, format_args!("line {line}: {reason}"))?;
    }
    let (accepted, refused, known, rejected) = (report.accepted, report.refused, report.known, report.rejected.len());
    let value = json!({"summary": {
        "accepted": accepted, "refused": refused, "known": known, "rejected": rejected,
    }});
    output.answer(
        &value,
        format_args!("{accepted} accepted, {refused} refused, {known} known already, {rejected} rejected"),
    )?;
    if accepted + refused + known == 0 { Err(Failed::new("no row of this file could be taken")) } else { Ok(()) }
}
