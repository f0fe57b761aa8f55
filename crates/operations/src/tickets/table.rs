//! Chosen tickets as a table for spreadsheets, in the columns that their reader chose; a very long one is made in the
//! background.

use std::collections::{BTreeSet, HashMap};

use documents::csv::{Cell, Profile, Writer};
use domain::actor::{Right, Side};
use domain::audit::Act;
use domain::id::{DownloadId, TicketId};
use domain::refusal::Refusal;
use domain::ticket::columns::{Column, Columns};
use domain::ticket::criteria::{TicketCriteria, TicketSort};
use domain::ticket::promise::{self, Owner};
use domain::{Actor, Language, permission};
use serde::{Deserialize, Serialize};
use store::lists::{Cursor, Filter, Listed};
use store::looked_up::LookedUp;
use store::{Scope, Tx};
use tokio::io::AsyncWriteExt;
use wording::{inbox, values};

use super::chosen::{AT_ONCE, ChosenTickets};
use super::columns;
use super::reading::Wanted;
use crate::audit::{self, Entry, Who};
use crate::downloads::{DownloadWork, MadeFile, Progress, Wish};
use crate::{Error, Operations, Result};

/// Rows beyond which a table is made in the background, with its progress.
pub const TABLE_ROWS: i64 = 100_000;

/// Rows that are read at once.
const ROWS: i64 = 200;

/// The columns of a table for who chose none: what his list shows, and what a spreadsheet counts by.
const AT_FIRST: [Column; 9] = [
    Column::Number,
    Column::Customer,
    Column::Subject,
    Column::Parcel,
    Column::Parcels,
    Column::State,
    Column::Filed,
    Column::Changed,
    Column::Due,
];

/// A table that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketTable {
    /// The name of the file and its bytes.
    Made(String, Vec<u8>),
    /// It is made in the background, as this download.
    Later(DownloadId),
}

/// A table of all tickets of a list, made in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFile {
    /// The criteria of the list, as they stand in an address.
    pub criteria: String,
    /// Whether it holds more than one's own tickets: who may see only those has it no more.
    pub all: bool,
    /// The language of its words.
    pub language: Language,
    /// Whether a spreadsheet set to French opens it, else one set to English.
    pub french: bool,
}

impl TicketFile {
    /// Whether somebody may have it, now.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Refused`].
    pub(crate) fn permit(&self, actor: &Actor) -> Result<()> {
        may_export(actor)?;
        if self.all && !sees_all(actor) {
            return Err(Refusal::NotAllowed(Right::SeeAllTickets).into());
        }
        Ok(())
    }

    /// Makes the file, page by page, within what its reader sees now; the last filed come first, whatever the list's order
    /// was.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::Outside`] where the disk does not take it.
    pub(crate) async fn make(&self, ops: &Operations, actor: &Actor, progress: &mut Progress) -> Result<MadeFile> {
        let criteria = TicketCriteria::from_query(&self.criteria).map_err(|_| Error::NotFound)?;
        let mut filter = ops.filter(actor, &Wanted::of(&criteria, &criteria.tab, ROWS));
        filter.own_only = filter.own_only || !self.all;
        // A table takes minutes, in which somebody writes on: by their filing tickets keep their place.
        filter.narrow.sort = TicketSort::Filed;
        let profile = if self.french { Profile::French } else { Profile::English };
        let path = ops.place_for_incoming();
        let outside = |error: std::io::Error| Error::Outside(format!("a table could not be written: {error}"));
        let mut tx = ops.store().read(Scope::of(actor)).await?;
        let total = store::lists::count(&mut tx, actor.user, &filter, i64::MAX - 1).await?;
        let columns = columns_of(&mut tx, actor).await?;
        drop(tx);
        let mut writer = Writer::new(profile, crate::zone(&actor.zone));
        writer.row(head(&columns, self.language));
        let mut file = tokio::fs::File::create_new(&path).await.map_err(outside)?;
        let mut done = 0;
        loop {
            // Each page in a transaction of its own: a long one would keep SQLite from tidying up.
            let mut tx = ops.store().read(Scope::of(actor)).await?;
            let rows = super::reading::rows(&mut tx, actor, &filter).await?;
            let looked_up = columns::look_up(&mut tx, &columns, &rows).await?;
            drop(tx);
            filter.after = next(actor, &filter, &rows);
            done += rows.len();
            for row in &rows {
                writer.row(ops.ticket_cells(row, &columns, &looked_up, self.language, actor.is_operator()));
            }
            file.write_all(&writer.take()).await.map_err(outside)?;
            progress.tell(ops, done, usize::try_from(total).unwrap_or(0).max(done)).await?;
            if filter.after.is_none() {
                break;
            }
        }
        file.flush().await.map_err(outside)?;
        file.sync_all().await.map_err(outside)?;
        let name = ops.table_name(actor, self.language);
        Ok(MadeFile { path, name, media_type: "text/csv; charset=utf-8", oldest_label: None })
    }
}

