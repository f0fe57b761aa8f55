//! What crosses between the server and the browser: one small server function per page that is read, and the values it
//! answers.
//!
//! Values arrive ready to be shown: words in the reader's language, moments in his zone. Deeds do not stand here:
//! they are forms that post to the page's own address, with scripts and without (`docs/decisions/forms.md`).

#![expect(missing_docs, reason = "`#[server]` makes a field of each argument, and such a field can carry no comment")]

pub mod account;
pub mod admin;
pub mod filing;
pub mod parcels;
pub mod sign_in;
pub mod thread;
pub mod tickets;
pub mod viewer;

use serde::{Deserialize, Serialize};

use crate::ui::Tone;

/// A moment as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// The exact moment, RFC 3339 UTC.
    pub at: String,
    /// What is read: *21 nov. 16:40*.
    pub text: String,
    /// The full moment with its zone.
    pub full: String,
}

/// A word with the colour of who must act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// The colour's meaning.
    pub tone: Tone,
    /// The word.
    pub text: String,
}

/// A name and a value of a list of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}
