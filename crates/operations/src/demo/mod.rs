//! The demo world: customers, people, parcels in every state, tickets in every status. The same seed and date give the
//! same world, and everything in it came about by the rules: states are derived from scans, lives are walked deed by
//! deed through the state machine.

mod abroad;
mod archive;
mod dice;
mod door;
mod feeds;
mod instructions;
mod mass;
mod mass_life;
mod mass_places;
mod mass_tickets;
mod mass_words;
mod notices;
mod papers;
mod parcels;
mod people;
mod proofs;
mod record;
mod reports;
mod stories;
mod texts;
mod tickets;
mod tracking;
mod walk;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{Scope, Tx};

pub use people::{DemoPerson, PASSWORD, PEOPLE};

use crate::{Error, Operations, Result};
use dice::Dice;

/// The name of the row that marks a demo world.
const MARKER: &str = "demo";

/// What stands in the marker's row before the microseconds that the world's clock is ahead of the machine's.
const AHEAD: &str = ", clock ahead by ";

/// The parcels of a world for which no other number is wanted.
pub const PARCELS: u32 = 2_000;

/// The tickets of a world for which no other number is wanted.
pub const TICKETS: u32 = 200;

/// How large a world is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Parcels.
    pub parcels: u32,
    /// Tickets.
    pub tickets: u32,
    /// Tickets beside these, of two years and fifty shippers, to measure with.
    pub further_tickets: u32,
    /// The seed: the same one gives the same world.
    pub seed: u64,
    /// The day the world is of; the clock's own day when not named.
    pub as_of: Option<Date>,
}

impl Default for Wanted {
    fn default() -> Self {
        Wanted { parcels: PARCELS, tickets: TICKETS, further_tickets: 0, seed: 1, as_of: None }
    }
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeded {
    /// The world was made now.
    New,
    /// It was there already, and nothing was changed.
    Before,
}

impl Operations {
    /// Makes the demo world in an empty database.
    ///
    /// # Errors
    /// [`Error::Outside`] when the database holds anything that is no demo.
    pub async fn seed_demo(&self, wanted: Wanted) -> Result<Seeded> {
        let mut tx = self.store().read(Scope::System).await?;
        if store::meta::read(&mut tx, MARKER).await?.is_some() {
            return Ok(Seeded::Before);
        }
        if store::meta::holdings(&mut tx).await? != (0, 0, 0, 0) {
            return Err(Error::Outside(
                "this database holds real data: the demo world goes into an empty one only".to_owned(),
            ));
        }
        drop(tx);
        let now = self.now();
        let as_of = match wanted.as_of {
            Some(day) => end_of(day)?,
            None => now,
        };
        let mut dice = Dice::new(wanted.seed);
        let cast = people::make(self, &mut dice, as_of).await?;
        let told = wanted.parcels.min(wanted.tickets.saturating_mul(2).max(PARCELS));
        let parcels = parcels::make(self, &cast, &mut dice, told, as_of).await?;
        instructions::make(self, &cast, &parcels, wanted.seed, as_of).await?;
        tickets::make(self, &cast, &parcels, &mut dice, wanted.tickets, as_of).await?;
        tracking::make(self, &cast, &parcels, &mut dice, as_of).await?;
        proofs::make(self, &parcels, wanted.seed, as_of).await?;
        mass::make(self, &cast, &mut dice, told, wanted.parcels, as_of).await?;
        if wanted.parcels >= PARCELS {
            archive::make(self, &cast, &mut dice, as_of).await?;
            abroad::make(self, &cast, wanted.seed, as_of).await?;
        }
        reports::make(self, &cast, &mut dice, as_of).await?;
        feeds::make(self, &parcels, &mut Dice::new(wanted.seed.wrapping_add(9)), as_of).await?;
        notices::make(self, &cast).await?;
        // Deeds measure what the dashboard counts; these tickets were written without.
        store::dashboard::measure_all(self.store()).await?;
        mass_tickets::make(self, &cast, &mut Dice::new(wanted.seed.wrapping_add(10)), wanted.further_tickets, as_of)
            .await?;
        let mut tx = self.store().write(Scope::System).await?;
        store::meta::keep(&mut tx, MARKER, &format!("seed {} as of {as_of}", wanted.seed)).await?;
        tx.commit().await?;
        Ok(Seeded::New)
    }

    /// Sets a demo's clock as far ahead as it ever was, or as `wanted` where that is further, and keeps it so: after a
    /// restart the world must not lie in the future.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn take_up_demo_clock(&self, wanted: SignedDuration) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        let kept = keep_ahead(&mut tx, wanted).await?;
        tx.commit().await?;
        let by = kept.max(wanted).saturating_sub(self.clock().ahead());
        if by.is_positive() {
            self.clock().move_by(by);
        }
        Ok(())
    }
}

/// Keeps how far a demo's clock is ahead, if that is further than it was; answers how far it stands now.
pub(crate) async fn keep_ahead(tx: &mut Tx, ahead: SignedDuration) -> Result<SignedDuration> {
    let Some(marker) = store::meta::read(tx, MARKER).await? else { return Ok(ahead) };
    let (world, kept) = marker.split_once(AHEAD).unwrap_or((&marker, "0"));
    let kept = SignedDuration::from_micros(kept.parse().unwrap_or(0));
    if ahead > kept {
        store::meta::keep(tx, MARKER, &format!("{world}{AHEAD}{}", ahead.as_micros())).await?;
    }
    Ok(kept.max(ahead))
}

/// Noon in Paris of a day: late enough that something happened on it.
fn end_of(day: Date) -> Result<Timestamp> {
    day.at(12, 0, 0, 0)
        .to_zoned(crate::zone("Europe/Paris"))
        .map(|zoned| zoned.timestamp())
        .map_err(|error| Error::Outside(error.to_string()))
}
