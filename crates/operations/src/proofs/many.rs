//! The proofs of many parcels at once: counted first, then made in the background as a ZIP of papers or as one file.

use std::path::PathBuf;

use domain::id::DownloadId;
use domain::parcel::ProofState;
use domain::{Actor, Language, permission};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::Scope;
use store::parcels::Parcel;

use super::archive::Archive;
use super::{ParcelProof, of_parcels, paper};
use crate::downloads::{MadeFile, Progress, Wish};
use crate::parcels::Choice;
use crate::{Error, Operations, Result, downloads};

/// Papers in one archive at most, and parcels that are looked at while somebody waits for a page.
pub const PROOFS_MAX: usize = 10_000;

/// Papers in one file at most: it is put together in memory.
pub const DOCUMENT_MAX: usize = 500;

/// Proofs on one page at most.
pub const PAGE_MAX: usize = 50;

/// Parcels that are looked at together.
const AT_ONCE: usize = 100;

/// In which form many proofs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofsForm {
    /// An archive with one paper for each parcel.
    Zip,
    /// One file with all papers.
    Document,
}

/// Proofs to be made in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofsWork {
    /// Of which parcels.
    pub choice: Choice,
    /// In which form.
    pub form: ProofsForm,
    /// In which language.
    pub language: Language,
}

/// What became of a choice, before anything is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Parcels that were chosen and are seen.
    pub chosen: usize,
    /// Whose proof can be had.
    pub available: usize,
    /// That are not delivered.
    pub not_delivered: usize,
    /// That were delivered less than a day ago.
    pub not_yet: usize,
    /// That nothing shows to be delivered.
    pub missing: usize,
    /// Whether the choice is larger than [`PROOFS_MAX`]: then only so many were looked at, and the archive, which is made
    /// in the background, goes through the others.
    pub too_many: bool,
}

impl Tally {
    fn count(&mut self, state: ProofState) {
        self.chosen += 1;
        match state {
            ProofState::Available => self.available += 1,
            ProofState::NotDelivered => self.not_delivered += 1,
            ProofState::NotYet { .. } => self.not_yet += 1,
            ProofState::Missing => self.missing += 1,
        }
    }
}

impl ProofsWork {
    /// Whether somebody may have it, now.
    ///
    /// # Errors
    /// [`Error::Refused`] without the right.
    pub(crate) fn permit(&self, actor: &Actor) -> Result<()> {
        permission::search_parcels(actor)?;
        Ok(permission::proofs(actor)?)
    }

    /// Makes the file.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::Outside`]; it is tried again.
    pub(crate) async fn make(
        &self,
        operations: &Operations,
        actor: &Actor,
        progress: &mut Progress,
    ) -> Result<MadeFile> {
        let path = operations.place_for_incoming();
        let made = match self.form {
            ProofsForm::Zip => self.zip(operations, actor, progress, path.clone()).await,
            ProofsForm::Document => self.document(operations, actor, progress, &path).await,
        };
        let (name, media_type) = match self.form {
            ProofsForm::Zip => (wording::proof::file_zip(self.language), "application/zip"),
            ProofsForm::Document => (wording::proof::file_many(self.language), "application/pdf"),
        };
        made.map(|oldest_label| MadeFile { path, name: name.to_owned(), media_type, oldest_label })
    }

    /// Makes the archive; tells the oldest label that was looked at.
    async fn zip(
        &self,
        operations: &Operations,
        actor: &Actor,
        progress: &mut Progress,
        path: PathBuf,
    ) -> Result<Option<Date>> {
        let total = self.total(operations, actor).await?;
        let made_at = operations.now().to_zoned(crate::zone(&actor.zone));
        let url = operations.settings().public_url.clone();
        let language = self.language;
        let mut archive = in_background(move || Archive::create(&path, language, made_at)).await?;
        let mut walk = Walk::new(&self.choice, usize::MAX);
        // Of a choice that nobody reads through, the table at the end leaves out what cannot have a proof yet.
        let lists_all = total <= PROOFS_MAX;
        while !archive.is_full()
            && let Some(found) = walk.next(operations, actor).await?
        {
            let mut with_images = Vec::with_capacity(found.len());
            for one in found {
                let image = match &one.proof {
                    Some(proof) => operations.proof_bytes(proof).await,
                    None => None,
                };
                with_images.push((one, image));
            }
            let url = url.clone();
            archive = in_background(move || {
                for (found, image) in with_images {
                    if lists_all || found.state != ProofState::NotDelivered {
                        archive.add(&found, image, &url)?;
                    }
                }
                Ok(archive)
            })
            .await?;
            progress.tell(operations, walk.seen.min(total), total).await?;
        }
        let cut = archive.is_full() && walk.next(operations, actor).await?.is_some();
        in_background(move || archive.finish(cut)).await?;
        Ok(walk.oldest_label)
    }

