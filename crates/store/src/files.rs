//! Files that people sent: rows only, their bytes stand in `operations::blobs`.
//!
//! A file without a ticket is a draft file: it belongs to its sender alone until a deed attaches it.

use domain::id::{FileId, MessageId, SlotId, TicketId, UserId};
use domain::permission::TicketFacts;
use domain::ticket::lifecycle::TicketState;
use domain::ticket::message::Audience;
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed, parsed_if, word, word_if};
use crate::error::StoreError;
use crate::threads::{Author, author};

/// A file somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Who sent it.
    pub person: UserId,
    /// The form it was sent to.
    pub draft_key: String,
    /// The key of the matrix slot it is meant for, or empty.
    pub slot_key: String,
    /// The ticket it hangs on; none while it is a draft file.
    pub ticket: Option<TicketId>,
    /// The message it came with.
    pub message: Option<MessageId>,
    /// The slot it fills.
    pub slot: Option<SlotId>,
    /// Who may read it; none while it is a draft file.
    pub audience: Option<Audience>,
    /// Its name, made safe.
    pub name: String,
    /// Its type by content, such as `image/jpeg`.
    pub media_type: String,
    /// Bytes as kept.
    pub size: i64,
    /// SHA-256 of what was sent, in hexadecimal.
    pub sha256: String,
    /// The moment the image says it was taken (RFC 3339, the offset only where the camera knew it), or empty.
    pub captured_at: String,
    /// Pixels across; 0 for no image.
    pub width: i64,
    /// Pixels down; 0 for no image.
    pub height: i64,
    /// The name of its bytes.
    pub blob: String,
    /// The name of the small picture's bytes, or empty.
    pub thumbnail: String,
    /// When it arrived.
    pub created_at: Timestamp,
    /// What took its place, if anything did.
    pub replaced: Option<Replaced>,
    /// Whether it was sent for a slot that waits for an identity document.
    pub identity: bool,
    /// Since when only its trace is left.
    pub purged_at: Option<Timestamp>,
}

/// That another file took the place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// When.
    pub at: Timestamp,
    /// The name of who sent the other.
    pub by: String,
    /// The other; it may have been taken out since.
    pub with: FileId,
}

/// The columns of a file, as [`Row`] reads them.
macro_rules! columns {
    () => {
        "id, person_id, draft_key, slot_key, ticket_id, message_id, slot_id, audience, name, media_type, size, sha256,
        captured_at, width, height, blob, thumbnail, created_at, replaced_at, replaced_by, replaced_by_name, identity,
        purged_at"
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    draft_key: String,
    slot_key: String,
    ticket_id: Option<String>,
    message_id: Option<String>,
    slot_id: Option<String>,
    audience: String,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
    captured_at: String,
    width: i64,
    height: i64,
    blob: String,
    thumbnail: String,
    created_at: i64,
    replaced_at: Option<i64>,
    replaced_by: Option<String>,
    replaced_by_name: String,
    identity: bool,
    purged_at: Option<i64>,
}

impl Row {
    fn file(self) -> Result<File, StoreError> {
        const T: &str = "file";
        let replaced = match (moment_if(T, "replaced_at", self.replaced_at)?, &self.replaced_by) {
            (Some(at), Some(with)) => {
                Some(Replaced { at, by: self.replaced_by_name, with: parsed(T, "replaced_by", with)? })
            }
            _ => None,
        };
        Ok(File {
            id: parsed(T, "id", &self.id)?,
            person: parsed(T, "person_id", &self.person_id)?,
            draft_key: self.draft_key,
            slot_key: self.slot_key,
            ticket: parsed_if(T, "ticket_id", self.ticket_id.as_deref())?,
            message: parsed_if(T, "message_id", self.message_id.as_deref())?,
            slot: parsed_if(T, "slot_id", self.slot_id.as_deref())?,
            audience: word_if(T, "audience", &self.audience, Audience::from_word)?,
            name: self.name,
            media_type: self.media_type,
            size: self.size,
            sha256: self.sha256,
            captured_at: self.captured_at,
            width: self.width,
            height: self.height,
            blob: self.blob,
            thumbnail: self.thumbnail,
            created_at: moment(T, "created_at", self.created_at)?,
            replaced,
            identity: self.identity,
            purged_at: moment_if(T, "purged_at", self.purged_at)?,
        })
    }
}

const INSERT: &str = "insert into file (id, person_id, draft_key, slot_key, ticket_id, message_id, slot_id, audience,
        name, media_type, size, sha256, captured_at, width, height, blob, thumbnail, created_at, identity)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";

