//! What people and the clock can do. One public function per deed: authorise, load, decide, keep, announce, in that
//! order, in one transaction. What a deed announces leaves only once its transaction is kept.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Store;

pub mod archive;
mod asking;
pub mod audit;
pub mod backup;
pub mod blobs;
pub mod clock;
pub mod codes;
pub mod dashboard;
pub mod demo;
pub mod desk;
pub mod doctor;
pub mod downloads;
pub mod error;
pub mod feed;
pub mod feeds;
pub mod files;
mod held;
pub mod identity;
pub mod ids;
pub mod instructions;
pub mod jobs;
pub mod live;
pub mod mails;
pub mod notices;
pub mod parcels;
pub mod people;
pub mod proofs;
pub mod relays;
pub mod reports;
pub mod seal;
pub mod sheet;
pub mod team;
pub mod tickets;
pub mod tracking;

pub use clock::Clock;
pub use error::{Error, Result};
pub use store::Place;

/// What an installation is told at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people type, without a slash at the end. Links in mails come from here alone.
    pub public_url: String,
    /// The folder of files that people sent.
    pub data: PathBuf,
    /// The mail server's address; without one, mails are kept and shown on the operator's page.
    pub smtp_url: Option<String>,
    /// The sender of mails.
    pub mail_from: String,
    /// Whether this is a demo: the clock may be moved, the gallery is shown.
    pub demo: bool,
    /// Seconds that an agent's answer waits before it goes out; 0: none.
    pub hold_seconds: u16,
    /// Months after its label until a parcel is erased (`domain::parcel::retention::ARCHIVE_MONTHS` where nobody says).
    pub archive_months: u16,
    /// The file of the key that secrets are sealed with; in the folder of data where none is named.
    pub key_file: Option<std::path::PathBuf>,
    /// The version of the reason matrix in use.
    pub matrix: Arc<domain::ticket::reason::Matrix>,
    /// What each carrier takes, and for whom.
    pub contracts: Arc<domain::contract::Contracts>,
}

/// An open installation. Cloning it is cheap: all clones are the same one.
#[derive(Clone)]
pub struct Operations {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Clock,
    settings: Settings,
    blobs: blobs::Blobs,
    sealing: seal::SealingKey,
    live: live::Hub,
    hashing: identity::Hashing,
    wake: tokio::sync::Notify,
    wake_long: tokio::sync::Notify,
}

impl Operations {
    /// Opens an installation on a database that is open already.
    ///
    /// # Errors
    /// [`Error::Outside`] when the folder for files or the key's file cannot be made.
    pub fn open(store: Store, clock: Clock, settings: Settings) -> Result<Self> {
        let blobs = blobs::Blobs::open(settings.data.join("files"))?;
        let sealing = seal::SealingKey::of_file(&seal::key_path(&settings.data, settings.key_file.as_ref()))?;
        Ok(Operations {
            inner: Arc::new(Inner {
                store,
                sealing,
                clock,
                settings,
                blobs,
                live: live::Hub::new(),
                hashing: identity::Hashing::new(),
                wake: tokio::sync::Notify::new(),
                wake_long: tokio::sync::Notify::new(),
            }),
        })
    }

    /// Opens the database and then the installation on it.
    ///
    /// # Errors
    /// [`Error::Store`] when the database cannot be opened as it is, [`Error::Outside`] for the folder of files.
    pub async fn start(place: &Place, clock: Clock, settings: Settings) -> Result<Self> {
        let operations = Operations::open(Store::open(place).await?, clock, settings)?;
        operations.seal_old_secrets().await?;
        Ok(operations)
    }

    /// Finishes what is under way with the database and lets it go.
    pub async fn close(&self) {
        self.store().close().await;
    }

    /// The time here.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The clock, for those who may move it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// What the installation was told at its start.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The hub that open screens listen to.
    #[must_use]
    pub fn live(&self) -> &live::Hub {
        &self.inner.live
    }

    pub(crate) fn blobs(&self) -> &blobs::Blobs {
        &self.inner.blobs
    }

    pub(crate) fn sealing(&self) -> &seal::SealingKey {
        &self.inner.sealing
    }

    pub(crate) fn hashing(&self) -> &identity::Hashing {
        &self.inner.hashing
    }

    /// Woken when there is new long work for the background ([`jobs::LongWork`]).
    #[must_use]
    pub fn wake_long(&self) -> &tokio::sync::Notify {
        &self.inner.wake_long
    }

    /// Woken when there is new work for the background: mails or jobs.
    #[must_use]
    pub fn wake(&self) -> &tokio::sync::Notify {
        &self.inner.wake
    }
}

/// The zone of an IANA name; Paris where the name is unknown, because that is where most customers are.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).or_else(|_| TimeZone::get("Europe/Paris")).unwrap_or(TimeZone::UTC)
}
