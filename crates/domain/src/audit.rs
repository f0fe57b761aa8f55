//! The audit trail: the closed list of what is recorded, who may read it, and what the hashes of its chain are made of.
//!
//! Each record carries the hash of the one before it, so that nobody changes, adds or takes away one without breaking
//! all that follow. What names people and parcels ([`Details`]) has a hash of its own, of which alone the chain speaks:
//! the details can be erased when their time is over (GDPR art. 17), and the chain still holds. Their hash is salted, so
//! that nobody finds an erased name by trying names.

mod record;

pub use record::{Details, Record};

use crate::event::TicketEvent;
use crate::ticket::message::Audience;

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident $word:literal $object:ident $seen:ident),* $(,)?) => {
        /// Something that is recorded, in the past tense.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act {
            $($(#[$doc])* $name,)*
        }

        impl Act {
            /// Every act, in the order of the filter.
            pub const ALL: &[Act] = &[$(Act::$name),*];

            /// The word that is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Act::$name => $word,)*
                }
            }

            /// What kind of thing it is done to.
            #[must_use]
            pub const fn object(self) -> Object {
                match self {
                    $(Act::$name => Object::$object,)*
                }
            }

            /// Whether a customer's reader of the trail sees it. What is the operator's alone never leaves him: notes,
            /// looks, the installation.
            #[must_use]
            pub const fn customer_reads(self) -> bool {
                match self {
                    $(Act::$name => acts!(@ $seen),)*
                }
            }
        }
    };
    (@ told) => { true };
    (@ inside) => { false };
}

