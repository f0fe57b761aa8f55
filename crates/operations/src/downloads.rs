//! Files made for somebody in the background: he sees how far they are, may leave, and finds them again for seven days.
//!
//! What is to be made is a [`DownloadWork`]; each area makes its own kind. Whoever asks must be allowed to, when he asks,
//! when it is made and when he fetches it. A link in a mail opens one file signed out; only its hash is kept.

mod work;

use std::path::PathBuf;
use std::time::Instant;

use documents::mail::Mail;
use domain::audit::Act;
use domain::id::DownloadId;
use domain::refusal::Refusal;
use domain::{Actor, Language};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::downloads as rows;
pub use store::downloads::{Download, DownloadState, Made};
use store::{Scope, Tx, people};

pub use work::DownloadWork;

use crate::audit::{self, Entry, Who};
use crate::files::plain_name;
use crate::held::{Held, held_by, may_still_have};
use crate::ids::{new_id, new_secret, sha256_hex};
use crate::jobs::{self, Job, LongWork};
use crate::mails::{self, MailTo};
use crate::{Error, Operations, Result};

/// Days that a file and its link are kept once it is ready (`product.md` §3, scheduled reports).
pub const KEPT_DAYS: i64 = 7;

/// Tries after which a download has failed: somebody waits for it.
const TRIES: i64 = 3;

/// Files that somebody may have waiting at once: others wait behind them.
pub const WAITING_MAX: usize = 5;

/// Seconds after which it is worth to ask for another.
const ASK_LATER: u32 = 60;

/// A wish for a file.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What is to be made.
    pub work: DownloadWork,
    /// The file's name, until the work gives a better one.
    pub name: String,
    /// Whether he is told by mail, with a link, once it is ready.
    pub by_mail: bool,
    /// The form it was asked for with: asked twice by accident is made once.
    pub deed: String,
}

/// A file as a work made it, at a path from [`Operations::place_for_incoming`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFile {
    /// Where it stands now; it is moved from there.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: &'static str,
    /// The oldest label of its parcels.
    pub oldest_label: Option<Date>,
}

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDownload {
    /// Where its bytes stand.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}

/// Tells how far a work is. Telling costs nothing when it was told just now.
#[derive(Debug)]
pub struct Progress {
    id: DownloadId,
    told: Option<Instant>,
}

impl Progress {
    /// Says how much is made of how much; 0 of 0 where that is not known.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn tell(&mut self, operations: &Operations, done: usize, total: usize) -> Result<()> {
        const PAUSE: std::time::Duration = std::time::Duration::from_millis(700);
        if self.told.is_some_and(|told| told.elapsed() < PAUSE) {
            return Ok(());
        }
        self.told = Some(Instant::now());
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut tx = operations.store().write(Scope::System).await?;
        rows::tell(&mut tx, self.id, count(done), count(total)).await?;
        Ok(tx.commit().await?)
    }
}

impl Operations {
    /// Has a file made in the background; tells which download it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Refused`] for who may not; [`Refusal::TooManyTries`] while [`WAITING_MAX`] of his
    /// are being made.
    pub async fn begin_download(&self, actor: &Actor, wish: Wish) -> Result<DownloadId> {
        wish.work.permit(actor)?;
        let now = self.now();
        let deed_key = format!("{} {}", actor.user, if wish.deed.is_empty() { new_secret() } else { wish.deed });
        let download = Download {
            id: DownloadId(new_id(now)),
            person: actor.user,
            work: serde_json::to_string(&wish.work).map_err(|error| Error::Outside(error.to_string()))?,
            name: plain_name(&wish.name),
            media_type: String::new(),
            state: DownloadState::Waiting,
            done: 0,
            total: 0,
            size: 0,
            blob: String::new(),
            held: Held::default(),
            by_mail: wish.by_mail,
            created_at: now,
            expires_at: now + SignedDuration::from_hours(24 * KEPT_DAYS),
        };
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        if rows::by_deed_key(&mut tx, &deed_key).await?.is_none() {
            let waiting = rows::list(&mut tx, actor.user, now).await?;
            if waiting.iter().filter(|one| one.state == DownloadState::Waiting).count() >= WAITING_MAX {
                return Err(Refusal::TooManyTries { seconds: ASK_LATER }.into());
            }
        }
        if !rows::insert(&mut tx, &download, &deed_key, None).await? {
            let there = rows::by_deed_key(&mut tx, &deed_key).await?.ok_or(Error::NotFound)?;
            return Ok(there.id);
        }
        let job =
            Job { kind: LongWork::Download.name(), payload: download.id.to_string(), unique_key: None, run_at: now };
        jobs::enqueue(&mut tx, now, job).await?;
        let entry = Entry::new(Act::FileAsked, download.id, download.name.as_str());
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.wake_long().notify_one();
        Ok(download.id)
    }

