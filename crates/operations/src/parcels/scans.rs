//! Taking in what carriers reported.

use std::collections::{HashMap, HashSet};

use domain::id::ScanId;
use domain::parcel::{Scan, is_spoilt, timeline};
use jiff::{SignedDuration, Timestamp};
use store::Scope;
use store::codes::CodeMapping;
use store::scans::{self, CodeReading, NewScan, StoredScan};

use super::standing::restate_parcels;
use crate::feed::{FeedReading, FeedScan, ReadBy, Rejected, Rejection};
use crate::{Operations, Result, ids};

/// What a scan's dictionary is called where the payload itself says our state.
pub(crate) const PAYLOAD: &str = "payload";

/// How far ahead of the clock a scan may be: zones, wrong clocks and days of delivery that are written as moments.
const AHEAD: SignedDuration = SignedDuration::from_hours(48);
/// Unknown codes that a report lists at most.
const CODES_LISTED: usize = 1_000;

/// Scans of one transaction: what is waited for, and lost when the machine stops.
const AT_ONCE: usize = 500;

/// What became of a feed's payload. Good, bad and failed items stand in the reading it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScanReport {
    /// Scans that were not here before.
    pub new: usize,
    /// Scans that were here, but that this payload says more of.
    pub changed: usize,
    /// Scans that were here just so.
    pub known: usize,
    /// Of all these, how many are of numbers that nobody announced: they wait.
    pub waiting: usize,
    /// Parcels that now stand otherwise than before.
    pub moved: usize,
    /// Items of the payload that could not be taken, those that lie too far ahead among them.
    pub rejected: usize,
    /// Scans that lie too far ahead to have happened, which only whoever knows the time can tell: they are not kept.
    pub ahead: Vec<Rejected>,
    /// The carrier's own error answers.
    pub carrier_errors: usize,
    /// The codes that nothing knows, each once; of very many the first.
    pub unknown_codes: Vec<String>,
}

impl Operations {
    /// Keeps the scans of a payload, each once, and works out anew where their parcels stand. The same payload twice
    /// changes nothing; the same scans in another order lead to the same state. What an administrator says that a code
    /// means comes before what the dictionaries say.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; what was kept until then stays kept, and the payload can come again.
    pub async fn import_scans(&self, reading: &FeedReading) -> Result<ScanReport> {
        let mut report = ScanReport {
            rejected: reading.rejected_count(),
            carrier_errors: reading.carrier_errors.len(),
            ..ScanReport::default()
        };
        let latest = self.now().checked_add(AHEAD).unwrap_or(Timestamp::MAX);
        let (scans, ahead): (Vec<_>, Vec<_>) = reading.scans.iter().partition(|scan| scan.at <= latest);
        report.rejected += ahead.len();
        report.ahead = ahead
            .into_iter()
            .map(|scan| Rejected { position: scan.position.clone(), reason: Rejection::Ahead(scan.at) })
            .collect();
        let mut unknown = HashSet::new();
        for scans in scans.chunks(AT_ONCE) {
            self.import_some(scans, &mut report, &mut unknown).await?;
        }
        Ok(report)
    }

