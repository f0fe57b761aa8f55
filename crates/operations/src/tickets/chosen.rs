//! What is done to many tickets of the inbox at once: ticked ones, or everything that a list holds.
//!
//! Each ticket is a deed of its own, with its own transaction, event and mail, and what cannot be done to one of them is
//! told and keeps none of the others.

use std::collections::BTreeSet;

use documents::csv::{Cell, Profile, Writer};
use domain::actor::{Right, Side};
use domain::audit::Act;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::criteria::TicketCriteria;
use domain::ticket::number::parse_ticket_number;
use domain::ticket::outcome::WithdrawReason;
use domain::{Actor, Language};
use store::Scope;
use store::lists::{Cursor, Listed};
use wording::{inbox, values};

use super::customer::Validation;
use super::deed::On;
use super::reading::{Wanted, key_of};
use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result};

/// Tickets that are changed by one form at most: each is kept on disk before the next.
pub const AT_ONCE: usize = 500;

/// Rows of a table at most.
pub const TABLE_ROWS: usize = 100_000;

/// Rows that are read at once.
const ROWS: i64 = 200;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChosenTickets {
    /// Ticked ones, by their numbers.
    Ticked(Vec<String>),
    /// Everything that a list holds: the tab it was read in and its criteria.
    Whole(TicketCriteria),
}

impl ChosenTickets {
    /// The choice of the list's form: `all` (anything but empty) means the whole list, which the hidden `criteria` say;
    /// else the values of `ticket` count, each once.
    ///
    /// # Errors
    /// A refusal beside `ticket` where nothing is ticked or more than [`AT_ONCE`]; [`Error::NotFound`] for what no page of
    /// ours wrote.
    pub fn of_form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let (mut ticked, mut criteria, mut all) = (Vec::new(), "", false);
        for (name, value) in fields {
            match name {
                "ticket" => {
                    let number = parse_ticket_number(value).ok_or(Error::NotFound)?;
                    if !ticked.contains(&number) {
                        ticked.push(number);
                    }
                }
                "all" => all = !value.is_empty(),
                "criteria" => criteria = value,
                _ => {}
            }
        }
        if all {
            return TicketCriteria::from_query(criteria).map(Self::Whole).map_err(|_| Error::NotFound);
        }
        if ticked.is_empty() {
            return Err(Error::field("ticket", FieldRefusal::NothingTicked));
        }
        if ticked.len() > AT_ONCE {
            return Err(Error::field("ticket", FieldRefusal::TooMany(AT_ONCE)));
        }
        Ok(Self::Ticked(ticked))
    }
}

/// A deed on each of many tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkDeed {
    /// Validate the resolution.
    Validate,
    /// Withdraw the ticket.
    Withdraw(WithdrawReason),
    /// Mark as read.
    MarkRead,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkDone {
    /// To how many tickets it was done.
    pub done: usize,
    /// The tickets to which it could not be done: number and why.
    pub left: Vec<(String, WhyLeft)>,
}

/// Why a deed could not be done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeft {
    /// Its state does not allow it, or somebody was faster.
    State,
    /// The profile does not.
    Right,
    /// It is not there, or not the reader's to see.
    Gone,
}