/// Inserts a file that nothing has replaced.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn insert(tx: &mut Tx, file: &File) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        file.id.to_string(),
        file.person.to_string(),
        file.draft_key.clone(),
        file.slot_key.clone(),
        file.ticket.map(|id| id.to_string()),
        file.message.map(|id| id.to_string()),
        file.slot.map(|id| id.to_string()),
        file.audience.map_or("", Audience::as_str),
        file.name.clone(),
        file.media_type.clone(),
        file.size,
        file.sha256.clone(),
        file.captured_at.clone(),
        file.width,
        file.height,
        file.blob.clone(),
        file.thumbnail.clone(),
        micros(file.created_at),
        file.identity,
    )?;
    Ok(())
}

const DRAFTS: &str = concat!(
    "select ",
    columns!(),
    " from file where person_id = $1 and draft_key = $2 and ticket_id is null order by created_at, id"
);

/// The draft files a person has sent to a form, in the order of their arrival.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn drafts(tx: &mut Tx, person: UserId, draft_key: &str) -> Result<Vec<File>, StoreError> {
    fetch_all!(tx, Row, DRAFTS, person.to_string(), draft_key.to_owned())?.into_iter().map(Row::file).collect()
}

const DELETE_DRAFT: &str = "delete from file where id = $1 and person_id = $2 and ticket_id is null";

/// Forgets a draft file of a person; tells whether there was one. Its bytes are swept later.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn delete_draft(tx: &mut Tx, id: FileId, person: UserId) -> Result<bool, StoreError> {
    Ok(execute!(tx, DELETE_DRAFT, id.to_string(), person.to_string())? == 1)
}

/// What a draft file becomes part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The ticket.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
    /// Who may read it: the message's audience.
    pub audience: Audience,
    /// The slot it fills, if any.
    pub slot: Option<SlotId>,
}

const ATTACH: &str = concat!(
    "update file set ticket_id = $3, message_id = $4, audience = $5, slot_id = $6,
        identity = exists (select 1 from ticket_slot s where s.id = $6 and s.kind = 'identity_document')
     where id = $1 and person_id = $2 and ticket_id is null returning ",
    columns!()
);

/// Makes a person's draft file part of a ticket; `None` when it is not his, gone, or attached already.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn attach(tx: &mut Tx, id: FileId, person: UserId, to: &Attachment) -> Result<Option<File>, StoreError> {
    fetch_optional!(
        tx,
        Row,
        ATTACH,
        id.to_string(),
        person.to_string(),
        to.ticket.to_string(),
        to.message.to_string(),
        to.audience.as_str(),
        to.slot.map(|id| id.to_string()),
    )?
    .map(Row::file)
    .transpose()
}

const WEIGH: &str = "select cast(coalesce(sum(size), 0) as bigint),
        cast(coalesce(sum(case when message_id = $2 then 1 else 0 end), 0) as bigint)
    from file where ticket_id = $1";

/// The bytes of all files of a ticket, and the number of files of one of its messages.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn weigh(tx: &mut Tx, ticket: TicketId, message: MessageId) -> Result<(i64, i64), StoreError> {
    fetch_one!(tx, (i64, i64), WEIGH, ticket.to_string(), message.to_string())
}

