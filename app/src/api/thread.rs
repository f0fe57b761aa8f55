//! A ticket's thread with the parcel beside it, for the customer and for the agent.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::parcels::ParcelPage;
use super::{Mark, Named, When};
use crate::error::Failure;
use crate::ui::DraftFile;

/// A file in a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// The address of its page; empty for one that the reader cannot look at.
    pub href: String,
    /// Its name, or what is to be said of one that cannot be looked at.
    pub name: String,
    /// Its size in words, or empty.
    pub size: String,
    /// The address of its small picture; empty for documents.
    pub thumbnail: String,
}

impl FileView {
    /// Name and size.
    #[must_use]
    pub fn named(&self) -> String {
        if self.size.is_empty() { self.name.clone() } else { format!("{} ({})", self.name, self.size) }
    }
}

/// One line of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// Something somebody wrote.
    Message {
        /// Its number in the thread.
        sequence: i64,
        /// Who wrote it, in words (*Vous*, a name).
        author: String,
        /// His side, in words, where it says more than the name.
        role: String,
        /// Whether the reader's own side wrote it.
        own: bool,
        /// Whether it is an internal note.
        note: bool,
        /// When.
        when: When,
        /// The text; line breaks count.
        body: String,
        /// Its files.
        files: Vec<FileView>,
        /// What was taken out of it or marked as abuse, by whom, when and why; mostly nothing.
        notices: Vec<String>,
    },
    /// Something that happened.
    Event {
        /// Its number in the thread.
        sequence: i64,
        /// The sentence.
        text: String,
        /// What somebody wrote with it, in quotation marks; empty where he wrote nothing.
        quote: String,
        /// When.
        when: When,
    },
}

impl Entry {
    /// Its number in the thread.
    #[must_use]
    pub const fn sequence(&self) -> i64 {
        match self {
            Entry::Message { sequence, .. } | Entry::Event { sequence, .. } => *sequence,
        }
    }

    /// What was said of it since it was written: with that, and with [`Entry::opens`], an entry changes.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        match self {
            Entry::Message { notices, .. } => notices,
            Entry::Event { .. } => &[],
        }
    }

    /// How many of its files the reader can look at.
    #[must_use]
    pub fn opens(&self) -> usize {
        match self {
            Entry::Message { files, .. } => files.iter().filter(|file| !file.href.is_empty()).count(),
            Entry::Event { .. } => 0,
        }
    }
}

/// A file that was sent to one of the forms beside a thread and did not go out yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFile {
    /// The form's draft key.
    pub draft_key: String,
    /// The slot's id, or an empty text.
    pub slot: String,
    /// The file.
    pub file: DraftFile,
}

/// A document slot on a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    /// Its id.
    pub id: String,
    /// What belongs there.
    pub label: String,
    /// Whether a document came.
    pub filled: bool,
    /// The documents that fill it.
    pub files: Vec<FileView>,
    /// Whether it waits for an identity document.
    pub identity: bool,
    /// Whether an agent asks for it now.
    pub asked: bool,
    /// Whether it was recorded as missing, because nobody answered in time.
    pub missing: bool,
    /// Whether it must be filled before the ticket can be resolved.
    pub blocks: bool,
}

/// A step of the ticket's life.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeStep {
    /// The state's name.
    pub label: String,
    /// −1 behind, 0 here, 1 ahead.
    pub place: i8,
}

/// A ticket that the reader keeps open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTab {
    /// Its number.
    pub number: String,
    /// Its subject.
    pub subject: String,
    /// Whether it holds something that he has not read.
    pub unread: bool,
}

/// What the reader may do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    /// Customer: write or send files.
    pub write: bool,
    /// Customer: validate.
    pub validate: bool,
    /// Customer: contest.
    pub contest: bool,
    /// Customer: withdraw.
    pub withdraw: bool,
    /// Customer: say thanks.
    pub thank: bool,
    /// Customer: file a ticket that takes this one up again.
    pub follow_up: bool,
    /// Agent: take.
    pub take: bool,
    /// Agent: answer.
    pub answer: bool,
    /// Agent: ask.
    pub ask: bool,
    /// Agent: take the ask back.
    pub cancel_ask: bool,
    /// Agent: resolve.
    pub resolve: bool,
    /// Agent: reopen.
    pub reopen: bool,
    /// Agent: write a note.
    pub note: bool,
    /// Lead: take out of a message what it exposed.
    pub redact: bool,
    /// Write a note to colleagues, and give them the ticket.
    pub team_note: bool,
}

