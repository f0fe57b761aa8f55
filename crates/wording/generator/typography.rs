//! French spaces: written as plain ones in the files, where they can be seen, and set as no-break ones here.

/// What French sets a narrow no-break space before.
const HIGH_SIGNS: [char; 5] = [':', ';', '!', '?', '»'];

/// The narrow no-break space.
const NARROW: char = '\u{202f}';

/// The same words with the space before `: ; ! ? »` and after `«` made narrow and unbreakable.
///
/// Only spaces that are there are changed: a sign without a space before it is a mistake that the tests of this crate
/// report, because a generator cannot tell `10:31` from a forgotten space.
pub fn set_french_spaces(words: &str) -> String {
    let mut set = String::with_capacity(words.len());
    let mut before = None;
    let mut rest = words.chars().peekable();
    while let Some(sign) = rest.next() {
        let is_space = matches!(sign, ' ' | '\u{a0}');
        let high_follows = rest.peek().is_some_and(|next| HIGH_SIGNS.contains(next));
        set.push(if is_space && (high_follows || before == Some('«')) { NARROW } else { sign });
        before = Some(sign);
    }
    set
}
