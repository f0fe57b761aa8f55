//! The audit trail: rows are added at its end, read in pages, and never changed but for the erasure of their details.

use domain::audit::{Act, Details, Record, Side};
use domain::id::{CustomerId, UserId};
use jiff::Timestamp;

use crate::backend::{Built, Tx, execute, fetch_all, fetch_built, fetch_one, fetch_optional};
use crate::convert::{micros, moment, parsed_if, word};
use crate::error::StoreError;

const NEXT_POSITION: &str = "update counter set value = value + 1 where name = 'audit' returning value";
const HASH_AT: &str = "select hash from audit where position = $1";

/// The place of the next row and the hash of the one before it. From here on the trail is locked until the transaction
/// ends: ask for it last.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn next(tx: &mut Tx) -> Result<(i64, String), StoreError> {
    let (position,): (i64,) = fetch_one!(tx, (i64,), NEXT_POSITION)?;
    let before: Option<(String,)> = fetch_optional!(tx, (String,), HASH_AT, position - 1)?;
    // Where somebody took the row away, deeds go on; who verifies the chain finds the gap.
    Ok((position, before.map(|(hash,)| hash).unwrap_or_default()))
}

const INSERT: &str = "insert into audit
        (position, at, actor_id, side, customer_id, account_id, sub_account_id, act, object_id, salt, actor_name, address,
         label, before_text, after_text, erased_at, details_hash, previous, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, null, $16, $17, $18)";

/// Adds a row at the place that [`next`] gave.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn append(tx: &mut Tx, record: &Record, details: &Details, hash: &str) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        record.position,
        record.at,
        record.actor.clone(),
        record.side.clone(),
        record.customer.clone(),
        record.account.clone(),
        record.sub_account.clone(),
        record.act.clone(),
        record.object.clone(),
        details.salt.clone(),
        details.actor_name.clone(),
        details.address.clone(),
        details.label.clone(),
        details.before.clone(),
        details.after.clone(),
        record.details_hash.clone(),
        record.previous.clone(),
        hash.to_owned()
    )?;
    Ok(())
}

/// A row as it stands, for who verifies the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the hash speaks of.
    pub record: Record,
    /// What may have been erased.
    pub details: Details,
    /// Whether it was.
    pub erased: bool,
    /// The hash.
    pub hash: String,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    position: i64,
    at: i64,
    actor_id: String,
    side: String,
    customer_id: String,
    account_id: String,
    sub_account_id: String,
    act: String,
    object_id: String,
    salt: String,
    actor_name: String,
    address: String,
    label: String,
    before_text: String,
    after_text: String,
    erased_at: Option<i64>,
    details_hash: String,
    previous: String,
    hash: String,
}

impl From<LinkRow> for Link {
    fn from(row: LinkRow) -> Self {
        Link {
            record: Record {
                position: row.position,
                at: row.at,
                actor: row.actor_id,
                side: row.side,
                customer: row.customer_id,
                account: row.account_id,
                sub_account: row.sub_account_id,
                act: row.act,
                object: row.object_id,
                details_hash: row.details_hash,
                previous: row.previous,
            },
            details: Details {
                salt: row.salt,
                actor_name: row.actor_name,
                address: row.address,
                label: row.label,
                before: row.before_text,
                after: row.after_text,
            },
            erased: row.erased_at.is_some(),
            hash: row.hash,
        }
    }
}

const LINKS: &str =
    "select position, at, actor_id, side, customer_id, account_id, sub_account_id, act, object_id, salt,
        actor_name, address, label, before_text, after_text, erased_at, details_hash, previous, hash
    from audit where position > $1 order by position limit $2";

/// The rows after a place, in their order.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn links(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Link>, StoreError> {
    Ok(fetch_all!(tx, LinkRow, LINKS, after, limit)?.into_iter().map(Link::from).collect())
}

const LAST_POSITION: &str = "select value from counter where name = 'audit'";

