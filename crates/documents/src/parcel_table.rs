//! Parcels, and what happened to one of them, as rows of a table for spreadsheets.

use domain::Language;
use domain::parcel::ParcelState;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use wording::{table, values};

use crate::csv::Cell;

/// A parcel as a row. Texts that nobody told are empty.
#[derive(Clone, Debug, PartialEq)]
pub struct ParcelRecord {
    /// The customer's name; `None` in a table of one's own parcels.
    pub customer: Option<String>,
    /// The tracking number.
    pub number: String,
    /// The carrier's code.
    pub carrier: String,
    /// Where it stands.
    pub state: ParcelState,
    /// The carrier's own words of the last scan.
    pub last_label: String,
    /// When that was: shown in the reader's zone, so that the rows of a table sort by it.
    pub last_at: Option<Timestamp>,
    /// Where that was.
    pub last_place: String,
    /// The day of delivery that the carrier expects, or expected.
    pub estimated_on: Option<Date>,
    /// When it was delivered, likewise.
    pub delivered_at: Option<Timestamp>,
    /// The recipient's name.
    pub recipient: String,
    /// His street and house number.
    pub street: String,
    /// His postcode.
    pub postcode: String,
    /// His town.
    pub town: String,
    /// His country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The sender's reference.
    pub sender_reference: String,
    /// The recipient's reference.
    pub recipient_reference: String,
    /// The shipment's word.
    pub shipment: String,
    /// The number of the account.
    pub account: String,
    /// The number of the part of the account.
    pub sub_account: String,
    /// The carrier's product.
    pub service: String,
    /// Weight in grams; 0 where nobody told.
    pub weight_grams: i64,
    /// The day of the label.
    pub label_on: Date,
}

/// Places of columns behind the customer's.
const STATE: usize = 2;
const SENDER_REFERENCE: usize = 13;

impl ParcelRecord {
    /// The names of the columns; with the customers' where the table is of all of them.
    #[must_use]
    pub fn head(language: Language, customers: bool) -> Vec<Cell> {
        let customer = customers.then(|| table::customer(language));
        let names = [
            table::number(language),
            table::carrier(language),
            table::state(language),
            table::last_event(language),
            table::last_at(language),
            table::last_place(language),
            table::estimated(language),
            table::delivered(language),
            table::recipient(language),
            table::street(language),
            table::postcode(language),
            table::town(language),
            table::country(language),
            table::sender_reference(language),
            table::recipient_reference(language),
            table::shipment(language),
            table::account(language),
            table::sub_account(language),
            table::service(language),
            table::weight(language),
            table::label(language),
        ];
        customer.into_iter().chain(names).map(Cell::from).collect()
    }

    /// The row of a number or reference of which nothing was found: it stands in its own column, and the state says so.
    #[must_use]
    pub fn not_found(language: Language, text: String, customers: bool, reference: bool) -> Vec<Cell> {
        let mut cells = vec![Cell::Empty; Self::head(language, customers).len()];
        let first = usize::from(customers);
        cells[first + if reference { SENDER_REFERENCE } else { 0 }] = text.into();
        cells[first + STATE] = table::not_found(language).into();
        cells
    }

    /// The values, in the order of [`ParcelRecord::head`].
    #[must_use]
    pub fn cells(self, language: Language) -> Vec<Cell> {
        let weight = if self.weight_grams > 0 { Cell::Decimal(self.weight_grams, 3) } else { Cell::Empty };
        let values = [
            self.number.into(),
            self.carrier.into(),
            values::parcel_state(language, self.state).into(),
            self.last_label.into(),
            self.last_at.into(),
            self.last_place.into(),
            self.estimated_on.into(),
            self.delivered_at.into(),
            self.recipient.into(),
            self.street.into(),
            self.postcode.into(),
            self.town.into(),
            self.country.into(),
            self.sender_reference.into(),
            self.recipient_reference.into(),
            self.shipment.into(),
            self.account.into(),
            self.sub_account.into(),
            self.service.into(),
            weight,
            self.label_on.into(),
        ];
        self.customer.map(Cell::from).into_iter().chain(values).collect()
    }
}

/// One scan of a parcel as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanRecord {
    /// The parcel's number.
    pub number: String,
    /// The sender's reference.
    pub sender_reference: String,
    /// When it happened, by the clock of the place.
    pub at: Zoned,
    /// The state it puts the parcel in; `None` for a code that nobody has mapped.
    pub state: Option<ParcelState>,
    /// The carrier's own words.
    pub label: String,
    /// The place.
    pub place: String,
    /// The carrier's code.
    pub carrier: String,
    /// The carrier's code of what happened.
    pub code: String,
}

