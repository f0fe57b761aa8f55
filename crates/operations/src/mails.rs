//! Outgoing mail: an outbox row and its job in the transaction of the deed, delivered later, and read by the operator.
//!
//! A mail is tried by one worker at a time, under the lease of its job. It may arrive twice only when the answer of the
//! mail server is lost after it has taken the mail; its Message-ID is then the same (`security.md` M10).

mod delivery;
mod erase;
mod transport;

pub use delivery::Delivered;
use documents::mail::{self, Mail};
use domain::audit::Act;
use domain::id::{MailId, TicketId, UserId};
use domain::{Actor, Language, permission};
use jiff::Timestamp;
pub use store::mail_files::MailFile;
pub use store::mails::{MailRow, MailState, OutgoingMail};
use store::{Scope, Tx, mail_files, mails as rows};
pub use transport::{Answer, Carried, KeepInTable, Sending, Transport};

use crate::audit::Entry;
use crate::ids::{id_of, new_id};
use crate::jobs::{self, Job};
use crate::{Error, Operations, Result};

/// The kind of the job that delivers one mail.
const DELIVERY: &str = "send_mail";

/// Mails on a page of the operator's list.
pub const PAGE: usize = 50;

/// Who gets a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTo {
    /// The user, where he is one.
    pub person: Option<UserId>,
    /// His address.
    pub address: String,
    /// His name.
    pub name: String,
    /// The language to write in.
    pub language: Language,
    /// The ticket it tells of.
    pub ticket: Option<TicketId>,
}

/// The list that a mail belongs to, where its reader can leave one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailList {
    /// The list's name, the left side of its `List-Id` (RFC 2919): letters, digits and dashes.
    pub name: &'static str,
    /// The address that ends the list for its reader, by a POST that needs nobody to be signed in (RFC 8058).
    pub unsubscribe: String,
}

/// The most bytes that the files of one mail have together (`product.md` §3): mail servers take about 25 MB, and a mail
/// grows by a third on its way. What is larger is offered by a link.
pub const FILES_MAX: u64 = 10 * 1024 * 1024;

/// Whether a mail can carry these files, together at most [`FILES_MAX`] bytes.
#[must_use]
pub fn fits(files: &[MailFile]) -> bool {
    files.iter().map(|file| u64::try_from(file.size).unwrap_or(u64::MAX)).fold(0, u64::saturating_add) <= FILES_MAX
}

/// Writes a mail in the transaction of the deed it tells of. `link` is what its button opens. Wake the workers
/// ([`Operations::wake`]) once that transaction is kept.
///
/// # Errors
/// [`Error::Store`].
pub async fn enqueue(
    tx: &mut Tx,
    now: Timestamp,
    public_url: &str,
    to: &MailTo,
    mail: &Mail,
    link: &str,
) -> Result<()> {
    enqueue_with(tx, now, public_url, to, mail, link, &[]).await.map(drop)
}

/// Writes a mail that carries files, as [`enqueue`] does; answers its id. The bytes were kept before
/// ([`Operations::mail_file`]), so that they are on the disk once the transaction is kept.
///
/// # Errors
/// [`Error::Store`]; [`Error::Outside`] where the files do not fit ([`fits`]): ask before.
pub async fn enqueue_with(
    tx: &mut Tx,
    now: Timestamp,
    public_url: &str,
    to: &MailTo,
    mail: &Mail,
    link: &str,
    files: &[MailFile],
) -> Result<MailId> {
    let id = MailId(new_id(now));
    write(tx, now, public_url, id, Outgoing { to, mail, link, files }).await?;
    Ok(id)
}

/// Writes the mail of an id.
async fn write(tx: &mut Tx, now: Timestamp, public_url: &str, id: MailId, outgoing: Outgoing<'_>) -> Result<()> {
    let Outgoing { to, mail, link, files } = outgoing;
    if !fits(files) {
        return Err(Error::Outside(format!("files of more than {FILES_MAX} bytes in one mail")));
    }
    keep(tx, now, &written(id, now, public_url, to, mail, link), files).await
}

