//! Mails on their way out, written in the transaction of the deed they tell of.
//!
//! When a mail is tried, and by whom, is the business of its job (`jobs`); here stands what it says and what became of
//! it.

use domain::Language;
use domain::id::{MailId, TicketId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed, parsed_if, word};
use crate::error::StoreError;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It will be tried (again).
    Waiting,
    /// The mail server took it.
    Sent,
    /// No mail server is set: it is read on the operator's page.
    Kept,
    /// The mail server refused it for good, or three days were not enough.
    Failed,
}

impl MailState {
    /// All four.
    pub const ALL: [MailState; 4] = [MailState::Waiting, MailState::Sent, MailState::Kept, MailState::Failed];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            MailState::Waiting => "waiting",
            MailState::Sent => "sent",
            MailState::Kept => "kept",
            MailState::Failed => "failed",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        MailState::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A mail with all it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Its id.
    pub id: MailId,
    /// Its Message-ID with angle brackets (RFC 5322 §3.6.4), the same at every try.
    pub message_id: String,
    /// The word for what it tells, such as `ticket_answered`.
    pub kind: String,
    /// Who gets it, where he is a user.
    pub person: Option<UserId>,
    /// The ticket it tells of.
    pub ticket: Option<TicketId>,
    /// The address it goes to.
    pub to_address: String,
    /// The name beside the address.
    pub to_name: String,
    /// The language it is written in.
    pub language: Language,
    /// Its subject: one line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// The same as a page.
    pub html: String,
    /// The name of the list it belongs to (RFC 2919), where its reader can leave one; empty otherwise.
    pub list: String,
    /// The address that ends the list for its reader by one press (RFC 8058); empty where there is no list.
    pub unsubscribe: String,
    /// What became of it.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said the last time, or empty.
    pub last_error: String,
    /// When the deed was done.
    pub created_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
}

/// A mail in the operator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRow {
    /// Its id.
    pub id: MailId,
    /// The word for what it tells.
    pub kind: String,
    /// The number of the ticket it tells of, or empty.
    pub ticket_number: String,
    /// The address it goes to.
    pub to_address: String,
    /// The name beside the address.
    pub to_name: String,
    /// Its subject.
    pub subject: String,
    /// What became of it.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said the last time, or empty.
    pub last_error: String,
    /// When the deed was done.
    pub created_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
}

const T: &str = "outgoing_mail";

const INSERT: &str = "insert into outgoing_mail (id, message_id, kind, person_id, ticket_id, to_address, to_name,
        language, subject, body, html, state, attempts, last_error, created_at, sent_at, list, unsubscribe)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

/// Inserts a mail.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, mail: &OutgoingMail) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        mail.id.to_string(),
        mail.message_id.clone(),
        mail.kind.clone(),
        mail.person.map(|id| id.to_string()),
        mail.ticket.map(|id| id.to_string()),
        mail.to_address.clone(),
        mail.to_name.clone(),
        mail.language.code(),
        mail.subject.clone(),
        mail.body.clone(),
        mail.html.clone(),
        mail.state.as_str(),
        mail.attempts,
        mail.last_error.clone(),
        micros(mail.created_at),
        mail.sent_at.map(micros),
        mail.list.clone(),
        mail.unsubscribe.clone(),
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    message_id: String,
    kind: String,
    person_id: Option<String>,
    ticket_id: Option<String>,
    to_address: String,
    to_name: String,
    language: String,
    subject: String,
    body: String,
    html: String,
    state: String,
    attempts: i64,
    last_error: String,
    created_at: i64,
    sent_at: Option<i64>,
    list: String,
    unsubscribe: String,
}

impl Row {
    fn mail(self) -> Result<OutgoingMail, StoreError> {
        Ok(OutgoingMail {
            id: parsed(T, "id", &self.id)?,
            person: parsed_if(T, "person_id", self.person_id.as_deref())?,
            ticket: parsed_if(T, "ticket_id", self.ticket_id.as_deref())?,
            language: word(T, "language", &self.language, Language::from_code)?,
            state: word(T, "state", &self.state, MailState::from_word)?,
            created_at: moment(T, "created_at", self.created_at)?,
            sent_at: moment_if(T, "sent_at", self.sent_at)?,
            message_id: self.message_id,
            kind: self.kind,
            to_address: self.to_address,
            to_name: self.to_name,
            subject: self.subject,
            body: self.body,
            html: self.html,
            list: self.list,
            unsubscribe: self.unsubscribe,
            attempts: self.attempts,
            last_error: self.last_error,
        })
    }
}

