//! What hangs on a ticket: its parcels, what the customer told, who follows it and how far he has read.

use domain::id::{TicketId, UserId};
use domain::permission::TicketFacts;
use jiff::Timestamp;

use super::colleagues::{OnTicket, OnTicketRow};
use crate::backend::{Tx, execute, fetch_all};
use crate::convert::{micros, parsed, parsed_if, word};
use crate::error::StoreError;
use crate::threads::{Slot, SlotRow};

/// What stands beside the thread of a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Its document slots, in order.
    pub slots: Vec<Slot>,
    /// The numbers of its parcels, in order.
    pub parcels: Vec<String>,
    /// What the customer told when he filed: key of the matrix and value, in order.
    pub information: Vec<(String, String)>,
    /// The ticket that it takes up again.
    pub follows: Option<Linked>,
    /// The tickets that take it up again, in the order of their filing.
    pub followed_by: Vec<Linked>,
    /// Who may sign in of the asking person's own side, by name: his customer's users, or the operator's people.
    pub people: Vec<OnTicket>,
    /// The tickets that the asking person keeps open, in the order in which he opened them: with each the key of its
    /// subject, and whether it holds something that he has not read.
    pub tabs: Vec<(Linked, String, bool)>,
}

/// A ticket that another is linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Its number.
    pub number: String,
    /// What decides who may know of it.
    pub facts: TicketFacts,
}

/// A row of one of several tables: `part` says which, and what the others alone have is empty.
#[derive(sqlx::FromRow)]
struct ParticularRow {
    part: String,
    value: String,
    #[sqlx(flatten)]
    slot: SlotRow,
    customer_id: String,
    account_id: String,
    sub_account_id: String,
    author_id: String,
    joined: bool,
    unread: bool,
}

impl ParticularRow {
    fn on_ticket(self) -> Result<OnTicket, StoreError> {
        let customer = (!self.customer_id.is_empty()).then_some(self.customer_id.as_str());
        let row = OnTicketRow {
            id: parsed("person", "id", &self.slot.id)?,
            name: self.value,
            customer: parsed_if("person", "customer_id", customer)?,
            rights: self.slot.kind,
            all_accounts: self.slot.blocks_resolution,
            account_ids: self.slot.label_fr,
            sub_account_ids: self.slot.label_en,
            joined: self.joined,
            assigned: self.slot.asked,
        };
        row.person()
    }

    fn linked(self) -> Result<Linked, StoreError> {
        const T: &str = "ticket";
        let some = |id: &str| (!id.is_empty()).then(|| id.to_owned());
        let facts = TicketFacts {
            customer: parsed(T, "customer_id", &self.customer_id)?,
            account: parsed_if(T, "account_id", some(&self.account_id).as_deref())?,
            sub_account: parsed_if(T, "sub_account_id", some(&self.sub_account_id).as_deref())?,
            author: parsed(T, "author_id", &self.author_id)?,
            joined: self.joined,
        };
        Ok(Linked { number: self.value, facts })
    }
}

const PARTICULARS: &str = "select 'slot' as part, position, id, key, '' as value, kind, label_fr, label_en,
        blocks_resolution, asked, missing, filled_at, '' as customer_id, '' as account_id, '' as sub_account_id,
        '' as author_id,
        false as joined, false as unread
    from ticket_slot where ticket_id = $1
    union all
    select 'parcel', position, '', '', number, '', '', '', false, false, false, null, '', '', '', '', false, false
    from ticket_parcel where ticket_id = $1
    union all
    select 'information', position, '', key, value, '', '', '', false, false, false, null, '', '', '', '', false, false
    from ticket_information where ticket_id = $1
    union all
    select 'follows', o.created_at, '', '', o.number, '', '', '', false, false, false, null,
        o.customer_id, coalesce(o.account_id, ''), coalesce(o.sub_account_id, ''), o.author_id,
        exists (select 1 from ticket_follower f where f.ticket_id = o.id and f.person_id = $2), false
    from ticket t join ticket o on o.id = t.follows_id where t.id = $1
    union all
    select 'followed_by', o.created_at, '', '', o.number, '', '', '', false, false, false, null,
        o.customer_id, coalesce(o.account_id, ''), coalesce(o.sub_account_id, ''), o.author_id,
        exists (select 1 from ticket_follower f where f.ticket_id = o.id and f.person_id = $2), false
    from ticket o where o.follows_id = $1
    union all
    select 'person', 0, p.id, '', p.name, r.rights, r.account_ids, r.sub_account_ids, r.all_accounts,
        exists (select 1 from ticket_assignee a where a.ticket_id = $1 and a.person_id = p.id), false, null,
        p.customer_id, '', '', '', exists (select 1 from ticket_follower f where f.ticket_id = $1 and f.person_id = p.id),
        false
    from person p join profile r on r.id = p.profile_id where p.customer_id = $3 and p.disabled_at is null
    union all
    select 'person', 0, p.id, '', p.name, '', '', '', false, false, false, null, '', '', '', '', false, false
    from person p where p.customer_id is null and $3 = '' and p.disabled_at is null
    union all
    select 'tab', w.opened_at, '', o.subject, o.number, '', '', '', false, false, false, null,
        o.customer_id, coalesce(o.account_id, ''), coalesce(o.sub_account_id, ''), o.author_id,
        exists (select 1 from ticket_follower f where f.ticket_id = o.id and f.person_id = $2),
        case when v.customer_id is null then o.operator_sequence else o.public_sequence end > coalesce(r.sequence, 0)
    from open_ticket w join person v on v.id = w.person_id join ticket o on o.id = w.ticket_id
        left join read_mark r on r.ticket_id = o.id and r.person_id = w.person_id
    where w.person_id = $2
    order by part, position, value, id";