impl Operations {
    /// Chosen tickets as a table for spreadsheets. A whole list of more than [`TABLE_ROWS`] is made in the background;
    /// `deed` is the key of the form, so that asking twice makes it once.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] without the option; [`Error::Store`] when the database is away.
    pub async fn tickets_table(
        &self,
        actor: &Actor,
        chosen: &ChosenTickets,
        language: Language,
        profile: Profile,
        deed: &str,
    ) -> Result<TicketTable> {
        may_export(actor)?;
        let rows = match chosen {
            ChosenTickets::Whole(criteria) => {
                if self.is_long_table(actor, criteria, TABLE_ROWS).await? {
                    let wish = self.wish_for_tickets(actor, criteria, language, profile, deed);
                    return Ok(TicketTable::Later(self.begin_download(actor, wish).await?));
                }
                self.listed(actor, criteria, usize::try_from(TABLE_ROWS).unwrap_or(usize::MAX)).await?
            }
            ChosenTickets::Ticked(numbers) => {
                let numbers: BTreeSet<&str> = numbers.iter().map(String::as_str).collect();
                let mut rows = Vec::new();
                for number in numbers {
                    // A ticket's number finds it and perhaps tickets that speak of it.
                    let criteria = TicketCriteria { search: number.to_owned(), ..TicketCriteria::default() };
                    let found = self.listed(actor, &criteria, AT_ONCE).await?;
                    rows.extend(found.into_iter().filter(|row| row.number == number));
                }
                rows
            }
        };
        let name = self.table_name(actor, language);
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let columns = columns_of(&mut tx, actor).await?;
        let mut looked_up = HashMap::new();
        for part in rows.chunks(AT_ONCE) {
            looked_up.extend(columns::look_up(&mut tx, &columns, part).await?);
        }
        let entry = Entry::new(Act::TableExported, "", name.as_str()).change("", rows.len().to_string());
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        let mut writer = Writer::new(profile, crate::zone(&actor.zone));
        writer.row(head(&columns, language));
        for row in &rows {
            writer.row(self.ticket_cells(row, &columns, &looked_up, language, actor.is_operator()));
        }
        Ok(TicketTable::Made(name, writer.take()))
    }