/// As [`enqueue`], for a mail of a list, under an id that is known already.
///
/// # Errors
/// [`Error::Store`].
pub(crate) async fn enqueue_of_list(
    tx: &mut Tx,
    id: MailId,
    now: Timestamp,
    public_url: &str,
    letter: (&MailTo, &Mail, &str),
    list: &MailList,
) -> Result<()> {
    enqueue_of_list_with(tx, id, now, public_url, letter, list, &[]).await
}

/// As [`enqueue_of_list`], for a mail that carries files which fit ([`fits`]).
///
/// # Errors
/// [`Error::Store`].
pub(crate) async fn enqueue_of_list_with(
    tx: &mut Tx,
    id: MailId,
    now: Timestamp,
    public_url: &str,
    (to, mail, link): (&MailTo, &Mail, &str),
    list: &MailList,
    files: &[MailFile],
) -> Result<()> {
    let mut row = written(id, now, public_url, to, mail, link);
    row.list = list.name.to_owned();
    row.unsubscribe.clone_from(&list.unsubscribe);
    keep(tx, now, &row, files).await
}

/// Takes a mail back that no worker has taken up yet; says whether it was so.
pub(crate) async fn take_back(tx: &mut Tx, id: MailId) -> Result<bool> {
    Ok(rows::take_back(tx, id, &job_key(id)).await?)
}

/// As [`enqueue`], for a mail of a list that also says in its small print how to leave that.
///
/// # Errors
/// [`Error::Store`].
pub(crate) async fn enqueue_leavable(
    tx: &mut Tx,
    now: Timestamp,
    public_url: &str,
    (to, mail, link): (&MailTo, &Mail, &str),
    list: &MailList,
) -> Result<()> {
    let mut row = written_with(MailId(new_id(now)), now, public_url, (to, mail, link), &list.unsubscribe);
    row.list = list.name.to_owned();
    row.unsubscribe.clone_from(&list.unsubscribe);
    keep(tx, now, &row, &[]).await
}

/// A mail in the form in which it waits.
pub(crate) fn written(
    id: MailId,
    now: Timestamp,
    public_url: &str,
    to: &MailTo,
    mail: &Mail,
    link: &str,
) -> OutgoingMail {
    written_with(id, now, public_url, (to, mail, link), "")
}

/// The same, with the address that ends such mails; empty for none.
fn written_with(
    id: MailId,
    now: Timestamp,
    public_url: &str,
    (to, mail, link): (&MailTo, &Mail, &str),
    stop: &str,
) -> OutgoingMail {
    let help = format!("{}/help", public_url.trim_end_matches('/'));
    let rendered = mail.render_with(to.language, link, &help, stop);
    OutgoingMail {
        id,
        message_id: format!("<{id}@{}>", host(public_url)),
        kind: mail.kind().to_owned(),
        person: to.person,
        ticket: to.ticket,
        to_address: mail::one_line(&to.address, ADDRESS_MAX),
        to_name: mail::one_line(&to.name, NAME_MAX),
        language: to.language,
        subject: rendered.subject,
        body: rendered.text,
        html: rendered.html,
        list: String::new(),
        unsubscribe: String::new(),
        state: MailState::Waiting,
        attempts: 0,
        last_error: String::new(),
        created_at: now,
        sent_at: None,
    }
}

async fn keep(tx: &mut Tx, now: Timestamp, row: &OutgoingMail, files: &[MailFile]) -> Result<()> {
    rows::insert(tx, row).await?;
    mail_files::insert(tx, row.id, files).await?;
    let delivery = Job { kind: DELIVERY, payload: row.id.to_string(), unique_key: Some(job_key(row.id)), run_at: now };
    jobs::enqueue(tx, now, delivery).await?;
    Ok(())
}

