//! Making the files of a copy: one walk over the parcels, page by page, that feeds every form at once.

use std::collections::{BTreeMap, HashSet};

use bytes::Bytes;
use documents::report::{Head, HtmlReport, TableReport};
use domain::Actor;
use domain::actor::{Right, Rights, Side};
use domain::id::ParcelId;
use domain::parcel::ParcelState;
use domain::permission;
use domain::report::Format;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Scope;
use store::reports::{self as rows, Report, ReportedParcel, Wanted};

use super::line::{head, line};
use super::lookup::Billed;
use super::readers::View;
use super::{PDF_PARCELS, paper};
use crate::held::Held;
use crate::instructions::{eligible_in, open_of};
use crate::mails::MailFile;
use crate::parcels::visible_from;
use crate::{Error, Operations, Result};

/// Parcels of one page of the walk.
const PAGE: i64 = 2_000;

/// What is to be made.
pub(crate) struct Making<'a> {
    pub report: &'a Report,
    pub company: &'a str,
    pub billed: Option<&'a Billed>,
    pub period: Date,
    pub now: Timestamp,
    pub formats: &'a [Format],
}

/// A file that is made and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub name: String,
    pub media_type: &'static str,
    pub size: i64,
    pub blob: String,
    pub held: Held,
}

impl Made {
    /// The same as a mail carries it.
    pub fn mail_file(&self) -> MailFile {
        MailFile {
            name: self.name.clone(),
            media_type: self.media_type.to_owned(),
            size: self.size,
            blob: self.blob.clone(),
        }
    }
}

/// A copy that is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Copy {
    pub files: Vec<Made>,
    pub counts: BTreeMap<ParcelState, i64>,
}

impl View {
    /// Whether a reader of this view sees a parcel, and from which label date on.
    fn sees(&self, parcel: &ReportedParcel, reader: &Actor, from: Date) -> bool {
        permission::see_parcel(reader, &parcel.facts()).is_ok() && parcel.label_on >= from
    }

    /// Somebody with this view: what permission is asked about. The rights to search were checked when he was found.
    fn reader(&self, report: &Report) -> Actor {
        Actor {
            user: report.owner,
            name: String::new(),
            language: report.definition.language,
            zone: self.zone.clone(),
            side: Side::Customer {
                customer: report.customer,
                rights: [Right::SearchParcels].into_iter().collect::<Rights>(),
                scope: self.scope.clone(),
            },
        }
    }
}

