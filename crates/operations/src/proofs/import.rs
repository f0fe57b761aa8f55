//! Taking in what carriers bring as proof: a table, and a folder of images.

use std::collections::HashMap;
use std::path::{Component, Path};

use bytes::Bytes;
use domain::id::ProofId;
use domain::parcel::proof::Evidence;
use domain::refusal::{FileRefusal, Refusal};
use domain::ticket::message::FILE_MAX;
use jiff::Timestamp;
use store::proofs::{self as rows, StoredProof};
use store::{Scope, Tx};

use super::table::{self, Line, ProofRefusal};
use crate::feed::encoding;
use crate::files::Kept;
use crate::ids::{new_id, sha256_hex};
use crate::{Error, Operations, Result};

/// Lines of one transaction: what is waited for, and lost when the machine stops.
const AT_ONCE: usize = 200;

/// What became of a file of proofs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProofReport {
    /// Proofs that were not here before.
    pub added: usize,
    /// Proofs of which the file says something else than before.
    pub changed: usize,
    /// Lines that say what was known.
    pub unchanged: usize,
    /// Of all these, how many are of parcels that nobody announced with this carrier: they wait.
    pub waiting: usize,
    /// Lines that were not taken, in the order of the file.
    pub rejected: Vec<RejectedProof>,
    /// Headers that mean nothing here.
    pub ignored_columns: Vec<String>,
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedProof {
    /// Its number in the file, from one.
    pub line: usize,
    /// Why.
    pub reason: ProofRefusal,
}

impl Operations {
    /// Takes in a table of proofs (UTF-8, or Windows-1252 as spreadsheets write it; its columns are
    /// [`super::COLUMNS`]) and the images that it names, by their names in the folder `images` alone. Images are
    /// written anew, without what they say of their camera and its place, as all images are. Good lines are kept, bad
    /// ones are reported; the same file twice changes nothing; a later file replaces what an earlier one said.
    /// `source` is the file's name, kept beside each proof.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::Outside`]; what was kept until then stays kept, and the file can come again.
    pub async fn import_proofs(&self, file: &[u8], images: Option<&Path>, source: &str) -> Result<ProofReport> {
        let text = encoding::decode(file);
        let mut import = Import { source, images, taken: HashMap::new(), report: ProofReport::default() };
        let (ignored, lines) = match table::read(&text) {
            Ok(table) => table,
            Err((line, reason)) => {
                import.report.rejected.push(RejectedProof { line, reason: reason.into() });
                return Ok(import.report);
            }
        };
        import.report.ignored_columns = ignored;
        for lines in lines.chunks(AT_ONCE) {
            import.take(self, lines).await?;
        }
        import.report.rejected.sort_by_key(|rejected| rejected.line);
        Ok(import.report)
    }
}

/// One import under way.
struct Import<'a> {
    source: &'a str,
    images: Option<&'a Path>,
    /// The proofs taken so far, by number and carrier: on which line, and what was said.
    taken: HashMap<(String, String), (usize, Line)>,
    report: ProofReport,
}

/// An image that a line names, read but not rewritten.
struct Image {
    kind: Evidence,
    name: String,
    sent: Bytes,
    sha256: String,
}

