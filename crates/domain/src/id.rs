//! One newtype per kind of id, so that a ticket's id cannot be handed where a parcel's is meant.
//!
//! Ids are UUID version 7 (RFC 9562 §5.7); they are made by `operations`, never here. They are not secrets:
//! knowing one gives no right to anything.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map($name)
            }
        }
    )*};
}

id! {
    /// A customer: a company that ships.
    CustomerId,
    /// A number that parcels are billed to.
    AccountId,
    /// A part of an account.
    SubAccountId,
    /// A named set of rights and scopes.
    ProfileId,
    /// A team of the operator.
    TeamId,
    /// A link by which a customer's administrator lets somebody in.
    InvitationId,
    /// An agent's answer that has not gone out.
    HeldAnswerId,
    /// A user, of a customer or of the operator.
    UserId,
    /// A signed-in browser.
    SessionId,
    /// A tracked object.
    ParcelId,
    /// One carrier event on a parcel.
    ScanId,
    /// A sender of carriers' payloads.
    FeedId,
    /// A request that a customer files.
    TicketId,
    /// One entry of a thread.
    MessageId,
    /// A typed place for a document on a ticket.
    SlotId,
    /// A file that somebody sent.
    FileId,
    /// A ticket that is still being filled in.
    DraftId,
    /// What shows that a parcel was delivered.
    ProofId,
    /// A mail on its way out.
    MailId,
    /// An address that gets the tracking messages of a parcel.
    SubscriptionId,
    /// A piece of work for later.
    JobId,
    /// A look into the archive.
    LookId,
    /// A scheduled report.
    ReportId,
    /// One sending of a scheduled report.
    ReportRunId,
    /// A file of one sending.
    ReportFileId,
    /// A list that somebody asks for again and again.
    SavedSearchId,
    /// A file made for somebody in the background.
    DownloadId,
    /// A delivery instruction.
    InstructionId,
    /// Something that somebody is told of.
    NoticeId,
}