    /// One's own download.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what does not exist, is over, or was asked for by somebody else.
    pub async fn download(&self, actor: &Actor, id: DownloadId) -> Result<Download> {
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let found = rows::find(&mut tx, id).await?;
        let own = found.filter(|found| found.person == actor.user && found.expires_at > now);
        own.filter(|own| is_offered(actor, own, now)).ok_or(Error::NotFound)
    }

    /// One's own downloads, the last first, without those that hold what one sees no more.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn downloads(&self, actor: &Actor) -> Result<Vec<Download>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut found = rows::list(&mut tx, actor.user, self.now()).await?;
        found.retain(|one| is_offered(actor, one, self.now()));
        Ok(found)
    }

    /// One's own download as a file, as long as one may have what is in it.
    ///
    /// # Errors
    /// As [`Operations::download`]; also [`Error::NotFound`] while it is being made.
    pub async fn open_download(&self, actor: &Actor, id: DownloadId) -> Result<OpenDownload> {
        let download = self.download(actor, id).await?;
        work(&download)?.permit(actor)?;
        let entry = Entry::new(Act::FileDownloaded, id, download.name.as_str());
        let file = self.as_file(actor, download)?;
        self.saw(actor, entry).await;
        Ok(file)
    }

    /// The file that a link opens, signed out: as long as who asked for it may sign in and have what is in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a link that is none or is over.
    pub async fn open_link(&self, token: &str) -> Result<OpenDownload> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = rows::by_token(&mut tx, &sha256_hex(token.as_bytes()), self.now()).await?.ok_or(Error::NotFound)?;
        let actor = people::find_actor(&mut tx, found.person).await?.ok_or(Error::NotFound)?;
        // Whoever opens it may be anybody: he is not told why not.
        work(&found)?.permit(&actor).map_err(|_| Error::NotFound)?;
        drop(tx);
        // Recorded as his whose link it is: who else has it, nobody knows.
        let entry = Entry::new(Act::FileDownloaded, found.id, found.name.as_str());
        let file = self.as_file(&actor, found)?;
        self.saw(&actor, entry).await;
        Ok(file)
    }

    fn as_file(&self, actor: &Actor, download: Download) -> Result<OpenDownload> {
        if download.state != DownloadState::Ready || !is_offered(actor, &download, self.now()) {
            return Err(Error::NotFound);
        }
        Ok(OpenDownload {
            path: self.blobs().path_of(&download.blob)?,
            name: download.name,
            media_type: download.media_type,
            size: u64::try_from(download.size).unwrap_or(0),
        })
    }

    /// Makes a download that waits. One that cannot be made fails after three tries, and its page says so.
    pub(crate) async fn make_download(&self, payload: &str, attempts: i64) -> Result<()> {
        let id: DownloadId = payload.parse().map_err(|_| Error::NotFound)?;
        let mut tx = self.store().read(Scope::System).await?;
        let Some(download) = rows::find(&mut tx, id).await? else { return Ok(()) };
        if download.state != DownloadState::Waiting {
            return Ok(());
        }
        let actor = people::find_actor(&mut tx, download.person).await?;
        let person = people::find_person(&mut tx, download.person).await?;
        drop(tx);
        let made = match &actor {
            Some(actor) => self.work_on(actor, &download).await,
            None => Err(Error::NotFound),
        };
        match made {
            Ok(file) => {
                let to = person.map(|person| MailTo {
                    person: Some(person.id),
                    address: person.email,
                    name: person.name,
                    language: person.language,
                    ticket: None,
                });
                let held = actor.as_ref().map(|actor| held_by(actor, file.oldest_label)).unwrap_or_default();
                self.finish_download(&download, file, held, to.filter(|_| download.by_mail)).await
            }
            Err(error) if attempts >= TRIES || matches!(error, Error::NotFound | Error::Refused(_)) => {
                tracing::warn!(download = %id, %error, "a file could not be made");
                let mut tx = self.store().write(Scope::System).await?;
                rows::fail(&mut tx, id).await?;
                Ok(tx.commit().await?)
            }
            Err(error) => Err(error),
        }
    }

    async fn work_on(&self, actor: &Actor, download: &Download) -> Result<MadeFile> {
        let work = work(download)?;
        work.permit(actor)?;
        let mut progress = Progress { id: download.id, told: None };
        work.make(self, actor, &mut progress).await
    }

    async fn finish_download(&self, download: &Download, file: MadeFile, held: Held, to: Option<MailTo>) -> Result<()> {
        let (blob, size) = self.blobs().keep_file(file.path).await?;
        let made = Made { name: plain_name(&file.name), media_type: file.media_type.to_owned(), size, blob, held };
        let now = self.now();
        let token = to.is_some().then(new_secret);
        let hash = token.as_ref().map(|token| sha256_hex(token.as_bytes()));
        let mut tx = self.store().write(Scope::System).await?;
        if rows::finish(&mut tx, download.id, &made, hash.as_deref(), end(now)).await?
            && let (Some(to), Some(token)) = (to, token)
        {
            let url = &self.settings().public_url;
            let mail = Mail::FileReady { name: made.name.clone(), until_day: last_day(to.language, now) };
            mails::enqueue(&mut tx, now, url, &to, &mail, &format!("{url}/d/{token}")).await?;
        }
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }
}

