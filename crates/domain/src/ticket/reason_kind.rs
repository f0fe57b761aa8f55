//! The closed lists of words a reason matrix is written in: kinds of fields and documents, and what windows count.
//!
//! Each word is the same in the matrix file, in storage and over the wire.

use serde::{Deserialize, Serialize};

/// An enum whose variants are words, with the list of all and both conversions.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in the matrix file and in storage.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            /// The value of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

pub(super) use words;

words! {
    /// What an information field takes.
    FieldKind {
        /// One line of text.
        Text = "text",
        /// The identity of a phone: 15 digits, the last one a check digit (3GPP TS 23.003 §6.2.1, Luhn).
        Imei = "imei",
        /// An amount in euros.
        Money = "money",
        /// A day of the calendar.
        Date = "date",
        /// The contents of a shipment, one item per line: description; quantity; value.
        ContentLines = "content_lines",
    }
}

words! {
    /// Which document a slot waits for.
    SlotKind {
        /// An invoice.
        Invoice = "invoice",
        /// A copy of an identity document.
        IdentityDocument = "identity_document",
        /// The recipient's letter that denies the signature (*dénégation de signature*).
        SignatureDenial = "signature_denial",
        /// A photo.
        Photo = "photo",
        /// Any other document.
        Other = "other",
    }
}

words! {
    /// From which day a claim window is counted. The day itself is not counted.
    WindowStart {
        /// The day of delivery.
        Delivery = "delivery",
        /// The day the label was made.
        Label = "label",
        /// The day of the last event.
        LastEvent = "last_event",
    }
}

words! {
    /// Which days a claim window counts.
    DayCount {
        /// Every day.
        Calendar = "calendar",
        /// *Jours ouvrés*: Monday to Friday less public holidays.
        Working = "working",
        /// *Jours ouvrables*: Monday to Saturday less public holidays.
        WorkingWithSaturday = "working_with_saturday",
    }
}

words! {
    /// Where the thing a subject asks for can be had at once, without a ticket.
    LeadsTo {
        /// The proof of delivery of the parcel, while one is available.
        ProofOfDelivery = "proof_of_delivery",
        /// The delivery instruction form, while the parcel allows instructions.
        DeliveryInstruction = "delivery_instruction",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_file_and_storage() {
        for kind in FieldKind::ALL {
            assert_eq!(FieldKind::from_word(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.as_str()));
        }
        for kind in SlotKind::ALL {
            assert_eq!(SlotKind::from_word(kind.as_str()), Some(*kind));
        }
        for start in WindowStart::ALL {
            assert_eq!(WindowStart::from_word(start.as_str()), Some(*start));
        }
        for count in DayCount::ALL {
            assert_eq!(DayCount::from_word(count.as_str()), Some(*count));
        }
        for place in LeadsTo::ALL {
            assert_eq!(LeadsTo::from_word(place.as_str()), Some(*place));
        }
        assert_eq!(FieldKind::from_word("IMEI"), None);
    }
}
