//! The table of `parcel import`: its columns, its lines, and what can be wrong with one.
//!
//! The first line names the columns, in any order:
//!
//! `tracking_number;carrier;account;sub_account;label_date;shipment;sender_reference;recipient_reference;`
//! `recipient_name;street;postcode;town;country;service;weight_kg;declared_value`
//!
//! Only number, carrier, account and label date must be there; `weight_grams` can stand instead of `weight_kg`.
//! Semicolon, comma or tab separate; which one, the first line shows. A column that is not there leaves what is known
//! of a parcel as it is, an empty field clears it.

use std::fmt;

use jiff::civil::Date;

use crate::sheet::{Column, SheetRefusal};

/// Signs of a tracking number once it is cleaned.
pub(super) const NUMBER_MAX: usize = 40;

/// The columns. Of a number and its spaces and dashes the file may hold more than of the number.
pub const COLUMNS: [Column; 17] = [
    Column::needed("tracking_number", 200),
    Column::needed("carrier", 40),
    Column::needed("account", 40),
    Column::optional("sub_account", 40),
    Column::needed("label_date", 40),
    Column::optional("shipment", 100),
    Column::optional("sender_reference", 100),
    Column::optional("recipient_reference", 100),
    Column::optional("recipient_name", 200),
    Column::optional("street", 200),
    Column::optional("postcode", 40),
    Column::optional("town", 100),
    Column::optional("country", 40),
    Column::optional("service", 100),
    Column::optional("weight_kg", 40),
    Column::optional("weight_grams", 40),
    Column::optional("declared_value", 40),
];

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowRefusal {
    /// It cannot be read as a line of a table, or the file not as a table.
    Unreadable(SheetRefusal),
    /// A spreadsheet has shortened the number, as `6,19E+12`: its digits are lost.
    Shortened(String),
    /// A field is not a date, a weight, an amount or a country.
    NotA(&'static str, String),
    /// No customer has this account.
    UnknownAccount(String),
    /// The account has no such part.
    UnknownSubAccount(String),
    /// The customer has an older parcel of this number and carrier, which is shown no more and not erased yet.
    Archived {
        /// The day its label was made.
        label_on: Date,
    },
    /// The parcel stands in this file already, with other words.
    Twice {
        /// The line that was taken.
        line: usize,
    },
}

impl From<SheetRefusal> for RowRefusal {
    fn from(refusal: SheetRefusal) -> Self {
        RowRefusal::Unreadable(refusal)
    }
}

impl RowRefusal {
    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(refusal) => refusal.code(),
            Self::Shortened(_) => "shortened",
            Self::NotA(..) => "wrong_value",
            Self::UnknownAccount(_) => "unknown_account",
            Self::UnknownSubAccount(_) => "unknown_sub_account",
            Self::Archived { .. } => "archived",
            Self::Twice { .. } => "twice",
        }
    }
}

impl fmt::Display for RowRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(refusal) => refusal.fmt(f),
            Self::Shortened(number) => {
                write!(f, "a spreadsheet has shortened the number to {number}: save the column as text")
            }
            Self::NotA("label_date", text) => write!(f, "not a date of 2000 to 2099: {text:?}"),
            Self::NotA("country", text) => write!(f, "not a country code of two letters: {text:?}"),
            Self::NotA("declared_value", text) => write!(f, "not an amount of money: {text:?}"),
            Self::NotA(column, text) => write!(f, "{column} is not a number: {text:?}"),
            Self::UnknownAccount(number) => write!(f, "no customer has the account {number:?}"),
            Self::UnknownSubAccount(number) => write!(f, "the account has no part {number:?}"),
            Self::Archived { label_on } => write!(
                f,
                "the customer's parcel of this number, labelled on {label_on}, is in the archive: the number can be used \
                 again once that parcel is erased"
            ),
            Self::Twice { line } => write!(f, "the same parcel stands on line {line}, with other words"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_sentence_and_a_word() {
        let refusal = RowRefusal::NotA("weight_kg", "lourd".to_owned());
        assert_eq!(refusal.to_string(), "weight_kg is not a number: \"lourd\"");
        assert_eq!(refusal.code(), "wrong_value");
        let refusal = RowRefusal::from(SheetRefusal::TooLong("street", 200));
        assert_eq!(refusal.to_string(), "street is longer than 200 characters");
        assert_eq!(refusal.code(), "too_long");
    }
}