impl Operations {
    /// Walks over the parcels of a report as a reader of a view sees them, the latest label first, until `each` has had
    /// enough and says `false`. Days are counted back from the period; what is too old to be seen, from now.
    pub(super) async fn walk(
        &self,
        report: &Report,
        (period, now): (Date, Timestamp),
        view: &View,
        mut each: impl FnMut(&ReportedParcel) -> bool + Send,
    ) -> Result<()> {
        let reader = view.reader(report);
        let visible = visible_from(now.to_zoned(crate::zone(&view.zone)).date());
        let (from, to) = report.definition.window.days(period);
        let selection = &report.definition.selection;
        let wanted = Wanted { customer: report.customer, selection, from: from.max(visible), to };
        let mut after = None;
        loop {
            // A connection of its own for each page: others read between.
            let mut tx = self.store().read(Scope::System).await?;
            let page = rows::parcels(&mut tx, &wanted, after, PAGE).await?;
            drop(tx);
            let is_last = page.len() < PAGE as usize;
            after = page.last().map(|last| (last.label_on, last.id));
            let takers = self.takers(report, &page, now).await?;
            let passes = |parcel: &&ReportedParcel| selection.passes(parcel.state, takers.contains(&parcel.id));
            for parcel in page.iter().filter(|parcel| view.sees(parcel, &reader, visible)).filter(passes) {
                if !each(parcel) {
                    return Ok(());
                }
            }
            if is_last {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
    }

    /// Of a page of a report's parcels those for which an instruction can be sent, where the report asks for it.
    async fn takers(&self, report: &Report, page: &[ReportedParcel], now: Timestamp) -> Result<HashSet<ParcelId>> {
        if !report.definition.selection.asks_for_instructions() || page.is_empty() {
            return Ok(HashSet::new());
        }
        let mut tx = self.store().read(Scope::System).await?;
        let open = open_of(&mut tx, page.iter().map(|parcel| parcel.id).collect()).await?;
        let customer = store::people::find_customer(&mut tx, report.customer).await?;
        let customer = customer.map(|customer| customer.name).unwrap_or_default();
        let contracts = &self.settings().contracts;
        let takes = |parcel: &&ReportedParcel| {
            let contract = contracts.of(&parcel.carrier, &customer);
            eligible_in(parcel.state, contract, open.get(&parcel.id), now).possible().is_ok()
        };
        Ok(page.iter().filter(takes).map(|parcel| parcel.id).collect())
    }

    /// Makes the files of a copy and keeps their bytes.
    pub(crate) async fn make_copy(&self, making: &Making<'_>, view: &View) -> Result<Copy> {
        let report = making.report;
        let (language, zone) = (report.definition.language, crate::zone(&report.zone));
        let wants = |format: Format| making.formats.contains(&format);
        let home = view.linked.then(|| self.settings().public_url.clone());
        let mut table = wants(Format::Csv).then(|| TableReport::new(language, zone.clone()));
        let mut page = wants(Format::Html).then(|| HtmlReport::new(language));
        let mut sheets: Vec<paper::Rows> = Vec::new();
        let with_paper = wants(Format::Pdf);
        let mut counts: BTreeMap<ParcelState, i64> = BTreeMap::new();
        let mut oldest_label = None;
        self.walk(report, (making.period, making.now), view, |parcel| {
            let line = line(parcel, &zone, home.as_deref());
            *counts.entry(parcel.state).or_default() += 1;
            // The latest label comes first.
            oldest_label = Some(parcel.label_on);
            if let Some(table) = &mut table {
                table.row(&line);
            }
            if let Some(page) = &mut page {
                page.row(&line);
            }
            if with_paper {
                if sheets.last().is_none_or(|rows| rows.len() >= PDF_PARCELS) {
                    sheets.push(Vec::new());
                }
                if let Some(rows) = sheets.last_mut() {
                    rows.push(paper::row(language, &line));
                }
            }
            true
        })
        .await?;
        let counted: Vec<(ParcelState, i64)> = counts.iter().map(|(state, count)| (*state, *count)).collect();
        let head = head(report, making.company, making.billed, making.period, making.now, &counted, view.linked);
        let mut files = Vec::new();
        if let Some(table) = table {
            files.push(self.keep_made(making, Format::Csv, None, table.finish()).await?);
        }
        if let Some(page) = page {
            files.push(self.keep_made(making, Format::Html, None, page.finish(&head)).await?);
        }
        if with_paper {
            self.make_paper(making, &head, sheets, &mut files).await?;
        }
        let held = Held { scope: Some(view.scope.clone()), oldest_label };
        files.iter_mut().for_each(|file| file.held = held.clone());
        Ok(Copy { files, counts })
    }

    /// Lays out one file after another, so that no more than one is in memory.
    async fn make_paper(
        &self,
        making: &Making<'_>,
        head: &Head,
        mut sheets: Vec<paper::Rows>,
        files: &mut Vec<Made>,
    ) -> Result<()> {
        if sheets.is_empty() {
            sheets.push(Vec::new());
        }
        let (language, now, several) = (making.report.definition.language, making.now, sheets.len() > 1);
        for (index, rows) in sheets.into_iter().enumerate() {
            let part = several.then_some(index + 1);
            let head = head.clone();
            let laid = tokio::task::spawn_blocking(move || paper::write(language, &head, part, rows, now)).await;
            let bytes = laid.map_err(|stopped| Error::Outside(format!("the PDF of a report: {stopped}")))??;
            files.push(self.keep_made(making, Format::Pdf, part, bytes).await?);
        }
        Ok(())
    }

    async fn keep_made(
        &self,
        making: &Making<'_>,
        format: Format,
        part: Option<usize>,
        bytes: Vec<u8>,
    ) -> Result<Made> {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let blob = self.blobs().keep(Bytes::from(bytes)).await?;
        let name = making.report.definition.file_name.of_period(making.period, format, part);
        Ok(Made { name, media_type: format.media_type(), size, blob, held: Held::default() })
    }
}
