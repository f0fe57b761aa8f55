//! What the browser may know of a deed or a read that did not work.
//!
//! Sentences arrive ready to be shown, in the reader's language: the browser holds no error words of its own.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why something did not work, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What sort of failure; it decides the HTTP status.
    pub kind: FailureKind,
    /// One sentence for the person, in his language.
    pub summary: String,
    /// Messages that belong beside fields, in the order of the form.
    pub fields: Vec<FieldFailure>,
}

/// A message that stands beside one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFailure {
    /// The field's `name` in the form.
    pub field: String,
    /// What to do next, in the person's language.
    pub message: String,
}

/// The sorts of failure, each with one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Something typed is not acceptable: 422.
    Invalid,
    /// The thing changed meanwhile: 409.
    Outdated,
    /// It does not exist, or not for this person: 404.
    NotFound,
    /// The person's profile does not allow it, and he knows that it exists: 403.
    NotAllowed,
    /// Nobody is signed in: 401.
    SignedOut,
    /// Too many tries: 429.
    TooMany,
    /// We cannot do it now (database or disk): 503.
    Unavailable,
    /// The network gave no answer; only ever made in the browser.
    Offline,
}

impl FailureKind {
    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            FailureKind::Invalid => 422,
            FailureKind::Outdated => 409,
            FailureKind::NotFound => 404,
            FailureKind::NotAllowed => 403,
            FailureKind::SignedOut => 401,
            FailureKind::TooMany => 429,
            FailureKind::Unavailable | FailureKind::Offline => 503,
        }
    }
}

impl Failure {
    /// A failure without field messages.
    #[must_use]
    pub fn new(kind: FailureKind, summary: impl Into<String>) -> Self {
        Failure { kind, summary: summary.into(), fields: Vec::new() }
    }

    /// The messages beside a field: usually one, and one for each file that was refused.
    pub fn of_field(&self, field: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |one| one.field == field).map(|one| one.message.as_str())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.summary)
    }
}

impl std::error::Error for Failure {}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        let kind = match value {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => FailureKind::Offline,
            // Only a hand-made call comes without what its page sends.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => FailureKind::Invalid,
            _ => FailureKind::Unavailable,
        };
        Failure::new(kind, String::new())
    }
}

/// A form that was sent without scripts and refused: what was typed, and why it was refused.
///
/// The page that is rendered again finds it in its context and fills itself with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The name of the form on the page (`reply`, `validate` …), for pages that hold several.
    pub form: String,
    /// Names and values as they were typed, in order; file fields are not among them.
    pub values: Vec<(String, String)>,
    /// Why it was refused.
    pub failure: Option<Failure>,
}

impl Attempt {
    /// The value typed into a field, where the field was sent.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether a checkbox or one of several values was sent.
    #[must_use]
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values.iter().any(|(name, sent)| name == field && sent == value)
    }
}
