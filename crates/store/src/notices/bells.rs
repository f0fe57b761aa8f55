//! A ticket's bell, on or off for each person.

use domain::Language;
use domain::id::{TicketId, UserId};
use domain::notice::Choice;
use jiff::Timestamp;

use super::choices::ChoiceRow;
use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, parsed, word};
use crate::error::StoreError;

/// Somebody who hears of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follower {
    /// The person.
    pub person: UserId,
    /// His address.
    pub email: String,
    /// His name.
    pub name: String,
    /// The language of his mails.
    pub language: Language,
    /// The IANA zone of his hours.
    pub zone: String,
    /// Whether he is of the operator.
    pub operator: bool,
    /// Whether he has joined the ticket.
    pub joined: bool,
    /// How he wants to be told.
    pub choice: Choice,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    email: String,
    name: String,
    language: String,
    zone: String,
    operator: bool,
    joined: bool,
    #[sqlx(flatten)]
    choice: ChoiceRow,
}

impl Row {
    fn follower(self) -> Result<Follower, StoreError> {
        Ok(Follower {
            person: parsed("person", "id", &self.id)?,
            language: word("person", "language", &self.language, Language::from_code)?,
            choice: self.choice.choice(self.operator)?,
            email: self.email,
            name: self.name,
            zone: self.zone,
            operator: self.operator,
            joined: self.joined,
        })
    }
}

/// The columns of a [`Row`], of those persons who meet a condition on the ticket `$1`.
macro_rules! select_follower {
    ($condition:literal) => {
        concat!(
            "select p.id, p.email, p.name, p.language, p.zone, p.customer_id is null as operator,
        exists (select 1 from ticket_follower f where f.ticket_id = $1 and f.person_id = p.id) as joined,
        coalesce(c.pace, '') as pace, coalesce(c.hour, 0) as hour, coalesce(c.quiet_from, 0) as quiet_from,
        coalesce(c.quiet_until, 0) as quiet_until, coalesce(c.kinds, '') as kinds
    from person p left join notice_choice c on c.person_id = p.id
    where p.disabled_at is null and ",
            $condition
        )
    };
}

const FOLLOWERS: &str = select_follower!(
    "p.id in (select t.author_id from ticket t where t.id = $1
                   union select f.person_id from ticket_follower f where f.ticket_id = $1
                   union select b.person_id from ticket_bell b where b.ticket_id = $1 and b.follows
                   union select e.author_id from ticket_event e
                         where e.ticket_id = $1 and e.author_side = 'operator' and e.author_id is not null)
      and not exists (select 1 from ticket_bell b where b.ticket_id = $1 and b.person_id = p.id and not b.follows)
    order by p.created_at, p.id"
);

const ONE: &str = select_follower!("p.id = $2");

/// How somebody is told, whether he follows the ticket or not; nobody whose account is closed.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn listener(tx: &mut Tx, ticket: TicketId, person: UserId) -> Result<Option<Follower>, StoreError> {
    fetch_optional!(tx, Row, ONE, ticket.to_string(), person.to_string())?.map(Row::follower).transpose()
}

/// Those who follow a ticket and whose accounts are open: its author, who joined it, the operator's people who worked on
/// it, and whoever turned its bell on; without those who turned it off. What each may see is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn followers(tx: &mut Tx, ticket: TicketId) -> Result<Vec<Follower>, StoreError> {
    fetch_all!(tx, Row, FOLLOWERS, ticket.to_string())?.into_iter().map(Row::follower).collect()
}

const RING: &str = "insert into ticket_bell (ticket_id, person_id, follows, since) values ($1, $2, $3, $4)
    on conflict (ticket_id, person_id) do update set follows = excluded.follows, since = excluded.since
    where ticket_bell.follows <> excluded.follows";

/// Turns a ticket's bell on or off for somebody; tells whether that changed his own answer.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn ring(
    tx: &mut Tx,
    ticket: TicketId,
    person: UserId,
    follows: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, RING, ticket.to_string(), person.to_string(), follows, micros(now))? == 1)
}

#[cfg(test)]
mod tests {
    use super::{FOLLOWERS, ONE};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn followers_are_found_by_an_index() {
        for sql in [FOLLOWERS, ONE] {
            hold_to_indexes(sql, &[]).await;
        }
    }
}