/// What keeps a mail from being delivered by two jobs.
fn job_key(id: MailId) -> String {
    format!("{DELIVERY}:{id}")
}

/// What goes out once for a deed.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Who gets it.
    pub to: &'a MailTo,
    /// What it says.
    pub mail: &'a Mail,
    /// What its button opens.
    pub link: &'a str,
    /// What it carries.
    pub files: &'a [MailFile],
}

/// Writes a mail as [`enqueue_with`] does, unless one was written for the same `deed` of the same person: asked twice
/// by accident, it goes out once. Answers its id where it was written now. The caller holds the person's row.
///
/// # Errors
/// As [`enqueue_with`].
pub async fn enqueue_once(
    tx: &mut Tx,
    now: Timestamp,
    public_url: &str,
    outgoing: Outgoing<'_>,
    deed: &str,
) -> Result<Option<MailId>> {
    let id = match deed {
        "" => MailId(new_id(now)),
        deed => MailId(id_of(&format!("{:?} {} {deed}", outgoing.to.person, outgoing.mail.kind()))),
    };
    if rows::is_there(tx, id).await? {
        return Ok(None);
    }
    write(tx, now, public_url, id, outgoing).await?;
    Ok(Some(id))
}

/// The longest address (RFC 5321 §4.5.3.1, 64 + 1 + 255) and the longest name beside it, in characters.
const ADDRESS_MAX: usize = 320;
const NAME_MAX: usize = 100;

/// The host of an address, as the right side of a Message-ID: letters, digits, dots and dashes.
fn host(public_url: &str) -> String {
    let after_scheme = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let fits = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let dotted = !host.starts_with('.') && !host.ends_with('.') && !host.contains("..");
    if fits && dotted { host } else { "localhost".to_owned() }
}

impl Operations {
    /// Keeps bytes that a mail is to carry. Bytes whose mail is never written are swept like all that nothing needs.
    ///
    /// # Errors
    /// [`Error::Outside`] when the disk did not keep them.
    pub async fn mail_file(&self, name: &str, media_type: &str, bytes: bytes::Bytes) -> Result<MailFile> {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let blob = self.blobs().keep(bytes).await?;
        Ok(MailFile { name: mail::one_line(name, NAME_MAX), media_type: media_type.to_owned(), size, blob })
    }

    /// The files that one outgoing mail carries or carried, in their order.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn outgoing_mail_files(&self, actor: &Actor, id: MailId) -> Result<Vec<MailFile>> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(mail_files::of_mail(&mut tx, id).await?)
    }

    /// A page of outgoing mails, the last first; with `before`, those older than that one. At most [`PAGE`].
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn outgoing_mails(&self, actor: &Actor, before: Option<MailId>) -> Result<Vec<MailRow>> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
        Ok(rows::list(&mut tx, before, page).await?)
    }

    /// One outgoing mail. A link that opens an account is shown only where no mail server is set: there this page is
    /// the one way it reaches its owner.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, and for everybody but an administrator of the operator.
    pub async fn outgoing_mail(&self, actor: &Actor, id: MailId) -> Result<OutgoingMail> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut mail = rows::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if mail::holds_secret(&mail.kind) && mail.state != MailState::Kept {
            mail.body = String::new();
            mail.html = String::new();
        }
        drop(tx);
        self.saw(actor, Entry::new(Act::MailRead, id, mail.to_address.as_str())).await;
        Ok(mail)
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_of_the_public_address_names_the_mails() {
        for (address, expected) in [
            ("https://consigne.example", "consigne.example"),
            ("https://Consigne.Example:8443/portal?x#y", "consigne.example"),
            ("http://127.0.0.1:3000", "127.0.0.1"),
            ("http://user@host.example/", "host.example"),
            ("http://[::1]:3000", "localhost"),
            ("https://évil\r\nBcc: x", "localhost"),
            ("http://..", "localhost"),
            ("", "localhost"),
        ] {
            assert_eq!(host(address), expected, "{address}");
        }
    }
}