    /// Whether a list holds more than so many tickets.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn is_long_table(&self, actor: &Actor, criteria: &TicketCriteria, rows: i64) -> Result<bool> {
        let filter = self.filter(actor, &Wanted::of(criteria, &criteria.tab, ROWS));
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(store::lists::count(&mut tx, actor.user, &filter, rows).await? > rows)
    }

    /// The wish for a whole list as a table that is made in the background.
    #[must_use]
    pub fn wish_for_tickets(
        &self,
        actor: &Actor,
        criteria: &TicketCriteria,
        language: Language,
        profile: Profile,
        deed: &str,
    ) -> Wish {
        let french = profile == Profile::French;
        let file = TicketFile { criteria: criteria.to_query(), all: sees_all(actor), language, french };
        Wish {
            work: DownloadWork::Tickets(file),
            name: self.table_name(actor, language),
            by_mail: false,
            deed: deed.to_owned(),
        }
    }

    fn table_name(&self, actor: &Actor, language: Language) -> String {
        inbox::file(language, &self.now().to_zoned(crate::zone(&actor.zone)).date().to_string())
    }

    /// The rows of a list, page by page, at most so many.
    pub(super) async fn listed(&self, actor: &Actor, criteria: &TicketCriteria, most: usize) -> Result<Vec<Listed>> {
        let mut filter = self.filter(actor, &Wanted::of(criteria, &criteria.tab, ROWS));
        let mut all: Vec<Listed> = Vec::new();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        loop {
            let rows = super::reading::rows(&mut tx, actor, &filter).await?;
            filter.after = next(actor, &filter, &rows);
            all.extend(rows);
            if filter.after.is_none() || all.len() >= most {
                all.truncate(most);
                return Ok(all);
            }
        }
    }

    fn ticket_cells(
        &self,
        row: &Listed,
        columns: &Columns,
        looked_up: &HashMap<TicketId, LookedUp>,
        language: Language,
        operator: bool,
    ) -> Vec<Cell> {
        let none = LookedUp::default();
        let more = looked_up.get(&row.id).unwrap_or(&none);
        let text = |text: &str| Cell::Text(text.to_owned());
        let cell = |column: &Column| match column {
            Column::Number => text(&row.number),
            Column::Subject => {
                let subject = self.settings().matrix.subject(&row.subject);
                text(subject.map_or(row.subject.as_str(), |subject| subject.label.get(language)))
            }
            Column::Customer => text(&row.customer_name),
            Column::Parcel => text(&row.parcel_number),
            Column::Parcels => Cell::Count(row.parcel_count),
            Column::Turn => text(turn(promise::owner(&row.life), language)),
            Column::State if operator => text(values::ticket_state_for_operator(language, row.life.state)),
            Column::State => text(values::ticket_state(language, row.life.state)),
            Column::Due => row.life.due_at.map_or(Cell::Empty, Cell::Moment),
            Column::Contact => text(&more.contact),
            Column::Account => text(&more.account),
            Column::SubAccount => text(&more.sub_account),
            Column::Filed => Cell::Moment(row.created_at),
            Column::Changed => Cell::Moment(row.changed_at),
        };
        columns.shown().iter().map(cell).collect()
    }
}

/// Where the next page begins; `None` after the last one.
fn next(actor: &Actor, filter: &Filter, rows: &[Listed]) -> Option<Cursor> {
    let full = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= filter.limit;
    let last = rows.last().filter(|_| full)?;
    Some(Cursor { at: super::reading::place(actor, filter, last), id: last.id.to_string() })
}

fn may_export(actor: &Actor) -> Result<()> {
    match &actor.side {
        Side::Operator { .. } => Ok(permission::answer(actor)?),
        Side::Customer { rights, .. } if rights.has(Right::ExportTickets) => Ok(()),
        Side::Customer { .. } => Err(Refusal::NotAllowed(Right::ExportTickets).into()),
    }
}

fn sees_all(actor: &Actor) -> bool {
    match &actor.side {
        Side::Operator { .. } => true,
        Side::Customer { rights, .. } => rights.has(Right::SeeAllTickets),
    }
}

async fn columns_of(tx: &mut Tx, actor: &Actor) -> Result<Columns> {
    let operator = actor.is_operator();
    let at_first = AT_FIRST.into_iter().filter(|column| operator || *column != Column::Customer);
    let chosen = columns::of(tx, actor).await?;
    Ok(chosen.unwrap_or_else(|| at_first.collect()))
}

fn turn(owner: Owner, language: Language) -> &'static str {
    match owner {
        Owner::Customer => inbox::turn_customer(language),
        Owner::Agent => inbox::turn_operator(language),
        Owner::Carrier => inbox::turn_carrier(language),
        Owner::Recipient => inbox::turn_recipient(language),
        Owner::Nobody => inbox::turn_nobody(language),
    }
}

fn head(columns: &Columns, language: Language) -> Vec<Cell> {
    columns.shown().iter().map(|column| Cell::Text(values::ticket_column(language, *column).to_owned())).collect()
}