impl Import<'_> {
    async fn take(
        &mut self,
        operations: &Operations,
        lines: &[(usize, std::result::Result<Line, ProofRefusal>)],
    ) -> Result<()> {
        let mut good = Vec::new();
        for (number, line) in lines {
            match self.checked(operations.now(), *number, line).await {
                Ok(Some(read)) => good.push((*number, read)),
                Ok(None) => self.report.unchanged += 1,
                Err(reason) => self.report.rejected.push(RejectedProof { line: *number, reason }),
            }
        }
        let mut numbers: Vec<String> = good.iter().map(|(_, (line, _))| line.number.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        // Images are rewritten before the transaction: it must not wait for them.
        let mut known = self.known(&mut operations.store().read(Scope::System).await?, &numbers).await?;
        let mut wanted = Vec::new();
        for (number, (line, image)) in good {
            let before = known.get(&(line.number.clone(), line.carrier.clone()));
            match self.proof(operations, &line, image, before).await? {
                Ok(proof) => wanted.push((number, proof)),
                Err(reason) => {
                    self.taken.remove(&(line.number.clone(), line.carrier.clone()));
                    self.report.rejected.push(RejectedProof { line: number, reason });
                }
            }
        }
        let mut tx = operations.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        known = self.known(&mut tx, &numbers).await?;
        let announced: Vec<(String, String)> = store::parcels::by_numbers(&mut tx, &numbers)
            .await?
            .into_iter()
            .map(|parcel| (parcel.number, parcel.carrier))
            .collect();
        let mut added = Vec::new();
        for (_, proof) in wanted {
            let key = (proof.number.clone(), proof.carrier.clone());
            self.report.waiting += usize::from(!announced.contains(&key));
            match known.get(&key) {
                None => added.push(proof),
                Some(before) if says_the_same(before, &proof) => self.report.unchanged += 1,
                Some(before) => {
                    rows::update(&mut tx, &StoredProof { id: before.id, ..proof }).await?;
                    self.report.changed += 1;
                }
            }
        }
        self.report.added += added.len();
        rows::insert_many(&mut tx, &added).await?;
        Ok(tx.commit().await?)
    }

    async fn known(&self, tx: &mut Tx, numbers: &[String]) -> Result<HashMap<(String, String), StoredProof>> {
        let proofs = rows::of_numbers(tx, numbers).await?;
        Ok(proofs.into_iter().map(|proof| ((proof.number.clone(), proof.carrier.clone()), proof)).collect())
    }

    /// A line with its image, if it can be taken; none where this file has said the very same already.
    async fn checked(
        &mut self,
        now: Timestamp,
        number: usize,
        line: &std::result::Result<Line, ProofRefusal>,
    ) -> std::result::Result<Option<(Line, Option<Image>)>, ProofRefusal> {
        let line = line.clone()?;
        if line.at.at > now {
            return Err(ProofRefusal::Ahead(line.at.at.to_string()));
        }
        let key = (line.number.clone(), line.carrier.clone());
        if let Some((first, said)) = self.taken.get(&key) {
            return if *said == line { Ok(None) } else { Err(ProofRefusal::Twice { line: *first }) };
        }
        let image = match &line.image {
            Some((kind, name)) => Some(self.image(*kind, name).await?),
            None => None,
        };
        self.taken.insert(key, (number, line.clone()));
        Ok(Some((line, image)))
    }

    /// Reads an image of the folder: a plain name, which leads nowhere else, of a file that is no link.
    async fn image(&self, kind: Evidence, name: &str) -> std::result::Result<Image, ProofRefusal> {
        let folder = self.images.ok_or_else(|| ProofRefusal::NoFolder(name.to_owned()))?;
        let mut parts = Path::new(name).components();
        let is_plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        if !is_plain || name.contains(['/', '\\', '\0', ':']) {
            return Err(ProofRefusal::NotAName(name.to_owned()));
        }
        let path = folder.join(name);
        let missing = |_| ProofRefusal::NoImage(name.to_owned());
        let about = tokio::fs::symlink_metadata(&path).await.map_err(missing)?;
        if !about.is_file() {
            return Err(ProofRefusal::NoImage(name.to_owned()));
        }
        if about.len() > FILE_MAX {
            return Err(ProofRefusal::Image(name.to_owned(), FileRefusal::TooLarge(FILE_MAX)));
        }
        let sent = Bytes::from(tokio::fs::read(&path).await.map_err(missing)?);
        if sent.is_empty() {
            return Err(ProofRefusal::Image(name.to_owned(), FileRefusal::Empty));
        }
        let sha256 = sha256_hex(&sent);
        Ok(Image { kind, name: name.to_owned(), sent, sha256 })
    }

    /// The proof of a line. An image that is known by its hash is not rewritten again.
    async fn proof(
        &self,
        operations: &Operations,
        line: &Line,
        image: Option<Image>,
        before: Option<&StoredProof>,
    ) -> Result<std::result::Result<StoredProof, ProofRefusal>> {
        let now = operations.now();
        let (evidence, kept, sha256) = match image {
            None => (Evidence::Statement, Kept::default(), String::new()),
            Some(image) => match before.filter(|known| known.image_sha256 == image.sha256) {
                Some(known) => {
                    let kept = Kept { blob: known.blob.clone(), media_type: known.media_type.clone() };
                    (image.kind, kept, image.sha256)
                }
                None => match operations.keep_image(image.sent).await {
                    Ok(kept) => (image.kind, kept, image.sha256),
                    Err(Error::Refused(Refusal::File(reason))) => {
                        return Ok(Err(ProofRefusal::Image(image.name, reason)));
                    }
                    Err(error) => return Err(error),
                },
            },
        };
        Ok(Ok(StoredProof {
            id: ProofId(new_id(now)),
            number: line.number.clone(),
            carrier: line.carrier.clone(),
            signatory: line.signatory.clone(),
            at: line.at.at,
            offset_minutes: line.at.offset_minutes,
            place: line.place.clone(),
            handover: line.handover,
            evidence,
            blob: kept.blob,
            media_type: kept.media_type,
            image_sha256: sha256,
            source: self.source.chars().take(200).collect(),
            received_at: now,
        }))
    }
}

/// Whether a file says what is known; which file it was and when it came make no difference.
fn says_the_same(known: &StoredProof, said: &StoredProof) -> bool {
    let same = StoredProof {
        id: known.id,
        source: known.source.clone(),
        received_at: known.received_at,
        blob: known.blob.clone(),
        media_type: known.media_type.clone(),
        ..said.clone()
    };
    same == *known
}
