//! Files that people send: taken as draft files first, so that a refused form loses none; attached by a deed; opened
//! only through the permission check of that moment (`product.md` §11, `security.md` I04–I08).

mod attached;
mod exif;
mod kind;
mod name;
mod parts;
mod picture;
mod sweep;
mod viewing;

use std::path::PathBuf;

use bytes::Bytes;
use domain::Actor;
use domain::audit::Act;
use domain::id::FileId;
use domain::permission::{self, IdentityFacts};
use domain::refusal::{FileRefusal, Refusal};
use domain::ticket::message::{FILE_MAX, FILES_PER_MESSAGE};
use store::files::{self as rows, File, Found};
use store::{Scope, people};
use tokio::sync::Semaphore;

use crate::audit::Entry;
use crate::ids::{new_id, new_secret, sha256_hex};
use crate::{Error, Operations, Result};
pub use attached::{Attach, AttachedFile, attach, of_thread};
use kind::Kind;
pub use name::plain_name;
pub use parts::{Added, Announced, PART_MAX, PARTS_HOURS, Underway};
pub use store::files::{Replaced, Sender, THREAD_FORMS};
pub use sweep::Swept;
pub use viewing::Viewed;

/// A file as it came in, not looked at yet.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The form it was sent to, at most [`KEY_MAX`] bytes.
    pub draft_key: String,
    /// The key of the matrix slot it is meant for, or empty; at most [`KEY_MAX`] bytes.
    pub slot_key: String,
    /// Its name as the browser says it.
    pub name: String,
    /// What it holds.
    pub bytes: Content,
}

/// What a file holds. Whoever receives it stops at `FILE_MAX` + 1 bytes: that is enough to refuse it.
#[derive(Clone, Debug)]
pub enum Content {
    /// In memory.
    Bytes(Bytes),
    /// In a temporary file, which the caller removes.
    At(PathBuf),
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Content::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content::Bytes(bytes.into())
    }
}

/// The longest draft or slot key, in bytes.
pub const KEY_MAX: usize = 120;

/// A file that was taken and belongs to a form that is not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFile {
    /// Its id.
    pub id: FileId,
    /// The form it was sent to.
    pub draft_key: String,
    /// The key of the matrix slot it is meant for, or empty.
    pub slot_key: String,
    /// Its name, made safe.
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
}

impl From<File> for DraftFile {
    fn from(file: File) -> Self {
        DraftFile {
            id: file.id,
            draft_key: file.draft_key,
            slot_key: file.slot_key,
            name: file.name,
            media_type: file.media_type,
            size: u64::try_from(file.size).unwrap_or(0),
            sha256: file.sha256,
            width: u32::try_from(file.width).unwrap_or(0),
            height: u32::try_from(file.height).unwrap_or(0),
            captured_at: file.captured_at,
        }
    }
}

/// A file to be sent to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    /// Its name.
    pub name: String,
    /// Its type: one of `application/pdf`, `image/jpeg`, `image/png`, `image/webp`.
    pub media_type: String,
    /// Its bytes, as kept.
    pub bytes: Bytes,
}

/// An image as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The name of its bytes.
    pub blob: String,
    /// Its type.
    pub media_type: String,
}

/// Files that are in memory at the same time while they are looked at: each has up to 20 MB.
static IN_HAND: Semaphore = Semaphore::const_new(4);

impl Operations {
    /// A new path at which whoever receives a file may write it down before it is taken ([`Content::At`]). What is
    /// left behind there is swept with the rest.
    #[must_use]
    pub fn place_for_incoming(&self) -> PathBuf {
        self.blobs().incoming().join(new_secret())
    }

