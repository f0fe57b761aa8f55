//! Scheduled reports: the list with its form, a report's page, its preview, and the pages behind links in mails.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{Mark, Named, When};
use crate::error::Failure;

/// A word that can be chosen, with what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What stands in the form of a report, and what can be chosen in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportForm {
    /// Its name.
    pub name: String,
    /// Whether national deliveries are in it.
    pub national: bool,
    /// Whether deliveries to other countries are in it.
    pub international: bool,
    /// The states.
    pub states: Vec<Offered>,
    /// Accounts and their parts.
    pub billed: Vec<Offered>,
    /// Days before J on which it begins.
    pub from_days: String,
    /// Days before J on which it ends.
    pub to_days: String,
    /// The days of the week.
    pub weekdays: Vec<Offered>,
    /// The times.
    pub times: Vec<Offered>,
    /// The last day, or empty.
    pub ends_on: String,
    /// The first day that can be the last one.
    pub tomorrow: String,
    /// The forms.
    pub formats: Vec<Offered>,
    /// Parcels of one PDF.
    pub pdf_parcels: i64,
    /// The name of the files.
    pub file_name: String,
    /// The code of the language.
    pub language: String,
    /// The owner's address.
    pub email: String,
    /// The other addresses, one a line.
    pub recipients: String,
    /// How many they may be.
    pub recipients_max: i64,
    /// The zone, in words.
    pub zone: String,
    /// The version that is shown; 0 for a new one.
    pub version: i64,
    /// The key under which it is done once.
    pub deed: String,
}

/// A report in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose it is, where it is not the reader's.
    pub owner: String,
    /// When it is sent, in words.
    pub schedule: String,
    /// Whether it is active, paused or over.
    pub mark: Mark,
    /// When it is sent next, in words, or empty.
    pub next: String,
    /// When it was sent last and what it said, in words, or empty.
    pub last: String,
}

/// The page of all reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportsPage {
    /// The reader's own reports and those he subscribed to.
    pub rows: Vec<ReportRow>,
    /// Those of his colleagues.
    pub colleagues: Vec<ReportRow>,
    /// How many he may have.
    pub max: i64,
    /// The form of a new one.
    pub form: ReportForm,
}

/// A file of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFileView {
    /// Where it is fetched.
    pub href: String,
    /// Its name and size.
    pub label: String,
}

/// A run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    /// Its id.
    pub id: String,
    /// The day it is of.
    pub day: String,
    /// Whether it was sent again.
    pub again: bool,
    /// What became of it.
    pub mark: Mark,
    /// Why it was not sent, or empty.
    pub reason: String,
    /// How many parcels, as a sentence, or empty.
    pub parcels: String,
    /// How many in which state, in words, or empty.
    pub counts: String,
    /// The reader's files.
    pub files: Vec<ReportFileView>,
}

/// Somebody who gets a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReader {
    /// His address, or a subscriber's name.
    pub name: String,
    /// What he is to us, or why he gets nothing.
    pub mark: Mark,
}

/// A report's page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPage {
    /// As in the list.
    pub row: ReportRow,
    /// Whether it is the reader's own.
    pub own: bool,
    /// Whether he has subscribed to it.
    pub subscribed: bool,
    /// Whether it is paused.
    pub paused: bool,
    /// The form, for its owner.
    pub form: ReportForm,
    /// Who gets it, for its owner.
    pub readers: Vec<ReportReader>,
    /// Who subscribed, for its owner.
    pub subscribers: Vec<String>,
    /// The last runs.
    pub runs: Vec<RunView>,
    /// Days that files are kept.
    pub run_days: i64,
    /// When it is sent next, in words.
    pub next: String,
    /// The key of the deeds beside the form.
    pub deed: String,
}

/// A parcel of a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Where the parcel is.
    pub href: String,
    /// Its cells, the number first.
    pub cells: Vec<String>,
}

/// A report as it would be sent now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewPage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many parcels, as a sentence.
    pub total: String,
    /// How many in which state.
    pub counts: Vec<Named>,
    /// What the columns are called.
    pub columns: Vec<String>,
    /// The first parcels.
    pub rows: Vec<PreviewRow>,
}

/// A question to somebody without an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuestionPage {
    /// The customer who asks.
    pub customer: String,
    /// Whether he said yes already.
    pub confirmed: bool,
}

/// The mails that a link ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportStopPage {
    /// The report's name.
    pub name: String,
    /// The address.
    pub address: String,
    /// Whether they are ended.
    pub stopped: bool,
}

/// The files that a link opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFilesPage {
    /// The report's name.
    pub name: String,
    /// The day it is of.
    pub day: String,
    /// Until when the link holds.
    pub until: When,
    /// The files.
    pub files: Vec<ReportFileView>,
}

/// The reader's reports.
///
/// # Errors
/// A [`Failure`] that says what to do.
#[server(prefix = "/read", endpoint = "reports/list", input = GetUrl)]
pub async fn reports(
    /// What the page's address asks for: criteria of a search, from which the form is filled in.
    query: String,
) -> Result<ReportsPage, Failure> {
    crate::host::show::reports::list(&query).await
}

/// One report.
///
/// # Errors
/// Not found outside the reader's customer.
#[server(prefix = "/read", endpoint = "reports/one", input = GetUrl)]
pub async fn report(
    /// Its id.
    id: String,
) -> Result<ReportPage, Failure> {
    crate::host::show::reports::one(&id).await
}

/// A report as it would be sent now.
///
/// # Errors
/// As [`report`].
#[server(prefix = "/read", endpoint = "reports/preview", input = GetUrl)]
pub async fn report_preview(
    /// Its id.
    id: String,
) -> Result<PreviewPage, Failure> {
    crate::host::show::report_sent::preview(&id).await
}

/// The question behind a link.
///
/// # Errors
/// Not found for a link that does not hold.
#[server(prefix = "/read", endpoint = "reports/question", input = GetUrl)]
pub async fn report_question(
    /// The link's secret.
    token: String,
) -> Result<ReportQuestionPage, Failure> {
    crate::host::show::report_sent::question(&token).await
}

/// The mails that a link ends.
///
/// # Errors
/// Not found for a link that does not hold.
#[server(prefix = "/read", endpoint = "reports/stop", input = GetUrl)]
pub async fn report_stop(
    /// The link's secret.
    token: String,
) -> Result<ReportStopPage, Failure> {
    crate::host::show::report_sent::stop(&token).await
}

/// The files that a link opens.
///
/// # Errors
/// Not found for a link that does not hold.
#[server(prefix = "/read", endpoint = "reports/files", input = GetUrl)]
pub async fn report_files(
    /// The link's secret.
    token: String,
) -> Result<ReportFilesPage, Failure> {
    crate::host::show::report_sent::files(&token).await
}
