//! Chance that can be thrown again: the same seed gives the same throws (SplitMix64).

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Dice with a seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1))
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end` (which must not be 0).
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.throw() % end.max(1)
    }

    /// One of several.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }

    /// An id of that moment (UUID version 7), thrown and not drawn from the machine.
    pub(super) fn id(&mut self, at: Timestamp) -> Uuid {
        let mut random = [0_u8; 10];
        random[..8].copy_from_slice(&self.throw().to_be_bytes());
        random[8..].copy_from_slice(&self.throw().to_be_bytes()[..2]);
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A moment so many hours before another, give or take half an hour.
    pub(super) fn hours_before(&mut self, at: Timestamp, hours: i64) -> Timestamp {
        let minutes = hours * 60 + self.below(60) as i64 - 30;
        at.checked_sub(SignedDuration::from_mins(minutes)).unwrap_or(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_throws_the_same() {
        let throws = |seed| {
            let mut dice = Dice::new(seed);
            (0..20).map(|_| dice.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(7), throws(7));
        assert_ne!(throws(7), throws(8));
    }
}