/// Two searches, each by its own index.
const OF_THREAD: &str = concat!(
    "select ",
    columns!(),
    " from file where ticket_id = $1 union all select ",
    columns!(),
    " from file where person_id = $2 and draft_key in ($3, $4, $5, $6, $7, $8, $9) and ticket_id is null
      order by created_at, id"
);

/// How many forms beside a thread take files.
pub const THREAD_FORMS: usize = 7;

/// What a thread's page shows of files, in the order of their arrival: those of the ticket, whoever may read them (the
/// caller leaves out what the reader may not see), and the draft files that the reader has sent to the forms beside it.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_thread(
    tx: &mut Tx,
    ticket: TicketId,
    reader: UserId,
    draft_keys: [&str; THREAD_FORMS],
) -> Result<Vec<File>, StoreError> {
    let [one, two, three, four, five, six, seven] = draft_keys.map(str::to_owned);
    fetch_all!(tx, Row, OF_THREAD, ticket.to_string(), reader.to_string(), one, two, three, four, five, six, seven)?
        .into_iter()
        .map(Row::file)
        .collect()
}

const OF_TICKET: &str = concat!("select ", columns!(), " from file where ticket_id = $1 order by created_at, id");

/// The files of a ticket, whoever may read them, in the order of their arrival.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn of_ticket(tx: &mut Tx, ticket: TicketId) -> Result<Vec<File>, StoreError> {
    fetch_all!(tx, Row, OF_TICKET, ticket.to_string())?.into_iter().map(Row::file).collect()
}

const FACTS: &str = "select t.customer_id, t.account_id, t.sub_account_id, t.author_id,
        exists (select 1 from ticket_follower w where w.ticket_id = t.id and w.person_id = $2) as joined,
        exists (select 1 from ticket_event e where e.ticket_id = t.id and e.author_id = $2) as took_part,
        t.number, t.state
    from ticket t where t.id = $1";

const FIND: &str = concat!(
    "select ",
    columns!(),
    " from file where id = $1 and ($3 = '' or (ticket_id is null and person_id = $2)
        or exists (select 1 from ticket t where t.id = file.ticket_id and t.customer_id = $3))"
);

/// A file, and what permission needs to know of its ticket: none for a draft file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub file: File,
    /// Its ticket.
    pub ticket: Option<OfTicket>,
}

/// The ticket of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfTicket {
    /// What permission asks.
    pub facts: TicketFacts,
    /// Whether the viewer has done something in it.
    pub took_part: bool,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: TicketState,
}

/// A file within the scope of the transaction, with its ticket.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn find(tx: &mut Tx, id: FileId, viewer: UserId) -> Result<Option<Found>, StoreError> {
    let customer = tx.scope().customer();
    let row = fetch_optional!(tx, Row, FIND, id.to_string(), viewer.to_string(), customer)?;
    let Some(file) = row.map(Row::file).transpose()? else {
        return Ok(None);
    };
    let Some(ticket) = file.ticket else {
        return Ok(Some(Found { file, ticket: None }));
    };
    const T: &str = "ticket";
    type Of = (String, Option<String>, Option<String>, String, bool, bool, String, String);
    let (customer, account, part, author, joined, took_part, number, state) =
        fetch_one!(tx, Of, FACTS, ticket.to_string(), viewer.to_string())?;
    let facts = TicketFacts {
        customer: parsed(T, "customer_id", &customer)?,
        account: parsed_if(T, "account_id", account.as_deref())?,
        sub_account: parsed_if(T, "sub_account_id", part.as_deref())?,
        author: parsed(T, "author_id", &author)?,
        joined,
    };
    let state = word(T, "state", &state, TicketState::from_word)?;
    Ok(Some(Found { file, ticket: Some(OfTicket { facts, took_part, number, state }) }))
}

const TOOK_PART: &str =
    "select exists (select 1 from ticket_event where ticket_id = $1 and author_id = $2) as took_part";

/// Whether somebody has done something in a ticket.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn took_part(tx: &mut Tx, ticket: TicketId, person: UserId) -> Result<bool, StoreError> {
    let (took_part,) = fetch_one!(tx, (bool,), TOOK_PART, ticket.to_string(), person.to_string())?;
    Ok(took_part)
}

