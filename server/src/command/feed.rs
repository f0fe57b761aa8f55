//! `consigne feed`: what carriers' files hold (`product.md` §9, §10).

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use operations::feed::{self, FeedFormat, FeedOptions, FeedReading, Line, Mapping};

use crate::command::{Failed, Output, counted};

/// What a mapping file holds, for those who write one.
const MAPPING: &str = "\
A csv feed names its columns on the first line, in any order, by default with ; between them:
  tracking_number;carrier;code;state;at;place;label
and, where a mapping names their headers: reason, responsible, correction, estimated_delivery, signatory.

The file of --mapping says how another table is written:
  delimiter = \";\"          # one character, or \"tab\"; a semicolon where it is left out
  zone = \"Europe/Paris\"    # for times without an offset
  carrier = \"dpd\"          # for lines that name no carrier

  [columns]                # our name = their header; a column left out is called as we call it
  tracking_number = \"N° colis\"
  at = \"Date événement\"";

/// What senders are told, for those who add a feed.
const SENDING: &str = "\
The secret is printed once and shown by nothing again. Payloads go to
  POST PUBLIC-URL/api/v1/feeds/NAME
with one of
  Authorization: Bearer SECRET
  X-Consigne-Signature: sha256=CODE   the hexadecimal HMAC-SHA256 of the body as it is sent, with SECRET as the key
  Sendcloud-Signature: CODE           the same, as Sendcloud sends it: its own secret goes into --secret-file
Bodies are plain or gzip, 10 MB at most. The same payload twice changes nothing; an Idempotency-Key may be given.";

/// What to do with what carriers send.
#[derive(Clone, Debug, Subcommand)]
pub enum FeedCommand {
    /// Take in a carrier's files, or only say what they hold.
    #[command(after_help = MAPPING)]
    Import(ImportFeed),
    /// Let somebody send payloads by himself: print the secret that he proves himself with.
    #[command(after_help = SENDING)]
    Add(AddFeed),
    /// List the feeds and what came of them.
    List,
    /// Change the carrier or the mapping of a feed; an empty carrier clears it.
    #[command(after_help = MAPPING)]
    Change(ChangeFeed),
    /// Give a feed a new secret; the old one is taken beside it for a while.
    #[command(after_help = SENDING)]
    Rotate(RotateFeed),
    /// Take nothing more from a feed; what it brought stays.
    Remove {
        /// The feed's name.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// A new feed.
#[derive(Clone, Debug, Args)]
pub struct AddFeed {
    /// Its name: letters from a to z, digits and dashes.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What its payloads are: laposte-suivi-v2, sendcloud, chronopost, epcis, iftsta or csv.
    #[arg(long, value_name = "FORMAT")]
    pub format: FeedFormat,
    /// Code of the carrier whose scans they are, where they do not say.
    #[arg(long, value_name = "CODE")]
    pub carrier: Option<String>,
    /// Which column of a CSV payload is what, as a TOML file; it is kept with the feed.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The secret that the sender gives out himself, as Sendcloud does; - reads it from standard input.
    #[arg(long, value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
}

/// What changes of a feed.
#[derive(Clone, Debug, Args)]
#[command(group = clap::ArgGroup::new("change").args(["carrier", "mapping"]).required(true).multiple(true))]
pub struct ChangeFeed {
    /// Its name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Code of the carrier whose scans they are.
    #[arg(long, value_name = "CODE")]
    pub carrier: Option<String>,
    /// Which column of a CSV payload is what, as a TOML file.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
}

/// A new secret.
#[derive(Clone, Debug, Args)]
pub struct RotateFeed {
    /// The feed's name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// For how many hours the old secret is taken too.
    #[arg(long, value_name = "HOURS", default_value_t = 24, value_parser = clap::value_parser!(u16).range(0..=720))]
    pub overlap: u16,
    /// The secret that the sender gives out himself; - reads it from standard input.
    #[arg(long, value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
}

/// Items of a file that are read at most: whoever works at the machine may read more of one than is taken by the network.
pub const FILE_ITEMS: usize = 10_000_000;

/// What is taken in.
#[derive(Clone, Debug, Args)]
pub struct ImportFeed {
    /// What the files are: laposte-suivi-v2, sendcloud, chronopost, epcis, iftsta or csv.
    #[arg(long, value_name = "FORMAT", required_unless_present = "feed")]
    pub format: Option<FeedFormat>,
    /// Read them as the payloads of this feed: its format, carrier and mapping.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["format", "carrier", "mapping"])]
    pub feed: Option<String>,
    /// Code of the carrier whose scans they are, where the files do not say.
    #[arg(long, value_name = "CODE")]
    pub carrier: Option<String>,
    /// Which column of a CSV file is what, as a TOML file; its zone holds for times without an offset in any format.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Read and report only.
    #[arg(long)]
    pub dry_run: bool,
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// What the reader is told besides the bytes.
#[derive(Clone, Debug)]
pub struct Told {
    /// The format.
    pub format: FeedFormat,
    /// Carrier and mapping.
    pub options: FeedOptions,
}

impl ImportFeed {
    /// What the reader is told, by the command line alone.
    ///
    /// # Errors
    /// Where the mapping cannot be opened or understood.
    pub fn told(&self) -> Result<Told, Failed> {
        let mapping = match &self.mapping {
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| about(path, error))?;
                Mapping::parse(&text).map_err(|error| about(path, error))?
            }
            None => Mapping::default(),
        };
        let format = self.format.ok_or_else(|| Failed::new("name the --format of the files, or their --feed"))?;
        Ok(Told { format, options: FeedOptions { carrier: self.carrier.clone(), mapping, items: FILE_ITEMS } })
    }

    /// The files, read, each with its name.
    ///
    /// # Errors
    /// Where a file cannot be opened. What is wrong inside one stands in its reading.
    pub fn read(&self, told: &Told) -> Result<Vec<(String, FeedReading)>, Failed> {
        self.files
            .iter()
            .map(|path| {
                let bytes = fs::read(path).map_err(|error| about(path, error))?;
                Ok((path.display().to_string(), feed::read(told.format, &bytes, &told.options)))
            })
            .collect()
    }
}

pub(super) fn about(path: &Path, error: impl std::fmt::Display) -> Failed {
    Failed::new(format_args!("{}: {error}", path.display()))
}

/// Reports what the files hold and keeps nothing.
///
/// # Errors
/// Where a file cannot be opened, holds a carrier's own error, or nothing good at all.
pub fn dry_run(import: &ImportFeed, told: &Told, output: &mut Output<'_>) -> Result<(), Failed> {
    let readings = import.read(told)?;
    for line in feed::lines(&readings) {
        let text = plain(&line);
        output.answer(&line, text)?;
    }
    failure(&failed(&readings))
}

/// The files in which a carrier answered with an error, or that hold nothing good.
#[must_use]
pub fn failed(readings: &[(String, FeedReading)]) -> Vec<&str> {
    readings.iter().filter(|(_, reading)| reading.has_failed()).map(|(name, _)| name.as_str()).collect()
}

/// The end of an import: a failure where any file failed.
///
/// # Errors
/// Just that.
pub fn failure(failed: &[&str]) -> Result<(), Failed> {
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failed::new(format_args!("nothing to take in, or the carrier's own error: {}", failed.join(", "))))
    }
}

