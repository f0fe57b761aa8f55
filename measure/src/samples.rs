//! How long each answer took: every one of them is kept, so that a percentile is exact.

use std::time::Duration;

/// Durations of one measurement.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    sorted: Vec<Duration>,
}

impl Samples {
    /// Of these durations.
    pub fn new(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Samples { sorted: all }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// The smallest duration that so many of a hundred do not exceed, in milliseconds; 0 without any.
    pub fn percentile(&self, hundredths: usize) -> f64 {
        let rank = (self.sorted.len() * hundredths).div_ceil(100).max(1);
        self.sorted.get(rank - 1).map_or(0.0, |duration| duration.as_secs_f64() * 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Samples};

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let samples = Samples::new((1..=200).rev().map(Duration::from_millis).collect());
        let at = |hundredths| samples.percentile(hundredths).round() as i64;
        assert_eq!((at(50), at(95), at(99), at(100)), (100, 190, 198, 200));
        assert_eq!(Samples::new(vec![Duration::from_millis(7)]).percentile(50).round() as i64, 7);
        assert_eq!(Samples::default().percentile(99).round() as i64, 0);
    }
}