const FIND: &str = "select id, message_id, kind, person_id, ticket_id, to_address, to_name, language, subject, body,
        html, state, attempts, last_error, created_at, sent_at, list, unsubscribe
    from outgoing_mail where id = $1 and $2 = ''";

/// A mail; a customer's scope sees none.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: MailId) -> Result<Option<OutgoingMail>, StoreError> {
    let customer = tx.scope().customer();
    fetch_optional!(tx, Row, FIND, id.to_string(), customer)?.map(Row::mail).transpose()
}

const IS_THERE: &str = "select count(*) from outgoing_mail where id = $1";

/// Whether a mail of an id was written, whoever asks.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn is_there(tx: &mut Tx, id: MailId) -> Result<bool, StoreError> {
    let (count,) = fetch_one!(tx, (i64,), IS_THERE, id.to_string())?;
    Ok(count > 0)
}

#[derive(sqlx::FromRow)]
struct ListRow {
    id: String,
    kind: String,
    ticket_number: String,
    to_address: String,
    to_name: String,
    subject: String,
    state: String,
    attempts: i64,
    last_error: String,
    created_at: i64,
    sent_at: Option<i64>,
}

impl ListRow {
    fn row(self) -> Result<MailRow, StoreError> {
        Ok(MailRow {
            id: parsed(T, "id", &self.id)?,
            state: word(T, "state", &self.state, MailState::from_word)?,
            created_at: moment(T, "created_at", self.created_at)?,
            sent_at: moment_if(T, "sent_at", self.sent_at)?,
            kind: self.kind,
            ticket_number: self.ticket_number,
            to_address: self.to_address,
            to_name: self.to_name,
            subject: self.subject,
            attempts: self.attempts,
            last_error: self.last_error,
        })
    }
}

/// The list's columns; the last mail first.
macro_rules! select_list {
    ($tail:literal) => {
        concat!(
            "select m.id, m.kind, coalesce(t.number, '') as ticket_number, m.to_address, m.to_name, m.subject, m.state,
                    m.attempts, m.last_error, m.created_at, m.sent_at
             from outgoing_mail m left join ticket t on t.id = m.ticket_id ",
            $tail,
            " order by m.created_at desc, m.id desc limit $2"
        )
    };
}

const LIST: &str = select_list!("where $1 = ''");

const LIST_BEFORE: &str = select_list!(
    "where $1 = '' and (m.created_at, m.id) < (select o.created_at, o.id from outgoing_mail o where o.id = $3)"
);

/// A page of mails, the last first; with `before`, those older than that one. A customer's scope sees none.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list(tx: &mut Tx, before: Option<MailId>, limit: i64) -> Result<Vec<MailRow>, StoreError> {
    let customer = tx.scope().customer();
    let rows = match before {
        None => fetch_all!(tx, ListRow, LIST, customer, limit)?,
        Some(id) => fetch_all!(tx, ListRow, LIST_BEFORE, customer, limit, id.to_string())?,
    };
    rows.into_iter().map(ListRow::row).collect()
}

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    /// What the mail is now.
    pub state: MailState,
    /// What the mail server said, or empty.
    pub error: String,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// Whether text and page are to be forgotten: a link that opens an account is not left lying about.
    pub forget: bool,
}

const AFTER_TRY: &str = "update outgoing_mail set state = $2, last_error = $3, sent_at = $4, attempts = attempts + 1,
        body = case when $5 then '' else body end, html = case when $5 then '' else html end
    where id = $1";

/// Keeps what became of a try.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn after_try(tx: &mut Tx, id: MailId, tried: &Try) -> Result<(), StoreError> {
    execute!(
        tx,
        AFTER_TRY,
        id.to_string(),
        tried.state.as_str(),
        tried.error.clone(),
        tried.sent_at.map(micros),
        tried.forget,
    )?;
    Ok(())
}

const FORGET_JOB: &str = "delete from job where unique_key = $1 and state = 'waiting' and attempts = 0";
const FORGET: &str = "delete from outgoing_mail where id = $1 and state = 'waiting' and attempts = 0";

/// Takes a mail back that no worker has taken up yet, with the job of that unique key; says whether it was so. A mail
/// that is in a worker's hands, or was tried before, goes its way.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn take_back(tx: &mut Tx, id: MailId, job_key: &str) -> Result<bool, StoreError> {
    if execute!(tx, FORGET_JOB, job_key.to_owned())? == 0 {
        return Ok(false);
    }
    Ok(execute!(tx, FORGET, id.to_string())? > 0)
}