/// The last place that was handed out; 0 where there is none.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn last_position(tx: &mut Tx) -> Result<i64, StoreError> {
    let last: Option<(i64,)> = fetch_optional!(tx, (i64,), LAST_POSITION)?;
    Ok(last.map_or(0, |(value,)| value))
}

const ERASE: &str = "update audit set salt = '', actor_name = '', address = '', label = '', before_text = '',
        after_text = '', erased_at = $2
    where object_id = $1 and erased_at is null";

/// Empties the details of every row about a thing; the chain holds. Tells how many there were.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn erase_of(tx: &mut Tx, object: &str, now: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, ERASE, object.to_owned(), micros(now))
}

const SINCE: &str = "select position from audit
    where object_id = $1 and at >= $2 and actor_id = $3 and act = $4 limit 1";

/// Whether somebody did this to a thing at a moment or later.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn done_since(
    tx: &mut Tx,
    object: &str,
    act: Act,
    actor: UserId,
    since: Timestamp,
) -> Result<bool, StoreError> {
    let found: Option<(i64,)> =
        fetch_optional!(tx, (i64,), SINCE, object.to_owned(), micros(since), actor.to_string(), act.as_str())?;
    Ok(found.is_some())
}

/// Which rows somebody wants to read.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The customer whom they concern; `None` for all.
    pub customer: Option<CustomerId>,
    /// The accounts, and parts of accounts, that the reader sees, as `AccountScope::to_words` writes them.
    pub accounts: String,
    /// The acts; none for no row at all.
    pub acts: Vec<Act>,
    /// Those who acted; `None` for everybody.
    pub actors: Option<Vec<UserId>>,
    /// The ids of what it was done to; `None` for everything.
    pub objects: Option<Vec<String>>,
    /// At or after.
    pub from: Option<Timestamp>,
    /// Before.
    pub before: Option<Timestamp>,
    /// Continue after this row, which is later.
    pub after: Option<(i64, i64)>,
    /// At most so many rows.
    pub limit: i64,
}

/// A row as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its place.
    pub position: i64,
    /// When.
    pub at: Timestamp,
    /// Who acted, where it was a person.
    pub actor: Option<UserId>,
    /// His side.
    pub side: Side,
    /// The name of the customer whom it concerns, or empty.
    pub customer_name: String,
    /// What he did.
    pub act: Act,
    /// What names people and things; empty where it is erased.
    pub details: Details,
    /// Whether the details are erased.
    pub erased: bool,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    position: i64,
    at: i64,
    actor_id: String,
    side: String,
    customer_name: String,
    act: String,
    actor_name: String,
    address: String,
    label: String,
    before_text: String,
    after_text: String,
    erased_at: Option<i64>,
}

impl ListedRow {
    fn listed(self) -> Result<Listed, StoreError> {
        const A: &str = "audit";
        let actor = (!self.actor_id.is_empty()).then_some(self.actor_id.as_str());
        Ok(Listed {
            position: self.position,
            at: moment(A, "at", self.at)?,
            actor: parsed_if(A, "actor_id", actor)?,
            side: word(A, "side", &self.side, Side::from_word)?,
            act: word(A, "act", &self.act, Act::from_word)?,
            customer_name: self.customer_name,
            details: Details {
                salt: String::new(),
                actor_name: self.actor_name,
                address: self.address,
                label: self.label,
                before: self.before_text,
                after: self.after_text,
            },
            erased: self.erased_at.is_some(),
        })
    }
}

/// The rows of a page, the latest first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
    let nobody = filter.actors.as_ref().is_some_and(Vec::is_empty);
    let nothing = filter.objects.as_ref().is_some_and(Vec::is_empty);
    if filter.acts.is_empty() || nobody || nothing {
        return Ok(Vec::new());
    }
    let rows = fetch_built!(tx, ListedRow, listing(filter))?;
    rows.into_iter().map(ListedRow::listed).collect()
}

