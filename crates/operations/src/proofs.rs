//! Proofs of delivery: what shows that a parcel was handed over, for who may see it, 24 hours later (`product.md` §3).
//!
//! A proof is what a carrier brought in a file ([`Operations::import_proofs`]); where none came, the scan that told of
//! the delivery is the carrier's statement, and the paper says that it is no more than that.

mod archive;
mod import;
mod many;
mod paper;
mod table;

use std::collections::HashMap;

use bytes::Bytes;
use documents::mail::Mail;
use domain::audit::Act;
use domain::id::MailId;
use domain::parcel::proof::{Evidence, Handover, ProofState, proof_state};
use domain::parcel::{ParcelState, Scan, number, timeline};
use domain::{Actor, Language, permission};
use jiff::Timestamp;
use store::parcels::Parcel;
use store::proofs::{self as rows, StoredProof};
use store::scans::StoredScan;
use store::{Scope, Tx, people};

pub use documents::proof::{evidence, facts, image_alt};
pub use import::{ProofReport, RejectedProof};
pub use many::{DOCUMENT_MAX, PAGE_MAX, PROOFS_MAX, ProofsForm, ProofsWork, Tally};
pub use table::{COLUMNS, ProofRefusal};

use crate::audit::{self, Who};
use crate::downloads::{self, DownloadWork, Made};
use crate::files::OpenFile;
use crate::held::held_by;
use crate::mails::{self, MailTo, Outgoing};
use crate::parcels::Choice;
use crate::{Error, Operations, Result};

/// What shows a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Who took the parcel, as the carrier writes him; may be empty.
    pub signatory: String,
    /// When it was handed over.
    pub at: Timestamp,
    /// The offset from UTC, in minutes, of the clock at the place.
    pub offset_minutes: i16,
    /// The place as the carrier names it; may be empty.
    pub place: String,
    /// To whom or where, where the carrier says so.
    pub handover: Option<Handover>,
    /// What it rests on.
    pub evidence: Evidence,
    /// The carrier's own words of the scan that told of the delivery; may be empty.
    pub carrier_words: String,
    /// The name of the image's bytes, or empty.
    pub(crate) blob: String,
    /// The image's type, or empty.
    pub media_type: String,
}

/// A parcel, and how it is with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelProof {
    /// The parcel.
    pub parcel: Parcel,
    /// Whether its proof can be had.
    pub state: ProofState,
    /// The proof, where it can be had.
    pub proof: Option<Proof>,
}

/// A paper as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofPaper {
    /// Its name.
    pub name: String,
    /// The PDF.
    pub bytes: Bytes,
}

impl Operations {
    /// How it is with the proof of a parcel, by its number or its id as on [`Operations::parcel`].
    ///
    /// # Errors
    /// [`Error::NotFound`] for what does not exist or is not the reader's; [`Error::Refused`] without the right.
    pub async fn parcel_proof(&self, actor: &Actor, key: &str) -> Result<ParcelProof> {
        let now = self.now();
        let id = key.trim().parse().ok();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let found = store::parcels::by_number_or_id(&mut tx, &number::clean(key), id).await?;
        let seen = found.into_iter().find(|parcel| crate::parcels::may_see(actor, parcel, now));
        let parcel = seen.ok_or(Error::NotFound)?;
        permission::see_proof(actor, &parcel.facts())?;
        of_parcels(&mut tx, vec![parcel], now).await?.pop().ok_or(Error::NotFound)
    }

    /// Somebody has the proof of a parcel before his eyes; recorded once within 24 hours.
    pub async fn see_proof(&self, actor: &Actor, found: &ParcelProof) {
        if found.proof.is_some() {
            self.saw_today(actor, audit::of_parcel(Act::ProofSeen, &found.parcel)).await;
        }
    }

    /// The image of a proof that can be had.
    ///
    /// # Errors
    /// As [`Operations::parcel_proof`]; [`Error::NotFound`] where there is none yet or none at all.
    pub async fn proof_image(&self, actor: &Actor, key: &str) -> Result<OpenFile> {
        let found = self.parcel_proof(actor, key).await?;
        let proof = found.proof.filter(|proof| !proof.blob.is_empty()).ok_or(Error::NotFound)?;
        let bytes = self.blobs().read(&proof.blob).await?;
        self.saw_today(actor, audit::of_parcel(Act::ProofSeen, &found.parcel)).await;
        Ok(OpenFile { name: found.parcel.number, media_type: proof.media_type, bytes })
    }