/// A line for people.
pub(super) fn plain(line: &Line<'_>) -> String {
    match line {
        Line::Scan(scan) => {
            let state = scan.state.map_or_else(|| String::from("?"), |state| state.to_string());
            let (number, carrier, code) = (scan.tracking_number, scan.carrier, scan.code);
            format!("{number}\t{}\t{carrier} {code}\t{state}\t{}\t{}", scan.at, scan.place, scan.label)
        }
        Line::Rejected(item) => {
            let file = item.file.map(|file| format!("{file} ")).unwrap_or_default();
            format!("rejected\t{file}{}\t{}", item.position, item.rejected)
        }
        Line::Summary { summary } => {
            let scans = counted(summary.scans, "scan", "scans");
            format!("{scans}, {} rejected{}", summary.rejected, unknown(&summary.unknown_codes))
        }
    }
}

/// The end of a line that sums up: the codes that no dictionary knows, where there are any.
pub(super) fn unknown(codes: &[String]) -> String {
    if codes.is_empty() { String::new() } else { format!(", unknown codes: {}", codes.join(" ")) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use operations::feed::FeedFormat;

    use super::{ImportFeed, dry_run};
    use crate::command::Output;

    fn answer(content: &str) -> (Vec<serde_json::Value>, bool) {
        let written = tempfile::NamedTempFile::new().and_then(|mut file| {
            file.write_all(content.as_bytes())?;
            Ok(file)
        });
        let Ok(file) = written else { panic!("no temporary file") };
        let import = ImportFeed {
            format: Some(FeedFormat::Csv),
            feed: None,
            carrier: Some("dpd".to_owned()),
            mapping: None,
            dry_run: true,
            files: vec![file.path().to_owned()],
        };
        let mut out = Vec::new();
        let done = import.told().and_then(|told| dry_run(&import, &told, &mut Output::new(&mut out, true)));
        let lines = String::from_utf8_lossy(&out).into_owned();
        (lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(), done.is_ok())
    }

    #[test]
    fn a_dry_run_reports_scans_then_rejects_then_the_sum() {
        let (lines, done) = answer(
            "tracking_number;carrier;code;state;at;place;label\n\
             12345678901234;;X;delivered;2026-11-20T10:00:00+01:00;Lyon;Livré\n\
             12345678901234;;X;delivered;sometime;Lyon;Livré\n",
        );
        assert!(done);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!(lines[0]["at"], "2026-11-20T09:00:00Z");
        assert_eq!(lines[0]["offset_minutes"], 60);
        assert_eq!(lines[1]["position"], "3");
        assert_eq!(lines[2]["summary"]["scans"], 1);
        assert_eq!(lines[2]["summary"]["rejected"], 1);
    }

    #[test]
    fn nothing_good_is_a_failure_that_was_reported() {
        let (lines, done) = answer("");
        assert!(!done);
        assert_eq!(lines.last().map(|line| line["summary"]["scans"].clone()), Some(0.into()));
    }
}
