//! Walking along the chain.

use jiff::Timestamp;
use store::Scope;
use store::audit::Link;

use crate::{Operations, Result, ids};

/// Rows that are read at once: the memory that verifying takes, however long the trail is.
const AT_ONCE: i64 = 500;

/// The first row at which the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its place.
    pub position: i64,
    /// Its moment, where it is there and says one.
    pub at: Option<Timestamp>,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Broken {
    fn of(link: &Link, why: &'static str) -> Self {
        Broken { position: link.record.position, at: Timestamp::from_microsecond(link.record.at).ok(), why }
    }
}

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Rows that hold, from the first on.
    pub rows: i64,
    /// The hash of the last of them. Whoever keeps it elsewhere also notices a trail that was written anew as a whole.
    pub hash: String,
    /// The first that does not.
    pub broken: Option<Broken>,
}

impl Operations {
    /// Verifies the audit trail from its first row on: that none is missing, added or changed.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database cannot be asked.
    pub async fn verify_trail(&self) -> Result<Verified> {
        let mut tx = self.store().read(Scope::System).await?;
        // Asked first: what is recorded meanwhile lies behind it.
        let last = store::audit::last_position(&mut tx).await?;
        let mut verified = Verified { rows: 0, hash: String::new(), broken: None };
        loop {
            let links = store::audit::links(&mut tx, verified.rows, AT_ONCE).await?;
            let end = links.is_empty();
            for link in links {
                if let Some(why) = wrong(&link, &verified) {
                    verified.broken = Some(match why {
                        MISSING => Broken { position: verified.rows + 1, at: None, why },
                        _ => Broken::of(&link, why),
                    });
                    return Ok(verified);
                }
                verified.rows = link.record.position;
                verified.hash = link.hash;
            }
            if end {
                break;
            }
        }
        if verified.rows < last {
            verified.broken = Some(Broken { position: verified.rows + 1, at: None, why: MISSING });
        }
        Ok(verified)
    }
}

const MISSING: &str = "the row is missing";

fn wrong(link: &Link, so_far: &Verified) -> Option<&'static str> {
    let record = &link.record;
    if record.position != so_far.rows + 1 {
        return Some(MISSING);
    }
    if record.previous != so_far.hash {
        return Some("it does not follow the row before it");
    }
    if link.hash != ids::sha256_hex(&record.sealed()) {
        return Some("it was changed");
    }
    if link.erased {
        return (link.details != domain::audit::Details::default()).then_some("it is erased and yet says something");
    }
    (record.details_hash != ids::sha256_hex(&link.details.sealed())).then_some("its details were changed")
}
