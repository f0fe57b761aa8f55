//! The two languages that every page, mail and report exists in.

use serde::{Deserialize, Serialize};

/// A language of the product. French is the default (`product.md`, first page).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, as written in France.
    #[default]
    Fr,
    /// English, as written in Great Britain.
    En,
}

impl Language {
    /// Both languages, the default first.
    pub const ALL: [Language; 2] = [Language::Fr, Language::En];

    /// The BCP 47 code, as used in `lang` attributes and cookies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::Fr => "fr",
            Language::En => "en",
        }
    }

    /// The language of a code such as `fr`, `en-GB` or `FR_fr`, where we have it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4).
    ///
    /// Entries with `q=0` are refused ones; ties keep the order of the header; nothing known is `None`.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Language)> = None;
        for entry in header.split(',') {
            let mut parts = entry.split(';');
            let Some(language) = parts.next().and_then(Language::from_code) else {
                continue;
            };
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")?.trim().parse::<f32>().ok()).unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_browser_gets_the_language_it_weighs_most() {
        for (header, expected) in [
            ("fr-FR,fr;q=0.9,en;q=0.8", Some(Language::Fr)),
            ("en-GB,en;q=0.9,fr;q=0.1", Some(Language::En)),
            ("de-DE,de;q=0.9,en;q=0.3", Some(Language::En)),
            ("de", None),
            ("fr;q=0, en;q=0.2", Some(Language::En)),
            ("", None),
            (";;q=;,,", None),
        ] {
            assert_eq!(Language::from_accept_language(header), expected, "{header}");
        }
    }

    #[test]
    fn codes_are_read_without_case_or_region() {
        assert_eq!(Language::from_code("EN-us"), Some(Language::En));
        assert_eq!(Language::from_code(" fr_FR "), Some(Language::Fr));
        assert_eq!(Language::from_code("zz"), None);
    }
}
