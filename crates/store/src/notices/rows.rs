//! What happened, for each who is told of it.

use domain::Actor;
use domain::actor::{Right, Side};
use domain::event::TicketEvent;
use domain::id::{NoticeId, TicketId, UserId};
use domain::notice::NoticeKind;
use domain::permission::TicketFacts;
use domain::ticket::message::Audience;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all};
use crate::convert::{micros, moment, parsed, parsed_if, word};
use crate::error::StoreError;

/// A notice to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// Its id.
    pub id: NoticeId,
    /// Who is told.
    pub person: UserId,
    /// The ticket.
    pub ticket: TicketId,
    /// The number of its event.
    pub sequence: i64,
    /// What it is about.
    pub kind: NoticeKind,
    /// When it happened.
    pub made_at: Timestamp,
    /// When the grouped mail is due that tells it; none where no such mail does.
    pub mail_at: Option<Timestamp>,
}

const INSERT: &str = "insert into notice (id, person_id, ticket_id, sequence, kind, made_at, read_at, mail_at)
    values ($1, $2, $3, $4, $5, $6, null, $7)
    on conflict (person_id, ticket_id, sequence) do nothing";

/// Writes a notice; of one event each person has one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, new: &NewNotice) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        new.id.to_string(),
        new.person.to_string(),
        new.ticket.to_string(),
        new.sequence,
        new.kind.as_str(),
        micros(new.made_at),
        new.mail_at.map(micros),
    )?;
    Ok(())
}

/// A notice with what its line says, and what decides who may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// Its id.
    pub id: NoticeId,
    /// The ticket's number.
    pub number: String,
    /// Key of the reason matrix.
    pub subject: String,
    /// The customer's name.
    pub customer_name: String,
    /// What permission needs to know of the ticket.
    pub facts: TicketFacts,
    /// The number of its event in the thread.
    pub sequence: i64,
    /// What happened.
    pub event: TicketEvent,
    /// Who may see that.
    pub audience: Audience,
    /// Who did it; empty for the clock.
    pub author_name: String,
    /// When.
    pub made_at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: String,
    subject: String,
    customer_name: String,
    customer_id: String,
    account_id: Option<String>,
    sub_account_id: Option<String>,
    author_id: String,
    joined: bool,
    sequence: i64,
    event: String,
    audience: String,
    author_name: String,
    made_at: i64,
    read_at: Option<i64>,
}

impl Row {
    fn noticed(self) -> Result<Noticed, StoreError> {
        const T: &str = "notice";
        Ok(Noticed {
            id: parsed(T, "id", &self.id)?,
            facts: TicketFacts {
                customer: parsed("ticket", "customer_id", &self.customer_id)?,
                account: parsed_if("ticket", "account_id", self.account_id.as_deref())?,
                sub_account: parsed_if("ticket", "sub_account_id", self.sub_account_id.as_deref())?,
                author: parsed("ticket", "author_id", &self.author_id)?,
                joined: self.joined,
            },
            event: serde_json::from_str(&self.event)
                .map_err(|_| StoreError::inconsistent("ticket_event", "event", &self.event))?,
            audience: word("ticket_event", "audience", &self.audience, Audience::from_word)?,
            made_at: moment(T, "made_at", self.made_at)?,
            number: self.number,
            subject: self.subject,
            customer_name: self.customer_name,
            sequence: self.sequence,
            author_name: self.author_name,
            read: self.read_at.is_some(),
        })
    }
}

/// The columns of [`Row`]; `$1` is who is told.
macro_rules! select {
    ($($tail:expr),+) => {
        concat!(
            "select n.id, t.number, t.subject, c.name as customer_name, t.customer_id, t.account_id, t.sub_account_id,
                    t.author_id,
                    exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = $1) as joined,
                    n.sequence, e.event, e.audience, e.author_name, n.made_at, n.read_at
             from notice n
             join ticket t on t.id = n.ticket_id
             join customer c on c.id = t.customer_id
             join ticket_event e on e.ticket_id = n.ticket_id and e.sequence = n.sequence ",
            $($tail),+
        )
    };
}

/// Those of somebody's notices whose tickets he may still see: `$2` his customer or empty, `$3` his accounts or empty,
/// `$4` whether he sees the tickets of others.
macro_rules! seen {
    () => {
        "where n.person_id = $1
           and ($2 = '' or (t.customer_id = $2
                and ($3 = '' or t.account_id is null or $3 like '%' || t.account_id || '%'
                     or $3 like '%' || coalesce(t.sub_account_id, 'none of them') || '%')
                and ($4 or t.author_id = $1
                     or exists (select 1 from ticket_follower w where w.ticket_id = t.id and w.person_id = $1)))) "
    };
}

/// As whom somebody reads his notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeing {
    customer: String,
    accounts: String,
    all: bool,
}