/// Offers bytes that are kept already to whoever has the link, as what a work would have made for somebody; gives the
/// link's secret. For mails whose files are too large to be attached.
///
/// # Errors
/// [`Error::Store`].
pub(crate) async fn offer(
    tx: &mut Tx,
    now: Timestamp,
    person: domain::id::UserId,
    work: &DownloadWork,
    made: &Made,
) -> Result<String> {
    let token = new_secret();
    let download = Download {
        id: DownloadId(new_id(now)),
        person,
        work: serde_json::to_string(work).map_err(|error| Error::Outside(error.to_string()))?,
        name: made.name.clone(),
        media_type: made.media_type.clone(),
        state: DownloadState::Ready,
        done: 1,
        total: 1,
        size: made.size,
        blob: made.blob.clone(),
        held: made.held.clone(),
        by_mail: true,
        created_at: now,
        expires_at: end(now),
    };
    rows::insert(tx, &download, &format!("offer {}", download.id), Some(&sha256_hex(token.as_bytes()))).await?;
    Ok(token)
}

/// Whether somebody finds a download: one that is made as long as he sees all that is in it.
fn is_offered(actor: &Actor, download: &Download, now: Timestamp) -> bool {
    download.state != DownloadState::Ready || may_still_have(actor, &download.held, now)
}

fn end(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_hours(24 * KEPT_DAYS)
}

/// The last day of a link made now, in words; in Paris, as mails say days where no other zone is known.
pub(crate) fn last_day(language: Language, now: Timestamp) -> String {
    let zone = crate::zone("Europe/Paris");
    let today = now.to_zoned(zone.clone()).date();
    wording::moment::long_day(language, end(now).to_zoned(zone).date(), today)
}

fn work(download: &Download) -> Result<DownloadWork> {
    serde_json::from_str(&download.work).map_err(|error| Error::Outside(format!("a download's work: {error}")))
}