    /// Takes a file for a form. The same file sent again to the same form (a lost answer, two clicks) is taken once.
    ///
    /// # Errors
    /// [`Refusal::File`] with the limit or the reason; [`Error::NotFound`] for a key that no form has;
    /// [`Error::Outside`] when the disk did not keep it.
    pub async fn take_file(&self, actor: &Actor, incoming: Incoming) -> Result<DraftFile> {
        if incoming.draft_key.is_empty() || incoming.draft_key.len() > KEY_MAX || incoming.slot_key.len() > KEY_MAX {
            return Err(Error::NotFound);
        }
        let form = incoming.draft_key.as_str();
        let mut reading = self.store().read(Scope::of(actor)).await?;
        let there = rows::drafts(&mut reading, actor.user, form).await?;
        drop(reading);
        // Asked again below, where nobody can come between; here it spares the work on a file beyond the number.
        if there.len() > FILES_PER_MESSAGE {
            return Err(refused(FileRefusal::TooMany(FILES_PER_MESSAGE)));
        }
        let in_hand = IN_HAND.acquire().await.map_err(|closed| Error::Outside(closed.to_string()))?;
        let sent = received(incoming.bytes).await?;
        let mut file = File {
            id: FileId(new_id(self.now())),
            person: actor.user,
            draft_key: incoming.draft_key.clone(),
            slot_key: incoming.slot_key,
            ticket: None,
            message: None,
            slot: None,
            audience: None,
            name: String::new(),
            media_type: String::new(),
            size: 0,
            sha256: hashed(sent.clone()).await?,
            captured_at: String::new(),
            width: 0,
            height: 0,
            blob: String::new(),
            thumbnail: String::new(),
            created_at: self.now(),
            replaced: None,
            identity: false,
            purged_at: None,
        };
        self.keep_content(&mut file, &incoming.name, sent).await?;
        drop(in_hand);
        self.insert_draft(actor, file).await
    }