acts! {
    /// Signed in.
    SignedIn "signed_in" Person told,
    /// Typed a wrong password.
    SignInFailed "sign_in_failed" Person told,
    /// Signed out.
    SignedOut "signed_out" Person told,
    /// Ended a session of a browser, or all others.
    SessionEnded "session_ended" Person told,
    /// Had a link sent to choose a password.
    PasswordLinkSent "password_link_sent" Person told,
    /// Chose a password by a link.
    PasswordChosen "password_chosen" Person told,
    /// Chose how he is told of what happens.
    NoticesChanged "notices_changed" Person told,
    /// Ended his grouped mails by the link in one.
    NoticesEnded "notices_ended" Person told,
    /// Typed a wrong code of the second factor.
    CodeFailed "code_failed" Person told,
    /// Switched the second factor on.
    FactorOn "factor_on" Person told,
    /// Switched the second factor off.
    FactorOff "factor_off" Person told,
    /// Took a colleague's lost second factor away.
    FactorReset "factor_reset" Person told,
    /// Used a code to recover with.
    RecoveryCodeUsed "recovery_code_used" Person told,
    /// Had new codes made to recover with.
    RecoveryCodesMade "recovery_codes_made" Person told,
    /// Made a second factor needed, or no longer.
    FactorRequired "factor_required" Customer told,
    /// Changed the own name or time zone.
    AccountChanged "account_changed" Person told,
    /// Downloaded what is kept of oneself.
    OwnDataTaken "own_data_taken" Person told,
    /// A customer's user read a ticket; the first time of a day.
    TicketRead "ticket_read" Ticket told,
    /// A customer's user took a whole ticket as a paper.
    TicketDownloaded "ticket_downloaded" Ticket told,
    /// Somebody of the operator read a ticket; the first time of a day.
    TicketLookedAt "ticket_looked_at" Ticket inside,
    /// Filed a ticket.
    TicketFiled "ticket_filed" Ticket told,
    /// Opened a ticket to work on it.
    TicketOpened "ticket_opened" Ticket told,
    /// Wrote a message.
    MessageWritten "message_written" Ticket told,
    /// Answered.
    TicketAnswered "ticket_answered" Ticket told,
    /// Asked the customer for something.
    CustomerAsked "customer_asked" Ticket told,
    /// Took an ask back.
    AskCancelled "ask_cancelled" Ticket told,
    /// Wrote a note of the operator.
    NoteWritten "note_written" Ticket inside,
    /// Wrote a note among the customer's own people.
    ColleagueNoted "colleague_noted" Ticket told,
    /// Gave a ticket to colleagues of the customer's own team.
    ColleaguesAssigned "colleagues_assigned" Ticket told,
    /// Called colleagues in a note of the customer's own team.
    ColleaguesTold "colleagues_told" Ticket told,
    /// Called others of the operator in a note.
    AgentsTold "agents_told" Ticket inside,
    /// Took out of a message what it exposed.
    MessageRedacted "message_redacted" Ticket told,
    /// Took out of a note of the operator what it exposed.
    NoteRedacted "note_redacted" Ticket inside,
    /// Marked a message or a ticket as abuse.
    AbuseMarked "abuse_marked" Ticket inside,
    /// Took such a mark back.
    AbuseUnmarked "abuse_unmarked" Ticket inside,
    /// Kept a customer's user from filing.
    FilingStopped "filing_stopped" Person told,
    /// Let a customer's user file again.
    FilingAllowed "filing_allowed" Person told,
    /// Sent a document that was asked for.
    DocumentSent "document_sent" Ticket told,
    /// Sent another file in place of one.
    FileReplaced "file_replaced" Ticket told,
    /// Opened a copy of an identity document; the first time of a day.
    IdentityDocumentSeen "identity_document_seen" Ticket told,
    /// The clock erased a copy of an identity document.
    IdentityDocumentErased "identity_document_erased" Ticket told,
    /// Resolved a ticket, or the clock did where nobody answered.
    TicketResolved "ticket_resolved" Ticket told,
    /// Withdrew a ticket.
    TicketWithdrawn "ticket_withdrawn" Ticket told,
    /// Validated a resolution.
    TicketValidated "ticket_validated" Ticket told,
    /// Contested a resolution.
    TicketContested "ticket_contested" Ticket told,
    /// Took a ticket up again, or an agent reopened it.
    TicketReopened "ticket_reopened" Ticket told,
    /// Said thanks.
    CustomerThanked "customer_thanked" Ticket told,
    /// Closed a ticket.
    TicketClosed "ticket_closed" Ticket told,
    /// Merged tickets, or parted them again.
    TicketsMerged "tickets_merged" Ticket told,
    /// Joined a colleague's ticket.
    TicketJoined "ticket_joined" Ticket told,
    /// Follows a ticket from now on, for himself.
    TicketFollowed "ticket_followed" Ticket told,
    /// Hears no more of a ticket, for himself.
    TicketMuted "ticket_muted" Ticket told,
    /// Reminded the customer.
    CustomerReminded "customer_reminded" Ticket told,
    /// Somebody of the operator opened a parcel's page.
    ParcelLookedAt "parcel_looked_at" Parcel inside,
    /// Opened the proof of a delivery.
    ProofSeen "proof_seen" Parcel told,
    /// Downloaded the proof of a delivery as a paper.
    ProofDownloaded "proof_downloaded" Parcel told,
    /// Gave a delivery instruction.
    InstructionGiven "instruction_given" Parcel told,
    /// Exported a table.
    TableExported "table_exported" Table told,
    /// Had a file made in the background.
    FileAsked "file_asked" File told,
    /// Downloaded a file that was made.
    FileDownloaded "file_downloaded" File told,
    /// Made a scheduled report.
    ReportMade "report_made" Report told,
    /// Changed a scheduled report.
    ReportChanged "report_changed" Report told,
    /// Deleted a scheduled report.
    ReportDeleted "report_deleted" Report told,
    /// Had a scheduled report made at once.
    ReportRun "report_run" Report told,
    /// Saved a search of the inbox.
    SearchSaved "search_saved" Search told,
    /// Shared a saved search, or shares it no more.
    SearchShared "search_shared" Search told,
    /// Deleted a saved search.
    SearchDeleted "search_deleted" Search told,
    /// Made a profile.
    ProfileMade "profile_made" Profile told,
    /// Changed a profile.
    ProfileChanged "profile_changed" Profile told,
    /// Deleted a profile.
    ProfileDeleted "profile_deleted" Profile told,
    /// Invited somebody.
    UserInvited "user_invited" Invitation told,
    /// Took an invitation back.
    InvitationRevoked "invitation_revoked" Invitation told,
    /// Became a user by an invitation.
    UserJoined "user_joined" Person told,
    /// Added a user or an agent.
    UserAdded "user_added" Person told,
    /// Changed a user's name or profile.
    UserChanged "user_changed" Person told,
    /// Kept somebody from signing in.
    UserDisabled "user_disabled" Person told,
    /// Let somebody sign in again.
    UserEnabled "user_enabled" Person told,
    /// Added a customer.
    CustomerAdded "customer_added" Customer told,
    /// Added an account, or a part of one.
    AccountAdded "account_added" Account told,
    /// Gave a customer another name.
    CustomerRenamed "customer_renamed" Customer told,
    /// Gave an account, or a part of one, another number.
    AccountRenamed "account_renamed" Account told,
    /// Retired an account, or a part of one: nothing new is filed on it.
    AccountRetired "account_retired" Account told,
    /// Took an account, or a part of one, into use again.
    AccountRestored "account_restored" Account told,
    /// Added a team of the operator.
    TeamAdded "team_added" Team inside,
    /// Gave a team another name.
    TeamRenamed "team_renamed" Team inside,
    /// Retired a team, its agents with it or handed over.
    TeamRetired "team_retired" Team inside,
    /// Took a team into use again.
    TeamRestored "team_restored" Team inside,
    /// Looked into the archive of parcels.
    ArchiveSearched "archive_searched" Archive inside,
    /// Read a mail that went out.
    MailRead "mail_read" Mail inside,
    /// Made or changed a feed of carriers' events.
    FeedChanged "feed_changed" Feed inside,
    /// Said what a carrier's code means, or that nobody knows.
    CodeMapped "code_mapped" Code inside,
    /// Typed what the dashboard's figures are compared with.
    BaselineChanged "baseline_changed" Customer inside,
}