    /// The paper of a proof that can be had, in a language.
    ///
    /// # Errors
    /// As [`Operations::parcel_proof`]; [`Error::NotFound`] where it cannot be had.
    pub async fn proof_paper(&self, actor: &Actor, key: &str, language: Language) -> Result<ProofPaper> {
        let found = self.parcel_proof(actor, key).await?;
        let paper = self.written(actor, &found, language).await?;
        self.saw(actor, audit::of_parcel(Act::ProofDownloaded, &found.parcel)).await;
        Ok(paper)
    }

    /// What the paper of a proof says, without its image: for pages that show the same.
    #[must_use]
    pub fn paper_of(&self, found: &ParcelProof, proof: &Proof) -> documents::proof::Paper {
        paper::paper(found, proof, None, &self.settings().public_url)
    }

    /// Sends the paper of a proof to the asking person's own address, or a link to it where a mail cannot carry it. Asked
    /// twice with one `deed`, it is sent once.
    ///
    /// # Errors
    /// As [`Operations::proof_paper`].
    pub async fn mail_proof(&self, actor: &Actor, key: &str, language: Language, deed: &str) -> Result<()> {
        let found = self.parcel_proof(actor, key).await?;
        let proof = found.proof.as_ref().ok_or(Error::NotFound)?;
        let mail = Mail::Proof {
            number: number::grouped(&found.parcel.number),
            when: wording::moment::full(language, &paper::at_place(proof.at, proof.offset_minutes)),
        };
        let url = &self.settings().public_url;
        let link = format!("{url}/parcels/{}/proof", found.parcel.id);
        let written = self.written(actor, &found, language).await?;
        let file = self.mail_file(&written.name, "application/pdf", written.bytes).await?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let to = MailTo { person: Some(person.id), address: person.email, name: person.name, language, ticket: None };
        let files = [file];
        let (ready, offered);
        let outgoing = if mails::fits(&files) {
            Outgoing { to: &to, mail: &mail, link: &link, files: &files }
        } else {
            let [file] = &files;
            let held = held_by(actor, Some(found.parcel.label_on));
            let made = Made {
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                size: file.size,
                blob: file.blob.clone(),
                held,
            };
            let choice = Choice::Parcels(vec![found.parcel.id]);
            let work = DownloadWork::Proofs(ProofsWork { choice, form: ProofsForm::Document, language });
            let token = downloads::offer(&mut tx, self.now(), actor.user, &work, &made).await?;
            ready = Mail::FileReady { name: made.name, until_day: downloads::last_day(language, self.now()) };
            offered = format!("{url}/d/{token}");
            Outgoing { to: &to, mail: &ready, link: &offered, files: &[] }
        };
        let id: Option<MailId> = mails::enqueue_once(&mut tx, self.now(), url, outgoing, deed).await?;
        if id.is_some() {
            let downloaded = audit::of_parcel(Act::ProofDownloaded, &found.parcel);
            audit::record(&mut tx, self.now(), &Who::actor(actor), downloaded).await?;
        }
        tx.commit().await?;
        if id.is_some() {
            self.wake().notify_one();
        }
        Ok(())
    }

    /// The paper, in the person's zone.
    async fn written(&self, actor: &Actor, found: &ParcelProof, language: Language) -> Result<ProofPaper> {
        let proof = found.proof.as_ref().ok_or(Error::NotFound)?;
        let image = self.proof_bytes(proof).await;
        let paper = paper::paper(found, proof, image, &self.settings().public_url);
        let made_at = self.now().to_zoned(crate::zone(&actor.zone));
        let name = paper::file_name(language, &found.parcel.number);
        let bytes = paper::written(language, vec![paper], made_at).await?;
        Ok(ProofPaper { name, bytes: bytes.into() })
    }

