//! Parcels as tables for spreadsheets: what was chosen of a search, and the path of one parcel.

pub use documents::csv::Profile as CsvProfile;
use documents::csv::Writer;
use documents::parcel_table::{ParcelRecord, ScanRecord};
use domain::audit::Act;
use domain::{Actor, Language};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use store::parcels::{Parcel, ParcelKey};
use tokio::io::AsyncWriteExt;

use super::choice::Choice;
use crate::downloads::{MadeFile, Progress};
use crate::{Error, Operations, Result, audit};

/// Rows beyond which a table is made in the background, with its progress: a download that runs for a minute says nothing.
pub const LONG_TABLE: i64 = 50_000;

/// Rows that are read at once; more in memory would not be faster.
pub(super) const ROWS_AT_ONCE: usize = 1_000;

/// A table of chosen parcels that is written as it is read: a million rows take no more memory than a thousand.
pub struct ParcelTable {
    operations: Operations,
    actor: Actor,
    choice: Choice,
    language: Language,
    writer: Writer,
    after: Option<ParcelKey>,
    place: Place,
    rows: usize,
    oldest_label: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Rows,
    End,
}

impl ParcelTable {
    /// The next part of the table as bytes of CSV; `None` at its end. Rights are asked anew for each part.
    ///
    /// # Errors
    /// As [`Operations::chosen_parcels`].
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        match self.place {
            Place::End => return Ok(None),
            Place::Head => {
                self.writer.row(ParcelRecord::head(self.language, self.actor.is_operator()));
                self.place = Place::Rows;
            }
            Place::Rows => {}
        }
        let rows = self.operations.chosen_parcels(&self.actor, &self.choice, self.after.take(), ROWS_AT_ONCE).await?;
        match rows.last() {
            Some(last) if rows.len() == ROWS_AT_ONCE => self.after = Some(self.choice.key_of(last)),
            _ => self.place = Place::End,
        }
        self.rows += rows.len();
        let operator = self.actor.is_operator();
        for parcel in rows {
            self.oldest_label = Some(self.oldest_label.map_or(parcel.label_on, |label| label.min(parcel.label_on)));
            self.writer.row(record(parcel, operator).cells(self.language));
        }
        Ok(Some(self.writer.take()))
    }
}

/// A table of chosen parcels that is made in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelFile {
    /// The parcels.
    pub choice: Choice,
    /// The language of its words.
    pub language: Language,
    /// Whether a spreadsheet set to French opens it, else one set to English.
    pub french: bool,
}

impl ParcelFile {
    /// Makes the file, row by row.
    ///
    /// # Errors
    /// As [`Operations::chosen_parcels`]; [`Error::Outside`] where the disk does not take it.
    pub(crate) async fn make(
        &self,
        operations: &Operations,
        actor: &Actor,
        progress: &mut Progress,
    ) -> Result<MadeFile> {
        let profile = if self.french { CsvProfile::French } else { CsvProfile::English };
        let total = operations.count_chosen(actor, &self.choice).await?;
        let total = usize::try_from(total).unwrap_or(0);
        let mut table = operations.parcel_table(actor, self.choice.clone(), self.language, profile);
        let path = operations.place_for_incoming();
        let outside = |error: std::io::Error| Error::Outside(format!("a table could not be written: {error}"));
        // What a failure leaves behind is swept with other files that nobody took.
        let mut file = tokio::fs::File::create_new(&path).await.map_err(outside)?;
        while let Some(part) = table.next().await? {
            file.write_all(&part).await.map_err(outside)?;
            progress.tell(operations, table.rows.min(total), total).await?;
        }
        file.flush().await.map_err(outside)?;
        file.sync_all().await.map_err(outside)?;
        let day = operations.now().to_zoned(crate::zone(&actor.zone)).date().to_string();
        Ok(MadeFile {
            path,
            name: wording::table::file(self.language, &day),
            media_type: "text/csv; charset=utf-8",
            oldest_label: table.oldest_label,
        })
    }
}

impl Operations {
    /// Begins a table of chosen parcels for a reader's spreadsheet, in his language and zone.
    #[must_use]
    pub fn parcel_table(&self, actor: &Actor, choice: Choice, language: Language, profile: CsvProfile) -> ParcelTable {
        ParcelTable {
            operations: self.clone(),
            actor: actor.clone(),
            choice,
            language,
            writer: Writer::new(profile, crate::zone(&actor.zone)),
            after: None,
            place: Place::Head,
            rows: 0,
            oldest_label: None,
        }
    }

    /// What happened to one parcel as a table, the latest first, by the clocks of the places: its cleaned number and the
    /// bytes of the CSV.
    ///
    /// # Errors
    /// As [`Operations::parcel`].
    pub async fn parcel_path_table(
        &self,
        actor: &Actor,
        key: &str,
        language: Language,
        profile: CsvProfile,
    ) -> Result<(String, Vec<u8>)> {
        let page = self.parcel(actor, key).await?;
        let mut writer = Writer::new(profile, crate::zone(&actor.zone));
        writer.row(ScanRecord::head(language));
        for scan in page.timeline {
            let record = ScanRecord {
                number: page.parcel.number.clone(),
                sender_reference: page.parcel.sender_reference.clone(),
                at: at_place(scan.at, scan.offset_minutes),
                state: scan.state,
                label: scan.label,
                place: scan.place,
                carrier: scan.carrier,
                code: scan.code,
            };
            writer.row(record.cells(language));
        }
        self.saw(actor, audit::of_parcel(Act::TableExported, &page.parcel)).await;
        Ok((page.parcel.number, writer.take()))
    }
}

/// A parcel as a row; with its customer's name for the operator.
pub(super) fn record(parcel: Parcel, operator: bool) -> ParcelRecord {
    let standing = parcel.standing;
    ParcelRecord {
        customer: operator.then_some(parcel.customer_name),
        number: parcel.number,
        carrier: parcel.carrier,
        state: standing.state,
        last_at: standing.last_at,
        delivered_at: standing.delivered_at,
        last_label: standing.last_label,
        last_place: standing.last_place,
        estimated_on: standing.estimated_on,
        recipient: parcel.recipient_name,
        street: parcel.street,
        postcode: parcel.postcode,
        town: parcel.town,
        country: parcel.country,
        sender_reference: parcel.sender_reference,
        recipient_reference: parcel.recipient_reference,
        shipment: parcel.shipment,
        account: parcel.account_number,
        sub_account: parcel.sub_account_number,
        service: parcel.service,
        weight_grams: parcel.weight_grams,
        label_on: parcel.label_on,
    }
}

/// A moment by the clock of a place whose offset from UTC is known.
fn at_place(at: Timestamp, offset_minutes: i16) -> Zoned {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
    at.to_zoned(TimeZone::fixed(offset))
}
