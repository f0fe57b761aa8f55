//! A copy of an embedded installation in one file, and the way back.
//!
//! The copy is a tar archive: the database, consistent as of one moment, then every file that people sent, then a list
//! with the SHA-256 of each. The way back believes nothing that the list does not confirm. A PostgreSQL database has
//! its own tools for this (`pg_dump`).
//!
//! The key that secrets are sealed with ([`crate::seal`]) is not in the copy: a stolen copy opens no second factor. It is
//! kept apart, and put back beside a restored installation.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Error, Operations, Result};

/// The database's name in the folder of data and in a copy.
pub const DATABASE: &str = "consigne.sqlite";
const LIST: &str = "SHA256SUMS";

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Files, the database among them.
    pub files: usize,
    /// Their bytes together.
    pub bytes: u64,
}

impl Operations {
    /// Writes a copy of the embedded installation to a file that must not exist. See [`backup`].
    ///
    /// # Errors
    /// [`Error::Outside`] when the file exists or the disk does not take it, [`Error::Store`] on PostgreSQL.
    pub async fn backup(&self, file: &Path) -> Result<Copied> {
        let unfinished = Unfinished::beside(file)?;
        self.store().copy_to(&unfinished.database).await?;
        unfinished.complete(&self.settings().data).await
    }
}

/// Writes a copy of the embedded installation in a folder of data to a file that must not exist.
///
/// The installation need not be opened for it, and the portal may run on it: in this process or in another. A file of
/// this name is there only when the copy is whole and on disk; nobody but its owner reads it.
///
/// # Errors
/// [`Error::Outside`] when the file exists or the disk does not take it, [`Error::Store`] where the folder holds no
/// database.
pub async fn backup(data: &Path, file: &Path) -> Result<Copied> {
    let unfinished = Unfinished::beside(file)?;
    store::copy_sqlite(&data.join(DATABASE), &unfinished.database).await?;
    unfinished.complete(data).await
}

/// The files of a copy that is being written, next to its place; whatever happens, they do not stay.
struct Unfinished {
    target: PathBuf,
    database: PathBuf,
    archive: PathBuf,
}

impl Unfinished {
    fn beside(target: &Path) -> Result<Self> {
        if target.exists() {
            return Err(Error::Outside(format!("{} exists already", target.display())));
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let aside = |what: &str| target.with_file_name(format!(".{name}.{}.{what}", std::process::id()));
        let unfinished =
            Unfinished { target: target.to_owned(), database: aside("database"), archive: aside("unfinished") };
        // An empty file is one that the engine writes into: so it is never anybody else's to read.
        create_private(&unfinished.database).map_err(|error| outside(target, &error))?;
        Ok(unfinished)
    }

    async fn complete(self, data: &Path) -> Result<Copied> {
        let data = data.to_owned();
        let written = tokio::task::spawn_blocking(move || {
            let written = write_copy(&self.archive, &self.database, &data).and_then(|copied| {
                fs::rename(&self.archive, &self.target)?;
                File::open(self.target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new(".")))?
                    .sync_all()?;
                Ok(copied)
            });
            written.map_err(|error| outside(&self.target, &error))
        });
        written.await.map_err(|error| Error::Outside(error.to_string()))?
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.database);
        let _ = fs::remove_file(self.database.with_added_extension("journal"));
        let _ = fs::remove_file(&self.archive);
    }
}

/// A new file that only its owner may read.
fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes everything into an archive. The portal may go on meanwhile: files that arrive after the database's moment are
/// extra, and draft files that are swept away before they are read were nobody's.
fn write_copy(target: &Path, database: &Path, data: &Path) -> std::io::Result<Copied> {
    let mut archive = tar::Builder::new(create_private(target)?);
    let mut list = String::new();
    let mut copied = Copied { files: 0, bytes: 0 };
    let mut add = |archive: &mut tar::Builder<File>, source: File, name: &str| -> std::io::Result<()> {
        let length = source.metadata()?.len();
        let mut header = tar::Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o600);
        header.set_cksum();
        let mut source = Hashed { inner: source.take(length), hasher: Sha256::new() };
        archive.append_data(&mut header, name, &mut source)?;
        list.push_str(&format!("{}  {name}\n", hex(source.hasher)));
        copied.files += 1;
        copied.bytes += length;
        Ok(())
    };
    add(&mut archive, File::open(database)?, DATABASE)?;
    let files = data.join("files");
    for path in files_below(&files)? {
        let Ok(inside) = path.strip_prefix(data) else { continue };
        if path.starts_with(files.join(crate::blobs::INCOMING)) {
            continue; // half-written, and no row knows them
        }
        let source = match File::open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            opened => opened?,
        };
        add(&mut archive, source, &inside.to_string_lossy())?;
    }
    let mut header = tar::Header::new_gnu();
    header.set_size(list.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    archive.append_data(&mut header, LIST, list.as_bytes())?;
    let mut file = archive.into_inner()?;
    file.flush()?;
    file.sync_all()?;
    Ok(copied)
}

/// A reader that hashes what goes through it.
struct Hashed<R> {
    inner: R,
    hasher: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}

/// Puts a copy back into an empty folder of data.
///
/// # Errors
/// [`Error::Outside`] when the folder holds a database already, or the copy is damaged; then nothing is left behind.
pub fn restore(file: &Path, data: &Path) -> Result<Copied> {
    if data.join(DATABASE).exists() || data.join("files").exists() {
        return Err(Error::Outside(format!("{} holds an installation already", data.display())));
    }
    let aside = data.join("restoring");
    let _ = fs::remove_dir_all(&aside);
    let restored = read_copy(file, &aside).and_then(|copied| {
        let moves = |name: &str| {
            let from = aside.join(name);
            if from.exists() { fs::rename(from, data.join(name)) } else { Ok(()) }
        };
        moves("files")?;
        moves(DATABASE)?;
        File::open(data)?.sync_all()?;
        Ok(copied)
    });
    let _ = fs::remove_dir_all(&aside);
    restored.map_err(|error| outside(file, &error))
}

fn read_copy(file: &Path, aside: &Path) -> std::io::Result<Copied> {
    let damaged = |what: &str| std::io::Error::other(format!("the copy is damaged: {what}"));
    fs::create_dir_all(aside)?;
    let mut archive = tar::Archive::new(BufReader::new(File::open(file)?));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut list = None;
    let mut copied = Copied { files: 0, bytes: 0 };
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || entry.header().entry_type() != tar::EntryType::Regular {
            return Err(damaged("it holds something that is no plain file"));
        }
        if path == Path::new(LIST) {
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            list = Some(text);
            continue;
        }
        let target = aside.join(&path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut out = File::create(&target)?;
        copied.bytes += std::io::copy(&mut entry, &mut out)?;
        out.sync_all()?;
        copied.files += 1;
        found.insert(path.to_string_lossy().into_owned(), hash(&target)?);
    }
    let list = list.ok_or_else(|| damaged("its list is missing, so it was not finished"))?;
    let listed: BTreeMap<String, String> = list
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name.to_owned(), hash.to_owned()))
        .collect();
    if listed != found {
        return Err(damaged("its files are not those of its list"));
    }
    if !found.contains_key(DATABASE) {
        return Err(damaged("it holds no database"));
    }
    Ok(copied)
}

fn hash(path: &Path) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut reader = BufReader::new(File::open(path)?);
    let mut buffer = [0_u8; 64 * 1024];
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    Ok(hex(hasher))
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn files_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn outside(file: &Path, error: &std::io::Error) -> Error {
    Error::Outside(format!("{}: {error}", file.display()))
}
