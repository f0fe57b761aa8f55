//! Files on their way in: read off the wire without holding more of them in memory than a small part.
//!
//! What is small stays in memory; the rest is written down beside the installation's files, and removed once it was
//! taken or refused. A file that is too large is read to its end and thrown away beyond the limit: a browser that is
//! cut off in the middle of sending shows no answer at all.

use std::path::{Path, PathBuf};

use axum::extract::multipart::{Field, MultipartError};
use domain::ticket::message::FILE_MAX;
use operations::Error;
use operations::files::Content;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::Visit;

/// What is held in memory of one file, in bytes.
const IN_MEMORY: usize = 64 * 1024;

/// A file that has arrived. What was written down of it goes with it.
#[derive(Debug)]
pub struct Arrived {
    /// How much of it was kept, in bytes: at most one more than a file may have.
    pub size: u64,
    /// What it holds, to be looked at.
    pub content: Content,
    _written: Option<Written>,
}

/// Why a file did not arrive.
#[derive(Debug)]
pub enum Lost {
    /// What was sent is no sound form, or longer than the address takes.
    Form(MultipartError),
    /// The disk did not take it.
    Disk(Error),
}

impl From<MultipartError> for Lost {
    fn from(error: MultipartError) -> Self {
        Lost::Form(error)
    }
}

impl From<std::io::Error> for Lost {
    fn from(error: std::io::Error) -> Self {
        Lost::Disk(Error::Outside(format!("a file that arrives: {error}")))
    }
}

/// Reads one file. Nothing is kept of it where nobody is signed in.
///
/// # Errors
/// [`Lost`].
pub async fn receive(visit: &Visit, field: &mut Field<'_>) -> Result<Arrived, Lost> {
    let most = if visit.signed.is_some() { FILE_MAX + 1 } else { 0 };
    let mut size = 0;
    let mut begun = Vec::new();
    let mut written: Option<(Written, File)> = None;
    while let Some(chunk) = field.chunk().await? {
        let room = usize::try_from(most - size).unwrap_or(usize::MAX);
        let kept = &chunk[..chunk.len().min(room)];
        size += kept.len() as u64;
        match &mut written {
            Some((_, file)) => file.write_all(kept).await?,
            None if begun.len() + kept.len() <= IN_MEMORY => begun.extend_from_slice(kept),
            None => {
                let place = Written(visit.operations.place_for_incoming());
                let mut file = File::create_new(&place.0).await?;
                file.write_all(&begun).await?;
                file.write_all(kept).await?;
                begun = Vec::new();
                written = Some((place, file));
            }
        }
    }
    let Some((place, mut file)) = written else {
        return Ok(Arrived { size, content: Content::from(begun), _written: None });
    };
    file.flush().await?;
    Ok(Arrived { size, content: Content::At(place.path().to_owned()), _written: Some(place) })
}

/// A file of ours that is removed when it is not needed any more.
#[derive(Debug)]
struct Written(PathBuf);

impl Written {
    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        // What cannot be removed now is swept later, with all that was left half-written.
        let _ = std::fs::remove_file(&self.0);
    }
}
