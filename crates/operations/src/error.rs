//! Why a deed or a read did not work.

use domain::permission::Denied;
use domain::refusal::{FieldRefusal, Refusal};
use store::StoreError;

/// Everything an operation can answer besides its value.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or not for this person: both look alike.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// A person can act on it.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The thing changed meanwhile: who did it and what it is now.
    #[error("outdated: {by} made it {state}")]
    Outdated {
        /// The name of who changed it: of either side, perhaps the asking person himself; empty for the clock.
        by: String,
        /// The state's word it has now.
        state: String,
    },
    /// The disk, the mail server or another thing outside did not do its part.
    #[error("{0}")]
    Outside(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Hidden => Error::NotFound,
            Denied::Forbidden(right) => Error::Refused(Refusal::NotAllowed(right)),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::Refused(refusal)
    }
}

impl Error {
    /// A refusal of one field.
    #[must_use]
    pub fn field(name: &str, refusal: FieldRefusal) -> Self {
        Error::Refused(Refusal::Fields(vec![(name.to_owned(), refusal)]))
    }
}

/// What operations answer.
pub type Result<T> = std::result::Result<T, Error>;