impl Act {
    /// The act of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Act::ALL.iter().copied().find(|act| act.as_str() == word)
    }

    /// Whether an administrator of the operator reads of it: of all but what a customer's own people do
    /// among themselves.
    #[must_use]
    pub const fn operator_reads(self) -> bool {
        !matches!(self, Act::ColleagueNoted | Act::ColleaguesAssigned | Act::ColleaguesTold)
    }

    const fn noted(audience: Audience) -> Self {
        if matches!(audience, Audience::Colleagues) { Act::ColleagueNoted } else { Act::NoteWritten }
    }

    /// What is recorded when this happens to a ticket, for those who may know of it.
    #[must_use]
    pub const fn of_event(event: &TicketEvent, audience: Audience) -> Self {
        match event {
            TicketEvent::TicketFiled | TicketEvent::TicketFiledFor => Act::TicketFiled,
            TicketEvent::TicketSeen => Act::TicketOpened,
            TicketEvent::MessageWritten | TicketEvent::CustomerAnswered => Act::MessageWritten,
            TicketEvent::TicketAnswered { .. } => Act::TicketAnswered,
            TicketEvent::CustomerAsked => Act::CustomerAsked,
            TicketEvent::AskCancelled => Act::AskCancelled,
            TicketEvent::NoteWritten => Act::noted(audience),
            TicketEvent::SlotFilled { .. } => Act::DocumentSent,
            // What becomes of a note's files is told to those who read notes.
            TicketEvent::FileReplaced { .. } | TicketEvent::IdentityDocumentErased { .. }
                if !matches!(audience, Audience::Everyone) =>
            {
                Act::noted(audience)
            }
            TicketEvent::FileReplaced { .. } => Act::FileReplaced,
            TicketEvent::IdentityDocumentErased { .. } => Act::IdentityDocumentErased,
            TicketEvent::TicketResolved { .. } | TicketEvent::TicketUnanswered => Act::TicketResolved,
            TicketEvent::TicketWithdrawn { .. } => Act::TicketWithdrawn,
            TicketEvent::TicketValidated { .. } => Act::TicketValidated,
            TicketEvent::TicketContested => Act::TicketContested,
            TicketEvent::TicketResumed | TicketEvent::TicketReopened { .. } => Act::TicketReopened,
            TicketEvent::CustomerThanked => Act::CustomerThanked,
            TicketEvent::TicketNotValidated | TicketEvent::TicketClosed => Act::TicketClosed,
            TicketEvent::TicketMerged { .. } | TicketEvent::MergeUndone => Act::TicketsMerged,
            TicketEvent::ColleagueJoined => Act::TicketJoined,
            TicketEvent::CustomerReminded { .. } => Act::CustomerReminded,
            TicketEvent::ColleaguesAssigned { .. } => Act::ColleaguesAssigned,
            TicketEvent::ColleaguesTold { .. } if matches!(audience, Audience::Colleagues) => Act::ColleaguesTold,
            TicketEvent::ColleaguesTold { .. } => Act::AgentsTold,
            TicketEvent::MessageRedacted { .. } if audience.customer_reads() => Act::MessageRedacted,
            TicketEvent::MessageRedacted { .. } => Act::NoteRedacted,
            TicketEvent::AbuseMarked { .. } => Act::AbuseMarked,
            TicketEvent::AbuseUnmarked { .. } => Act::AbuseUnmarked,
        }
    }
}

/// A kind of thing that acts are done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// A user or an agent.
    Person,
    /// A ticket.
    Ticket,
    /// A parcel.
    Parcel,
    /// A table of rows.
    Table,
    /// A file that was made in the background.
    File,
    /// A scheduled report.
    Report,
    /// A saved search.
    Search,
    /// A profile.
    Profile,
    /// An invitation.
    Invitation,
    /// A customer.
    Customer,
    /// An account, or a part of one.
    Account,
    /// A team of the operator.
    Team,
    /// The archive of parcels.
    Archive,
    /// A mail.
    Mail,
    /// A feed of carriers' events.
    Feed,
    /// A carrier's code.
    Code,
}

/// On which side somebody stood who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// A user of a customer.
    Customer,
    /// Somebody of the operator.
    Operator,
    /// Whoever typed a command on the machine.
    Command,
    /// The clock.
    Clock,
}

impl Side {
    /// Every side.
    pub const ALL: [Side; 4] = [Side::Customer, Side::Operator, Side::Command, Side::Clock];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Customer => "customer",
            Side::Operator => "operator",
            Side::Command => "command",
            Side::Clock => "clock",
        }
    }

    /// The side of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Side::ALL.into_iter().find(|side| side.as_str() == word)
    }
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
