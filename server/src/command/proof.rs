//! `consigne proof`: what carriers bring to show a delivery.

use std::fs;
use std::path::PathBuf;

use clap::Subcommand;
use operations::Operations;
use serde_json::json;

use crate::command::{Failed, Output};

/// What the table of proofs holds, for those who write one.
const COLUMNS: &str = "\
The first line names the columns, in any order, with ; or , or a tab between them:
  tracking_number  the parcel's number; must be there
  carrier          code of the carrier, as the parcel's own; must be there
  delivered_at     when it was handed over: 2026-11-24T10:12:00+01:00, or a local time
                   of Paris as 2026-11-24 10:12 or 24/11/2026 10:12; must be there
  signatory        who took it
  place            where, as the carrier names it
  handover         recipient, household, neighbour, reception, mailbox, safe_place,
                   pickup_point or other
  signature        file name of the image of a signature in the folder of --images
  photo            file name of a photo in that folder; a line names one image at most
Images are JPEG, PNG or WebP of at most 20 MB. A proof of a number that nobody announced
waits for its parcel. A later file replaces what an earlier one said of a proof.";

/// What to do with proofs of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ProofCommand {
    /// Take in a CSV file of proofs and the images it names; bad rows are reported, good ones kept.
    #[command(after_help = COLUMNS)]
    Import {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The folder in which the images lie.
        #[arg(long, value_name = "DIR")]
        images: Option<PathBuf>,
    },
}

/// Takes proofs in.
///
/// # Errors
/// Where the file or the folder cannot be opened, or the file holds nothing good at all.
pub(super) async fn run(
    operations: &Operations,
    command: &ProofCommand,
    output: &mut Output<'_>,
) -> Result<(), Failed> {
    let ProofCommand::Import { file, images } = command;
    let bytes = fs::read(file).map_err(|error| Failed::new(format_args!("{}: {error}", file.display())))?;
    if let Some(folder) = images
        && !folder.is_dir()
    {
        return Err(Failed::new(format_args!("{}: not a folder", folder.display())));
    }
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let report = operations.import_proofs(&bytes, images.as_deref(), &source).await.map_err(Failed::new)?;
    if !report.ignored_columns.is_empty() {
        let names = report.ignored_columns.join(", ");
        let value = json!({"ignored_columns": report.ignored_columns});
        output.answer(&value, format_args!("ignored columns: {names}"))?;
    }
    for rejected in &report.rejected {
        let (line, reason) = (rejected.line, &rejected.reason);
        let value = json!({"line": line, "code": reason.code(), "reason": reason.to_string()});
        output.answer(&value, format_args!("line {line}: {reason}"))?;
    }
    let (added, changed, unchanged) = (report.added, report.changed, report.unchanged);
    let (waiting, rejected) = (report.waiting, report.rejected.len());
    let value = json!({"summary": {
        "added": added, "changed": changed, "unchanged": unchanged, "waiting": waiting, "rejected": rejected,
    }});
    output.answer(
        &value,
        format_args!(
            "{added} added, {changed} changed, {unchanged} unchanged, {waiting} waiting for their parcel, \
             {rejected} rejected"
        ),
    )?;
    if added + changed + unchanged == 0 { Err(Failed::new("no row of this file could be taken")) } else { Ok(()) }
}
