//! What a report says: its parcels as lines, and its head, in its language.

use documents::report::{Head, Line};
use domain::Language;
use domain::parcel::{ParcelState, StateFilter};
use domain::report::{Destination, Selection};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use store::reports::{Report, ReportedParcel};
use wording::{moment, report as w};

use super::lookup::Billed;

/// A parcel as a line. `home` is where links lead to, where the copy has any.
pub(super) fn line<'a>(parcel: &'a ReportedParcel, zone: &TimeZone, home: Option<&str>) -> Line<'a> {
    Line {
        address: home.map(|home| format!("{home}/parcels/{}", parcel.id)),
        number: &parcel.number,
        state: parcel.state,
        since: parcel.since.to_zoned(zone.clone()),
        last_label: &parcel.last_label,
        last_place: &parcel.last_place,
        last_at: parcel.last_at.map(|at| at_place(at, parcel.last_offset_minutes)),
        label_on: parcel.label_on,
        estimated_on: parcel.estimated_on,
        carrier: &parcel.carrier,
        service: &parcel.service,
        account: &parcel.account_number,
        sub_account: &parcel.sub_account_number,
        sender_reference: &parcel.sender_reference,
        recipient_reference: &parcel.recipient_reference,
        recipient_name: &parcel.recipient_name,
        postcode: &parcel.postcode,
        town: &parcel.town,
        country: &parcel.country,
    }
}

fn at_place(at: Timestamp, offset_minutes: i16) -> Zoned {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
    at.to_zoned(TimeZone::fixed(offset))
}

/// The head of a run's files.
pub(super) fn head(
    report: &Report,
    company: &str,
    billed: Option<&Billed>,
    period: Date,
    now: Timestamp,
    counts: &[(ParcelState, i64)],
    linked: bool,
) -> Head {
    let language = report.definition.language;
    let made = now.to_zoned(crate::zone(&report.zone));
    let day = |day: Date| moment::long_day(language, day, period.saturating_sub(jiff::ToSpan::years(100)));
    let (from, to) = report.definition.window.days(period);
    let shipped = if from == to {
        w::shipped_on(language, &day(from))
    } else {
        w::shipped_between(language, &day(from), &day(to))
    };
    let facts = [
        (w::fact_customer(language), company.to_owned()),
        (w::fact_day(language), day(period)),
        (w::fact_shipped(language), shipped),
        (w::fact_selection(language), selection(language, &report.definition.selection, billed)),
        (w::fact_made(language), w::made_at(language, &day(made.date()), &moment::time(made.time()))),
    ];
    Head {
        name: report.definition.name.clone(),
        facts: facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        total: w::total(language, counts.iter().map(|(_, count)| count).sum()),
        counts: counts
            .iter()
            .map(|(state, count)| {
                let state = wording::values::parcel_state(language, *state).to_owned();
                (state, wording::number::integer(language, *count))
            })
            .collect(),
        note: if linked { w::note(language).to_owned() } else { String::new() },
    }
}

/// What a report is cut by, in words.
fn selection(language: Language, selection: &Selection, billed: Option<&Billed>) -> String {
    let mut parts = vec![
        match selection.destination {
            Destination::National => w::national(language),
            Destination::International => w::international(language),
            Destination::Anywhere => w::anywhere(language),
        }
        .to_owned(),
    ];
    if selection.parcel_states().is_empty() {
        parts.push(w::every_state(language).to_owned());
    } else {
        parts.extend(selection.states.iter().map(|filter| state_filter(language, *filter).to_owned()));
    }
    if let Some(billed) = billed {
        parts.push(w::account(language, &billed.number));
        if !billed.sub_number.is_empty() {
            parts.push(w::sub_account(language, &billed.sub_number));
        }
    }
    parts.join(" · ")
}

/// A filter in words.
fn state_filter(language: Language, filter: StateFilter) -> &'static str {
    match filter {
        StateFilter::All => w::every_state(language),
        StateFilter::State(state) => wording::values::parcel_state(language, state),
        StateFilter::UndeliveredActionable => w::undelivered_actionable(language),
        StateFilter::Undelivered => w::undelivered(language),
    }
}
