//! What reports say and what their mails lead to: the preview, and the pages behind links.

use axum::http::{HeaderValue, header};
use leptos::prelude::use_context;
use operations::Error;
use operations::reports::ReportedParcel;
use wording::{moment, number, report, reports as words, values};

use super::Eyes;
use super::reports::{file_view, unknown};
use crate::api::Named;
use crate::api::reports::{PreviewPage, PreviewRow, ReportFilesPage, ReportQuestionPage, ReportStopPage};
use crate::error::Failure;
use crate::host::{reader, refused, visit};

/// A report as it would be sent now.
///
/// # Errors
/// What the operation refused, in words.
pub async fn preview(id: &str) -> Result<PreviewPage, Failure> {
    let (visit, actor) = reader()?;
    let Ok(id) = id.parse() else { return Err(unknown(&visit)) };
    let seen = visit.operations.preview_report(&actor, id).await.map_err(refused(&visit))?;
    let eyes = Eyes { zone: operations::zone(&seen.report.zone), ..Eyes::of(&visit, &actor) };
    let language = eyes.language;
    let count: i64 = seen.counts.values().sum();
    let named = |(state, count): (&domain::parcel::ParcelState, &i64)| Named {
        name: values::parcel_state(language, *state).to_owned(),
        value: number::integer(language, *count),
    };
    Ok(PreviewPage {
        id: seen.report.id.to_string(),
        name: seen.report.definition.name.clone(),
        total: if seen.more { words::preview_more(language, count) } else { report::total(language, count) },
        counts: seen.counts.iter().map(named).collect(),
        columns: [
            report::column_number(language),
            report::column_state(language),
            report::column_event(language),
            report::column_recipient(language),
            report::column_reference(language),
            report::column_shipped(language),
        ]
        .map(str::to_owned)
        .into(),
        rows: seen.rows.iter().map(|parcel| row(&eyes, parcel)).collect(),
    })
}

fn row(eyes: &Eyes, parcel: &ReportedParcel) -> PreviewRow {
    let place = match (parcel.last_label.as_str(), parcel.last_place.as_str()) {
        (label, "") => label.to_owned(),
        ("", place) => place.to_owned(),
        (label, place) => format!("{label} · {place}"),
    };
    let shipped = moment::day(eyes.language, parcel.label_on, eyes.today);
    PreviewRow {
        href: format!("/parcels/{}", parcel.id),
        cells: vec![
            domain::parcel::grouped(&parcel.number),
            values::parcel_state(eyes.language, parcel.state).to_owned(),
            place,
            parcel.recipient_name.clone(),
            parcel.sender_reference.clone(),
            shipped,
        ],
    }
}

/// The question behind a link.
///
/// # Errors
/// Not found for a link that does not hold.
pub async fn question(token: &str) -> Result<ReportQuestionPage, Failure> {
    let visit = visit()?;
    keep_secret();
    let asked = visit.operations.report_confirmation(token).await.map_err(refused(&visit))?;
    Ok(ReportQuestionPage { customer: asked.customer, confirmed: asked.confirmed })
}

/// The mails that a link ends. A link that is unknown looks like one that was used: whoever follows it gets no mail.
///
/// # Errors
/// [`Failure`] where the database is away.
pub async fn stop(token: &str) -> Result<ReportStopPage, Failure> {
    let visit = visit()?;
    keep_secret();
    match visit.operations.report_to_stop(token).await {
        Ok(found) => Ok(ReportStopPage { name: found.name, address: found.address, stopped: found.stopped }),
        Err(Error::NotFound) => Ok(ReportStopPage { stopped: true, ..ReportStopPage::default() }),
        Err(error) => Err(refused(&visit)(error)),
    }
}

/// The files that a link opens.
///
/// # Errors
/// Not found for a link that does not hold.
pub async fn files(token: &str) -> Result<ReportFilesPage, Failure> {
    let visit = visit()?;
    keep_secret();
    let copy = visit.operations.linked_copy(token).await.map_err(refused(&visit))?;
    let (zone, now) = (operations::zone(&copy.report.zone), visit.operations.now());
    let today = now.to_zoned(zone.clone()).date();
    let eyes = Eyes { language: visit.language, zone, now, today, operator: false };
    let files = copy.files.iter().map(|file| file_view(eyes.language, file, &format!("/reports/files/{token}")));
    Ok(ReportFilesPage {
        files: files.collect(),
        day: moment::long_day(eyes.language, copy.run.period, eyes.today),
        until: eyes.when(copy.expires_at),
        name: copy.report.definition.name,
    })
}

/// The address of these pages is a secret, which no other site may learn.
fn keep_secret() {
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>() {
        answer.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    }
}
