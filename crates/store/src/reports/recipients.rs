//! Who gets a report: addresses that its owner named, colleagues who subscribed, and which addresses said yes.

use domain::id::{CustomerId, ReportId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment_if, parsed};
use crate::error::StoreError;
use crate::people::email_key;

/// An address that a report is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address as it was typed.
    pub address: String,
    /// Whether it is the owner's own.
    pub is_owner: bool,
    /// The user of the same customer who has this address and may sign in.
    pub person: Option<UserId>,
    /// Whether somebody without an account said that he wants this report there.
    pub confirmed: bool,
    /// When its reader had enough.
    pub unsubscribed_at: Option<Timestamp>,
    /// The secret of the link that ends the mails.
    pub unsubscribe_token: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    address: String,
    position: i64,
    person_id: Option<String>,
    confirmed_at: Option<i64>,
    unsubscribed_at: Option<i64>,
    unsubscribe_token: String,
}

const R: &str = "report_recipient";

impl Row {
    fn recipient(self) -> Result<Recipient, StoreError> {
        Ok(Recipient {
            is_owner: self.position == 0,
            person: self.person_id.map(|id| parsed(R, "person_id", &id)).transpose()?,
            confirmed: self.confirmed_at.is_some(),
            unsubscribed_at: moment_if(R, "unsubscribed_at", self.unsubscribed_at)?,
            address: self.address,
            unsubscribe_token: self.unsubscribe_token,
        })
    }
}

const RECIPIENTS: &str = "select t.address, t.position, p.id as person_id, t.confirmed_at, t.unsubscribed_at,
        t.unsubscribe_token
    from report_recipient t
    join report r on r.id = t.report_id
    left join person p on p.email_key = t.address_key and p.customer_id = r.customer_id and p.disabled_at is null
    where t.report_id = $1 order by t.position, t.address_key";

/// The addresses of a report, its owner's own first.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn recipients(tx: &mut Tx, report: ReportId) -> Result<Vec<Recipient>, StoreError> {
    fetch_all!(tx, Row, RECIPIENTS, report.to_string())?.into_iter().map(Row::recipient).collect()
}

const PUT: &str = "insert into report_recipient
        (report_id, address_key, address, position, unsubscribe_token, unsubscribed_at, confirmed_at)
    values ($1, $2, $3, $4, $5, null, (select a.confirmed_at from report_address a join report r
        on r.customer_id = a.customer_id where r.id = $1 and a.address_key = $2))
    on conflict (report_id, address_key) do update set address = excluded.address, position = excluded.position,
        unsubscribed_at = case when $6 and report_recipient.position <> 0 then null
                               else report_recipient.unsubscribed_at end";

const KEYS: &str = "select address_key from report_recipient where report_id = $1";
const DROP: &str = "delete from report_recipient where report_id = $1 and address_key = $2";

/// Keeps the addresses of a report, the owner's own first; each comes with a fresh secret, which counts only where the
/// address is new. Who unsubscribed stays so for as long as he is named, unless the first address is the `owner`'s to
/// give and just became the first: there he wants them himself.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_recipients(
    tx: &mut Tx,
    report: ReportId,
    addresses: &[(String, String)],
    owner: bool,
) -> Result<(), StoreError> {
    for (key,) in fetch_all!(tx, (String,), KEYS, report.to_string())? {
        if !addresses.iter().any(|(address, _)| email_key(address) == key) {
            execute!(tx, DROP, report.to_string(), key.clone())?;
        }
    }
    for (position, (address, secret)) in addresses.iter().enumerate() {
        execute!(
            tx,
            PUT,
            report.to_string(),
            email_key(address),
            address.clone(),
            i64::try_from(position).unwrap_or(i64::MAX),
            secret.clone(),
            owner && position == 0,
        )?;
    }
    Ok(())
}

const UNSUBSCRIBE: &str = "update report_recipient set unsubscribed_at = $2, confirmed_at = null
    where unsubscribe_token = $1 and unsubscribed_at is null";
const TAKE_BACK: &str = "update report_address set confirmed_at = null
    where exists (select 1 from report_recipient t join report r on r.id = t.report_id
                  where t.unsubscribe_token = $1 and t.address_key = report_address.address_key
                    and r.customer_id = report_address.customer_id)";
const UNSUBSCRIBE_COLLEAGUE: &str = "delete from report_subscriber where unsubscribe_token = $1";

/// Ends the mails that a link belongs to, of an address or of a subscriber; tells whether any still went out. An address
/// that had enough of one report is asked before it gets another: its yes to the customer is taken back, while the
/// reports that it did not leave go on.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn unsubscribe_by_token(tx: &mut Tx, token: &str, now: Timestamp) -> Result<bool, StoreError> {
    let address = execute!(tx, UNSUBSCRIBE, token.to_owned(), micros(now))?;
    if address > 0 {
        execute!(tx, TAKE_BACK, token.to_owned())?;
    }
    let colleague = execute!(tx, UNSUBSCRIBE_COLLEAGUE, token.to_owned())?;
    Ok(address + colleague > 0)
}

const BY_TOKEN: &str = "select t.report_id, t.address, t.unsubscribed_at from report_recipient t
    where t.unsubscribe_token = $1
    union all
    select s.report_id, p.email, null from report_subscriber s join person p on p.id = s.person_id
    where s.unsubscribe_token = $1";

/// The report and the address of a link that ends mails, and whether they are ended.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find_link_recipient(tx: &mut Tx, token: &str) -> Result<Option<(ReportId, String, bool)>, StoreError> {
    let row = fetch_optional!(tx, (String, String, Option<i64>), BY_TOKEN, token.to_owned())?;
    row.map(|(report, address, ended)| Ok((parsed(R, "report_id", &report)?, address, ended.is_some()))).transpose()
}