/// The slots, parcels, information and linked tickets of a ticket, for somebody who asks, and his own side.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn particulars(tx: &mut Tx, id: TicketId, viewer: UserId) -> Result<Particulars, StoreError> {
    let mut particulars = Particulars::default();
    let customer = tx.scope().customer();
    for row in fetch_all!(tx, ParticularRow, PARTICULARS, id.to_string(), viewer.to_string(), customer.clone())? {
        match row.part.as_str() {
            "slot" => particulars.slots.push(row.slot.slot()?),
            "parcel" => particulars.parcels.push(row.value),
            "follows" => particulars.follows = Some(row.linked()?),
            "person" => particulars.people.push(row.on_ticket()?),
            "tab" => {
                let (subject, unread) = (row.slot.key.clone(), row.unread);
                particulars.tabs.push((row.linked()?, subject, unread));
            }
            "followed_by" => particulars.followed_by.push(row.linked()?),
            _ => particulars.information.push((row.slot.key, row.value)),
        }
    }
    Ok(particulars)
}

const FOLLOW: &str = "insert into ticket_follower (ticket_id, person_id, since) values ($1, $2, $3)
    on conflict (ticket_id, person_id) do nothing";

/// Lets somebody join a ticket; tells whether he is new there.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn follow(tx: &mut Tx, id: TicketId, person: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, FOLLOW, id.to_string(), person.to_string(), micros(now))? == 1)
}

/// Somebody of the customer who hears of a ticket by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The user.
    pub person: UserId,
    /// His address.
    pub email: String,
    /// His name.
    pub name: String,
    /// The language of his mails.
    pub language: domain::Language,
}

const CONTACTS: &str = "select id, email, name, language from person
    where disabled_at is null
      and (id = (select author_id from ticket where id = $1)
           or id in (select person_id from ticket_follower where ticket_id = $1))
    order by created_at, id";

/// The author and those who joined, as far as their accounts are open.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn contacts(tx: &mut Tx, id: TicketId) -> Result<Vec<Contact>, StoreError> {
    fetch_all!(tx, (String, String, String, String), CONTACTS, id.to_string())?
        .into_iter()
        .map(|(person, email, name, language)| {
            Ok(Contact {
                person: parsed("person", "id", &person)?,
                email,
                name,
                language: word("person", "language", &language, domain::Language::from_code)?,
            })
        })
        .collect()
}

const MARK_READ: &str = "insert into read_mark (person_id, ticket_id, sequence) values ($1, $2, $3)
    on conflict (person_id, ticket_id) do update set sequence = excluded.sequence
    where read_mark.sequence < excluded.sequence";

/// Remembers that somebody has read a thread up to an event; never goes back.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn mark_read(tx: &mut Tx, person: UserId, id: TicketId, sequence: i64) -> Result<(), StoreError> {
    execute!(tx, MARK_READ, person.to_string(), id.to_string(), sequence)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::PARTICULARS;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn particulars_are_found_by_an_index() {
        hold_to_indexes(PARTICULARS, &[]).await;
    }
}
