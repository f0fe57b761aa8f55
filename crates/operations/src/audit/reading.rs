//! Reading the trail, in pages and as a table.

use documents::csv::{Cell, Profile, Writer};
use domain::actor::Side;
use domain::audit::{self, Act};
use domain::parcel::number;
use domain::ticket::number::parse_ticket_number;
use domain::{Actor, Language, permission};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use store::audit::{Filter, Listed};
use store::convert::folded;
use store::{Scope, Tx};

use super::{Entry, Who, record};
use crate::{Operations, Result};

/// Rows of a page.
const PAGE: i64 = 50;

/// Rows of a table that are read at once.
const TABLE_PART: i64 = 1_000;

/// What somebody asks the trail for, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Part of a name or address.
    pub who: String,
    /// The word of an act.
    pub act: String,
    /// A ticket's or parcel's number.
    pub object: String,
    /// The first day, in the reader's zone.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Moment and place of the last row of the page before.
    pub after: Option<(i64, i64)>,
}

/// A page of the trail.
#[derive(Clone, Debug, Default)]
pub struct TrailPage {
    /// The rows, the latest first.
    pub rows: Vec<Listed>,
    /// Where the next page begins, if there is one.
    pub next: Option<(i64, i64)>,
    /// The acts that may be asked for.
    pub acts: Vec<Act>,
}

/// A table of the trail that is written as it is read.
pub struct TrailTable {
    operations: Operations,
    filter: Filter,
    language: Language,
    writer: Writer,
    begun: bool,
    over: bool,
}

impl Operations {
    /// A page of the trail: a customer's reader sees what concerns his customer and lies within his accounts, and never
    /// what is the operator's alone; an administrator of the operator sees all.
    ///
    /// # Errors
    /// [`crate::Error::Refused`] without the option, [`crate::Error::NotFound`] below the operator's administrators.
    pub async fn trail(&self, actor: &Actor, asked: &Asked) -> Result<TrailPage> {
        permission::read_audit_trail(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let filter = filter(&mut tx, actor, asked, PAGE + 1).await?;
        let mut rows = told(&mut tx, &filter).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| (row.at.as_microsecond(), row.position));
        Ok(TrailPage { rows, next, acts: acts(actor) })
    }

    /// Begins a table of what is asked for, whatever the page. That it is taken is recorded.
    ///
    /// # Errors
    /// As [`Operations::trail`].
    pub async fn trail_table(&self, actor: &Actor, asked: &Asked, language: Language) -> Result<TrailTable> {
        permission::read_audit_trail(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let asked = Asked { after: None, ..asked.clone() };
        let filter = filter(&mut tx, actor, &asked, TABLE_PART).await?;
        let entry = Entry::new(Act::TableExported, "", wording::audit::title(language));
        record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        let writer = Writer::new(Profile::of(language), crate::zone(&actor.zone));
        Ok(TrailTable { operations: self.clone(), filter, language, writer, begun: false, over: false })
    }
}

impl TrailTable {
    /// The next part of the table as bytes; `None` at its end.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if self.over {
            return Ok(None);
        }
        let (language, whole) = (self.language, self.filter.customer.is_none());
        if !self.begun {
            self.begun = true;
            self.writer.row(head(language, whole));
        }
        let scope = self.filter.customer.map_or(Scope::Operator, Scope::Customer);
        let mut tx = self.operations.store().read(scope).await?;
        let rows = told(&mut tx, &self.filter).await?;
        self.filter.after = rows.last().map(|row| (row.at.as_microsecond(), row.position));
        self.over = i64::try_from(rows.len()).unwrap_or(i64::MAX) < self.filter.limit;
        for row in rows {
            self.writer.row(cells(language, whole, row));
        }
        Ok(Some(self.writer.take()))
    }
}

/// The head of the table. Only who reads the whole trail gets its places: in a part of it their gaps would tell when
/// something happened that its reader is not told of.
fn head(language: Language, whole: bool) -> Vec<Cell> {
    use wording::audit as words;

    let place = whole.then(|| words::place(language));
    let rest = [
        words::moment(language),
        words::who(language),
        words::side(language),
        words::customer(language),
        words::act(language),
        words::object(language),
        words::before(language),
        words::after(language),
        words::address(language),
    ];
    place.into_iter().chain(rest).map(Cell::from).collect()
}

fn cells(language: Language, whole: bool, row: Listed) -> Vec<Cell> {
    let details = row.details;
    let place = whole.then_some(Cell::Count(row.position));
    let rest = [
        row.at.into(),
        details.actor_name.into(),
        wording::acts::side(language, row.side).into(),
        row.customer_name.into(),
        wording::acts::act(language, row.act).into(),
        details.label.into(),
        details.before.into(),
        details.after.into(),
        details.address.into(),
    ];
    place.into_iter().chain(rest).collect()
}

/// The rows as their reader is told of them: a customer does not learn from which addresses the operator works.
async fn told(tx: &mut Tx, filter: &Filter) -> Result<Vec<Listed>> {
    let mut rows = store::audit::list(tx, filter).await?;
    if filter.customer.is_some() {
        for row in rows.iter_mut().filter(|row| row.side != audit::Side::Customer) {
            row.details.address.clear();
        }
    }
    Ok(rows)
}

/// The acts that somebody reads. Neither side reads of the other's notes.
fn acts(actor: &Actor) -> Vec<Act> {
    Act::ALL
        .iter()
        .copied()
        .filter(|act| if actor.is_operator() { act.operator_reads() } else { act.customer_reads() })
        .collect()
}

async fn filter(tx: &mut Tx, actor: &Actor, asked: &Asked, limit: i64) -> Result<Filter> {
    let customer = actor.customer();
    let mut acts = acts(actor);
    if !asked.act.is_empty() {
        acts.retain(|act| act.as_str() == asked.act);
    }
    let who = folded(&asked.who);
    let actors = if who.is_empty() {
        None
    } else {
        let people = store::audit::people(tx, customer).await?;
        let named =
            people.into_iter().filter(|one| folded(&one.name).contains(&who) || folded(&one.email).contains(&who));
        Some(named.map(|one| one.id).take(PEOPLE_MAX).collect())
    };
    let objects = if asked.object.trim().is_empty() { None } else { Some(objects(tx, actor, &asked.object).await?) };
    let zone = crate::zone(&actor.zone);
    Ok(Filter {
        customer,
        accounts: match &actor.side {
            Side::Customer { scope, .. } => scope.to_words(),
            Side::Operator { .. } => String::new(),
        },
        acts,
        actors,
        objects,
        from: asked.from.and_then(|day| begin(day, &zone)),
        before: asked.to.and_then(|day| begin(day.checked_add(1.day()).ok()?, &zone)),
        after: asked.after,
        limit,
    })
}

/// People whom one name finds at most.
const PEOPLE_MAX: usize = 200;

/// The ids of what goes by a number. Whose they are, the rows themselves say.
async fn objects(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    if let Some(ticket) = parse_ticket_number(typed) {
        ids.extend(store::tickets::find(tx, &ticket, actor.user).await?.map(|ticket| ticket.id.to_string()));
    }
    let number = number::clean(typed);
    if !number.is_empty() {
        ids.extend(store::parcels::by_number(tx, &number).await?.into_iter().map(|parcel| parcel.id.to_string()));
    }
    Ok(ids)
}

fn begin(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}
