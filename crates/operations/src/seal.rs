//! Sealing what must not lie readable in the database: secrets that have to be used again, so that a hash is not enough.
//!
//! The key stands in a file beside the data, never in the database: whoever steals the one without the other has
//! nothing. What is sealed names its key by a fingerprint, and is bound to whom it belongs to.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use store::{Scope, second_factor};

use crate::{Error, Operations, Result, ids};

/// The key's file in the folder of data, where no other is named.
pub const KEY_FILE: &str = "consigne.key";

/// What sealed text begins with; base32 and hexadecimal never do.
const SEALED: &str = "sealed:";

/// Bytes of a nonce of XChaCha20 (draft-irtf-cfrg-xchacha): long enough to be drawn by chance.
const NONCE: usize = 24;

/// The key of an installation. It cannot be printed.
pub struct SealingKey {
    cipher: XChaCha20Poly1305,
    fingerprint: String,
}

impl SealingKey {
    /// The key of a file; made now where there is none, for its owner alone to read.
    ///
    /// # Errors
    /// [`Error::Outside`] when the file can be neither read nor made, or holds no key.
    pub(crate) fn of_file(path: &Path) -> Result<Self> {
        let outside = |error: std::io::Error| Error::Outside(format!("{}: {error}", path.display()));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => made(path).map_err(outside)?,
            Err(error) => return Err(outside(error)),
        };
        let bytes = unhex(text.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let bytes = bytes.ok_or_else(|| Error::Outside(format!("{} holds no key", path.display())))?;
        Ok(SealingKey::of(bytes))
    }

    fn of(bytes: [u8; 32]) -> Self {
        let fingerprint = ids::sha256_hex(&[b"consigne key ".as_slice(), &bytes].concat())[..16].to_owned();
        SealingKey { cipher: XChaCha20Poly1305::new(&bytes.into()), fingerprint }
    }

    /// Seals a text for its owner.
    pub(crate) fn seal(&self, owner: &str, text: &str) -> Result<String> {
        let nonce = ids::random::<NONCE>();
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad: owner.as_bytes() });
        let sealed = sealed.map_err(|_| Error::Outside("a secret could not be sealed".to_owned()))?;
        Ok(format!("{SEALED}{}:{}{}", self.fingerprint, hex(&nonce), hex(&sealed)))
    }

    /// Opens what was sealed for its owner; a text that never was is itself. Nothing where this is not its key, or it was
    /// changed.
    pub(crate) fn open(&self, owner: &str, stored: &str) -> Option<String> {
        let Some(sealed) = stored.strip_prefix(SEALED) else { return Some(stored.to_owned()) };
        let (fingerprint, bytes) = sealed.split_once(':')?;
        if fingerprint != self.fingerprint {
            return None;
        }
        let bytes = unhex(bytes)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce = <[u8; NONCE]>::try_from(nonce).ok()?;
        let opened = self.cipher.decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: owner.as_bytes() });
        String::from_utf8(opened.ok()?).ok()
    }
}

/// Whether a stored text is sealed.
fn is_sealed(stored: &str) -> bool {
    stored.starts_with(SEALED)
}

impl Operations {
    /// Seals the secrets of second factors that an earlier program kept readable; tells how many. To be called at the
    /// start.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn seal_old_secrets(&self) -> Result<usize> {
        let mut tx = self.store().read(Scope::System).await?;
        let all = second_factor::secrets(&mut tx).await?;
        drop(tx);
        let mut sealed = 0;
        for (person, stored) in all {
            if is_sealed(&stored) {
                continue;
            }
            let closed = self.sealing().seal(&person.to_string(), &stored)?;
            let mut tx = self.store().write(Scope::System).await?;
            sealed += usize::from(second_factor::replace_secret(&mut tx, person, &stored, &closed).await?);
            tx.commit().await?;
        }
        Ok(sealed)
    }

    /// How many secrets of second factors this installation's key does not open.
    pub(crate) async fn closed_secrets(&self) -> Result<usize> {
        let mut tx = self.store().read(Scope::System).await?;
        let all = second_factor::secrets(&mut tx).await?;
        Ok(all.iter().filter(|(person, stored)| self.sealing().open(&person.to_string(), stored).is_none()).count())
    }
}

/// Where the key of an installation stands.
pub(crate) fn key_path(data: &Path, named: Option<&PathBuf>) -> PathBuf {
    named.cloned().unwrap_or_else(|| data.join(KEY_FILE))
}

/// Makes a key's file. Of two processes that start at once both end with the same: the file appears whole, or was there.
fn made(path: &Path) -> std::io::Result<String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let aside = path.with_added_extension(format!("{}.new", ids::new_secret()));
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&aside)?;
    let written = writeln!(file, "{}", hex(&ids::random::<32>())).and_then(|()| file.sync_all());
    // A link is made only where nothing of that name stands.
    let linked = written.and_then(|()| fs::hard_link(&aside, path));
    fs::remove_file(&aside)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // What is sealed from here on outlives a power cut, so its key has to, by its name too.
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    fs::read_to_string(path)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{KEY_FILE, SealingKey, is_sealed};

    #[test]
    fn what_is_sealed_is_opened_by_its_key_for_its_owner_alone_and_unchanged() {
        let (key, other) = (SealingKey::of([7; 32]), SealingKey::of([8; 32]));
        let sealed = key.seal("claire", "JBSWY3DPEHPK3PXP").expect("sealed");
        assert!(is_sealed(&sealed) && !sealed.contains("JBSWY3DP"));
        assert_ne!(key.seal("claire", "JBSWY3DPEHPK3PXP").expect("sealed"), sealed, "never the same twice");
        assert_eq!(key.open("claire", &sealed).as_deref(), Some("JBSWY3DPEHPK3PXP"));
        assert_eq!(key.open("hugo", &sealed), None);
        assert_eq!(other.open("claire", &sealed), None);
        let changed = format!("{}0", &sealed[..sealed.len() - 1]);
        if changed != sealed {
            assert_eq!(key.open("claire", &changed), None);
        }
        for broken in ["sealed:", "sealed:x:y", &sealed[..40], &sealed[..sealed.len() - 1]] {
            assert_eq!(key.open("claire", broken), None, "{broken}");
        }
        assert_eq!(key.open("claire", "JBSW").as_deref(), Some("JBSW"), "what an earlier program kept");
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("below").join(KEY_FILE);
        let first = SealingKey::of_file(&path).expect("made");
        let sealed = first.seal("claire", "secret").expect("sealed");
        let again = SealingKey::of_file(&path).expect("read");
        assert_eq!(again.open("claire", &sealed).as_deref(), Some("secret"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;

            let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(path.parent().expect("a folder")).expect("read").count(), 1, "nothing beside it");
        std::fs::write(&path, "no key").expect("written");
        assert!(SealingKey::of_file(&path).is_err());
    }
}
