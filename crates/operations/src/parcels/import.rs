//! Taking in the parcels that shippers announce.

use std::collections::HashMap;

use domain::id::{CustomerId, ParcelId};
use domain::parcel::{number, standing};
use jiff::Timestamp;
use jiff::civil::Date;
use store::parcels::{KeptStanding, NewParcel};
use store::people::{self, Account};
use store::{Scope, Tx};

use super::retention::visible_from;
use super::standing::restate;
use super::table::{COLUMNS, NUMBER_MAX, RowRefusal};
use super::value::{self, Finer};
use crate::feed::encoding;
use crate::sheet::{Fields, Sheet, SheetRefusal};
use crate::{Error, Operations, Result, ids};

/// Lines of one transaction: what is waited for, and lost when the machine stops.
const AT_ONCE: usize = 500;

/// What became of a file of parcels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Parcels that were not here before.
    pub added: usize,
    /// Parcels of which the file says something else than before.
    pub changed: usize,
    /// Lines that say what was known.
    pub unchanged: usize,
    /// Lines that were not taken, in the order of the file.
    pub rejected: Vec<RejectedRow>,
    /// Headers that mean nothing here.
    pub ignored_columns: Vec<String>,
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its number in the file, from one.
    pub line: usize,
    /// Why.
    pub reason: RowRefusal,
}

impl Operations {
    /// Takes in a table of parcels (UTF-8, or Windows-1252 as spreadsheets write it; its columns are [`COLUMNS`]).
    /// Good lines are kept, bad ones are reported; the same file twice changes nothing. Scans that were waiting for a
    /// number count at once. A number whose check character fails is taken: it is on the label all the same.
    ///
    /// # Errors
    /// [`Error::Store`]; what was kept until then stays kept, and the file can come again.
    pub async fn import_parcels(&self, file: &[u8]) -> Result<ImportReport> {
        let text = encoding::decode(file);
        let mut import = Import {
            now: self.now(),
            accounts: HashMap::new(),
            visible: HashMap::new(),
            taken: HashMap::new(),
            report: ImportReport::default(),
        };
        let mut sheet = match Sheet::open(&text, &COLUMNS) {
            Ok(sheet) => sheet,
            Err((line, reason)) => {
                import.refuse(line, reason.into());
                return Ok(import.report);
            }
        };
        import.report.ignored_columns = sheet.ignored().to_vec();
        loop {
            let lines: Vec<_> = sheet.by_ref().take(AT_ONCE).collect();
            if lines.is_empty() {
                break;
            }
            import.take(self, lines).await?;
        }
        import.report.rejected.sort_by_key(|rejected| rejected.line);
        Ok(import.report)
    }
}

/// What tells parcels apart: whose, with which carrier, of which number.
type Key = (CustomerId, String, String);

/// One import under way.
struct Import {
    now: Timestamp,
    /// The accounts asked for so far, also those that do not exist.
    accounts: HashMap<String, Option<Account>>,
    /// From which label on the customers' parcels are shown, as far as it was asked.
    visible: HashMap<CustomerId, Date>,
    /// The parcels taken so far, and on which line.
    taken: HashMap<Key, usize>,
    report: ImportReport,
}

/// One parcel of the lines that are taken together.
struct Entry {
    parcel: NewParcel,
    /// The day of its label before this file.
    label_was: Date,
    fate: Fate,
}

#[derive(PartialEq, Eq)]
enum Fate {
    Kept,
    Changed,
    Added,
}

/// A good line before it is compared with what is known.
struct Row {
    line: usize,
    number: String,
    carrier: String,
    fields: Fields,
}

impl Row {
    fn read(line: usize, fields: Fields) -> std::result::Result<Self, RowRefusal> {
        let number = number::clean(fields.needed("tracking_number")?);
        if number.is_empty() {
            return Err(SheetRefusal::Missing("tracking_number").into());
        }
        if number.chars().count() > NUMBER_MAX {
            return Err(SheetRefusal::TooLong("tracking_number", NUMBER_MAX).into());
        }
        if value::is_shortened(&number) {
            return Err(RowRefusal::Shortened(number));
        }
        let carrier = fields.needed("carrier")?.to_lowercase();
        Ok(Row { line, number, carrier, fields })
    }

