//! What the audit trail records, into words: a new act does not compile until it has words in both languages. The words
//! are those of `locales/*/acts.ftl`.

use domain::Language;
use domain::audit::{Act, Side};

use crate::words::acts;

/// An act, in the past tense or as a noun.
#[must_use]
pub fn act(language: Language, act: Act) -> &'static str {
    match act {
        Act::SignedIn => acts::signed_in(language),
        Act::SignInFailed => acts::sign_in_failed(language),
        Act::SignedOut => acts::signed_out(language),
        Act::SessionEnded => acts::session_ended(language),
        Act::PasswordLinkSent => acts::password_link_sent(language),
        Act::PasswordChosen => acts::password_chosen(language),
        Act::NoticesChanged => acts::notices_changed(language),
        Act::NoticesEnded => acts::notices_ended(language),
        Act::CodeFailed => acts::code_failed(language),
        Act::FactorOn => acts::factor_on(language),
        Act::FactorOff => acts::factor_off(language),
        Act::FactorReset => acts::factor_reset(language),
        Act::RecoveryCodeUsed => acts::recovery_code_used(language),
        Act::RecoveryCodesMade => acts::recovery_codes_made(language),
        Act::FactorRequired => acts::factor_required(language),
        Act::AccountChanged => acts::account_changed(language),
        Act::OwnDataTaken => acts::own_data_taken(language),
        Act::TicketRead => acts::ticket_read(language),
        Act::TicketDownloaded => acts::ticket_downloaded(language),
        Act::TicketLookedAt => acts::ticket_looked_at(language),
        Act::TicketFiled => acts::ticket_filed(language),
        Act::TicketOpened => acts::ticket_opened(language),
        Act::MessageWritten => acts::message_written(language),
        Act::TicketAnswered => acts::ticket_answered(language),
        Act::CustomerAsked => acts::customer_asked(language),
        Act::AskCancelled => acts::ask_cancelled(language),
        Act::NoteWritten => acts::note_written(language),
        Act::ColleagueNoted => acts::colleague_noted(language),
        Act::MessageRedacted => acts::message_redacted(language),
        Act::NoteRedacted => acts::note_redacted(language),
        Act::AbuseMarked => acts::abuse_marked(language),
        Act::AbuseUnmarked => acts::abuse_unmarked(language),
        Act::FileReplaced => acts::file_replaced(language),
        Act::IdentityDocumentSeen => acts::identity_document_seen(language),
        Act::IdentityDocumentErased => acts::identity_document_erased(language),
        Act::DocumentSent => acts::document_sent(language),
        Act::TicketResolved => acts::ticket_resolved(language),
        Act::TicketWithdrawn => acts::ticket_withdrawn(language),
        Act::TicketValidated => acts::ticket_validated(language),
        Act::TicketContested => acts::ticket_contested(language),
        Act::TicketReopened => acts::ticket_reopened(language),
        Act::CustomerThanked => acts::customer_thanked(language),
        Act::TicketClosed => acts::ticket_closed(language),
        Act::TicketsMerged => acts::tickets_merged(language),
        Act::TicketJoined => acts::ticket_joined(language),
        Act::TicketFollowed => acts::ticket_followed(language),
        Act::TicketMuted => acts::ticket_muted(language),
        Act::CustomerReminded => acts::customer_reminded(language),
        Act::ParcelLookedAt => acts::parcel_looked_at(language),
        Act::ProofSeen => acts::proof_seen(language),
        Act::ProofDownloaded => acts::proof_downloaded(language),
        Act::InstructionGiven => acts::instruction_given(language),
        Act::SearchSaved => acts::search_saved(language),
        Act::SearchShared => acts::search_shared(language),
        Act::SearchDeleted => acts::search_deleted(language),
        Act::TableExported => acts::table_exported(language),
        Act::FileAsked => acts::file_asked(language),
        Act::FileDownloaded => acts::file_downloaded(language),
        Act::ReportMade => acts::report_made(language),
        Act::ReportChanged => acts::report_changed(language),
        Act::ReportDeleted => acts::report_deleted(language),
        Act::ReportRun => acts::report_run(language),
        Act::ProfileMade => acts::profile_made(language),
        Act::ProfileChanged => acts::profile_changed(language),
        Act::ProfileDeleted => acts::profile_deleted(language),
        Act::UserInvited => acts::user_invited(language),
        Act::InvitationRevoked => acts::invitation_revoked(language),
        Act::UserJoined => acts::user_joined(language),
        Act::UserAdded => acts::user_added(language),
        Act::UserChanged => acts::user_changed(language),
        Act::UserDisabled => acts::user_disabled(language),
        Act::UserEnabled => acts::user_enabled(language),
        Act::CustomerAdded => acts::customer_added(language),
        Act::AccountAdded => acts::account_added(language),
        Act::ArchiveSearched => acts::archive_searched(language),
        Act::MailRead => acts::mail_read(language),
        Act::FeedChanged => acts::feed_changed(language),
        Act::CodeMapped => acts::code_mapped(language),
        Act::BaselineChanged => acts::baseline_changed(language),
    }
}

/// The side of who acted.
#[must_use]
pub fn side(language: Language, side: Side) -> &'static str {
    match side {
        Side::Customer => acts::side_customer(language),
        Side::Operator => acts::side_operator(language),
        Side::Command => acts::side_command(language),
        Side::Clock => acts::side_clock(language),
    }
}
