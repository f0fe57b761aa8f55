//! How a table's columns are called: a TOML file that is written once per sender of tables.
//!
//! ```toml
//! delimiter = ";"          # one character, or "tab"; a semicolon where it is left out
//! zone = "Europe/Paris"    # for times without an offset
//! carrier = "dpd"          # for lines that name no carrier
//!
//! [columns]                # our name = their header; a column left out is called as we call it
//! tracking_number = "N° colis"
//! at = "Date événement"
//! ```

use std::fmt;

use jiff::tz::TimeZone;
use serde::Deserialize;

/// A column of a table, by our name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The parcel's number.
    TrackingNumber,
    /// The carrier's code.
    Carrier,
    /// The carrier's code of the event.
    Code,
    /// One of our words for a state.
    State,
    /// When it happened.
    At,
    /// Where it happened.
    Place,
    /// The carrier's own words.
    Label,
    /// One of our words for a reason; the default headers do without it.
    Reason,
    /// One of our words for who is responsible; the default headers do without it.
    Responsible,
    /// Whether the carrier takes back what it said (`true`, `1`, `yes`, `oui`); the default headers do without it.
    Correction,
    /// The expected day of delivery; the default headers do without it.
    EstimatedDelivery,
    /// Who took the parcel; the default headers do without it.
    Signatory,
}

impl Column {
    /// Every column, those of the default headers first and in their order.
    pub const ALL: [Self; 12] = [
        Self::TrackingNumber,
        Self::Carrier,
        Self::Code,
        Self::State,
        Self::At,
        Self::Place,
        Self::Label,
        Self::Reason,
        Self::Responsible,
        Self::Correction,
        Self::EstimatedDelivery,
        Self::Signatory,
    ];

    /// Our name, which is also the default header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrackingNumber => "tracking_number",
            Self::Carrier => "carrier",
            Self::Code => "code",
            Self::State => "state",
            Self::At => "at",
            Self::Place => "place",
            Self::Label => "label",
            Self::Reason => "reason",
            Self::Responsible => "responsible",
            Self::Correction => "correction",
            Self::EstimatedDelivery => "estimated_delivery",
            Self::Signatory => "signatory",
        }
    }
}

/// How a table is written. The default is the one of `product.md` §9.
#[derive(Clone, Debug)]
pub struct Mapping {
    delimiter: u8,
    zone: Option<TimeZone>,
    carrier: Option<String>,
    headers: Vec<(Column, String)>,
}

impl Default for Mapping {
    fn default() -> Self {
        Self { delimiter: b';', zone: None, carrier: None, headers: Vec::new() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    delimiter: Option<String>,
    zone: Option<String>,
    carrier: Option<String>,
    #[serde(default)]
    columns: toml::Table,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError`] where it is no such file, or names a column, zone or delimiter that does not exist.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let file: MappingFile = toml::from_str(text).map_err(|error| MappingError::Malformed(error.to_string()))?;
        let delimiter = match file.delimiter.as_deref() {
            None => b';',
            Some("tab") => b'\t',
            Some(text) => match text.as_bytes() {
                [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => *byte,
                _ => return Err(MappingError::Delimiter(text.to_owned())),
            },
        };
        let zone = match file.zone {
            Some(name) => Some(TimeZone::get(&name).map_err(|_| MappingError::Zone(name))?),
            None => None,
        };
        let mut headers = Vec::new();
        for (name, header) in &file.columns {
            let column = Column::ALL.into_iter().find(|column| column.as_str() == name);
            let (Some(column), Some(header)) = (column, header.as_str()) else {
                return Err(MappingError::Column(name.clone()));
            };
            headers.push((column, header.to_owned()));
        }
        let carrier = file.carrier.as_deref().and_then(super::reading::carrier);
        Ok(Self { delimiter, zone, carrier, headers })
    }

    /// The character between fields.
    #[must_use]
    pub const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The zone of times without an offset.
    #[must_use]
    pub const fn zone(&self) -> Option<&TimeZone> {
        self.zone.as_ref()
    }

    /// The carrier of lines that name none.
    #[must_use]
    pub fn carrier(&self) -> Option<&str> {
        self.carrier.as_deref()
    }

    /// The header under which a column is looked for.
    #[must_use]
    pub fn header(&self, column: Column) -> &str {
        let renamed = self.headers.iter().find(|(renamed, _)| *renamed == column);
        renamed.map_or(column.as_str(), |(_, header)| header)
    }
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// It is not TOML of this form.
    Malformed(String),
    /// The delimiter is not one character.
    Delimiter(String),
    /// No time zone has this name.
    Zone(String),
    /// No column of ours has this name, or its header is no text.
    Column(String),
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(detail) => write!(f, "malformed mapping: {detail}"),
            Self::Delimiter(text) => write!(f, "the delimiter is one character or \"tab\", not {text:?}"),
            Self::Zone(name) => write!(f, "no time zone is called {name:?}"),
            Self::Column(name) => write!(f, "no column is called {name:?}, or its header is not a text"),
        }
    }
}

impl std::error::Error for MappingError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_renames_columns_and_names_the_zone() {
        let mapping = Mapping::parse(
            "delimiter = \"tab\"\nzone = \"Europe/Paris\"\ncarrier = \" DPD \"\n[columns]\nat = \"Date\"\n",
        )
        .expect("a mapping");
        assert_eq!(mapping.delimiter(), b'\t');
        assert_eq!(mapping.carrier(), Some("dpd"));
        assert_eq!(mapping.zone().and_then(TimeZone::iana_name), Some("Europe/Paris"));
        assert_eq!((mapping.header(Column::At), mapping.header(Column::Code)), ("Date", "code"));
    }

    #[test]
    fn a_mapping_that_means_nothing_is_refused() {
        for (text, expected) in [
            ("delimiter = \";;\"", MappingError::Delimiter(";;".to_owned())),
            ("delimiter = \"é\"", MappingError::Delimiter("é".to_owned())),
            ("zone = \"Europe/Lutèce\"", MappingError::Zone("Europe/Lutèce".to_owned())),
            ("[columns]\ndate = \"Date\"", MappingError::Column("date".to_owned())),
            ("[columns]\nat = 3", MappingError::Column("at".to_owned())),
        ] {
            assert_eq!(Mapping::parse(text).err(), Some(expected), "{text}");
        }
        assert!(matches!(Mapping::parse("colonnes = 1"), Err(MappingError::Malformed(_))));
    }
}