    /// Says of a parcel what the line says: all columns but those that tell parcels apart. What the table has no
    /// column for stays.
    fn tell(&self, parcel: &mut NewParcel) -> std::result::Result<(), RowRefusal> {
        let text = |column: &str, into: &mut String| {
            if let Some(text) = self.fields.told(column) {
                text.clone_into(into);
            }
        };
        text("shipment", &mut parcel.shipment);
        text("sender_reference", &mut parcel.sender_reference);
        text("recipient_reference", &mut parcel.recipient_reference);
        text("recipient_name", &mut parcel.recipient_name);
        text("street", &mut parcel.street);
        text("postcode", &mut parcel.postcode);
        text("town", &mut parcel.town);
        text("service", &mut parcel.service);
        if let Some(country) = self.fields.told("country") {
            let code = country.to_ascii_uppercase();
            let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_code && !code.is_empty() {
                return Err(RowRefusal::NotA("country", country.to_owned()));
            }
            parcel.country = code;
        }
        let label_on = self.fields.needed("label_date")?;
        parcel.label_on = value::day(label_on).ok_or_else(|| RowRefusal::NotA("label_date", label_on.to_owned()))?;
        let grams = self.number("weight_grams", 0, "g", Finer::Rounded)?;
        // Where a table has both columns, one of them is usually empty.
        if let Some(grams) = grams.max(self.number("weight_kg", 3, "kg", Finer::Rounded)?) {
            parcel.weight_grams = grams;
        }
        if let Some(cents) = self.number("declared_value", 2, "€", Finer::Refused)? {
            parcel.declared_value_cents = cents;
        }
        Ok(())
    }

    /// A number in its smallest unit; an empty field is zero, which means that nobody told.
    fn number(
        &self,
        column: &'static str,
        places: usize,
        unit: &str,
        finer: Finer,
    ) -> std::result::Result<Option<i64>, RowRefusal> {
        match self.fields.told(column) {
            None => Ok(None),
            Some("") => Ok(Some(0)),
            Some(text) => match value::decimal(text, places, unit, finer) {
                Some(number) => Ok(Some(number)),
                None => Err(RowRefusal::NotA(column, text.to_owned())),
            },
        }
    }
}

/// Why a line ends early.
enum Stop {
    Refused(RowRefusal),
    Failed(Error),
}

impl From<RowRefusal> for Stop {
    fn from(refusal: RowRefusal) -> Self {
        Stop::Refused(refusal)
    }
}

impl From<SheetRefusal> for Stop {
    fn from(refusal: SheetRefusal) -> Self {
        Stop::Refused(refusal.into())
    }
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Stop::Failed(error.into())
    }
}

impl Import {
    fn refuse(&mut self, line: usize, reason: RowRefusal) {
        self.report.rejected.push(RejectedRow { line, reason });
    }

