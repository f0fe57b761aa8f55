//! One thing that a carrier reported of a parcel.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state::{ParcelState, UnknownWord};

/// One event of a parcel, as a carrier reported it and as we read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// The carrier's own code of the event.
    pub code: String,
    /// Code of the carrier that reported it.
    pub carrier: String,
    /// The carrier's own words, in the carrier's language; may be empty.
    pub label: String,
    /// The state that it puts the parcel in. `None` for a code that nobody has mapped yet: such a scan is shown and
    /// changes nothing.
    pub state: Option<ParcelState>,
    /// Why, where the carrier says so.
    pub reason: Option<ScanReason>,
    /// Who is responsible, where the carrier says so.
    pub responsible: Option<Responsible>,
    /// When it happened.
    pub at: Timestamp,
    /// The offset from UTC, in minutes, of the clock at the place where it happened.
    pub offset_minutes: i16,
    /// The place as the carrier names it; empty where it names none.
    pub place: String,
    /// The carrier takes back what it said before: only such a scan leads out of a final state. One without a state
    /// takes back itself, and says nothing in its place.
    pub correction: bool,
}

impl Scan {
    /// Whether the carrier has taken this scan back without saying anything else: it is shown, and everything is as if it
    /// had never come.
    #[must_use]
    pub const fn is_withdrawn(&self) -> bool {
        self.correction && self.state.is_none()
    }
}

/// Why a parcel is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanReason {
    /// The parcel or its content is damaged.
    Damage,
    /// Nobody knows where it is.
    Loss,
    /// Customs hold it or look at it.
    Customs,
    /// The address is wrong or incomplete.
    Address,
    /// The recipient was not there.
    Absent,
    /// The recipient would not take it.
    Refused,
    /// Nobody fetched it from the pickup point in time.
    Unclaimed,
    /// Weather, flood, snow.
    Weather,
    /// Its content may not be carried.
    Prohibited,
    /// It is late, and the carrier does not say why.
    Delay,
    /// It was handed back to its sender, which completes a return.
    HandedBack,
    /// Something else, in the carrier's own words.
    Other,
}

impl ScanReason {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::Damage,
        Self::Loss,
        Self::Customs,
        Self::Address,
        Self::Absent,
        Self::Refused,
        Self::Unclaimed,
        Self::Weather,
        Self::Prohibited,
        Self::Delay,
        Self::HandedBack,
        Self::Other,
    ];

    /// The word that is stored, sent and written in feeds.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Damage => "damage",
            Self::Loss => "loss",
            Self::Customs => "customs",
            Self::Address => "address",
            Self::Absent => "absent",
            Self::Refused => "refused",
            Self::Unclaimed => "unclaimed",
            Self::Weather => "weather",
            Self::Prohibited => "prohibited",
            Self::Delay => "delay",
            Self::HandedBack => "handed_back",
            Self::Other => "other",
        }
    }
}

/// Who brought an event about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// The carrier.
    Carrier,
    /// The sender.
    Sender,
    /// The recipient.
    Recipient,
    /// Customs of some country.
    Customs,
    /// The weather.
    Weather,
    /// Somebody or something else.
    Other,
}

impl Responsible {
    /// Everyone.
    pub const ALL: [Self; 6] =
        [Self::Carrier, Self::Sender, Self::Recipient, Self::Customs, Self::Weather, Self::Other];

    /// The word that is stored, sent and written in feeds.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Carrier => "carrier",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Customs => "customs",
            Self::Weather => "weather",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for ScanReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Responsible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ScanReason {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

impl FromStr for Responsible {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|responsible| responsible.as_str() == text)
            .ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for reason in ScanReason::ALL {
            assert_eq!(reason.as_str().parse(), Ok(reason));
            assert_eq!(serde_json::to_string(&reason).ok(), Some(format!("\"{reason}\"")));
        }
        for responsible in Responsible::ALL {
            assert_eq!(responsible.as_str().parse(), Ok(responsible));
            assert_eq!(serde_json::to_string(&responsible).ok(), Some(format!("\"{responsible}\"")));
        }
        assert!("lost".parse::<ScanReason>().is_err());
        assert!("".parse::<Responsible>().is_err());
    }
}
