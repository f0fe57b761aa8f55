//! Files that became part of a ticket. Both functions run inside the transaction of a deed or a read on the ticket.

use domain::Actor;
use domain::id::{FileId, MessageId, SlotId, TicketId, UserId};
use domain::permission::{self, IdentityFacts, TicketFacts};
use domain::refusal::FileRefusal;
use domain::ticket::message::{Audience, FILES_PER_MESSAGE, TICKET_FILES_MAX};
use jiff::Timestamp;
use store::Tx;
use store::files::{self as rows, Attachment, File, Replaced, THREAD_FORMS};

use super::{DraftFile, refused};
use crate::{Error, Result};

/// Draft files that are to become part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attach {
    /// Who sent them: nobody attaches another's.
    pub person: UserId,
    /// The ticket.
    pub ticket: TicketId,
    /// The message they come with.
    pub message: MessageId,
    /// Who may read them: the message's audience.
    pub audience: Audience,
    /// The files, each with the slot it fills if any. One that is named twice counts once.
    pub files: Vec<(FileId, Option<SlotId>)>,
}

/// A file of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its id.
    pub id: FileId,
    /// The message it came with.
    pub message: Option<MessageId>,
    /// The slot it fills.
    pub slot: Option<SlotId>,
    /// Who may read it.
    pub audience: Audience,
    /// Its name.
    pub name: String,
    /// Its type by content.
    pub media_type: String,
    /// Bytes as kept.
    pub size: u64,
    /// SHA-256 of what was sent, in hexadecimal.
    pub sha256: String,
    /// Pixels across; 0 for no picture.
    pub width: u32,
    /// Pixels down; 0 for no picture.
    pub height: u32,
    /// The moment the picture says it was taken (RFC 3339, the offset only where the camera knew it), or empty.
    pub captured_at: String,
    /// Whether there is a small picture of it.
    pub has_thumbnail: bool,
    /// When it arrived.
    pub created_at: Timestamp,
    /// Who sent it.
    pub person: UserId,
    /// What took its place, if anything did.
    pub replaced: Option<Replaced>,
    /// Whether it is a copy of an identity document.
    pub identity: bool,
    /// Since when only its trace is left.
    pub purged_at: Option<Timestamp>,
    /// Whether its reader is told no more than that it is there.
    pub hidden: bool,
}

impl AttachedFile {
    /// Whether its reader can look at it.
    #[must_use]
    pub const fn opens(&self) -> bool {
        !self.hidden && self.purged_at.is_none()
    }

    /// Leaves of a copy of an identity document only that it is there, for a reader who does not need it.
    pub(crate) fn veil(&mut self, reader: &Actor, ticket: &TicketFacts, took_part: bool) {
        let document = IdentityFacts { sender: self.person, took_part };
        if self.identity && permission::see_identity_document(reader, ticket, &document).is_err() {
            self.hidden = true;
            self.name.clear();
            self.sha256.clear();
            self.captured_at.clear();
            (self.size, self.width, self.height, self.has_thumbnail) = (0, 0, 0, false);
        }
    }

    pub(crate) fn of(file: File) -> Self {
        AttachedFile {
            id: file.id,
            message: file.message,
            slot: file.slot,
            // A row without its audience is shown to nobody but the operator.
            audience: file.audience.unwrap_or(Audience::Operator),
            name: file.name,
            media_type: file.media_type,
            size: u64::try_from(file.size).unwrap_or(0),
            sha256: file.sha256,
            width: u32::try_from(file.width).unwrap_or(0),
            height: u32::try_from(file.height).unwrap_or(0),
            captured_at: file.captured_at,
            has_thumbnail: !file.thumbnail.is_empty(),
            created_at: file.created_at,
            person: file.person,
            replaced: file.replaced,
            identity: file.identity,
            purged_at: file.purged_at,
            hidden: false,
        }
    }
}

/// Makes draft files part of a message, all of them or none. The deed has taken the ticket before
/// (`store::tickets::lock`), so that two deeds at once cannot both fill it up.
///
/// # Errors
/// [`Error::NotFound`] when one is not there, attached already, or somebody else's; a refusal when the message would
/// have more than [`FILES_PER_MESSAGE`] files or the ticket more than [`TICKET_FILES_MAX`] bytes. The deed then lets
/// its transaction go.
pub async fn attach(tx: &mut Tx, attach: &Attach) -> Result<Vec<AttachedFile>> {
    let mut attached: Vec<AttachedFile> = Vec::with_capacity(attach.files.len());
    for (id, slot) in &attach.files {
        if attached.iter().any(|file| file.id == *id) {
            continue;
        }
        let to = Attachment { ticket: attach.ticket, message: attach.message, audience: attach.audience, slot: *slot };
        let file = rows::attach(tx, *id, attach.person, &to).await?.ok_or(Error::NotFound)?;
        attached.push(AttachedFile::of(file));
    }
    if attached.is_empty() {
        return Ok(attached);
    }
    let (bytes, count) = rows::weigh(tx, attach.ticket, attach.message).await?;
    if usize::try_from(count).unwrap_or(usize::MAX) > FILES_PER_MESSAGE {
        return Err(refused(FileRefusal::TooMany(FILES_PER_MESSAGE)));
    }
    if u64::try_from(bytes).unwrap_or(u64::MAX) > TICKET_FILES_MAX {
        return Err(refused(FileRefusal::TicketFull(TICKET_FILES_MAX)));
    }
    Ok(attached)
}

/// The files of a ticket, and those its reader has sent to the forms beside its thread, each in the order of their
/// arrival. The former are there whoever may read them: the caller, who has asked permission for the ticket, leaves out
/// the audiences its reader does not belong to.
///
/// # Errors
/// [`Error::Store`].
pub async fn of_thread(
    tx: &mut Tx,
    ticket: TicketId,
    reader: UserId,
    draft_keys: [&str; THREAD_FORMS],
) -> Result<(Vec<AttachedFile>, Vec<DraftFile>)> {
    let files = rows::of_thread(tx, ticket, reader, draft_keys).await?;
    let (attached, drafts): (Vec<File>, Vec<File>) = files.into_iter().partition(|file| file.ticket.is_some());
    Ok((attached.into_iter().map(AttachedFile::of).collect(), drafts.into_iter().map(DraftFile::from).collect()))
}
