//! What takes a mail out of the house. Two real things: a mail server, and the table itself.

use std::pin::Pin;

use bytes::Bytes;
use store::mails::OutgoingMail;

/// Takes mails, one at a time.
pub trait Transport: Send + Sync {
    /// Tries to hand a mail over with the files it carries. Whoever implements it gives up by itself after a while.
    fn send<'a>(&'a self, mail: &'a OutgoingMail, files: &'a [Carried]) -> Sending<'a>;
}

/// A file of a mail, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its name as the reader saves it.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// What it holds.
    pub bytes: Bytes,
}

/// A mail being handed over.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The mail server took it and answers for it from here on.
    Sent,
    /// It stays in the table, where the operator reads it.
    Kept,
    /// The mail server asks to try this mail again later (4xx).
    Later(String),
    /// The mail server will never take this mail (5xx).
    Refused(String),
    /// No mail server answers: other mails would fare no better now.
    Unreachable(String),
}

/// For an installation without a mail server: mails stay in the table.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeepInTable;

impl Transport for KeepInTable {
    fn send<'a>(&'a self, _mail: &'a OutgoingMail, _files: &'a [Carried]) -> Sending<'a> {
        Box::pin(std::future::ready(Answer::Kept))
    }
}