    /// The files an actor has sent to a form, in the order of their arrival.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn draft_files(&self, actor: &Actor, draft_key: &str) -> Result<Vec<DraftFile>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(rows::drafts(&mut tx, actor.user, draft_key).await?.into_iter().map(DraftFile::from).collect())
    }

    /// Takes a file back from a form that is not sent yet.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not there, attached already, or somebody else's.
    pub async fn remove_draft_file(&self, actor: &Actor, id: FileId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        if !rows::delete_draft(&mut tx, id, actor.user).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Opens a file, or its small picture, for somebody who may see it now: a draft file for its sender, any other for
    /// who sees the ticket and belongs to the audience, and of those a copy of an identity document only for who needs
    /// it. That one is looked at on its own page alone, has no small picture, and each look is recorded.
    ///
    /// # Errors
    /// [`Error::NotFound`] otherwise, and where there is no small picture; [`Error::Outside`] when the disk lost it.
    pub async fn open_file(&self, actor: &Actor, id: FileId, thumbnail: bool) -> Result<OpenFile> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let Found { file, ticket } = rows::find(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
        drop(tx);
        if file.purged_at.is_some() {
            return Err(Error::NotFound);
        }
        match (&ticket, file.audience) {
            (None, _) if file.person == actor.user => {}
            (Some(ticket), Some(audience)) => {
                permission::see_ticket(actor, &ticket.facts)?;
                let reads = if actor.is_operator() { audience.operator_reads() } else { audience.customer_reads() };
                if !reads {
                    return Err(Error::NotFound);
                }
                if file.identity {
                    let document = IdentityFacts { sender: file.person, took_part: ticket.took_part };
                    permission::see_identity_document(actor, &ticket.facts, &document)?;
                }
            }
            _ => return Err(Error::NotFound),
        }
        let (blob, media_type) = match (thumbnail, file.thumbnail.is_empty()) {
            (false, _) => (&file.blob, file.media_type),
            (true, false) if ticket.is_none() || !file.identity => {
                (&file.thumbnail, Kind::Jpeg.media_type().to_owned())
            }
            (true, _) => return Err(Error::NotFound),
        };
        let bytes = self.blobs().read(blob).await?;
        if let Some(ticket) = ticket.filter(|_| file.identity) {
            let entry = Entry::new(Act::IdentityDocumentSeen, file.id, ticket.number).of(ticket.facts.customer);
            self.saw_today(actor, entry.within(ticket.facts.account, ticket.facts.sub_account)).await;
        }
        Ok(OpenFile { name: file.name, media_type, bytes })
    }

    /// Keeps an image that came otherwise than by a form: written anew, upright, without what it says of its camera.
    ///
    /// # Errors
    /// [`Refusal::File`] where it is no JPEG, PNG or WebP or cannot be read; [`Error::Outside`] when the disk did not
    /// keep it.
    pub(crate) async fn keep_image(&self, sent: Bytes) -> Result<Kept> {
        let kind = Kind::of(&sent).filter(|kind| *kind != Kind::Pdf).ok_or_else(|| refused(FileRefusal::WrongType))?;
        let picture = picture::rewrite(kind, sent).await.map_err(refused)?;
        let media_type = picture.kind.media_type().to_owned();
        Ok(Kept { blob: self.blobs().keep(picture.bytes).await?, media_type })
    }

    /// Looks at the content, makes it safe, keeps the bytes, and writes down what was found.
    async fn keep_content(&self, file: &mut File, typed_name: &str, sent: Bytes) -> Result<()> {
        let kind = Kind::of(&sent).ok_or_else(|| refused(FileRefusal::WrongType))?;
        let (kind, kept) = if kind == Kind::Pdf {
            if !kind::is_whole_pdf(&sent) {
                return Err(refused(FileRefusal::Unreadable));
            }
            (kind, sent)
        } else {
            // The name is asked before the work: what it claims may be reason enough to refuse.
            name::safe_name(typed_name, kind).ok_or_else(|| refused(FileRefusal::WrongType))?;
            let picture = picture::rewrite(kind, sent).await.map_err(refused)?;
            file.width = i64::from(picture.width);
            file.height = i64::from(picture.height);
            file.captured_at = picture.captured_at;
            file.thumbnail = self.blobs().keep(picture.thumbnail).await?;
            (picture.kind, picture.bytes)
        };
        file.name = name::safe_name(typed_name, kind).ok_or_else(|| refused(FileRefusal::WrongType))?;
        file.media_type = kind.media_type().to_owned();
        file.size = i64::try_from(kept.len()).unwrap_or(i64::MAX);
        file.blob = self.blobs().keep(kept).await?;
        Ok(())
    }

    /// Writes the row, unless the form has it already or is full.
    async fn insert_draft(&self, actor: &Actor, file: File) -> Result<DraftFile> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let there = rows::drafts(&mut tx, actor.user, &file.draft_key).await?;
        let count = there.len();
        let twin = there
            .into_iter()
            .find(|other| (&other.sha256, &other.name, &other.slot_key) == (&file.sha256, &file.name, &file.slot_key));
        if let Some(twin) = twin {
            return Ok(twin.into());
        }
        if count >= FILES_PER_MESSAGE {
            return Err(refused(FileRefusal::TooMany(FILES_PER_MESSAGE)));
        }
        rows::insert(&mut tx, &file).await?;
        tx.commit().await?;
        Ok(file.into())
    }
}

/// The content in memory, if its size is one we take.
async fn received(content: Content) -> Result<Bytes> {
    let sent = match content {
        Content::Bytes(bytes) => bytes,
        Content::At(path) => {
            let unread = |error: std::io::Error| Error::Outside(format!("a received file: {error}"));
            if tokio::fs::metadata(&path).await.map_err(unread)?.len() > FILE_MAX {
                return Err(refused(FileRefusal::TooLarge(FILE_MAX)));
            }
            Bytes::from(tokio::fs::read(&path).await.map_err(unread)?)
        }
    };
    match sent.len() as u64 {
        0 => Err(refused(FileRefusal::Empty)),
        size if size > FILE_MAX => Err(refused(FileRefusal::TooLarge(FILE_MAX))),
        _ => Ok(sent),
    }
}

async fn hashed(sent: Bytes) -> Result<String> {
    tokio::task::spawn_blocking(move || sha256_hex(&sent)).await.map_err(|stopped| Error::Outside(stopped.to_string()))
}

fn refused(refusal: FileRefusal) -> Error {
    Error::Refused(Refusal::File(refusal))
}
