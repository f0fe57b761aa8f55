//! Mails to customers and users: one value per occasion in, subject, text and page out.
//!
//! Each mail is first put into words as a [`letter::Letter`], which two writers turn into plain text and into HTML, so
//! that both parts always say the same.

mod digest;
mod html;
mod letter;
mod report;
mod text;
mod tracking;

pub use digest::{Digest, DigestTicket};
use domain::Language;
pub use report::{ReportMail, ReportQuestion};
pub use tracking::{TrackingMessage, TrackingQuestion, Whereabouts};

/// An occasion to write to somebody. Days and outcomes come in the words of the mail's language; a day
/// that is empty is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mail {
    /// His ticket is filed.
    TicketFiled {
        /// The ticket's number.
        number: String,
        /// What it is about, in the words of the matrix.
        subject: String,
        /// The parcel's number, grouped for reading; empty where none is known.
        parcel: String,
        /// The day by which an agent acts (`product.md` §4).
        due_day: String,
    },
    /// An agent answered.
    TicketAnswered {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The agent's name.
        agent: String,
        /// What he wrote.
        text: String,
    },
    /// A colleague wrote a note that the operator does not see. The mail does not say what: the operator's administrators
    /// read the mails that leave.
    ColleagueNoted {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The colleague's name.
        colleague: String,
    },
    /// The ticket was given to the reader by somebody of his own side, or he was called in a note. It says no more, as above.
    Called {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The name of who did it.
        colleague: String,
        /// Whether it was given to him; else he was called.
        assigned: bool,
    },
    /// An agent asks for something.
    CustomerAsked {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The agent's name.
        agent: String,
        /// What he wrote.
        text: String,
        /// The documents he waits for.
        wanted: Vec<String>,
        /// The last day for an answer.
        until_day: String,
    },
    /// It is resolved: by an agent with an outcome, or by the clock because nobody answered (no outcome).
    TicketResolved {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The agent's name; not said where there is no outcome.
        agent: String,
        /// What he wrote, or empty.
        text: String,
        /// How it was resolved; empty when nobody answered.
        outcome: String,
        /// The last day to validate or contest.
        until_day: String,
    },
    /// The customer has not answered yet.
    AskReminder {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The documents he waits for.
        wanted: Vec<String>,
        /// The last day for an answer.
        until_day: String,
    },
    /// The customer has neither validated nor contested yet.
    ResolutionReminder {
        /// The ticket's number.
        number: String,
        /// What it is about.
        subject: String,
        /// The last day to validate or contest.
        until_day: String,
    },
    /// The proof of delivery that somebody asked for, which the mail carries.
    Proof {
        /// The parcel's number, grouped for reading.
        number: String,
        /// When it was delivered, in words.
        when: String,
    },
    /// A file that he asked for is ready.
    FileReady {
        /// The file's name.
        name: String,
        /// The last day of its link.
        until_day: String,
    },
    /// The carrier refused a delivery instruction that the reader gave.
    InstructionRefused {
        /// The parcel's number, grouped for reading.
        parcel: String,
        /// What was asked, in words.
        wish: String,
        /// The carrier's reason, in its own words.
        reason: String,
    },
    /// A link to choose a password.
    PasswordLink {
        /// The address that opens the form; whoever has it has the account.
        link: String,
        /// Hours it is valid.
        hours: u32,
    },
    /// A customer's administrator lets him in.
    Invitation {
        /// The customer's name.
        customer: String,
        /// The administrator's name.
        by: String,
        /// Days the link is valid.
        days: u32,
        /// The address that opens the form; whoever has it becomes the user.
        link: String,
    },
    /// A customer invited an address that is somebody's already.
    AlreadyUser {
        /// The customer's name.
        customer: String,
    },
    /// What happened on the tickets that he follows.
    Digest(Digest),
    /// Something became of his second factor.
    SecondFactor(FactorNews),
    /// A scheduled report.
    Report(ReportMail),
    /// Whether somebody without an account wants a customer's reports.
    ReportQuestion(ReportQuestion),
    /// Something happened to a parcel that he asked to be told of.
    TrackingMessage(TrackingMessage),
    /// Whether he wants the tracking messages of a parcel.
    TrackingQuestion(TrackingQuestion),
}

