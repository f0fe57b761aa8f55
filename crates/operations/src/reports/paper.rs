//! The PDF of a report, in files of so many parcels each.

use documents::report::{Head, Line, columns};
use domain::Language;
use jiff::Timestamp;
use pdf::{Column, Document, Meta, Table};
use wording::report as w;

use crate::{Error, Result};

/// The rows of a file, with what each leads to.
pub(super) type Rows = Vec<(Vec<String>, String)>;

/// A parcel's row: its cells, and the address that its number leads to, or empty.
pub(super) fn row(language: Language, line: &Line<'_>) -> (Vec<String>, String) {
    (line.cells(language).into(), line.address.clone().unwrap_or_default())
}

/// Lays a file out: the whole report where `part` is none, else one part of it. The first part says how many parcels
/// there are in which state; the head of the others names report and part.
///
/// # Errors
/// [`Error::Outside`] where the writer fails.
pub(super) fn write(
    language: Language,
    head: &Head,
    part: Option<usize>,
    rows: Rows,
    now: Timestamp,
) -> Result<Vec<u8>> {
    let title = match part {
        Some(part) => {
            let number = i64::try_from(part).unwrap_or(i64::MAX);
            format!("{} – {}", head.name, w::part(language, number))
        }
        None => head.name.clone(),
    };
    let mut document = Document::new(Meta {
        title: title.clone(),
        language,
        author: "Consigne".to_owned(),
        made_at: now,
        footer: w::page_foot(language, &head.name),
        landscape: true,
    });
    document.heading(1, &title).facts(head.facts.iter().map(|(name, value)| (name, value)));
    if part.is_none_or(|part| part == 1) {
        document.paragraph(&head.total);
        document.list(
            false,
            head.counts
                .iter()
                .map(|(state, count)| format!("{state} {count}"))
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str),
        );
    }
    if !rows.is_empty() {
        let links = rows.iter().any(|(_, address)| !address.is_empty());
        if links && !head.note.is_empty() {
            document.note(&head.note);
        }
        let shares = [1.25, 1.0, 1.1, 1.9, 1.3, 1.4, 1.0, 0.8];
        let columns = columns(language).into_iter().zip(shares).map(|(title, share)| Column::new(title).share(share));
        let table = Table { caption: None, columns: columns.collect(), names_rows: true };
        document.linked_table(&table, rows);
    }
    document.finish().map_err(|error| Error::Outside(format!("the PDF of a report: {error}")))
}
