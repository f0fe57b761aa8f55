//! Which numbers a language treats as singular (Unicode CLDR, plural rules for cardinals, whole numbers).

use crate::Language;

/// Whether `[one]` is taken: French for 0 and 1, English for 1; the sign does not count.
///
/// CLDR also gives French a form for whole millions ("un million de colis"); no text of ours writes such numbers out.
pub(crate) const fn is_one(language: Language, number: i64) -> bool {
    match language {
        Language::Fr => matches!(number, -1..=1),
        Language::En => matches!(number, -1 | 1),
    }
}

#[cfg(test)]
mod tests {
    use super::is_one;
    use crate::Language;

    #[test]
    fn zero_is_singular_in_french_only() {
        for (number, french, english) in
            [(0, true, false), (1, true, true), (-1, true, true), (2, false, false), (i64::MIN, false, false)]
        {
            assert_eq!(is_one(Language::Fr, number), french, "{number} in French");
            assert_eq!(is_one(Language::En, number), english, "{number} in English");
        }
    }
}