/// What the agent has sent and that has not gone out, or that has come back to him.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldView {
    /// Whether it still goes out by itself.
    pub waits: bool,
    /// In how many seconds.
    pub seconds: i64,
    /// How it stands, as a sentence; empty while it waits.
    pub said: String,
    /// Its text.
    pub body: String,
    /// The name of its form.
    pub form: String,
    /// The fields of that form, to write on; empty while it waits.
    pub values: Vec<(String, String)>,
}

/// A ticket with its thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadPage {
    /// Its id, as changes name it.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Subject and sub-reason.
    pub title: String,
    /// Who opened it, when, on which account.
    pub opened: String,
    /// The customer's name, for agents.
    pub customer: String,
    /// The state's word, sent back by forms.
    pub state: String,
    /// Who must act.
    pub mark: Mark,
    /// Who must act, by when, and what happens otherwise.
    pub promise: String,
    /// The steps of its life.
    pub life: Vec<LifeStep>,
    /// The number of the last event, sent back by forms.
    pub sequence: i64,
    /// The thread, oldest first.
    pub entries: Vec<Entry>,
    /// The document slots.
    pub slots: Vec<SlotView>,
    /// By when what is asked must come; empty when nothing is asked.
    pub asked_until: String,
    /// What the customer told when he filed.
    pub information: Vec<Named>,
    /// The parcels it concerns: number for addresses, and grouped.
    pub parcels: Vec<(String, String)>,
    /// The first parcel, where it is known.
    pub parcel: Option<ParcelPage>,
    /// Whether that parcel is shown no more.
    pub archived: bool,
    /// What the agent holds; none for a customer.
    pub held: Option<HeldView>,
    /// What the reader may do.
    pub may: May,
    /// His own side: id, name, and whether the ticket is given to that person. The reader himself is among them.
    pub people: Vec<(String, String, bool)>,
    /// Whom of them a note can call: id and name.
    pub callable: Vec<(String, String)>,
    /// To whom it is given, as the form sends it back.
    pub assigned_seen: String,
    /// To whom of the reader's team it is given, as a sentence; empty for the operator.
    pub assigned: String,
    /// Whether he is told of what happens here.
    pub bell: bool,
    /// The reply he was writing.
    pub draft: String,
    /// Files he sent to the forms of this page.
    pub draft_files: Vec<FormFile>,
    /// The key under which draft files of the reply are kept; those of the other forms begin with it.
    pub draft_key: String,
    /// A fresh deed key; each form adds its own name.
    pub deed: String,
    /// Outcomes an agent can choose: word and name.
    pub outcomes: Vec<(String, String)>,
    /// The number of the closed ticket that it takes up again; empty where it is none, or none of the reader's.
    pub follows: String,
    /// The numbers of the tickets that take it up again.
    pub followed_by: Vec<String>,
    /// Whether mails leave this installation.
    pub mails: bool,
    /// How the customer rated it, in words; empty when he did not.
    pub rating: String,
    /// What an agent can mark as abuse: word and name, the newest first.
    pub markable: Vec<(String, String)>,
    /// What is marked as abuse: word and name.
    pub marked: Vec<(String, String)>,
    /// The kinds of abuse: word and name.
    pub abuses: Vec<(String, String)>,
    /// What a lead can take out: word and name, the newest first.
    pub redactable: Vec<(String, String)>,
    /// The tickets that the reader keeps open, in the order in which he opened them.
    pub tabs: Vec<OpenTab>,
}

/// One thread.
///
/// # Errors
/// Not found for a ticket that does not exist or is not the reader's.
#[server(prefix = "/read", endpoint = "tickets/thread", input = GetUrl)]
pub async fn thread(number: String, at_desk: bool) -> Result<ThreadPage, Failure> {
    crate::host::show::thread::page(&number, at_desk).await
}
