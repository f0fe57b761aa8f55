//! The bytes of files, beside the database: each under the SHA-256 of its content, so that the same bytes stand once.
//!
//! What [`Blobs::keep`] acknowledged is on the disk: file and folders are synced before it answers. Names are sixty-four
//! hexadecimal digits and nothing else, so that no name reaches outside the folder (`security.md` I06); what is read is
//! held against its name, so that damage is noticed before it is served (D14).

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::ids::{new_secret, sha256_hex};
use crate::{Error, Result};

/// A folder of bytes. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: Arc<Path>,
    /// Shared while bytes are put in place, alone while they are removed: bytes that arrive again just when they are
    /// swept must not go.
    gate: Arc<RwLock<()>>,
}

/// Where bytes are written before they have a name.
pub(crate) const INCOMING: &str = "incoming";

impl Blobs {
    /// Opens the folder; makes it when missing.
    ///
    /// # Errors
    /// [`Error::Outside`] when the folder cannot be made.
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(folder.join(INCOMING)).map_err(|error| outside("the folder for files", &error))?;
        Ok(Blobs { folder: folder.into(), gate: Arc::default() })
    }

    /// Where bytes may be written before they have a name; what is left there is removed once it is old
    /// ([`Blobs::unneeded`]).
    #[must_use]
    pub fn incoming(&self) -> PathBuf {
        self.folder.join(INCOMING)
    }

    /// Keeps bytes and answers their name. When it returns, they are on the disk.
    ///
    /// # Errors
    /// [`Error::Outside`] when the disk is full or broken; then nothing is kept.
    pub async fn keep(&self, bytes: Bytes) -> Result<String> {
        let blobs = self.clone();
        in_background(move || blobs.keep_now(&bytes)).await
    }

    /// Keeps a file that was written in the folder of [`Blobs::incoming`]: it is moved from there, not read into memory.
    /// Answers its name and its bytes' number. When it returns, it is on the disk.
    ///
    /// # Errors
    /// [`Error::Outside`] when the disk is full or broken; then nothing is kept.
    pub async fn keep_file(&self, written: PathBuf) -> Result<(String, i64)> {
        let blobs = self.clone();
        in_background(move || {
            let file = File::open(&written)?;
            file.sync_all()?;
            let size = i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX);
            let name = sha256_of(file)?;
            let path = blobs.path(&name)?;
            blobs.place(&written, &path)?;
            Ok((name, size))
        })
        .await
    }

    /// Where the bytes of a name stand, for who sends them piece by piece.
    ///
    /// # Errors
    /// [`Error::Outside`] for what is not the name of a blob.
    pub fn path_of(&self, name: &str) -> Result<PathBuf> {
        self.path(name).map_err(|error| outside("files", &error))
    }

    /// The bytes of a name.
    ///
    /// # Errors
    /// [`Error::Outside`] when they are missing or no longer what they were.
    pub async fn read(&self, name: &str) -> Result<Bytes> {
        let (blobs, name) = (self.clone(), name.to_owned());
        in_background(move || {
            let bytes = fs::read(blobs.path(&name)?)?;
            if sha256_hex(&bytes) == name {
                Ok(Bytes::from(bytes))
            } else {
                Err(io::Error::new(ErrorKind::InvalidData, format!("{name} is no longer what it was")))
            }
        })
        .await
    }

    /// The moment `age` ago by the disk's own clock: it may be another machine's, and a demo's clock does not move it.
    ///
    /// # Errors
    /// [`Error::Outside`] when the disk takes nothing.
    pub async fn moment_before(&self, age: Duration) -> Result<SystemTime> {
        let probe = self.folder.join(INCOMING).join(new_secret());
        in_background(move || {
            let now = File::create_new(&probe).and_then(|file| file.metadata()?.modified());
            remove_if_there(&probe)?;
            Ok(now?.checked_sub(age).unwrap_or(SystemTime::UNIX_EPOCH))
        })
        .await
    }

    /// The names of the bytes that arrived before a moment and that `is_needed` does not know. Half-written files of
    /// that age are removed on the way.
    ///
    /// # Errors
    /// [`Error::Outside`] when the folder cannot be listed.
    pub async fn unneeded(
        &self,
        before: SystemTime,
        is_needed: impl Fn(&str) -> bool + Send + 'static,
    ) -> Result<Vec<String>> {
        let blobs = self.clone();
        in_background(move || {
            for (path, arrived) in files_in(&blobs.folder.join(INCOMING))? {
                if arrived < before {
                    remove_if_there(&path)?;
                }
            }
            let mut names = Vec::new();
            for outer in folders_in(&blobs.folder)? {
                for inner in folders_in(&outer)? {
                    let old = files_in(&inner)?.into_iter().filter(|(_, arrived)| *arrived < before);
                    names.extend(old.filter_map(|(path, _)| name_of(&path)).filter(|name| !is_needed(name)));
                }
            }
            Ok(names)
        })
        .await
    }

    /// Removes bytes unless they arrived again at or after a moment; tells whether they were removed.
    ///
    /// # Errors
    /// [`Error::Outside`] when the disk refuses.
    pub async fn remove(&self, name: &str, before: SystemTime) -> Result<bool> {
        let (blobs, name) = (self.clone(), name.to_owned());
        in_background(move || {
            let path = blobs.path(&name)?;
            let _alone = blobs.gate.write().unwrap_or_else(PoisonError::into_inner);
            match fs::metadata(&path).and_then(|found| found.modified()) {
                Ok(arrived) if arrived < before => remove_if_there(&path).map(|()| true),
                Ok(_) => Ok(false),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    fn keep_now(&self, bytes: &[u8]) -> io::Result<String> {
        let name = sha256_hex(bytes);
        let path = self.path(&name)?;
        let incoming = self.folder.join(INCOMING).join(new_secret());
        let written = self.write_and_place(bytes, &incoming, &path);
        if written.is_err() {
            // The write's own error is the one to tell; what is left here is swept by its age.
            let _ = fs::remove_file(&incoming);
        }
        written.map(|()| name)
    }

    /// Writes beside, syncs, then puts in place: under its name a file is always whole.
    fn write_and_place(&self, bytes: &[u8], incoming: &Path, path: &Path) -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).open(incoming)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        self.place(incoming, path)
    }

    /// Puts a written and synced file in place.
    fn place(&self, incoming: &Path, path: &Path) -> io::Result<()> {
        let inner = path.parent().unwrap_or(&self.folder);
        let outer = inner.parent().unwrap_or(&self.folder);
        let _shared = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        fs::create_dir_all(inner)?;
        fs::rename(incoming, path)?;
        for folder in [inner, outer, &self.folder] {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    fn path(&self, name: &str) -> io::Result<PathBuf> {
        let is_name = name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_name {
            return Err(io::Error::new(ErrorKind::InvalidInput, "not the name of a blob"));
        }
        Ok(self.folder.join(&name[..2]).join(&name[2..4]).join(name))
    }
}

fn sha256_of(mut file: File) -> io::Result<String> {
    use std::fmt::Write as _;
    use std::io::Read as _;

    use sha2::{Digest as _, Sha256};

    let mut digest = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => digest.update(&piece[..read]),
        }
    }
    Ok(digest.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| outside("files", &error)),
        Err(stopped) => Err(Error::Outside(format!("files: {stopped}"))),
    }
}

