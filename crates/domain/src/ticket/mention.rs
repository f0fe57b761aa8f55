//! Naming somebody in a message: `@Name`.

/// The longest list of people that one message calls.
pub const TOLD_MAX: usize = 50;

/// The places of the names that a text calls with `@`: the whole name, or the first word of one that begins only one of
/// them. Case does not matter; what goes on as a word is another name.
#[must_use]
pub fn mentioned(text: &str, names: &[&str]) -> Vec<usize> {
    let text = text.to_lowercase();
    let calls = |name: &str| -> bool {
        let call = format!("@{}", name.to_lowercase());
        text.match_indices(&call).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + call.len()..].chars().next();
            let ends = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_alphanumeric());
            ends(before) && ends(after)
        })
    };
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let alone = |name: &str| names.iter().filter(|other| first(other) == first(name)).count() == 1;
    let is_called = |name: &str| {
        let short = first(name);
        !short.is_empty() && (calls(name.trim()) || (alone(name) && calls(&short)))
    };
    names.iter().enumerate().filter(|(_, name)| is_called(name)).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::mentioned;

    #[test]
    fn a_name_is_called_by_itself_or_by_its_first_word_where_that_is_enough() {
        let names = ["Hugo Petit", "Éva Petit", "Ana Costa", "Ana Lima", " "];
        for (text, expected) in [
            ("@Hugo Petit, peux-tu voir ?", vec![0]),
            ("merci @hugo!", vec![0]),
            ("vu avec @Ana", vec![]),
            ("vu avec @ana costa et @ANA LIMA.", vec![2, 3]),
            ("@éva et @Hugo", vec![0, 1]),
            ("hugo@petit.example et x@hugo", vec![]),
            ("@Hugolin", vec![]),
            ("@", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(mentioned(text, &names), expected, "{text}");
        }
    }
}
