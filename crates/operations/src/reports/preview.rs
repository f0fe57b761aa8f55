//! A report as it would be sent today: its first parcels on the page, and the whole as CSV. Nothing is sent.

use std::collections::BTreeMap;

use documents::report::TableReport;
use domain::Actor;
use domain::id::ReportId;
use domain::parcel::ParcelState;
use domain::report::Format;
use jiff::civil::Date;
use store::Scope;
use store::reports::{Report, ReportedParcel};

use super::line::line;
use super::lookup::{FileToSave, seen};
use super::readers::View;
use crate::{Operations, Result};

/// Parcels that the page shows.
const SHOWN: usize = 20;

/// Parcels that are counted exactly.
const COUNTED: usize = 10_000;

/// A report as it would be sent today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The report.
    pub report: Report,
    /// Day J: today, in the customer's zone.
    pub day: Date,
    /// The first parcels.
    pub rows: Vec<ReportedParcel>,
    /// How many are in which state.
    pub counts: BTreeMap<ParcelState, i64>,
    /// Whether there are more than were counted.
    pub more: bool,
}

impl Operations {
    /// Shows what a report would say if it were sent now, by the reader's own rights.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] outside the customer; [`domain::refusal::Refusal::NotAllowed`].
    pub async fn preview_report(&self, actor: &Actor, id: ReportId) -> Result<Preview> {
        let report = self.report_to_preview(actor, id).await?;
        let day = self.now().to_zoned(crate::zone(&report.zone)).date();
        let (mut rows, mut counts, mut count) = (Vec::new(), BTreeMap::new(), 0);
        let mut more = false;
        self.walk(&report, (day, self.now()), &View::of(actor), |parcel| {
            if count == COUNTED {
                more = true;
                return false;
            }
            count += 1;
            *counts.entry(parcel.state).or_insert(0) += 1;
            if rows.len() < SHOWN {
                rows.push(parcel.clone());
            }
            true
        })
        .await?;
        Ok(Preview { report, day, rows, counts, more })
    }

    /// The same as a CSV file.
    ///
    /// # Errors
    /// As [`Operations::preview_report`].
    pub async fn preview_report_table(&self, actor: &Actor, id: ReportId) -> Result<FileToSave> {
        let report = self.report_to_preview(actor, id).await?;
        let zone = crate::zone(&report.zone);
        let day = self.now().to_zoned(zone.clone()).date();
        let mut table = TableReport::new(report.definition.language, zone.clone());
        self.walk(&report, (day, self.now()), &View::of(actor), |parcel| {
            table.row(&line(parcel, &zone, None));
            true
        })
        .await?;
        Ok(FileToSave {
            name: report.definition.file_name.of_period(day, Format::Csv, None),
            media_type: Format::Csv.media_type().to_owned(),
            bytes: table.finish().into(),
        })
    }

    async fn report_to_preview(&self, actor: &Actor, id: ReportId) -> Result<Report> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        seen(&mut tx, actor, id).await
    }
}
