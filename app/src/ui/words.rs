//! Words that a component shows where it is given some.

/// Some words or none, out of whatever the caller has: `&str`, `String`, or an `Option` of either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Option<String>);

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Words(Some(words.to_owned()))
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Words(Some(words))
    }
}

impl From<Option<&str>> for Words {
    fn from(words: Option<&str>) -> Self {
        Words(words.map(str::to_owned))
    }
}

impl From<Option<String>> for Words {
    fn from(words: Option<String>) -> Self {
        Words(words)
    }
}