/// A colleague who subscribed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The user.
    pub person: UserId,
    /// His name.
    pub name: String,
    /// The address of his account.
    pub email: String,
    /// The secret of the link that ends the mails.
    pub unsubscribe_token: String,
}

const SUBSCRIBERS: &str = "select p.id, p.name, p.email, s.unsubscribe_token
    from report_subscriber s join person p on p.id = s.person_id
    where s.report_id = $1 order by s.created_at, p.id";

/// Who subscribed to a report, in the order in which they came.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn subscribers(tx: &mut Tx, report: ReportId) -> Result<Vec<Subscription>, StoreError> {
    let rows = fetch_all!(tx, (String, String, String, String), SUBSCRIBERS, report.to_string())?;
    rows.into_iter()
        .map(|(id, name, email, unsubscribe_token)| {
            Ok(Subscription { person: parsed("report_subscriber", "person_id", &id)?, name, email, unsubscribe_token })
        })
        .collect()
}

const SUBSCRIBE: &str = "insert into report_subscriber (report_id, person_id, unsubscribe_token, created_at)
    values ($1, $2, $3, $4) on conflict (report_id, person_id) do nothing";

/// Subscribes somebody; tells whether he was not yet.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn subscribe(
    tx: &mut Tx,
    report: ReportId,
    person: UserId,
    token: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, SUBSCRIBE, report.to_string(), person.to_string(), token.to_owned(), micros(now))? == 1)
}

const LEAVE: &str = "delete from report_subscriber where report_id = $1 and person_id = $2";

/// Ends a subscription; tells whether there was one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn unsubscribe(tx: &mut Tx, report: ReportId, person: UserId) -> Result<bool, StoreError> {
    Ok(execute!(tx, LEAVE, report.to_string(), person.to_string())? == 1)
}

const ASK: &str = "insert into report_address (customer_id, address_key, token_hash, asked_at, confirmed_at)
    values ($1, $2, $3, $4, null)
    on conflict (customer_id, address_key) do update set token_hash = excluded.token_hash, asked_at = excluded.asked_at
        where report_address.confirmed_at is null and report_address.asked_at <= $5";

/// Writes down that an address is asked; tells whether a mail is to be sent: not where it said yes already, nor where it
/// was asked after `again_before`.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn start_confirmation(
    tx: &mut Tx,
    customer: CustomerId,
    address: &str,
    token_hash: &str,
    now: Timestamp,
    again_before: Timestamp,
) -> Result<bool, StoreError> {
    let asked = execute!(
        tx,
        ASK,
        customer.to_string(),
        email_key(address),
        token_hash.to_owned(),
        micros(now),
        micros(again_before),
    )?;
    Ok(asked == 1)
}

const CONFIRMED: &str = "select c.name, a.confirmed_at from report_address a join customer c on c.id = a.customer_id
    where a.token_hash = $1";

/// The customer of a confirmation's link, and whether it was said yes to.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn confirmed(tx: &mut Tx, token_hash: &str) -> Result<Option<(String, bool)>, StoreError> {
    let row = fetch_optional!(tx, (String, Option<i64>), CONFIRMED, token_hash.to_owned())?;
    Ok(row.map(|(customer, at)| (customer, at.is_some())))
}

const CONFIRM: &str = "update report_address set confirmed_at = coalesce(confirmed_at, $2) where token_hash = $1";

const CONFIRM_NAMED: &str = "update report_recipient set confirmed_at = $2
    where confirmed_at is null and unsubscribed_at is null
      and address_key in (select a.address_key from report_address a where a.token_hash = $1)
      and report_id in (select r.id from report r join report_address a on a.customer_id = r.customer_id
                        where a.token_hash = $1)";

/// Says yes to every report of the customer that names the address; tells whether there is such a link.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn confirm(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<bool, StoreError> {
    if execute!(tx, CONFIRM, token_hash.to_owned(), micros(now))? == 0 {
        return Ok(false);
    }
    execute!(tx, CONFIRM_NAMED, token_hash.to_owned(), micros(now))?;
    Ok(true)
}

const FORGET: &str = "delete from report_address where confirmed_at is null and asked_at < $1";

/// Forgets what was asked before a moment and never answered; tells how many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn forget_confirmation(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, FORGET, micros(before))
}

const OF_QUESTION: &str = "select r.id from report_address a
    join report_recipient t on t.address_key = a.address_key
    join report r on r.id = t.report_id and r.customer_id = a.customer_id
    where a.token_hash = $1 order by r.created_at desc, r.id limit 1";

/// The last report for whose sake the address of a question was named.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn report_of_question(tx: &mut Tx, token_hash: &str) -> Result<Option<ReportId>, StoreError> {
    let row = fetch_optional!(tx, (String,), OF_QUESTION, token_hash.to_owned())?;
    row.map(|(id,)| parsed(R, "report_id", &id)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn recipients_are_found_by_an_index() {
        for sql in [RECIPIENTS, KEYS, DROP, UNSUBSCRIBE, UNSUBSCRIBE_COLLEAGUE, SUBSCRIBERS, LEAVE, CONFIRMED, CONFIRM]
        {
            hold_to_indexes(sql, &[]).await;
        }
        hold_to_indexes(BY_TOKEN, &[]).await;
        hold_to_indexes(CONFIRM_NAMED, &[]).await;
        hold_to_indexes(OF_QUESTION, &[]).await;
    }
}