impl ScanRecord {
    /// The names of the columns.
    #[must_use]
    pub fn head(language: Language) -> Vec<Cell> {
        let names = [
            table::number(language),
            table::sender_reference(language),
            table::at_place(language),
            table::state(language),
            table::label_words(language),
            table::place(language),
            table::carrier(language),
            table::code(language),
        ];
        names.into_iter().map(Cell::from).collect()
    }

    /// The values, in the order of [`ScanRecord::head`].
    #[must_use]
    pub fn cells(self, language: Language) -> Vec<Cell> {
        let state = self.state.map_or(Cell::Empty, |state| values::parcel_state(language, state).into());
        let (number, reference) = (self.number.into(), self.sender_reference.into());
        let words = [self.label.into(), self.place.into(), self.carrier.into(), self.code.into()];
        [number, reference, Cell::At(self.at), state].into_iter().chain(words).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::csv::{Profile, Writer};

    fn record() -> ParcelRecord {
        let at: Timestamp = "2026-11-20T11:52:00Z".parse().expect("a moment");
        ParcelRecord {
            customer: None,
            number: "6A18987970674".into(),
            carrier: "colissimo".into(),
            state: ParcelState::Delivered,
            last_label: "=cmd()".into(),
            last_at: Some(at),
            last_place: "Lyon".into(),
            estimated_on: Some(date(2026, 11, 20)),
            delivered_at: Some(at),
            recipient: "Élodie Cœur".into(),
            street: "12 rue des Lilas".into(),
            postcode: "06000".into(),
            town: "Nice".into(),
            country: "FR".into(),
            sender_reference: "CMD-8812".into(),
            recipient_reference: String::new(),
            shipment: String::new(),
            account: "40012345".into(),
            sub_account: String::new(),
            service: "Colissimo Domicile".into(),
            weight_grams: 1_250,
            label_on: date(2026, 11, 18),
        }
    }

    fn table(profile: Profile, language: Language, customers: bool) -> Vec<String> {
        let mut writer = Writer::new(profile, TimeZone::UTC);
        writer.row(ParcelRecord::head(language, customers));
        let customer = customers.then(|| "Lemaire".to_owned());
        writer.row(ParcelRecord { customer, ..record() }.cells(language));
        String::from_utf8(writer.take()).expect("text").lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_french_table_opens_in_a_french_spreadsheet() {
        let table = table(Profile::French, Language::Fr, false);
        assert!(table[0].starts_with("\u{feff}Numéro;Transporteur;Statut;"), "{}", table[0]);
        for part in
            [";Livré;'=cmd();20/11/2026 11:52;Lyon;", ";\"=\"\"06000\"\"\";Nice;FR;CMD-8812;", ";1,250;18/11/2026"]
        {
            assert!(table[1].contains(part), "{part} in {}", table[1]);
        }
    }

    #[test]
    fn what_was_not_found_stands_in_its_own_column() {
        let head = ParcelRecord::head(Language::En, true);
        for (reference, column) in [(false, table::number(Language::En)), (true, table::sender_reference(Language::En))]
        {
            let row = ParcelRecord::not_found(Language::En, "XY-1".to_owned(), true, reference);
            assert_eq!(row.len(), head.len());
            let filled =
                |cell: &Cell| head.iter().zip(&row).find(|(_, value)| *value == cell).map(|(name, _)| name.clone());
            assert_eq!(filled(&"XY-1".into()), Some(column.into()));
            assert_eq!(filled(&"Not found".into()), Some(table::state(Language::En).into()));
        }
    }

    #[test]
    fn an_english_table_names_the_customers_of_an_operator() {
        let table = table(Profile::English, Language::En, true);
        assert!(table[0].starts_with("Customer,Number,"), "{}", table[0]);
        assert!(table[1].starts_with("Lemaire,6A18987970674,"), "{}", table[1]);
        assert!(table[1].contains(",2026-11-20 11:52,") && table[1].ends_with(",1.250,2026-11-18"), "{}", table[1]);
        assert_eq!(table[0].split(',').count(), table[1].split(',').count());
    }

    #[test]
    fn a_scan_keeps_the_carriers_words_and_the_clock_of_its_place() {
        let mut writer = Writer::new(Profile::French, TimeZone::UTC);
        let scan = ScanRecord {
            number: "6A18987970674".into(),
            sender_reference: "CMD-8812".into(),
            at: "2026-11-20T11:52:00+01:00[+01:00]".parse().expect("a moment"),
            state: None,
            label: "PARCEL HELD".into(),
            place: "Roissy".into(),
            carrier: "dpd".into(),
            code: "X1".into(),
        };
        writer.row(ScanRecord::head(Language::Fr));
        writer.row(scan.cells(Language::Fr));
        let text = String::from_utf8(writer.take()).expect("text");
        let row = text.lines().nth(1).unwrap_or_default();
        assert_eq!(row, "6A18987970674;CMD-8812;20/11/2026 11:52;;PARCEL HELD;Roissy;dpd;X1");
    }
}
