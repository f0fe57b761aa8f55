//! Taking in a table of pickup points.

use std::collections::HashMap;
use std::fmt;

use domain::relay::{OpeningHours, Position, RelayPoint, read_degrees, read_spans};
use store::{Scope, relay_points};

use super::postcode;
use crate::feed::encoding;
use crate::sheet::{Column, Fields, Sheet, SheetRefusal};
use crate::{Operations, Result};

/// Lines of one transaction.
const AT_ONCE: usize = 500;

/// The weekdays' columns, Monday first.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The columns of the table.
pub const COLUMNS: [Column; 17] = [
    Column::needed("id", 40),
    Column::needed("carrier", 40),
    Column::needed("name", 100),
    Column::optional("street", 100),
    Column::needed("postcode", 12),
    Column::needed("town", 60),
    Column::optional("country", 2),
    Column::optional("latitude", 30),
    Column::optional("longitude", 30),
    Column::optional("monday", 60),
    Column::optional("tuesday", 60),
    Column::optional("wednesday", 60),
    Column::optional("thursday", 60),
    Column::optional("friday", 60),
    Column::optional("saturday", 60),
    Column::optional("sunday", 60),
    Column::optional("active", 10),
];

/// What became of a table of points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelayImport {
    /// Points that were not here before.
    pub added: usize,
    /// Points of which the table says something else than before.
    pub changed: usize,
    /// Lines that say what was known.
    pub unchanged: usize,
    /// Lines that were not taken, and why, in the order of the file.
    pub rejected: Vec<(usize, RelayRefusal)>,
    /// Headers that mean nothing here.
    pub ignored_columns: Vec<String>,
}

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelayRefusal {
    /// It cannot be read.
    Unreadable(SheetRefusal),
    /// A field is none of what its column takes.
    NotA(&'static str, String),
    /// One of latitude and longitude is there without the other.
    HalfAPosition,
    /// The point stands in this file already, with other words.
    Twice {
        /// The line that was taken.
        line: usize,
    },
}

impl From<SheetRefusal> for RelayRefusal {
    fn from(refusal: SheetRefusal) -> Self {
        RelayRefusal::Unreadable(refusal)
    }
}

impl fmt::Display for RelayRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(refusal) => refusal.fmt(f),
            Self::NotA("country", text) => write!(f, "not a country code of two letters: {text:?}"),
            Self::NotA("active", text) => write!(f, "active is yes or no, not {text:?}"),
            Self::NotA(column @ ("latitude" | "longitude"), text) => {
                write!(f, "{column} is degrees with decimals, as in 45.7597, not {text:?}")
            }
            Self::NotA(column, text) => {
                write!(f, "{column} is hours as in 09:00-12:30 14:00-19:00, or closed, not {text:?}")
            }
            Self::HalfAPosition => f.write_str("latitude and longitude are told together, or neither"),
            Self::Twice { line } => write!(f, "the same point stands on line {line}, with other words"),
        }
    }
}

impl Operations {
    /// Takes in a table of points. Good lines are kept, bad ones are reported; the same file twice changes nothing. A
    /// point that the file does not name stays as it is: one that closes is named with `active` no.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; what was kept until then stays kept, and the file can come again.
    pub async fn import_relay_points(&self, file: &[u8]) -> Result<RelayImport> {
        let text = encoding::decode(file);
        let mut report = RelayImport::default();
        let mut sheet = match Sheet::open(&text, &COLUMNS) {
            Ok(sheet) => sheet,
            Err((line, refusal)) => {
                report.rejected.push((line, refusal.into()));
                return Ok(report);
            }
        };
        report.ignored_columns = sheet.ignored().to_vec();
        let mut taken: HashMap<(String, String), (usize, RelayPoint)> = HashMap::new();
        loop {
            let lines: Vec<_> = sheet.by_ref().take(AT_ONCE).collect();
            if lines.is_empty() {
                return Ok(report);
            }
            let mut points = Vec::with_capacity(lines.len());
            for (line, fields) in lines {
                match fields.map_err(RelayRefusal::from).and_then(|fields| point(&fields)) {
                    Ok(point) => {
                        let key = (point.carrier.clone(), point.code.clone());
                        match taken.get(&key) {
                            None => {
                                taken.insert(key, (line, point.clone()));
                                points.push(point);
                            }
                            Some((_, before)) if *before == point => report.unchanged += 1,
                            Some((before, _)) => report.rejected.push((line, RelayRefusal::Twice { line: *before })),
                        }
                    }
                    Err(refusal) => report.rejected.push((line, refusal)),
                }
            }
            self.keep_points(points, &mut report).await?;
        }
    }

    async fn keep_points(&self, points: Vec<RelayPoint>, report: &mut RelayImport) -> Result<()> {
        let codes: Vec<String> = points.iter().map(|point| point.code.clone()).collect();
        let mut tx = self.store().write(Scope::System).await?;
        let known = relay_points::by_codes(&mut tx, &codes).await?;
        let mut anew = Vec::new();
        for point in points {
            match known.iter().find(|one| one.carrier == point.carrier && one.code == point.code) {
                Some(same) if *same == point => report.unchanged += 1,
                Some(_) => {
                    report.changed += 1;
                    anew.push(point);
                }
                None => {
                    report.added += 1;
                    anew.push(point);
                }
            }
        }
        relay_points::keep(&mut tx, &anew).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn point(fields: &Fields) -> std::result::Result<RelayPoint, RelayRefusal> {
    let wrong = |column, text: &str| RelayRefusal::NotA(column, text.to_owned());
    let country = match fields.get("country") {
        "" => "FR".to_owned(),
        code if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => code.to_ascii_uppercase(),
        other => return Err(wrong("country", other)),
    };
    let degrees = |column, most| match fields.get(column) {
        "" => Ok(None),
        text => read_degrees(text, most).map(Some).ok_or_else(|| wrong(column, text)),
    };
    let position = match (degrees("latitude", 90)?, degrees("longitude", 180)?) {
        (Some(latitude), Some(longitude)) => Some(Position { latitude, longitude }),
        (None, None) => None,
        _ => return Err(RelayRefusal::HalfAPosition),
    };
    let mut hours = OpeningHours::default();
    for (day, column) in hours.0.iter_mut().zip(DAYS) {
        *day = read_spans(fields.get(column)).ok_or_else(|| wrong(column, fields.get(column)))?;
    }
    let active = match fields.get("active").to_lowercase().as_str() {
        "" | "1" | "yes" | "true" | "oui" | "vrai" | "o" | "y" => true,
        "0" | "no" | "false" | "non" | "faux" | "n" => false,
        _ => return Err(wrong("active", fields.get("active"))),
    };
    Ok(RelayPoint {
        carrier: fields.needed("carrier")?.to_lowercase(),
        code: fields.needed("id")?.to_owned(),
        name: fields.needed("name")?.to_owned(),
        street: fields.get("street").to_owned(),
        postcode: postcode(fields.needed("postcode")?),
        town: fields.needed("town")?.to_owned(),
        country,
        position,
        hours,
        active,
    })
}
