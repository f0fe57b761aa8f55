//! A report as CSV: every column, for spreadsheets.

use domain::Language;
use jiff::tz::TimeZone;
use wording::report as w;

use super::Line;
use crate::csv::{Cell, Profile, Writer};

/// Writes the parcels of a report as CSV, row by row.
pub struct TableReport {
    language: Language,
    writer: Writer,
}

impl TableReport {
    /// A table with its head.
    #[must_use]
    pub fn new(language: Language, zone: TimeZone) -> Self {
        let mut writer = Writer::new(Profile::of(language), zone);
        let head = [
            w::column_number(language),
            w::column_state(language),
            w::column_since(language),
            w::column_event(language),
            w::column_place(language),
            w::column_event_at(language),
            w::column_shipped(language),
            w::column_expected(language),
            w::column_carrier(language),
            w::column_service(language),
            w::column_account(language),
            w::column_sub_account(language),
            w::column_reference(language),
            w::column_recipient_reference(language),
            w::column_recipient(language),
            w::column_postcode(language),
            w::column_town(language),
            w::column_country(language),
        ];
        writer.row(head.map(Cell::from));
        TableReport { language, writer }
    }

    /// Adds a parcel.
    pub fn row(&mut self, line: &Line<'_>) {
        self.writer.row([
            line.number.into(),
            wording::values::parcel_state(self.language, line.state).into(),
            Cell::At(line.since.clone()),
            line.last_label.into(),
            line.last_place.into(),
            line.last_at.clone().map_or(Cell::Empty, Cell::At),
            line.label_on.into(),
            line.estimated_on.into(),
            line.carrier.into(),
            line.service.into(),
            line.account.into(),
            line.sub_account.into(),
            line.sender_reference.into(),
            line.recipient_reference.into(),
            line.recipient_name.into(),
            line.postcode.into(),
            line.town.into(),
            line.country.into(),
        ]);
    }

    /// The whole table.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.writer.take()
    }
}