/// What became of somebody's second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorNews {
    /// It was switched on.
    On,
    /// It was switched off.
    Off,
    /// A code to recover with was used.
    RecoveryUsed {
        /// How many are left.
        left: i64,
    },
    /// New codes to recover with were made.
    CodesMade,
    /// An administrator took it away.
    Reset {
        /// His name.
        by: String,
    },
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The subject: one line, no control characters, at most [`SUBJECT_MAX`] characters.
    pub subject: String,
    /// The plain text, complete by itself.
    pub text: String,
    /// The same as a page of HTML that loads nothing.
    pub html: String,
}

/// The longest subject, in characters. Longer ones are cut, because mail programs show fewer.
pub const SUBJECT_MAX: usize = 180;

impl Mail {
    /// The word that is stored beside the mail.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Mail::TicketFiled { .. } => "ticket_filed",
            Mail::TicketAnswered { .. } => "ticket_answered",
            Mail::ColleagueNoted { .. } => "colleague_noted",
            Mail::Called { assigned: true, .. } => "ticket_assigned",
            Mail::Called { .. } => "colleague_mentioned",
            Mail::CustomerAsked { .. } => "customer_asked",
            Mail::TicketResolved { .. } => "ticket_resolved",
            Mail::AskReminder { .. } => "ask_reminder",
            Mail::ResolutionReminder { .. } => "resolution_reminder",
            Mail::Proof { .. } => "proof",
            Mail::FileReady { .. } => "file_ready",
            Mail::InstructionRefused { .. } => "instruction_refused",
            Mail::PasswordLink { .. } => PASSWORD_LINK,
            Mail::Invitation { .. } => INVITATION,
            Mail::AlreadyUser { .. } => "already_user",
            Mail::Digest(_) => "digest",
            Mail::SecondFactor(_) => "second_factor",
            Mail::Report(_) => "report",
            Mail::ReportQuestion(_) => "report_question",
            Mail::TrackingMessage(_) => "tracking_message",
            Mail::TrackingQuestion(_) => "tracking_question",
        }
    }

    /// Puts the mail into words. `link` is the address its button opens: the ticket's page; a password link has its
    /// own and does not use it. `help` is the address of the help pages, which every mail ends with.
    #[must_use]
    pub fn render(&self, language: Language, link: &str, help: &str) -> Rendered {
        self.render_with(language, link, help, "")
    }

    /// As [`Mail::render`], with the address that ends such mails in the small print, where there is one and the mail does
    /// not say it by itself.
    #[must_use]
    pub fn render_with(&self, language: Language, link: &str, help: &str, stop: &str) -> Rendered {
        let mut letter = letter::Letter::of(self, language, link);
        if letter.aside.is_none() && !stop.is_empty() {
            letter.aside = Some((wording::mail::digest_stop(language), stop));
        }
        Rendered {
            subject: one_line(&letter.subject, SUBJECT_MAX),
            text: text::write(&letter, help),
            html: html::write(&letter, help),
        }
    }
}

/// The kind of the mail that holds a secret: its body is forgotten as soon as it is sent.
pub const PASSWORD_LINK: &str = "password_link";

/// The kind of a mail that lets somebody in.
pub const INVITATION: &str = "invitation";

/// Whether a mail of a kind holds a secret that opens an account: then it is forgotten once it is sent.
#[must_use]
pub fn holds_secret(kind: &str) -> bool {
    kind == PASSWORD_LINK || kind == INVITATION
}

/// Text that can stand in a header: on one line, without control and direction characters, cut to `most` characters.
///
/// A line break in a subject or a name would let its author write headers of his own (`security.md` M01).
#[must_use]
pub fn one_line(text: &str, most: usize) -> String {
    let visible =
        text.chars().map(|sign| if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}') { ' ' } else { sign });
    let kept: String = visible.filter(|sign| !is_unseen(*sign)).collect();
    let words: Vec<&str> = kept.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some((end, _)) => line[..end].trim_end().chars().take(most - 1).chain(['…']).collect(),
    }
}

/// Characters that change how others are shown, or show nothing themselves.
const fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
#[path = "mail/tests.rs"]
mod tests;