    /// The bytes of a proof's image for its paper; none where it has none or the disk has lost them, which the paper then says.
    async fn proof_bytes(&self, proof: &Proof) -> Option<Vec<u8>> {
        if proof.blob.is_empty() {
            return None;
        }
        match self.blobs().read(&proof.blob).await {
            // Scaled one after another, so that no more than one large image is in memory.
            Ok(bytes) => tokio::task::spawn_blocking(move || paper::scaled(bytes.to_vec())).await.ok(),
            Err(error) => {
                tracing::error!(%error, "the image of a proof cannot be read");
                None
            }
        }
    }
}

/// How it is with the proofs of parcels, in their order, at a moment. Whether somebody may see them is for the caller
/// to ask. Two statements, however many there are.
pub(crate) async fn of_parcels(tx: &mut Tx, parcels: Vec<Parcel>, now: Timestamp) -> Result<Vec<ParcelProof>> {
    let is_delivered = |parcel: &&Parcel| parcel.standing.delivered_at.is_some();
    let mut numbers: Vec<String> = parcels.iter().filter(is_delivered).map(|parcel| parcel.number.clone()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut proofs: HashMap<(String, String), StoredProof> = HashMap::new();
    let mut scans: HashMap<String, Vec<store::scans::NumberScan>> = HashMap::new();
    if !numbers.is_empty() {
        for proof in rows::of_numbers(tx, &numbers).await? {
            proofs.insert((proof.number.clone(), proof.carrier.clone()), proof);
        }
        for scan in store::scans::of_numbers(tx, &numbers).await? {
            scans.entry(scan.stored.number.clone()).or_default().push(scan);
        }
    }
    let with_proof = |parcel: Parcel| {
        let own: Vec<&StoredScan> = scans
            .get(&parcel.number)
            .into_iter()
            .flatten()
            .filter(|scan| scan.belongs_to(&parcel.carrier, parcel.label_on))
            .map(|scan| &scan.stored)
            .collect();
        let scan = delivering(&own, parcel.standing.delivered_at);
        let stored = proofs.get(&(parcel.number.clone(), parcel.carrier.clone()));
        let stored = stored.filter(|proof| proof.is_since(parcel.label_on));
        let state = proof_state(parcel.standing.delivered_at, stored.is_some() || scan.is_some(), now);
        let proof = match state {
            ProofState::Available => shown(stored, scan),
            _ => None,
        };
        ParcelProof { parcel, state, proof }
    };
    Ok(parcels.into_iter().map(with_proof).collect())
}

/// The scan that told of the delivery by which a parcel stands.
fn delivering<'a>(scans: &[&'a StoredScan], delivered_at: Option<Timestamp>) -> Option<&'a StoredScan> {
    let reported: Vec<Scan> = scans.iter().map(|stored| stored.scan.clone()).collect();
    let told = |scan: &Scan| scan.state == Some(ParcelState::Delivered) && Some(scan.at) == delivered_at;
    let last = timeline(&reported).into_iter().rfind(told)?;
    scans.iter().find(|stored| stored.scan == last).copied()
}

/// What shows a delivery: the carrier's proof, what it leaves out told by the scan; else the scan alone.
fn shown(stored: Option<&StoredProof>, told: Option<&StoredScan>) -> Option<Proof> {
    let scan = told.map(|told| &told.scan);
    let words = scan.map(|scan| scan.label.clone()).unwrap_or_default();
    let signed = told.map(|told| told.signatory.clone()).unwrap_or_default();
    let first = |one: &str, other: String| if one.is_empty() { other } else { one.to_owned() };
    match (stored, scan) {
        (Some(stored), scan) => Some(Proof {
            signatory: first(&stored.signatory, signed),
            at: stored.at,
            offset_minutes: stored.offset_minutes,
            place: first(&stored.place, scan.map(|scan| scan.place.clone()).unwrap_or_default()),
            handover: stored.handover,
            evidence: if stored.blob.is_empty() { Evidence::Statement } else { stored.evidence },
            carrier_words: words,
            blob: stored.blob.clone(),
            media_type: stored.media_type.clone(),
        }),
        (None, Some(scan)) => Some(Proof {
            signatory: signed,
            at: scan.at,
            offset_minutes: scan.offset_minutes,
            place: scan.place.clone(),
            handover: None,
            evidence: Evidence::Statement,
            carrier_words: words,
            blob: String::new(),
            media_type: String::new(),
        }),
        (None, None) => None,
    }
}
