//! Names of files as strangers write them, made safe to store, show and save anywhere.

use super::kind::Kind;

/// The longest name, in bytes: file systems take 255, and people add "(1)" and folders add nothing good.
const NAME_MAX: usize = 200;

/// A safe name of the kind the content has, or `None` when the name claims the other sort of thing: a picture that is
/// called a document, or the reverse (`product.md` §11).
///
/// The folder part goes, so do control, invisible and direction characters and dots at the start; what file systems
/// refuse becomes a dash; the ending says what the content is. A picture called by another picture's ending is renamed:
/// phones do that, and the picture is written anew anyway.
pub(crate) fn safe_name(typed: &str, kind: Kind) -> Option<String> {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|sign| !is_unseen(*sign)).map(allowed).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, ending.to_lowercase()),
        _ => (name, String::new()),
    };
    let claimed = Kind::ALL.into_iter().find(|kind| kind.extensions().contains(&ending.as_str()));
    let stem = match claimed {
        Some(claimed) if (claimed == Kind::Pdf) != (kind == Kind::Pdf) => return None,
        Some(_) => stem.trim_end_matches(['.', ' ']),
        // Another ending stays part of the name and is followed by the true one.
        None => name,
    };
    let ending = if claimed == Some(kind) { ending.as_str() } else { kind.extensions()[0] };
    let stem = match stem {
        "" if kind == Kind::Pdf => "document",
        "" => "photo",
        stem => stem,
    };
    let stem = cut(stem, NAME_MAX - ending.len() - 2);
    let guard = if is_device(stem) { "_" } else { "" };
    Some(format!("{guard}{stem}.{ending}"))
}

/// A name of our own making that quotes what somebody typed, made safe in the same way; its ending stays as it is.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let shown: String = name.chars().filter(|sign| !is_unseen(*sign)).map(allowed).collect();
    let flat = shown.replace(['/', '\\'], "-");
    let words: Vec<&str> = flat.split_whitespace().collect();
    let words = words.join(" ");
    let name = words.trim_start_matches(['.', ' ']);
    let is_ending = |ending: &str| (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let (stem, ending) = name.rsplit_once('.').filter(|(_, ending)| is_ending(ending)).unwrap_or((name, ""));
    let guard = if is_device(stem) { "_" } else { "" };
    match (cut(stem, NAME_MAX - 10), ending) {
        ("", _) => "fichier".to_owned(),
        (stem, "") => format!("{guard}{stem}"),
        (stem, ending) => format!("{guard}{stem}.{ending}"),
    }
}

/// Characters that show nothing or turn the reading direction: `facture\u{202e}fdp.exe` must not look like a PDF.
const fn is_unseen(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    ) || (sign.is_ascii_control() && !matches!(sign, '\t' | '\n' | '\r'))
        || matches!(sign, '\u{80}'..='\u{9f}')
}

/// What Windows and shells do not take in a name becomes a dash.
const fn allowed(sign: char) -> char {
    if matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '-' } else { sign }
}

fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end_matches(['.', ' '])
}

/// Names that Windows gives to devices, whatever ending follows.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |word: &str| first.strip_prefix(word).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_our_own_stay_flat() {
        for (name, expected) in [
            ("suivi 2026-11-26.csv", "suivi 2026-11-26.csv"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("a\r\nb\u{202e}.csv", "a b.csv"),
            ("CON.csv", "_CON.csv"),
            ("..", "fichier"),
            ("été: rapport?.pdf", "été- rapport-.pdf"),
        ] {
            assert_eq!(plain_name(name), expected, "{name:?}");
        }
        assert!(plain_name(&"é".repeat(300)).len() <= NAME_MAX);
    }

    #[test]
    fn names_are_made_safe() {
        for (typed, kind, expected) in [
            ("facture.pdf", Kind::Pdf, "facture.pdf"),
            ("Facture n° 12.PDF", Kind::Pdf, "Facture n° 12.pdf"),
            ("photo.JPEG", Kind::Jpeg, "photo.jpeg"),
            ("../../etc/passwd", Kind::Pdf, "passwd.pdf"),
            ("C:\\fakepath\\colis.png", Kind::Png, "colis.png"),
            ("/absolute.png", Kind::Png, "absolute.png"),
            ("....hidden.png", Kind::Png, "hidden.png"),
            (".pdf", Kind::Pdf, "pdf.pdf"),
            ("", Kind::Pdf, "document.pdf"),
            ("..", Kind::Jpeg, "photo.jpg"),
            ("a\r\nSet-Cookie: b.pdf", Kind::Pdf, "a Set-Cookie- b.pdf"),
            ("a\0b\u{7f}\u{9b}.pdf", Kind::Pdf, "ab.pdf"),
            ("facture\u{202e}fdp.exe", Kind::Pdf, "facturefdp.exe.pdf"),
            ("\u{200b}.\u{feff}htaccess", Kind::Pdf, "htaccess.pdf"),
            ("photo.png", Kind::Jpeg, "photo.jpg"),
            ("scan", Kind::Webp, "scan.webp"),
            ("Scan v1.2", Kind::Pdf, "Scan v1.2.pdf"),
            ("evil.html", Kind::Pdf, "evil.html.pdf"),
            ("a<b>\"c\"|d?.png", Kind::Png, "a-b--c--d-.png"),
            ("nul.pdf", Kind::Pdf, "_nul.pdf"),
            ("com1.txt.pdf", Kind::Pdf, "_com1.txt.pdf"),
            ("reçu . .pdf", Kind::Pdf, "reçu.pdf"),
        ] {
            assert_eq!(safe_name(typed, kind).as_deref(), Some(expected), "{typed:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending_and_its_letters_whole() {
        for letter in ["a", "é", "漢", "🎁"] {
            let name = safe_name(&format!("{}.jpeg", letter.repeat(300)), Kind::Jpeg).expect("a name");
            assert!(name.len() <= NAME_MAX && name.len() > NAME_MAX - 10, "{}", name.len());
            assert!(name.ends_with(&format!("{letter}.jpeg")));
        }
    }

    #[test]
    fn a_picture_is_no_document_and_the_reverse() {
        assert_eq!(safe_name("facture.pdf", Kind::Jpeg), None);
        assert_eq!(safe_name("photo.jpg", Kind::Pdf), None);
        assert_eq!(safe_name("photo.pdf.jpg", Kind::Jpeg).as_deref(), Some("photo.pdf.jpg"));
    }
}
