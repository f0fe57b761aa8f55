//! What can be an e-mail address. Whether a mailbox answers there, only a mail can tell.

/// Whether a text has the form of one address: something before the `@`, a domain with a dot behind it, and nothing
/// that lists, headers or command lines would read as more (RFC 5321 §4.1.2, without quoted local parts).
#[must_use]
pub fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return false };
    let plain = |part: &str| {
        let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "@,;<>()[]\"\\".contains(letter);
        !part.is_empty() && !part.chars().any(odd)
    };
    let labels = domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    plain(local) && plain(domain) && labels && domain.contains('.')
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_is_one_address_and_nothing_else() {
        for (text, expected) in [
            ("claire@lemaire.example", true),
            ("claire.morel+suivi@lemaire.example", true),
            ("claire", false),
            ("claire@lemaire", false),
            ("@lemaire.example", false),
            ("a@b.example, c@d.example", false),
            ("a@b.example\r\nBcc: c@d.example", false),
            ("a@-b.example", false),
            ("a@b..example", false),
            ("<a@b.example>", false),
        ] {
            assert_eq!(is_email(text), expected, "{text}");
        }
    }
}
