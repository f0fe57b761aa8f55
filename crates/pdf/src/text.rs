//! Text made ready for the letter, and broken into lines.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use crate::face::Face;

/// What stands for a character that the letter lacks; what was meant stays in the document for readers by ear and for
/// copying.
pub(crate) const MISSING: char = '◊';

/// One line, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What is drawn; a line that goes on ends in the space that parts its last word from the next.
    pub(crate) shown: String,
    /// What was meant, where the letter could not show all of it.
    pub(crate) meant: Option<String>,
    /// Its width in points, without the space at its end.
    pub(crate) width: f32,
}

/// Breaks a text into lines no wider than `width` points; `\n` always breaks. There is at least one line, and a line
/// that would hold nothing holds a space, so that the part it belongs to has content.
pub(crate) fn lines(text: &str, face: Face, size: f32, width: f32) -> Vec<Line> {
    let (shown, meant) = prepared(text, face);
    let mut lines = Vec::new();
    let (mut start, mut at, mut reach, mut opportunity) = (0, 0, 0.0_f32, None);
    let mut push = |from: usize, to: usize| lines.push(line(&shown[from..to], &meant[from..to], face, size));
    while at < shown.len() {
        let character = shown[at];
        if character == '\n' {
            push(start, at);
            (start, at, reach, opportunity) = (at + 1, at + 1, 0.0, None);
            continue;
        }
        let advance = face.advance(character) * size;
        if reach + advance > width && character != ' ' && at > start {
            let cut = opportunity.unwrap_or(at);
            push(start, cut);
            start = cut;
            while shown.get(start) == Some(&' ') {
                start += 1;
            }
            (at, reach, opportunity) = (start, 0.0, None);
            continue;
        }
        reach += advance;
        at += 1;
        if character == ' ' || (matches!(character, '-' | '/') && at < shown.len()) {
            opportunity = Some(at);
        }
    }
    push(start, shown.len());
    lines
}

fn line(shown: &[char], meant: &[char], face: Face, size: f32) -> Line {
    let kept = shown.iter().rposition(|character| *character != ' ').map_or(0, |last| last + 1);
    let width = shown[..kept].iter().map(|character| face.advance(*character) * size).sum();
    // The unbreakable space is drawn as the plain one: it has done its work.
    let plain = |characters: &[char]| -> String {
        characters.iter().map(|character| if *character == '\u{a0}' { ' ' } else { *character }).collect()
    };
    let drawn = if shown.is_empty() { " ".to_owned() } else { plain(shown) };
    Line { shown: drawn, meant: (shown != meant).then(|| plain(meant)), width }
}

/// What is shown and what was meant, character by character: as many of the one as of the other.
fn prepared(text: &str, face: Face) -> (Vec<char>, Vec<char>) {
    let mut shown = Vec::with_capacity(text.len());
    let mut meant = Vec::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").nfc() {
        let character = match character {
            '\n' | '\u{2028}' | '\u{2029}' => '\n',
            // The narrow spaces of French typography, and hyphens that do not break, which the letter lacks.
            '\u{2007}'..='\u{200a}' | '\u{202f}' => '\u{a0}',
            '\u{2010}' | '\u{2011}' => '-',
            // Signs that steer and show nothing, among them those that turn the direction of what follows.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                continue;
            }
            _ if character.is_control() => ' ',
            _ => character,
        };
        meant.push(character);
        shown.push(readable(character, face));
    }
    (shown, meant)
}

/// The character, or the nearest one that the letter has: without its accent, else the sign for a missing one.
fn readable(character: char, face: Face) -> char {
    if character == '\n' || face.sign(character).is_some() {
        return character;
    }
    let mut base = None;
    decompose_canonical(character, |part| base = base.or(Some(part)));
    base.filter(|base| face.sign(*base).is_some()).unwrap_or(MISSING)
}

#[cfg(test)]
mod tests {
    use super::{Face, MISSING, lines};

    fn shown(text: &str, width: f32) -> Vec<String> {
        lines(text, Face::Regular, 10.0, width).into_iter().map(|line| line.shown).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_keep_them() {
        assert_eq!(shown("un deux trois", 45.0), ["un deux ", "trois"]);
        assert_eq!(shown("un\ndeux\n", 100.0), ["un", "deux", " "]);
        assert_eq!(shown("", 100.0), [" "]);
    }

    #[test]
    fn an_unbreakable_space_holds_its_words_together() {
        assert_eq!(shown("total 12\u{202f}000\u{a0}€", 45.0), ["total ", "12 000 €"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_none_of_it_is_lost() {
        let long = "x".repeat(100);
        let cut = shown(&long, 50.0);
        assert!(cut.len() > 5);
        assert_eq!(cut.concat(), long);
    }

    #[test]
    fn what_the_letter_lacks_is_replaced_by_a_sign_and_kept_as_meant() {
        let all = lines("Nguyễn 山 e\u{301}", Face::Regular, 10.0, 500.0);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].shown, format!("Nguyen {MISSING} é"));
        assert_eq!(all[0].meant.as_deref(), Some("Nguyễn 山 é"));
        assert_eq!(lines("Émile", Face::Regular, 10.0, 500.0)[0].meant, None);
    }

    #[test]
    fn signs_that_steer_are_left_out() {
        assert_eq!(shown("a\u{202e}b\u{ad}c\u{7}d", 500.0), ["abc d"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for line in lines(&"Livraison au 12 rue de l’Église ".repeat(20), Face::Bold, 9.0, 120.0) {
            assert!(line.width <= 120.0, "{line:?}");
        }
    }
}