    /// Takes some lines in one transaction.
    async fn take(
        &mut self,
        operations: &Operations,
        lines: Vec<(usize, std::result::Result<Fields, SheetRefusal>)>,
    ) -> Result<()> {
        let mut rows = Vec::with_capacity(lines.len());
        for (line, fields) in lines {
            match fields.map_err(RowRefusal::from).and_then(|fields| Row::read(line, fields)) {
                Ok(row) => rows.push(row),
                Err(reason) => self.refuse(line, reason),
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
        let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
        let mut tx = operations.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        let mut entries: HashMap<Key, Entry> = store::parcels::by_numbers(&mut tx, &numbers)
            .await?
            .into_iter()
            .map(|parcel| {
                let key = (parcel.customer, parcel.carrier.clone(), parcel.number.clone());
                let label_was = parcel.label_on;
                (key, Entry { parcel: parcel.into(), label_was, fate: Fate::Kept })
            })
            .collect();
        for row in &rows {
            match self.compare(&mut tx, row, &mut entries).await {
                Ok(()) => {}
                Err(Stop::Refused(reason)) => self.refuse(row.line, reason),
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        let (mut added, mut numbers) = (Vec::new(), Vec::new());
        for entry in entries.into_values() {
            match entry.fate {
                Fate::Kept => {}
                Fate::Changed => {
                    store::parcels::update(&mut tx, &entry.parcel).await?;
                    // The label's day decides which scans of the number are its own.
                    if entry.parcel.label_on != entry.label_was {
                        numbers.push(entry.parcel.number);
                    }
                }
                Fate::Added => added.push(entry.parcel),
            }
        }
        added.sort_by(|one, other| one.number.cmp(&other.number));
        store::parcels::insert_many(&mut tx, &added).await?;
        numbers.extend(added.into_iter().map(|parcel| parcel.number));
        if !numbers.is_empty() {
            restate(operations, &mut tx, &numbers).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Compares a line with what is known of its parcel, and counts what comes of it.
    async fn compare(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        entries: &mut HashMap<Key, Entry>,
    ) -> std::result::Result<(), Stop> {
        let account = self.account(tx, row.fields.needed("account")?).await?;
        let key = (account.customer, row.carrier.clone(), row.number.clone());
        let known = entries.get_mut(&key);
        let mut parcel = known.as_ref().map_or_else(|| self.blank(row, &account), |entry| entry.parcel.clone());
        row.tell(&mut parcel)?;
        if parcel.account != Some(account.id) {
            parcel.account = Some(account.id);
            // A part belongs to its account.
            parcel.sub_account = None;
        }
        match row.fields.told("sub_account") {
            None => {}
            Some("") => parcel.sub_account = None,
            Some(part) => {
                let found = people::find_sub_account(tx, account.id, part).await?;
                parcel.sub_account = Some(found.ok_or_else(|| RowRefusal::UnknownSubAccount(part.to_owned()))?);
            }
        }
        match known {
            Some(entry) if entry.parcel == parcel => self.report.unchanged += 1,
            Some(entry) => {
                if let Some(line) = self.taken.get(&key) {
                    return Err(RowRefusal::Twice { line: *line }.into());
                }
                if entry.label_was < self.visible_from(tx, account.customer).await? {
                    return Err(RowRefusal::Archived { label_on: entry.label_was }.into());
                }
                entry.parcel = parcel;
                if entry.fate == Fate::Kept {
                    entry.fate = Fate::Changed;
                }
                self.report.changed += 1;
            }
            None => {
                let label_was = parcel.label_on;
                entries.insert(key.clone(), Entry { parcel, label_was, fate: Fate::Added });
                self.report.added += 1;
            }
        }
        self.taken.entry(key).or_insert(row.line);
        Ok(())
    }

    async fn account(&mut self, tx: &mut Tx, number: &str) -> std::result::Result<Account, Stop> {
        let account = match self.accounts.get(number) {
            Some(account) => account.clone(),
            None => {
                let account = people::find_account(tx, number).await?;
                self.accounts.insert(number.to_owned(), account.clone());
                account
            }
        };
        Ok(account.ok_or_else(|| RowRefusal::UnknownAccount(number.to_owned()))?)
    }

    /// The earliest label of a customer's parcels that is still shown.
    async fn visible_from(&mut self, tx: &mut Tx, customer: CustomerId) -> std::result::Result<Date, Stop> {
        if let Some(from) = self.visible.get(&customer) {
            return Ok(*from);
        }
        let zone = crate::zone(&people::customer_zone(tx, customer).await?);
        let from = visible_from(self.now.to_zoned(zone).date());
        self.visible.insert(customer, from);
        Ok(from)
    }

    /// A parcel of which nothing is known but what tells it apart.
    fn blank(&self, row: &Row, account: &Account) -> NewParcel {
        NewParcel {
            id: ParcelId(ids::new_id(self.now)),
            customer: account.customer,
            account: Some(account.id),
            sub_account: None,
            shipment: String::new(),
            carrier: row.carrier.clone(),
            number: row.number.clone(),
            label_on: Date::default(),
            sender_reference: String::new(),
            recipient_reference: String::new(),
            recipient_name: String::new(),
            street: String::new(),
            postcode: String::new(),
            town: String::new(),
            country: String::new(),
            service: String::new(),
            weight_grams: 0,
            declared_value_cents: 0,
            standing: KeptStanding::of(&standing(&[]), None, self.now),
            created_at: self.now,
        }
    }
}
