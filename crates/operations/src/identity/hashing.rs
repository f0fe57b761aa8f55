//! Passwords as Argon2id strings (RFC 9106), made and checked without keeping anybody else waiting.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// The cost: 19 MiB, two passes, one lane, as the OWASP cheat sheet on storing passwords recommends.
const PARAMS: Params = match Params::new(19_456, 2, 1, None) {
    Ok(params) => params,
    Err(_) => panic!("the parameters lie within the bounds of Argon2"),
};

/// How the strings of this cost begin.
const PRESENT_COST: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// What a password is compared with where there is none to compare with: random bytes instead of a hash, which no
/// password is known to give, at the same cost.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$zYaynSx0wjFci06cQYT2Ww$FbhvASjCrC/mRWxnR76tNnOHNbDX3MH1hSjVR3Zypfg";

/// Hashings at once. Each holds 19 MiB and a core for some milliseconds; more at once would only slow the pages.
const AT_ONCE: usize = 2;

/// Where passwords are hashed, a few at a time.
#[derive(Debug)]
pub(crate) struct Hashing {
    permits: Arc<Semaphore>,
}

impl Hashing {
    pub(crate) fn new() -> Self {
        Hashing { permits: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The PHC string of a password, with a salt of its own.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        let hashed = self
            .run(move |argon2| {
                let hash: argon2::password_hash::Result<PasswordHash> = argon2.hash_password(password.as_bytes());
                hash.map(|hash| hash.to_string())
            })
            .await?;
        hashed.map_err(|error| Error::Outside(format!("a password could not be hashed: {error}")))
    }

    /// Whether a password is the one of a PHC string. Without a string it takes as long, and is not.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        self.run(move |argon2| {
            let same = argon2.verify_password(password.as_bytes(), hash.as_deref().unwrap_or(DECOY)).is_ok();
            same && hash.is_some()
        })
        .await
    }

    /// Whether a PHC string has another cost than we use now, so that it should be made anew at the next occasion.
    pub(crate) fn is_outdated(hash: &str) -> bool {
        !hash.starts_with(PRESENT_COST)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Argon2<'_>) -> T + Send + 'static) -> Result<T> {
        let stopped = |_| Error::Outside("the program is stopping".to_owned());
        // The permit goes along: a caller who gives up does not make room for one more.
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(stopped)?;
        let done = tokio::task::spawn_blocking(move || {
            let value = work(&Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS));
            drop(permit);
            value
        });
        done.await.map_err(|error| Error::Outside(format!("hashing stopped: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_and_no_other() {
        let hashing = Hashing::new();
        let hash = hashing.hash("Un\0 café très long 🥐".into()).await.expect("a hash");
        assert!(!Hashing::is_outdated(&hash), "{hash}");
        assert_ne!(hash, hashing.hash("Un\0 café très long 🥐".into()).await.expect("a hash"), "salts differ");
        for (password, expected) in
            [("Un\0 café très long 🥐", true), ("Un", false), ("Un\0 café très long", false), ("", false)]
        {
            assert_eq!(hashing.verify(password.into(), Some(hash.clone())).await.expect("an answer"), expected);
        }
        assert!(!hashing.verify("anything".into(), None).await.expect("an answer"));
        assert!(!hashing.verify("anything".into(), Some("no PHC string".into())).await.expect("an answer"));
    }

    #[test]
    fn the_decoy_costs_what_a_real_one_costs() {
        let decoy = PasswordHash::new(DECOY).expect("a PHC string");
        assert_eq!(decoy.hash.expect("a hash").len(), Params::DEFAULT_OUTPUT_LEN);
        assert!(!Hashing::is_outdated(DECOY));
        assert!(Hashing::is_outdated("$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA"));
    }
}
