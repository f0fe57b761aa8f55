//! A ZIP of papers, written to the disk one after another, with a table of the parcels that have none.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use documents::csv::{Cell, Profile, Writer};
use domain::Language;
use domain::parcel::ProofState;
use jiff::Zoned;
use wording::proof as w;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::ParcelProof;
use super::many::PROOFS_MAX;
use super::paper::{file_name, paper, write_now};
use crate::{Error, Result};

/// An archive that is being written.
pub(super) struct Archive {
    zip: ZipWriter<BufWriter<File>>,
    language: Language,
    made_at: Zoned,
    names: HashSet<String>,
    missing: Writer,
    any_missing: bool,
    papers: usize,
}

impl Archive {
    /// Begins an archive at a path where nothing stands yet.
    pub(super) fn create(path: &Path, language: Language, made_at: Zoned) -> Result<Self> {
        let file = File::options().write(true).create_new(true).open(path).map_err(outside)?;
        let mut missing = Writer::new(Profile::of(language), made_at.time_zone().clone());
        missing.row(
            [
                w::column_number(language),
                w::column_reference(language),
                w::column_state(language),
                w::column_reason(language),
            ]
            .map(Cell::from),
        );
        Ok(Archive {
            zip: ZipWriter::new(BufWriter::new(file)),
            language,
            made_at,
            names: HashSet::new(),
            missing,
            any_missing: false,
            papers: 0,
        })
    }

    /// Whether it holds as many papers as it may: then what follows is left to a narrower choice.
    pub(super) const fn is_full(&self) -> bool {
        self.papers >= PROOFS_MAX
    }

    /// Adds the paper of a parcel, or its line in the table of those without.
    pub(super) fn add(&mut self, found: &ParcelProof, image: Option<Vec<u8>>, public_url: &str) -> Result<()> {
        let Some(proof) = &found.proof else {
            self.leave_out(found, None);
            return Ok(());
        };
        if self.is_full() {
            self.leave_out(found, Some(w::row_full(self.language)));
            return Ok(());
        }
        self.papers += 1;
        let paper = paper(found, proof, image, public_url);
        let bytes = write_now(self.language, &[paper], &self.made_at)?;
        let name = self.free_name(&file_name(self.language, &found.parcel.number));
        self.file(&name, &bytes)
    }

    fn leave_out(&mut self, found: &ParcelProof, why: Option<&str>) {
        let language = self.language;
        let reason = match found.state {
            _ if why.is_some() => why.unwrap_or_default().to_owned(),
            ProofState::NotDelivered => w::row_not_delivered(language).to_owned(),
            ProofState::NotYet { from } => {
                let from = from.to_zoned(self.made_at.time_zone().clone());
                w::row_not_yet(language, &wording::moment::full(language, &from))
            }
            ProofState::Missing | ProofState::Available => w::row_missing(language).to_owned(),
        };
        let state = wording::values::parcel_state(language, found.parcel.standing.state);
        self.missing.row([
            Cell::from(found.parcel.number.as_str()),
            Cell::from(found.parcel.sender_reference.as_str()),
            Cell::from(state),
            Cell::from(reason),
        ]);
        self.any_missing = true;
    }

    /// A name that no file of the archive has: two parcels of one number are told apart by a count. Some programs do
    /// not tell capitals apart.
    fn free_name(&mut self, name: &str) -> String {
        let stem = name.strip_suffix(".pdf").unwrap_or(name);
        let mut free = name.to_owned();
        let mut count = 1;
        while !self.names.insert(free.to_lowercase()) {
            count += 1;
            free = format!("{stem}-{count}.pdf");
        }
        free
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if let Some(moment) = moment(&self.made_at) {
            options = options.last_modified_time(moment);
        }
        self.zip.start_file(name, options).map_err(|error| Error::Outside(format!("an archive: {error}")))?;
        self.zip.write_all(bytes).map_err(outside)
    }

    /// Writes the table of those without, if there are any, and the end of the archive. Where parcels were `cut` off, not
    /// looked at any more, the table says so.
    pub(super) fn finish(mut self, cut: bool) -> Result<()> {
        if cut {
            self.missing.row([Cell::from("…"), Cell::from(""), Cell::from(""), Cell::from(w::row_full(self.language))]);
            self.any_missing = true;
        }
        if self.any_missing {
            let table = self.missing.take();
            self.file(w::file_missing(self.language), &table)?;
        }
        let written = self.zip.finish().map_err(|error| Error::Outside(format!("an archive: {error}")))?;
        written.into_inner().map(drop).map_err(|error| outside(error.into_error()))
    }
}

/// A moment as an archive says it: to two seconds, by the clock of who asked.
fn moment(at: &Zoned) -> Option<DateTime> {
    let part = |value: i8| u8::try_from(value).ok();
    DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .ok()
}

fn outside(error: std::io::Error) -> Error {
    Error::Outside(format!("an archive: {error}"))
}
