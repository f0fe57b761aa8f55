//! A pasted list as a table for spreadsheets: whole, also where the page shows only a part of what was found.

use std::vec::IntoIter;

use documents::csv::Writer;
use documents::parcel_table::ParcelRecord;
use domain::parcel::Criteria;
use domain::{Actor, Language};
use store::parcels::{Parcel, ParcelKey};

use super::choice::Choice;
use super::export::{CsvProfile, ROWS_AT_ONCE, record};
use super::search::{FoundByPaste, Pasted, SoughtBy};
use crate::{Operations, Result};

/// A table of a pasted list in its order that is written as it is read. Of what nothing was found there is a row that
/// says so, so that the table can be laid beside the list.
pub struct PastedTable {
    operations: Operations,
    actor: Actor,
    language: Language,
    writer: Writer,
    by: SoughtBy,
    pasted: IntoIter<Pasted>,
    rows: IntoIter<Parcel>,
    /// A reference of which more parcels were found than were read with the others.
    long: Option<Long>,
    begun: bool,
}

/// How far a reference of many parcels is written.
struct Long {
    choice: Choice,
    after: Option<ParcelKey>,
}

impl PastedTable {
    /// The next part of the table as bytes of CSV; `None` at its end.
    ///
    /// # Errors
    /// As [`Operations::find_pasted`].
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if !self.begun {
            self.begun = true;
            self.writer.row(ParcelRecord::head(self.language, self.actor.is_operator()));
        } else if self.long.is_none() && self.pasted.len() == 0 {
            return Ok(None);
        }
        if let Some(long) = self.long.take() {
            self.write_long(long).await?;
        } else {
            self.write_short().await?;
        }
        Ok(Some(self.writer.take()))
    }

    /// What was read whole, up to the next that was not.
    async fn write_short(&mut self) -> Result<()> {
        let operator = self.actor.is_operator();
        while let Some(pasted) = self.pasted.next() {
            let rows: Vec<Parcel> = self.rows.by_ref().take(pasted.shown).collect();
            if pasted.found == 0 {
                let by_reference = self.by == SoughtBy::Reference;
                self.writer.row(ParcelRecord::not_found(self.language, pasted.text, operator, by_reference));
            } else if pasted.found == pasted.shown {
                self.write(rows);
            } else if self.by == SoughtBy::Reference {
                let criteria = Criteria { sender_reference: pasted.text, ..Criteria::default() };
                self.long = Some(Long { choice: Choice::Results(criteria), after: None });
                return Ok(());
            } else {
                let alone = self.operations.find_pasted(&self.actor, &pasted.text, self.by).await?;
                self.write(alone.rows);
            }
        }
        Ok(())
    }

    /// Some rows of a reference of many parcels.
    async fn write_long(&mut self, mut long: Long) -> Result<()> {
        let rows = self.operations.chosen_parcels(&self.actor, &long.choice, long.after.take(), ROWS_AT_ONCE).await?;
        if let Some(last) = rows.last().filter(|_| rows.len() == ROWS_AT_ONCE) {
            long.after = Some(long.choice.key_of(last));
            self.long = Some(long);
        }
        self.write(rows);
        Ok(())
    }

    fn write(&mut self, rows: Vec<Parcel>) {
        let operator = self.actor.is_operator();
        for parcel in rows {
            self.writer.row(record(parcel, operator).cells(self.language));
        }
    }
}

impl Operations {
    /// Begins a table of a pasted list for a reader's spreadsheet.
    #[must_use]
    pub fn pasted_table(
        &self,
        actor: &Actor,
        found: FoundByPaste,
        language: Language,
        profile: CsvProfile,
    ) -> PastedTable {
        PastedTable {
            operations: self.clone(),
            actor: actor.clone(),
            language,
            writer: Writer::new(profile, crate::zone(&actor.zone)),
            by: found.by,
            pasted: found.pasted.into_iter(),
            rows: found.rows.into_iter(),
            long: None,
            begun: false,
        }
    }
}