impl Seeing {
    /// What somebody may see now.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        match &actor.side {
            Side::Operator { .. } => Seeing { customer: String::new(), accounts: String::new(), all: true },
            Side::Customer { customer, rights, scope } => Seeing {
                customer: customer.to_string(),
                accounts: scope.to_words(),
                all: rights.has(Right::SeeAllTickets),
            },
        }
    }
}

const LIST: &str = select!(seen!(), "order by n.made_at desc, n.id desc limit $5");
const LIST_BEFORE: &str = select!(
    seen!(),
    "and (n.made_at, n.id) < (select o.made_at, o.id from notice o where o.id = $6 and o.person_id = $1)
     order by n.made_at desc, n.id desc limit $5"
);

/// A page of somebody's notices, the last first; with `before`, those older than that one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(
    tx: &mut Tx,
    person: UserId,
    seeing: &Seeing,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<Noticed>, StoreError> {
    let (person, customer, accounts) = (person.to_string(), seeing.customer.clone(), seeing.accounts.clone());
    let rows = match before {
        None => fetch_all!(tx, Row, LIST, person, customer, accounts, seeing.all, limit)?,
        Some(id) => fetch_all!(tx, Row, LIST_BEFORE, person, customer, accounts, seeing.all, limit, id.to_string())?,
    };
    rows.into_iter().map(Row::noticed).collect()
}

const READ: &str = "update notice set read_at = $3 where person_id = $1 and id = $2 and read_at is null";
const READ_ALL: &str = "update notice set read_at = $2 where person_id = $1 and read_at is null";
const READ_TO: &str = "update notice set read_at = $4
    where person_id = $1 and ticket_id = $2 and sequence <= $3 and read_at is null";

/// Somebody has read one of his notices.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn read(tx: &mut Tx, person: UserId, id: NoticeId, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, READ, person.to_string(), id.to_string(), micros(now))?;
    Ok(())
}

/// Somebody has read all of his notices.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn read_all(tx: &mut Tx, person: UserId, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, READ_ALL, person.to_string(), micros(now))?;
    Ok(())
}

/// Somebody has read a ticket's thread up to an event; tells whether that was news to his notices.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn read_to(
    tx: &mut Tx,
    person: UserId,
    ticket: TicketId,
    sequence: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, READ_TO, person.to_string(), ticket.to_string(), sequence, micros(now))? > 0)
}

const DUE: &str = "select distinct n.person_id from notice n where n.mail_at <= $1 limit $2";

/// Those for whom a grouped mail is due.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn due_people(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<UserId>, StoreError> {
    let rows = fetch_all!(tx, (String,), DUE, micros(now), limit)?;
    rows.into_iter().map(|(id,)| parsed("notice", "person_id", &id)).collect()
}

const TO_MAIL: &str = select!(
    "where n.person_id = $1 and n.mail_at <= $2 and n.read_at is null
       and not exists (select 1 from ticket_bell b
                       where b.ticket_id = n.ticket_id and b.person_id = $1 and not b.follows)
     order by n.made_at, n.id limit $3"
);

/// What somebody's grouped mail tells: what is due, was not read meanwhile, and whose ticket he has not muted. What he
/// may still see is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn to_mail(tx: &mut Tx, person: UserId, now: Timestamp, limit: i64) -> Result<Vec<Noticed>, StoreError> {
    let rows = fetch_all!(tx, Row, TO_MAIL, person.to_string(), micros(now), limit)?;
    rows.into_iter().map(Row::noticed).collect()
}

const TOLD: &str = "update notice set mail_at = null where person_id = $1 and mail_at <= $2";

/// Somebody's grouped mail is written: what was due is due no more. Tells how many that were.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn told(tx: &mut Tx, person: UserId, now: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, TOLD, person.to_string(), micros(now))
}

const MOVE_MAILS: &str = "update notice set mail_at = $2 where person_id = $1 and mail_at is not null";

/// Moves the grouped mail that waits for somebody, because he chose another pace; none: he gets it no more.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn move_mails(tx: &mut Tx, person: UserId, to: Option<Timestamp>) -> Result<(), StoreError> {
    execute!(tx, MOVE_MAILS, person.to_string(), to.map(micros))?;
    Ok(())
}

const SWEEP: &str = "delete from notice where made_at < $1";

/// Forgets notices of before a moment; tells how many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, SWEEP, micros(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, hold_to_order};

    #[tokio::test]
    async fn notices_are_found_by_an_index() {
        for sql in [LIST, LIST_BEFORE, READ, READ_ALL, READ_TO, DUE, TO_MAIL, TOLD, MOVE_MAILS, SWEEP] {
            hold_to_indexes(sql, &[]).await;
        }
        for list in [LIST, LIST_BEFORE] {
            hold_to_order(list).await;
        }
    }
}