impl Operations {
    /// Does a deed to each chosen ticket. `deed` is the form's own key, so that sending it twice does nothing twice.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the operator; a refusal beside `ticket` where the list holds more than [`AT_ONCE`];
    /// [`Refusal::NotAllowed`] without the option; [`Error::Store`] when the database is away.
    pub async fn do_to_tickets(
        &self,
        actor: &Actor,
        chosen: &ChosenTickets,
        what: BulkDeed,
        deed: &str,
    ) -> Result<BulkDone> {
        let Side::Customer { rights, .. } = &actor.side else { return Err(Error::NotFound) };
        if what != BulkDeed::MarkRead && !rights.has(Right::Validate) {
            return Err(Refusal::NotAllowed(Right::Validate).into());
        }
        let numbers = match chosen {
            ChosenTickets::Ticked(numbers) => numbers.clone(),
            ChosenTickets::Whole(criteria) => {
                let rows = self.listed(actor, criteria, AT_ONCE + 1).await?;
                if rows.len() > AT_ONCE {
                    return Err(Error::field("ticket", FieldRefusal::TooMany(AT_ONCE)));
                }
                rows.into_iter().map(|row| row.number).collect()
            }
        };
        let mut done = BulkDone::default();
        for number in numbers {
            let on = On { number: number.clone(), deed: format!("{deed} {number}"), ..On::default() };
            let tried = match what {
                BulkDeed::Validate => {
                    self.validate(actor, &Validation { on, ..Validation::default() }).await.map(|_| ())
                }
                BulkDeed::Withdraw(reason) => self.withdraw(actor, &on, reason).await.map(|_| ()),
                BulkDeed::MarkRead => self.mark_read(actor, &number, i64::MAX).await,
            };
            match tried {
                Ok(()) => done.done += 1,
                Err(Error::NotFound) => done.left.push((number, WhyLeft::Gone)),
                Err(Error::Refused(Refusal::NotAllowed(_))) => done.left.push((number, WhyLeft::Right)),
                Err(Error::Refused(_) | Error::Outdated { .. }) => done.left.push((number, WhyLeft::State)),
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Chosen tickets as a table for spreadsheets: the name of the file and its bytes. Beyond [`TABLE_ROWS`] it is
    /// refused.
    ///
    /// # Errors
    /// As [`Operations::do_to_tickets`].
    pub async fn tickets_table(
        &self,
        actor: &Actor,
        chosen: &ChosenTickets,
        language: Language,
        profile: Profile,
    ) -> Result<(String, Vec<u8>)> {
        let Side::Customer { rights, .. } = &actor.side else { return Err(Error::NotFound) };
        if !rights.has(Right::ExportTickets) {
            return Err(Refusal::NotAllowed(Right::ExportTickets).into());
        }
        let rows = match chosen {
            ChosenTickets::Whole(criteria) => self.listed(actor, criteria, TABLE_ROWS + 1).await?,
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
        if rows.len() > TABLE_ROWS {
            return Err(Error::field("ticket", FieldRefusal::TooMany(TABLE_ROWS)));
        }
        let zone = crate::zone(&actor.zone);
        let name = inbox::file(language, &self.now().to_zoned(zone.clone()).date().to_string());
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let entry = Entry::new(Act::TableExported, "", name.as_str()).change("", rows.len().to_string());
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        let mut writer = Writer::new(profile, zone);
        writer.row(head(language));
        for row in rows {
            writer.row(self.cells(row, language));
        }
        Ok((name, writer.take()))
    }

    fn cells(&self, row: Listed, language: Language) -> Vec<Cell> {
        let subject = self.settings().matrix.subject(&row.subject);
        let subject = subject.map_or(row.subject.clone(), |subject| subject.label.get(language).to_owned());
        vec![
            Cell::Text(row.number),
            Cell::Text(subject),
            Cell::Text(row.parcel_number),
            Cell::Count(row.parcel_count),
            Cell::Text(values::ticket_state(language, row.life.state).to_owned()),
            Cell::Moment(row.created_at),
            Cell::Moment(row.changed_at),
            row.life.due_at.map_or(Cell::Empty, Cell::Moment),
        ]
    }

    /// The rows of a list, page by page, at most so many.
    async fn listed(&self, actor: &Actor, criteria: &TicketCriteria, most: usize) -> Result<Vec<Listed>> {
        let mut wanted = Wanted::of(criteria, &criteria.tab, ROWS);
        let mut all: Vec<Listed> = Vec::new();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        loop {
            let filter = self.filter(actor, &wanted);
            let rows = store::lists::inbox(&mut tx, actor.user, &filter).await?;
            let whole = i64::try_from(rows.len()).unwrap_or(i64::MAX) < filter.limit;
            wanted.after = rows.last().map(|row| Cursor { at: key_of(&filter, row), id: row.id.to_string() });
            all.extend(rows);
            if whole || all.len() >= most {
                all.truncate(most);
                return Ok(all);
            }
        }
    }
}

fn head(language: Language) -> Vec<Cell> {
    [
        inbox::column_number(language),
        inbox::subject(language),
        inbox::column_parcel(language),
        inbox::column_parcels(language),
        inbox::state(language),
        inbox::column_filed(language),
        inbox::column_changed(language),
        inbox::column_due(language),
    ]
    .into_iter()
    .map(|name| Cell::Text(name.to_owned()))
    .collect()
}