fn listing(filter: &Filter) -> Built {
    let mut built = Built::default();
    built.push(
        "select a.position, a.at, a.actor_id, a.side, coalesce(c.name, '') as customer_name, a.act, a.actor_name,
                a.address, a.label, a.before_text, a.after_text, a.erased_at
         from audit a left join customer c on c.id = a.customer_id where ",
    );
    match filter.customer {
        Some(customer) => built.push("a.customer_id = ").bind(customer.to_string()),
        None => built.push("a.at >= ").bind(filter.from.map_or(i64::MIN, micros)),
    };
    if filter.acts.len() < Act::ALL.len() {
        built.push(" and a.act in (").bind_all(filter.acts.iter().map(|act| act.as_str())).push(")");
    }
    if !filter.accounts.is_empty() {
        let accounts = filter.accounts.as_str();
        built.push(" and (a.account_id = '' or ").bind(accounts).push(" like '%' || a.account_id || '%' or (");
        built.push("a.sub_account_id <> '' and ").bind(accounts).push(" like '%' || a.sub_account_id || '%'))");
    }
    if let Some(actors) = &filter.actors {
        built.push(" and a.actor_id in (").bind_all(actors.iter().map(ToString::to_string)).push(")");
    }
    if let Some(objects) = &filter.objects {
        built.push(" and a.object_id in (").bind_all(objects.iter().map(String::as_str)).push(")");
    }
    if let (Some(from), Some(_)) = (filter.from, filter.customer) {
        built.push(" and a.at >= ").bind(micros(from));
    }
    if let Some(before) = filter.before {
        built.push(" and a.at < ").bind(micros(before));
    }
    if let Some((at, position)) = filter.after {
        built.push(" and (a.at, a.position) < (").bind(at).push(", ").bind(position).push(")");
    }
    built.push(" order by a.at desc, a.position desc limit ").bind(filter.limit);
    built
}

/// Somebody whose acts may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// His id.
    pub id: UserId,
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
}

#[derive(sqlx::FromRow)]
struct NamedRow {
    id: String,
    name: String,
    email: String,
}

const PEOPLE: &str = "select id, name,
        case when $1 = '' or customer_id = $1 then email else '' end as email
    from person where $1 = '' or customer_id = $1 or customer_id is null";

/// The people whose acts a reader may ask for: of one customer and of the operator, or everybody. The addresses of the
/// operator's people stay with the operator.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn people(tx: &mut Tx, customer: Option<CustomerId>) -> Result<Vec<Named>, StoreError> {
    let customer = customer.map(|id| id.to_string()).unwrap_or_default();
    fetch_all!(tx, NamedRow, PEOPLE, customer.clone())?
        .into_iter()
        .map(|row| Ok(Named { id: crate::convert::parsed("person", "id", &row.id)?, name: row.name, email: row.email }))
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::id::CustomerId;

    use super::{Act, ERASE, Filter, HASH_AT, LINKS, SINCE, listing};
    use crate::plans::{hold_to_indexes, hold_to_order, plan};

    #[tokio::test]
    async fn the_trail_is_read_by_an_index() {
        for statement in [HASH_AT, SINCE, ERASE] {
            hold_to_indexes(statement, &[]).await;
        }
        hold_to_order(LINKS).await;
        let all = Filter { acts: Act::ALL.to_vec(), limit: 51, ..Filter::default() };
        let told: Vec<Act> = Act::ALL.iter().copied().filter(|act| act.customer_reads()).collect();
        let customer = Some(CustomerId(uuid::Uuid::nil()));
        let own = Filter { customer, acts: told, accounts: "none".to_owned(), after: Some((1, 1)), ..all.clone() };
        for filter in [&all, &own] {
            hold_to_order(&listing(filter).sql).await;
        }
        let one = Filter { objects: Some(vec!["x".to_owned()]), ..all };
        let steps = plan(&listing(&one).sql).await;
        assert!(steps.iter().any(|step| step.contains("INDEX audit_by_")), "{steps:#?}");
    }
}