fn outside(what: &str, error: &io::Error) -> Error {
    Error::Outside(format!("{what}: {error}"))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The folders of two letters in a folder: what holds blobs, and nothing else that may lie there.
fn folders_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && entry.file_name().len() == 2 {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn files_in(folder: &Path) -> io::Result<Vec<(PathBuf, SystemTime)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.metadata() {
            Ok(metadata) if metadata.is_file() => found.push((entry.path(), metadata.modified()?)),
            Ok(_) => {}
            // Renamed or removed between listing and looking.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name().and_then(|name| name.to_str()).filter(|name| name.len() == 64).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn blobs() -> (tempfile::TempDir, Blobs) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let blobs = Blobs::open(folder.path().join("files")).expect("a folder for files");
        (folder, blobs)
    }

    #[tokio::test]
    async fn the_same_bytes_stand_once_under_their_hash() {
        let (folder, blobs) = blobs();
        for _ in 0..2 {
            assert_eq!(blobs.keep(Bytes::from_static(b"abc")).await.expect("kept"), ABC);
        }
        assert!(folder.path().join("files/ba/78").join(ABC).is_file());
        assert_eq!(fs::read_dir(folder.path().join("files/incoming")).expect("a folder").count(), 0);
        assert_eq!(blobs.read(ABC).await.expect("there"), Bytes::from_static(b"abc"));
        let written = blobs.incoming().join("made");
        fs::write(&written, b"abc").expect("written");
        assert_eq!(blobs.keep_file(written.clone()).await.expect("kept"), (ABC.to_owned(), 3));
        assert!(!written.exists());
        assert!(blobs.path_of(ABC).expect("a name").is_file());
        assert!(blobs.path_of("../../etc/passwd").is_err());
    }

    #[tokio::test]
    async fn no_name_leads_out_of_the_folder() {
        let (_folder, blobs) = blobs();
        let climbing = format!("../../{}", &ABC[6..]);
        let upper = ABC.to_uppercase();
        for name in ["", "../etc/passwd", "/etc/passwd", "ba\0", &climbing, &upper, &ABC[1..]] {
            assert!(matches!(blobs.read(name).await, Err(Error::Outside(_))), "{name}");
            assert!(blobs.remove(name, SystemTime::UNIX_EPOCH).await.is_err(), "{name}");
        }
    }

    #[tokio::test]
    async fn damaged_bytes_are_not_served() {
        let (folder, blobs) = blobs();
        blobs.keep(Bytes::from_static(b"abc")).await.expect("kept");
        fs::write(folder.path().join("files/ba/78").join(ABC), b"abd").expect("written over");
        assert!(matches!(blobs.read(ABC).await, Err(Error::Outside(_))));
        // The same bytes once more mend them.
        blobs.keep(Bytes::from_static(b"abc")).await.expect("kept");
        assert!(blobs.read(ABC).await.is_ok());
    }

    #[tokio::test]
    async fn only_what_is_old_enough_and_unneeded_goes() {
        let (folder, blobs) = blobs();
        let long_ago = blobs.moment_before(Duration::from_secs(3_600)).await.expect("a moment");
        blobs.keep(Bytes::from_static(b"abc")).await.expect("kept");
        fs::write(folder.path().join("files/incoming/half"), b"ab").expect("a half-written file");
        let nothing: [&str; 0] = [];
        assert_eq!(blobs.unneeded(long_ago, |_| false).await.expect("listed"), nothing);
        assert!(!blobs.remove(ABC, long_ago).await.expect("looked at"));
        assert!(folder.path().join("files/incoming/half").exists());

        tokio::time::sleep(Duration::from_millis(20)).await;
        let now = blobs.moment_before(Duration::ZERO).await.expect("a moment");
        assert_eq!(blobs.unneeded(now, |name| name == ABC).await.expect("listed"), nothing);
        assert_eq!(blobs.unneeded(now, |_| false).await.expect("listed"), [ABC]);
        assert!(!folder.path().join("files/incoming/half").exists());

        // The same bytes arrive again between listing and removing: they stay.
        tokio::time::sleep(Duration::from_millis(20)).await;
        blobs.keep(Bytes::from_static(b"abc")).await.expect("kept");
        assert!(!blobs.remove(ABC, now).await.expect("looked at"));
        tokio::time::sleep(Duration::from_millis(20)).await;
        let now = blobs.moment_before(Duration::ZERO).await.expect("a moment");
        assert!(blobs.remove(ABC, now).await.expect("removed"));
        assert!(!blobs.remove(ABC, now).await.expect("gone already"));
        assert!(blobs.read(ABC).await.is_err());
    }
}
