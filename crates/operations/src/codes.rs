//! Codes that no dictionary knows: an administrator says what one means, and the scans that came with it are read
//! again, so that their parcels move.
//!
//! The mapping is kept first and its scans are read again in parts, so that no import waits for all of them: whatever
//! comes meanwhile is read by the mapping already. A part that was not reached is read the next time the mapping is
//! kept or taken away.

use std::collections::HashMap;

use domain::audit::Act;
use domain::parcel::{ParcelState, Responsible, ScanReason};
use domain::refusal::FieldRefusal;
use domain::{Actor, permission};
use store::codes::{self as rows, ReadAs, ScanToRead};
pub use store::codes::{CodeMapping, UnknownCode, Waiting};
use store::scans::CodeReading;
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::feed::{FeedFormat, dictionary};
use crate::parcels::{PAYLOAD, Restated, restate};
use crate::{Error, Operations, Result};

/// Unknown codes on the page: whoever has more looks at those that come most often first.
pub const PAGE: usize = 200;
/// Scans of one transaction.
const AT_ONCE: i64 = 500;

/// What the page of codes shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// The codes that nothing knows, those that came most often first; at most [`PAGE`].
    pub unknown: Vec<UnknownCode>,
    /// Whether there are more of them.
    pub more: bool,
    /// What administrators have said, by carrier and code.
    pub mapped: Vec<CodeMapping>,
}

/// What a code is said to mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeaningSaid {
    /// The state that it puts a parcel in; `None` for a code that only tells something.
    pub state: Option<ParcelState>,
    /// Why.
    pub reason: Option<ScanReason>,
    /// Who is responsible.
    pub responsible: Option<Responsible>,
}

/// What reading scans again came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadAgain {
    /// Scans that were read again.
    pub scans: usize,
    /// Parcels that now stand otherwise than before.
    pub moved: usize,
}

impl Operations {
    /// The codes that nothing knows, and those that were mapped.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn codes(&self, actor: &Actor) -> Result<Codes> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut unknown = rows::unknown(&mut tx, limit).await?;
        let more = unknown.len() > PAGE;
        unknown.truncate(PAGE);
        Ok(Codes { unknown, more, mapped: rows::mappings(&mut tx).await? })
    }

    /// The code of a carrier that nothing knows, also one that comes too seldom to be on the page.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and where no scan came with this code or
    /// something knows it.
    pub async fn unknown_code(&self, actor: &Actor, carrier: &str, code: &str) -> Result<UnknownCode> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        rows::unknown_one(&mut tx, carrier, code).await?.ok_or(Error::NotFound)
    }

    /// Says what a carrier's code means, in the place of what was said before, and reads its scans again.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and where no scan came with this code
    /// and nobody mapped it. [`Error::Refused`] for a reason or somebody responsible without a state.
    pub async fn map_code(&self, actor: &Actor, carrier: &str, code: &str, said: MeaningSaid) -> Result<ReadAgain> {
        permission::run_installation(actor)?;
        if said.state.is_none() && (said.reason.is_some() || said.responsible.is_some()) {
            return Err(Error::field("state", FieldRefusal::NotChosen));
        }
        let mut tx = self.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        let before = rows::mappings(&mut tx).await?.into_iter().find(|one| one.carrier == carrier && one.code == code);
        let example = rows::to_read(&mut tx, carrier, code, None, 1).await?.pop();
        let label = match (&before, &example) {
            (Some(before), _) => before.label.clone(),
            (None, Some(example)) => example.label.clone(),
            (None, None) => return Err(Error::NotFound),
        };
        let mapping = CodeMapping {
            carrier: carrier.to_owned(),
            code: code.to_owned(),
            label,
            state: said.state,
            reason: said.reason,
            responsible: said.responsible,
            mapped_by: actor.name.clone(),
            mapped_at: self.now(),
        };
        rows::keep(&mut tx, &mapping).await?;
        let state = |state: Option<ParcelState>| state.map_or("", ParcelState::as_str);
        let entry = Entry::new(Act::CodeMapped, "", format!("{carrier} {code}"));
        let entry = entry.change(state(before.and_then(|one| one.state)), state(said.state));
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.read_again(carrier, code, Some(said)).await
    }

    /// Takes a mapping away, and reads its scans by the dictionaries again.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and where nobody mapped this code.
    pub async fn unmap_code(&self, actor: &Actor, carrier: &str, code: &str) -> Result<ReadAgain> {
        permission::run_installation(actor)?;
        let mut tx = self.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        if !rows::remove(&mut tx, carrier, code).await? {
            return Err(Error::NotFound);
        }
        let entry = Entry::new(Act::CodeMapped, "", format!("{carrier} {code}"));
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.read_again(carrier, code, None).await
    }

    /// Reads all scans of a code again that the dictionaries did not read, in parts.
    async fn read_again(&self, carrier: &str, code: &str, said: Option<MeaningSaid>) -> Result<ReadAgain> {
        let (mut done, mut after) = (ReadAgain::default(), None);
        loop {
            let mut tx = self.store().write(Scope::System).await?;
            store::parcels::lock_imports(&mut tx).await?;
            let scans = rows::to_read(&mut tx, carrier, code, after, AT_ONCE).await?;
            let Some(last) = scans.last() else { return Ok(done) };
            after = Some(last.id);
            done.scans += scans.len();
            let restated = read_part(self, &mut tx, carrier, code, said, &scans).await?;
            tx.commit().await?;
            done.moved += restated.moved;
            if restated.mails > 0 {
                self.wake().notify_one();
            }
        }
    }
}

async fn read_part(
    operations: &Operations,
    tx: &mut Tx,
    carrier: &str,
    code: &str,
    said: Option<MeaningSaid>,
    scans: &[ScanToRead],
) -> Result<Restated> {
    let mut by_dictionary: HashMap<&str, Vec<_>> = HashMap::new();
    for scan in scans {
        by_dictionary.entry(scan.dictionary.as_str()).or_default().push(scan.id);
    }
    for (dictionary, ids) in by_dictionary {
        let read = match said {
            Some(said) => ReadAs {
                state: said.state,
                reason: said.reason,
                responsible: said.responsible,
                reading: CodeReading::Mapped,
            },
            None => by_the_dictionaries(dictionary, carrier, code),
        };
        rows::read_as(tx, &ids, read).await?;
    }
    let mut numbers: Vec<String> = scans.iter().map(|scan| scan.number.clone()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    restate(operations, tx, &numbers).await
}

/// What the dictionaries of the program say of a code, as the format asks them that brought it.
fn by_the_dictionaries(format: &str, carrier: &str, code: &str) -> ReadAs {
    debug_assert_ne!(format, PAYLOAD, "what the payload says is never read again");
    let format = format.parse().unwrap_or(FeedFormat::Csv);
    match dictionary::meaning(format, carrier, code) {
        Some(meaning) => ReadAs {
            state: meaning.state,
            reason: meaning.reason,
            responsible: meaning.responsible,
            reading: CodeReading::Known,
        },
        None => ReadAs { state: None, reason: None, responsible: None, reading: CodeReading::Unknown },
    }
}
