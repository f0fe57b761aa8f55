//! Scheduled reports (RAS, S2-13 to S2-16): defined by users of a customer, made and mailed by the clock.
//!
//! A period that is due gets its run's row first, in one transaction with the job that makes it: the row is unique, so
//! no restart and no second worker begins it again. Then the files are made, which may happen twice without harm. Then
//! files, mails and the end of the run are written in one transaction, so that its mails are written once.

pub(crate) mod copies;
mod define;
mod due;
mod line;
mod lookup;
mod paper;
mod preview;
pub(crate) mod readers;
pub(crate) mod run;
mod stop;
mod subscribe;

pub use define::WishedReport;
pub use lookup::{Billed, FileToSave, LinkedCopy, OwnReport, ReportPage, ReportsPage, RunWithFiles};
pub use preview::Preview;
pub use stop::{Asked, Stopping};
pub use store::reports::{CopyFile, Recipient, Report, ReportedParcel, Run, RunState, Subscription};

/// Days that a run and its files are kept.
pub const RUN_DAYS: i64 = 90;

/// Days that a link to a run's files holds (`product.md` §3).
pub const LINK_DAYS: i64 = 7;

/// Parcels of one PDF; a longer report has several.
pub const PDF_PARCELS: usize = 5_000;

/// The kind of the job that makes one run.
pub(crate) const SENDING: &str = "send_report";

/// Why a run was not sent; the word is kept with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// Its owner may no longer sign in.
    OwnerGone,
    /// Its owner's profile no longer has reports.
    RightLost,
    /// The account that it is cut by is no longer among the owner's.
    AccountLost,
}

impl Skipped {
    /// All three.
    pub const ALL: [Skipped; 3] = [Skipped::OwnerGone, Skipped::RightLost, Skipped::AccountLost];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Skipped::OwnerGone => "owner_gone",
            Skipped::RightLost => "right_lost",
            Skipped::AccountLost => "account_lost",
        }
    }

    /// The reason of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Skipped::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// How the secret of a link is stored.
fn token_hash(token: &str) -> String {
    crate::ids::sha256_hex(token.as_bytes())
}