const SENDERS: &str = "select f.id, m.sequence, m.author_id, m.author_name, m.author_side, s.label_fr, s.label_en
    from file f join message m on m.id = f.message_id left join ticket_slot s on s.id = f.slot_id
    where f.ticket_id = $1 order by m.sequence, f.created_at, f.id";

/// Who sent a file of a ticket, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The file.
    pub file: FileId,
    /// The number of its message.
    pub sequence: i64,
    /// Who sent it.
    pub author: Author,
    /// What the slot it fills is called, in French and in English.
    pub slot: Option<(String, String)>,
}

/// Who sent the files of a ticket, whoever may read them, in the order of the thread.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn senders(tx: &mut Tx, ticket: TicketId) -> Result<Vec<Sender>, StoreError> {
    const T: &str = "message";
    type Sent = (String, i64, Option<String>, String, String, Option<String>, Option<String>);
    fetch_all!(tx, Sent, SENDERS, ticket.to_string())?
        .into_iter()
        .map(|(file, sequence, person, name, side, fr, en)| {
            Ok(Sender {
                file: parsed("file", "id", &file)?,
                sequence,
                author: author(T, person.as_deref(), name, &side)?,
                slot: fr.zip(en),
            })
        })
        .collect()
}

const REPLACE: &str = "update file set replaced_at = $3, replaced_by = $4, replaced_by_name = $5
    where id = $1 and ticket_id = $2 and replaced_at is null and purged_at is null";

/// Another file takes the place of one; tells whether none had before.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn replace(tx: &mut Tx, ticket: TicketId, old: FileId, by: &Replaced) -> Result<bool, StoreError> {
    let (at, with) = (micros(by.at), by.with.to_string());
    Ok(execute!(tx, REPLACE, old.to_string(), ticket.to_string(), at, with, by.by.clone())? == 1)
}

/// By the index of what is left to purge: there are few beside all tickets that ever closed. SQLite keeps to the order of
/// a cross join.
const TO_PURGE: &str = "select distinct t.number from file f cross join ticket t
    where t.id = f.ticket_id and f.identity and f.purged_at is null and t.state = 'closed' and t.term_started_at <= $1
    order by t.number limit $2";

/// The numbers of tickets that closed at a moment or before it and still hold content of identity documents.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn with_identity_documents(tx: &mut Tx, closed_by: Timestamp, limit: i64) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!(tx, (String,), TO_PURGE, micros(closed_by), limit)?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

const SWEEP_DRAFTS: &str = "delete from file where ticket_id is null and created_at < $1";

/// Forgets draft files that arrived before a moment; tells how many.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn sweep_drafts(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, SWEEP_DRAFTS, micros(before))
}

const BLOBS: &str = "select id, blob, thumbnail from file where id > $1 order by id limit $2";

/// The names of the bytes that files after an id need, a page at a time: the last id of the page (none after the last
/// page) and the names.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn blobs_after(tx: &mut Tx, id: &str, limit: i64) -> Result<(Option<String>, Vec<String>), StoreError> {
    let rows = fetch_all!(tx, (String, String, String), BLOBS, id.to_owned(), limit)?;
    let last = rows.last().map(|(id, _, _)| id.clone());
    let names =
        rows.into_iter().flat_map(|(_, blob, thumbnail)| [blob, thumbnail]).filter(|name| !name.is_empty()).collect();
    Ok((last, names))
}

#[cfg(test)]
mod tests {
    use super::{OF_THREAD, SENDERS, TO_PURGE};
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn files_are_found_by_an_index() {
        hold_to_indexes(OF_THREAD, &[]).await;
        hold_to_indexes(SENDERS, &[]).await;
        // The index of what is left to purge is read from end to end: it holds nothing else.
        hold_to_indexes(TO_PURGE, &["f"]).await;
    }
}
