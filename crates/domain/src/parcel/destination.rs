//! The zones that a search can be cut by: within the country, or where an export goes (S2-05).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::state::UnknownWord;

/// Where a parcel goes, seen from metropolitan France.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// France and Monaco, which the domestic network serves, and parcels that tell no country.
    National,
    /// Everywhere else.
    International,
    /// The other member states of the European Union.
    EuropeanUnion,
    /// Beyond the Union's customs and tax territory. The French overseas departments count here: they lie outside its
    /// tax territory (Directive 2006/112/EC, article 6), so that a parcel there needs a declaration.
    RestOfWorld,
}

/// The countries of the domestic network; the empty text is a country that nobody told.
const NATIONAL: [&str; 3] = ["FR", "MC", ""];

/// The other member states, ISO 3166-1 alpha-2; Greece also by the code of the Union, which carriers use.
const UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// National and the Union together: what the rest of the world is not.
const NATIONAL_AND_UNION: [&str; 30] = [
    "FR", "MC", "", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

impl Destination {
    /// Every zone, in the order of the form.
    pub const ALL: [Self; 4] = [Self::National, Self::International, Self::EuropeanUnion, Self::RestOfWorld];

    /// The word used in addresses and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::International => "international",
            Self::EuropeanUnion => "european_union",
            Self::RestOfWorld => "rest_of_world",
        }
    }

    /// A list of countries, and whether they are those of the zone (`true`) or those outside it (`false`).
    #[must_use]
    pub const fn countries(self) -> (bool, &'static [&'static str]) {
        match self {
            Self::National => (true, &NATIONAL),
            Self::International => (false, &NATIONAL),
            Self::EuropeanUnion => (true, &UNION),
            Self::RestOfWorld => (false, &NATIONAL_AND_UNION),
        }
    }

    /// Whether a country lies in the zone.
    #[must_use]
    pub fn covers(self, country: &str) -> bool {
        let (within, countries) = self.countries();
        countries.contains(&country) == within
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Destination {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|zone| zone.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_national_of_the_union_or_beyond() {
        for (country, zone) in [
            ("FR", Destination::National),
            ("", Destination::National),
            ("MC", Destination::National),
            ("BE", Destination::EuropeanUnion),
            ("EL", Destination::EuropeanUnion),
            ("GB", Destination::RestOfWorld),
            ("CH", Destination::RestOfWorld),
            ("RE", Destination::RestOfWorld),
        ] {
            let found: Vec<Destination> = Destination::ALL.into_iter().filter(|zone| zone.covers(country)).collect();
            let expected = match zone {
                Destination::National => vec![zone],
                _ => vec![Destination::International, zone],
            };
            assert_eq!(found, expected, "{country}");
        }
        let together: Vec<&str> = NATIONAL.into_iter().chain(UNION).collect();
        assert_eq!(NATIONAL_AND_UNION.to_vec(), together);
    }

    #[test]
    fn words_are_read_again() {
        for zone in Destination::ALL {
            assert_eq!(zone.to_string().parse(), Ok(zone));
        }
        assert_eq!("europe".parse::<Destination>(), Err(UnknownWord("europe".into())));
    }
}