    /// Makes the one file; tells the oldest label that was looked at.
    async fn document(
        &self,
        operations: &Operations,
        actor: &Actor,
        progress: &mut Progress,
        path: &std::path::Path,
    ) -> Result<Option<Date>> {
        let total = self.total(operations, actor).await?;
        let mut papers = Vec::new();
        let mut walk = Walk::new(&self.choice, usize::MAX);
        while let Some(found) = walk.next(operations, actor).await? {
            for one in found {
                let Some(proof) = &one.proof else { continue };
                if papers.len() >= DOCUMENT_MAX {
                    // The page offers this form up to the bound; whoever asks for more gets no half of it.
                    return Err(Error::NotFound);
                }
                let image = operations.proof_bytes(proof).await;
                papers.push(paper::paper(&one, proof, image, &operations.settings().public_url));
            }
            progress.tell(operations, walk.seen.min(total), total).await?;
        }
        if papers.is_empty() {
            return Err(Error::NotFound);
        }
        let made_at = operations.now().to_zoned(crate::zone(&actor.zone));
        let bytes = paper::written(self.language, papers, made_at).await?;
        tokio::fs::write(path, bytes).await.map_err(|error| Error::Outside(error.to_string()))?;
        Ok(walk.oldest_label)
    }

    async fn total(&self, operations: &Operations, actor: &Actor) -> Result<usize> {
        let count = operations.count_chosen(actor, &self.choice).await?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}

/// Goes through a choice, some parcels at a time.
struct Walk<'a> {
    choice: &'a Choice,
    /// Parcels that are looked at, at most.
    most: usize,
    after: Option<store::parcels::ParcelKey>,
    seen: usize,
    oldest_label: Option<Date>,
}

impl<'a> Walk<'a> {
    fn new(choice: &'a Choice, most: usize) -> Self {
        Walk { choice, most, after: None, seen: 0, oldest_label: None }
    }

    async fn next(&mut self, operations: &Operations, actor: &Actor) -> Result<Option<Vec<ParcelProof>>> {
        let limit = AT_ONCE.min(self.most - self.seen);
        if limit == 0 {
            return Ok(None);
        }
        let parcels: Vec<Parcel> = operations.chosen_parcels(actor, self.choice, self.after.take(), limit).await?;
        let Some(last) = parcels.last() else { return Ok(None) };
        self.after = Some(self.choice.key_of(last));
        self.seen += parcels.len();
        self.oldest_label = self.oldest_label.into_iter().chain(parcels.iter().map(|parcel| parcel.label_on)).min();
        let mut tx = operations.store().read(Scope::of(actor)).await?;
        let permitted = parcels.into_iter().filter(|parcel| permission::see_proof(actor, &parcel.facts()).is_ok());
        Ok(Some(of_parcels(&mut tx, permitted.collect(), operations.now()).await?))
    }
}

impl Operations {
    /// What became of a choice: how many parcels, how many of them have a proof now, and why the others have none.
    ///
    /// # Errors
    /// [`Error::Refused`] without the right.
    pub async fn tally_proofs(&self, actor: &Actor, choice: &Choice) -> Result<Tally> {
        permission::proofs(actor)?;
        let mut tally = Tally::default();
        let mut walk = Walk::new(choice, PROOFS_MAX);
        while let Some(found) = walk.next(self, actor).await? {
            found.iter().for_each(|one| tally.count(one.state));
        }
        tally.too_many = walk.seen >= PROOFS_MAX
            && usize::try_from(self.count_chosen(actor, choice).await?).unwrap_or(usize::MAX) > PROOFS_MAX;
        Ok(tally)
    }

    /// The first parcels of a choice with their proofs, at most `limit`: for a page that shows them.
    ///
    /// # Errors
    /// As [`Operations::tally_proofs`].
    pub async fn chosen_proofs(&self, actor: &Actor, choice: &Choice, limit: usize) -> Result<Vec<ParcelProof>> {
        permission::proofs(actor)?;
        let mut walk = Walk::new(choice, PROOFS_MAX);
        let mut all = Vec::new();
        while all.len() < limit {
            let Some(found) = walk.next(self, actor).await? else { break };
            all.extend(found);
        }
        all.truncate(limit);
        Ok(all)
    }

    /// Has the proofs of a choice made in the background.
    ///
    /// # Errors
    /// [`Error::Refused`] without the right.
    pub async fn begin_proofs(&self, actor: &Actor, work: ProofsWork, by_mail: bool, deed: &str) -> Result<DownloadId> {
        let name = match work.form {
            ProofsForm::Zip => wording::proof::file_zip(work.language),
            ProofsForm::Document => wording::proof::file_many(work.language),
        };
        let wish =
            Wish { work: downloads::DownloadWork::Proofs(work), name: name.to_owned(), by_mail, deed: deed.to_owned() };
        self.begin_download(actor, wish).await
    }
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|stopped| Error::Outside(stopped.to_string()))?
}
