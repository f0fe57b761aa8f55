//! Which versions of the matrix hold for somebody: the operator's, and over it the customer's own.

use serde::{Deserialize, Serialize};

use super::reason_kind::words;

words! {
    /// Where a version of the matrix comes from.
    Origin {
        /// The files the program was started with.
        File = "file",
        /// The editor.
        Editor = "editor",
    }
}

/// The numbers of two versions that lie over each other; what a ticket keeps of the matrix it was filed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Versions {
    /// The operator's; 0 is what the data file said when the installation began.
    pub operator: i64,
    /// The customer's own over it; 0 is none.
    pub customer: i64,
}

impl Versions {
    /// As they are stored: `12`, with the customer's own `12/7`; nothing for the first data file alone.
    #[must_use]
    pub fn to_words(self) -> String {
        match self {
            Versions { operator: 0, customer: 0 } => String::new(),
            Versions { operator, customer: 0 } => operator.to_string(),
            Versions { operator, customer } => format!("{operator}/{customer}"),
        }
    }

    /// The versions of stored words; what is none is the first data file.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let (operator, customer) = words.split_once('/').unwrap_or((words, ""));
        Versions { operator: operator.parse().unwrap_or(0), customer: customer.parse().unwrap_or(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_survive_storage() {
        for (operator, customer, words) in [(0, 0, ""), (12, 0, "12"), (12, 7, "12/7"), (0, 7, "0/7")] {
            let versions = Versions { operator, customer };
            assert_eq!(versions.to_words(), words);
            assert_eq!(Versions::from_words(words), versions);
        }
        assert_eq!(Versions::from_words("none/of it"), Versions::default());
    }
}
