//! Statuses of several containers of one bill.
//!
//! A bill of lading is a better name of what is carried than a container, which carries something else next month. But
//! where statuses of several containers share a bill, what happened to one would be said of all; there each goes by its
//! container.

use std::collections::HashMap;

use super::reading::{self, FeedScan};

/// The containers that statuses named, by the place of their scan.
#[derive(Default)]
pub(super) struct Containers(Vec<(usize, String)>);

impl Containers {
    /// The scan at a place is of a container.
    pub fn note(&mut self, place: usize, container: &str) {
        if let Some(container) = reading::tracking_number(container) {
            self.0.push((place, container));
        }
    }

    /// Names the scans by their container whose number is that of several.
    pub fn part(&self, scans: &mut [FeedScan]) {
        let mut first: HashMap<String, &str> = HashMap::new();
        let mut shared: HashMap<String, bool> = HashMap::new();
        for (place, container) in &self.0 {
            let number = &scans[*place].tracking_number;
            let known = first.entry(number.clone()).or_insert(container);
            *shared.entry(number.clone()).or_default() |= *known != container;
        }
        for (place, container) in &self.0 {
            let number = &mut scans[*place].tracking_number;
            if shared.get(number) == Some(&true) {
                number.clone_from(container);
            }
        }
    }
}
