//! A file that is sent in parts, so that it goes on where it stopped: how far it has come is the length of what lies on
//! the disk, whoever was cut off in the middle of a part sends that part again.

use std::collections::HashSet;
use std::fs::{self, File as Written, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use domain::Actor;
use domain::refusal::FileRefusal;
use domain::ticket::message::{FILE_MAX, TICKET_FILES_MAX};
use jiff::SignedDuration;
use store::uploads::{self as rows, Upload};
use store::{Scope, people};

use super::{Content, DraftFile, Incoming, KEY_MAX, refused};
use crate::ids::new_secret;
use crate::{Error, Operations, Result};

/// A file that is about to be sent in parts.
#[derive(Clone, Debug, Default)]
pub struct Announced {
    /// The form it is sent to, at most [`KEY_MAX`] bytes.
    pub draft_key: String,
    /// The key of the matrix slot it is meant for, or empty.
    pub slot_key: String,
    /// Its name as the browser says it.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// What tells it from another of the same name and size, such as when it was last changed; at most [`KEY_MAX`] bytes.
    pub print: String,
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underway {
    /// The name under which its parts are sent.
    pub id: String,
    /// Bytes that are here.
    pub here: u64,
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is kept; so many bytes are here.
    More(u64),
    /// It is none that follows what is here: so many bytes.
    Elsewhere(u64),
    /// It was the last: the file is taken.
    Arrived(DraftFile),
}

/// The largest part, in bytes.
pub const PART_MAX: usize = 1024 * 1024;

/// Bytes that one person may have under way.
const UNDERWAY_MAX: i64 = 2 * TICKET_FILES_MAX as i64;

/// Hours for which a file that stopped can go on.
pub const PARTS_HOURS: i64 = 24;

/// The longest name that a browser may say, in bytes.
const NAME_MAX: usize = 1_000;

/// Files of which a part is just being written.
static BUSY: Mutex<Option<HashSet<String>>> = Mutex::new(None);

/// Holds a file for one part at a time.
struct Busy(String);

impl Busy {
    fn with(id: &str) -> Option<Self> {
        let mut busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        busy.get_or_insert_default().insert(id.to_owned()).then(|| Busy(id.to_owned()))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        busy.get_or_insert_default().remove(&self.0);
    }
}

impl Operations {
    /// Begins a file that comes in parts, or finds how far the same one has come that was begun before.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a key that no form has; a refusal of the file by what is known of it beforehand.
    pub async fn announce_file(&self, actor: &Actor, announced: Announced) -> Result<Underway> {
        let Announced { draft_key, slot_key, name, size, print } = announced;
        let keys = [&draft_key, &slot_key, &print];
        if draft_key.is_empty() || keys.iter().any(|key| key.len() > KEY_MAX) || name.len() > NAME_MAX {
            return Err(Error::NotFound);
        }
        if size == 0 {
            return Err(refused(FileRefusal::Empty));
        }
        let size = i64::try_from(size).ok().filter(|size| *size <= FILE_MAX as i64);
        let size = size.ok_or_else(|| refused(FileRefusal::TooLarge(FILE_MAX)))?;
        let upload = Upload { id: new_secret(), person: actor.user, draft_key, slot_key, name, size, print };
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        if let Some(same) = rows::same(&mut tx, &upload).await? {
            drop(tx);
            let here = self.length_of(&same.id).await?;
            return Ok(Underway { id: same.id, here });
        }
        if rows::weigh(&mut tx, actor.user).await? + upload.size > UNDERWAY_MAX {
            return Err(refused(FileRefusal::TicketFull(TICKET_FILES_MAX)));
        }
        rows::insert(&mut tx, &upload, self.now()).await?;
        tx.commit().await?;
        Ok(Underway { id: upload.id, here: 0 })
    }

    /// Adds the part that begins at a place. The last one takes the file as [`Operations::take_file`] does.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what the actor does not send; a refusal of the file, after which its parts are gone;
    /// [`Error::Outside`] when the disk did not keep the part.
    pub async fn add_part(&self, actor: &Actor, id: &str, at: u64, part: Bytes) -> Result<Added> {
        // Held before it is looked for: of a last part that was sent twice the second finds nothing any more.
        let busy = Busy::with(id);
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let upload = rows::find(&mut tx, id, actor.user).await?.ok_or(Error::NotFound)?;
        drop(tx);
        let Some(_busy) = busy else { return Ok(Added::Elsewhere(self.length_of(id).await?)) };
        let size = u64::try_from(upload.size).unwrap_or(0);
        let here = self.length_of(id).await?;
        if at != here {
            return Ok(Added::Elsewhere(here));
        }
        if here + part.len() as u64 > size {
            self.forget_parts(actor, id).await?;
            return Err(refused(FileRefusal::TooLarge(size)));
        }
        let here = here + part.len() as u64;
        self.append(id, part).await?;
        if here < size {
            let mut tx = self.store().write(Scope::of(actor)).await?;
            rows::touch(&mut tx, id, self.now()).await?;
            tx.commit().await?;
            return Ok(Added::More(here));
        }
        let incoming = Incoming {
            draft_key: upload.draft_key,
            slot_key: upload.slot_key,
            name: upload.name,
            bytes: Content::At(self.part_path(id)),
        };
        match self.take_file(actor, incoming).await {
            Ok(file) => {
                self.forget_parts(actor, id).await?;
                Ok(Added::Arrived(file))
            }
            // What may pass is tried again with the same parts.
            Err(error @ (Error::Store(_) | Error::Outside(_))) => Err(error),
            Err(refusal) => {
                self.forget_parts(actor, id).await?;
                Err(refusal)
            }
        }
    }

    /// Removes parts of which nothing has come for [`PARTS_HOURS`], and parts without a row.
    pub(super) async fn sweep_parts(&self) -> Result<()> {
        let before = self.now() - SignedDuration::from_hours(PARTS_HOURS);
        let mut tx = self.store().write(Scope::System).await?;
        rows::sweep(&mut tx, before).await?;
        tx.commit().await?;
        // The names on the disk first: what begins meanwhile has its row before its first part.
        let folder = self.parts_folder();
        let there = in_background(move || {
            let entries = match fs::read_dir(&folder) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
                entries => entries?,
            };
            entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()
        })
        .await?;
        let mut tx = self.store().read(Scope::System).await?;
        let awaited: HashSet<String> = rows::ids(&mut tx).await?.into_iter().collect();
        drop(tx);
        for path in there {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !awaited.contains(name) {
                remove(path).await?;
            }
        }
        Ok(())
    }

    async fn forget_parts(&self, actor: &Actor, id: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::delete(&mut tx, id).await?;
        tx.commit().await?;
        remove(self.part_path(id)).await
    }

    async fn append(&self, id: &str, part: Bytes) -> Result<()> {
        let (folder, path) = (self.parts_folder(), self.part_path(id));
        in_background(move || {
            fs::create_dir_all(folder)?;
            let mut file = OpenOptions::new().append(true).create(true).open(path)?;
            let before = file.metadata()?.len();
            let written = file.write_all(&part);
            if written.is_err() {
                // Half a part counts for nothing: the length says how far it has come.
                file.set_len(before)?;
            }
            written
        })
        .await
    }

    async fn length_of(&self, id: &str) -> Result<u64> {
        let path = self.part_path(id);
        in_background(move || match Written::open(path) {
            Ok(file) => Ok(file.metadata()?.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        })
        .await
    }

    fn parts_folder(&self) -> PathBuf {
        self.blobs().incoming().join("parts")
    }

    /// Where the parts of one of our own names lie; a name that came from outside was found among the rows before.
    fn part_path(&self, id: &str) -> PathBuf {
        self.parts_folder().join(id)
    }
}

async fn remove(path: PathBuf) -> Result<()> {
    in_background(move || match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    })
    .await
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| Error::Outside(format!("parts of a file: {error}"))),
        Err(stopped) => Err(Error::Outside(format!("parts of a file: {stopped}"))),
    }
}
