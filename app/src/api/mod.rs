//! What crosses between the server and the browser: one small server function per page that is read, and the values it
//! answers.
//!
//! Values arrive ready to be shown: words in the reader's language, moments in his zone. Deeds do not stand here:
//! they are forms that post to the page's own address, with scripts and without (`docs/decisions/forms.md`).

#![expect(missing_docs, reason = "`#[server]` makes a field of each argument, and such a field can carry no comment")]

pub mod abuse;
pub mod account;
pub mod admin;
pub mod archive;
pub mod attachment;
pub mod audit;
pub mod dashboard;
pub mod desk;
pub mod downloads;
pub mod feeds;
pub mod filing;
pub mod handover;
pub mod help;
pub mod instruct;
pub mod notices;
pub mod parcels;
pub mod proofs;
pub mod reports;
pub mod search;
pub mod second_factor;
pub mod sign_in;
pub mod team;
pub mod thread;
pub mod tickets;
pub mod tracking;
pub mod viewer;

use serde::{Deserialize, Serialize};

use crate::ui::Tone;

/// Writes a value of which a page holds many as a list of its fields, in their order: a page carries what it shows twice,
/// once as text and once as data, and the names of fields were a third of the data. Reading knows both forms.
macro_rules! written_as_list {
    ($value:ty: $($field:ident),+) => {
        impl serde::Serialize for $value {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ($(&self.$field,)+).serialize(serializer)
            }
        }
    };
}
pub(crate) use written_as_list;

/// A moment as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub struct When {
    /// The exact moment, RFC 3339 UTC.
    pub at: String,
    /// What is read: *21 nov. 16:40*.
    pub text: String,
    /// The full moment with its zone.
    pub full: String,
}

written_as_list!(When: at, text, full);

/// A word with the colour of who must act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub struct Mark {
    /// The colour's meaning.
    pub tone: Tone,
    /// The word.
    pub text: String,
}

written_as_list!(Mark: tone, text);

/// A name and a value of a list of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::{Mark, When};
    use crate::api::tickets::TicketRow;
    use crate::ui::Tone;

    #[test]
    fn what_is_written_as_a_list_is_read_again_as_it_was() {
        let when = |at: &str| When { at: at.to_owned(), text: "hier".to_owned(), full: "hier, 9 h".to_owned() };
        let row = TicketRow {
            number: "D-2026-000001".to_owned(),
            subject: "Retard".to_owned(),
            parcel: "XY 1200".to_owned(),
            parcels: 2,
            customer: "Lemaire".to_owned(),
            mark: Mark { tone: Tone::Wrong, text: "En retard".to_owned() },
            due: "demain".to_owned(),
            changed: when("2026-11-25T08:00:00Z"),
            unread: true,
        };
        let written = serde_json::to_string(&row).expect("written");
        assert!(written.starts_with(r#"["D-2026-000001","Retard""#), "{written}");
        assert_eq!(serde_json::from_str::<TicketRow>(&written).expect("read"), row);
    }
}