    async fn import_some(
        &self,
        feed: &[&FeedScan],
        report: &mut ScanReport,
        unknown: &mut HashSet<String>,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        let mapped = Mapped::of(store::codes::mappings(&mut tx).await?);
        let delivered: Vec<StoredScan> = feed.iter().map(|scan| mapped.stored(scan)).collect();
        for stored in delivered.iter().filter(|stored| stored.reading == CodeReading::Unknown) {
            let code = &stored.scan.code;
            if unknown.len() < CODES_LISTED && !unknown.contains(code) {
                unknown.insert(code.clone());
                report.unknown_codes.push(code.clone());
            }
        }
        let mut numbers: Vec<String> = delivered.iter().map(|stored| stored.number.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let parcels = store::parcels::standings(&mut tx, &numbers).await?;
        let announced: HashSet<&str> = parcels.iter().map(|parcel| parcel.number.as_str()).collect();

        let keys: Vec<String> = delivered.iter().map(|stored| scans::key(&stored.number, &stored.scan)).collect();
        let mut here: HashMap<String, StoredScan> = scans::by_keys(&mut tx, &keys)
            .await?
            .into_iter()
            .map(|stored| (scans::key(&stored.number, &stored.scan), stored))
            .collect();
        let (mut new, mut touched) = (Vec::new(), HashSet::new());
        for (key, stored) in keys.into_iter().zip(&delivered) {
            let is_waiting = !announced.contains(stored.number.as_str());
            report.waiting += usize::from(is_waiting);
            match here.get_mut(&key) {
                None => {
                    let id = ScanId(ids::new_id(now));
                    new.push(NewScan { id, stored: stored.clone(), received_at: now, is_waiting });
                    touched.insert(stored.number.clone());
                }
                Some(old) => {
                    let better = better(old, stored);
                    if better == *old {
                        report.known += 1;
                    } else {
                        scans::update(&mut tx, &better).await?;
                        *old = better;
                        report.changed += 1;
                        touched.insert(stored.number.clone());
                    }
                }
            }
        }
        let inserted = usize::try_from(scans::insert_many(&mut tx, &new).await?).unwrap_or(new.len());
        report.new += inserted;
        report.known += new.len() - inserted;
        // Where nothing came that was not here, nothing can stand otherwise.
        let touched = parcels.into_iter().filter(|parcel| touched.contains(&parcel.number)).collect();
        let restated = restate_parcels(self, &mut tx, touched).await?;
        report.moved += restated.moved;
        tx.commit().await?;
        if restated.mails > 0 {
            self.wake().notify_one();
        }
        Ok(())
    }
}

/// What administrators say that codes mean, by carrier and code.
struct Mapped(HashMap<(String, String), CodeMapping>);

impl Mapped {
    fn of(mappings: Vec<CodeMapping>) -> Self {
        Self(mappings.into_iter().map(|one| ((one.carrier.clone(), one.code.clone()), one)).collect())
    }

    /// A scan as it is kept. What the payload itself says is not mapped: no code was read.
    fn stored(&self, feed: &FeedScan) -> StoredScan {
        let mut scan = feed.to_scan();
        let (dictionary, mut reading) = match feed.read_by {
            ReadBy::Payload => (PAYLOAD, CodeReading::Known),
            ReadBy::Dictionary(format) => (format.as_str(), CodeReading::Known),
            ReadBy::Nothing(format) => (format.as_str(), CodeReading::Unknown),
        };
        if feed.read_by != ReadBy::Payload
            && !self.0.is_empty()
            && let Some(mapping) = self.0.get(&(scan.carrier.clone(), scan.code.clone()))
        {
            (scan.state, scan.reason, scan.responsible) = (mapping.state, mapping.reason, mapping.responsible);
            reading = CodeReading::Mapped;
        }
        StoredScan {
            number: feed.tracking_number.clone(),
            scan,
            estimated_on: feed.estimated_delivery,
            signatory: feed.signatory.clone(),
            dictionary: dictionary.to_owned(),
            reading,
        }
    }
}

/// Of two deliveries of one scan the one that a timeline keeps, whichever came first; the carrier's latest word on
/// the day of delivery goes with it.
fn better(old: &StoredScan, new: &StoredScan) -> StoredScan {
    let twins: [Scan; 2] = [old.scan.clone(), new.scan.clone()];
    let scan = timeline(&twins).pop().unwrap_or_else(|| old.scan.clone());
    let meaning = |scan: &Scan| (scan.state, scan.reason, scan.responsible, scan.correction);
    let read = if meaning(&scan) == meaning(&old.scan) { old } else { new };
    let is_worse = new.signatory.is_empty() || (is_spoilt(&new.signatory) && !old.signatory.is_empty());
    let signatory = if is_worse { &old.signatory } else { &new.signatory };
    StoredScan {
        number: old.number.clone(),
        estimated_on: new.estimated_on.or(old.estimated_on),
        signatory: signatory.clone(),
        dictionary: read.dictionary.clone(),
        reading: read.reading,
        scan,
    }
}
