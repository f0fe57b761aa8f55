//! Rust text told apart: code, strings and comments, each with its line, so that a rule about code is not broken by a
//! comment that explains it.

/// One Rust file, read without compiling it.
pub struct Source {
    /// Where it lies, from the top of the project, with `/`.
    pub path: String,
    /// The code: comments gone, the insides of strings and characters blanked, lines kept.
    pub code: String,
    /// The insides of the strings, each with the line it begins on (from 1).
    pub strings: Vec<(usize, String)>,
    /// The comments, each with its line (from 1); a block of several lines counts as one.
    pub comments: Vec<(usize, String)>,
}

impl Source {
    /// Reads Rust text. Text that would not compile gives a useless answer rather than an error.
    pub fn read(path: &str, text: &str) -> Self {
        let mut source = Self { path: path.to_owned(), code: String::new(), strings: Vec::new(), comments: Vec::new() };
        let chars: Vec<char> = text.chars().collect();
        let (mut at, mut line) = (0, 1);
        while at < chars.len() {
            let end = match chars[at] {
                '/' if chars.get(at + 1) == Some(&'/') => until(&chars, at, |rest| rest[0] == '\n'),
                '/' if chars.get(at + 1) == Some(&'*') => end_of_block_comment(&chars, at),
                '"' => end_of_string(&chars, at),
                'r' if begins_raw_string(&chars, at) => end_of_raw_string(&chars, at),
                '\'' => end_of_character(&chars, at),
                _ => at + 1,
            };
            let piece: String = chars[at..end].iter().collect();
            if piece.starts_with("//") || piece.starts_with("/*") {
                source.comments.push((line, piece.clone()));
                source.code.extend(piece.chars().filter(|&c| c == '\n'));
            } else if end - at > 1 {
                if !piece.starts_with('\'') {
                    source.strings.push((line, piece.clone()));
                }
                source.code.push('"');
                source.code.extend(piece.chars().filter(|&c| c == '\n'));
                source.code.push('"');
            } else {
                source.code.push(chars[at]);
            }
            line += piece.matches('\n').count();
            at = end;
        }
        source
    }

    /// The code without what is only built for tests: items under `#[cfg(test)]`, and everything in a file of tests.
    pub fn code_outside_tests(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        if name == "tests.rs" || name.ends_with("_tests.rs") || self.path.contains("/tests/") {
            return String::new();
        }
        let mut left = String::new();
        let mut rest = self.code.as_str();
        while let Some(start) = rest.find("#[cfg(test)]") {
            left.push_str(&rest[..start]);
            let item = &rest[start..];
            let end = end_of_item(item);
            left.extend(item[..end].chars().filter(|&c| c == '\n'));
            rest = &item[end..];
        }
        left + rest
    }

    /// The strings that stand outside such items, each with its line.
    pub fn strings_outside_tests(&self) -> Vec<(usize, String)> {
        let code = self.code_outside_tests();
        let lines: Vec<&str> = code.lines().collect();
        // Of a string the code keeps its quotes, unless it went with a test.
        let stays = |line: usize| lines.get(line - 1).is_some_and(|text| text.contains('"'));
        self.strings.iter().filter(|(line, _)| stays(*line)).cloned().collect()
    }

    /// Lines (from 1) of the code on which a word stands, each with that line's text.
    pub fn code_lines_with(&self, word: &str) -> Vec<(usize, String)> {
        lines_with(&self.code, word)
    }
}

/// Lines (from 1) on which a word stands: not as a part of a longer name. An edge of the word that is no letter, digit
/// or `_` itself may touch anything.
pub fn lines_with(text: &str, word: &str) -> Vec<(usize, String)> {
    let stands_alone = |line: &str, at: usize| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joins_before = word.starts_with(is_name) && before.is_some_and(is_name);
        let joins_after = word.ends_with(is_name) && after.is_some_and(is_name);
        !joins_before && !joins_after
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| line.match_indices(word).any(|(at, _)| stands_alone(line, at)))
        .map(|(number, line)| (number + 1, line.trim().to_owned()))
        .collect()
}

/// Whether a character can stand in a name.
pub fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn until(chars: &[char], at: usize, stop: impl Fn(&[char]) -> bool) -> usize {
    (at..chars.len()).find(|&i| stop(&chars[i..])).unwrap_or(chars.len())
}

fn end_of_block_comment(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0_usize, at);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i.min(chars.len())
}

fn end_of_string(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// Whether an `r` begins `r"…"` or `r#"…"#` rather than a name.
fn begins_raw_string(chars: &[char], at: usize) -> bool {
    let in_name = at > 0 && is_name(chars[at - 1]) && !(chars[at - 1] == 'b' && (at < 2 || !is_name(chars[at - 2])));
    let quote = until(chars, at + 1, |rest| rest[0] != '#');
    !in_name && chars.get(quote) == Some(&'"')
}

fn end_of_raw_string(chars: &[char], at: usize) -> usize {
    let quote = until(chars, at + 1, |rest| rest[0] != '#');
    let hashes = quote - at - 1;
    let closes = |rest: &[char]| rest[0] == '"' && rest.len() > hashes && rest[1..=hashes].iter().all(|&c| c == '#');
    (until(chars, quote + 1, closes) + 1 + hashes).min(chars.len())
}

/// The end of `'x'` or `'\n'`; of a lifetime, only of its mark.
fn end_of_character(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), Some(_)) => (until(chars, at + 3, |rest| rest[0] == '\'') + 1).min(chars.len()),
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1,
    }
}

/// The end of the item at the start of some code: behind its block, or behind its semicolon if that comes first.
fn end_of_item(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            ';' if depth == 0 => return at + 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn code_strings_and_comments_are_told_apart() {
    let text = "let a = \"one // \\\" two\"; // three\nlet b = r#\"four \" five\"#; /* six /* seven */\n */ let c = '\"'; fn f<'x>() {}\n";
    let source = Source::read("a.rs", text);
    assert_eq!(source.strings, [(1, "\"one // \\\" two\"".to_owned()), (2, "r#\"four \" five\"#".to_owned())]);
    assert_eq!(source.comments.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(source.code, "let a = \"\"; \nlet b = \"\"; \n let c = \"\"; fn f<'x>() {}\n");
}

#[test]
fn what_is_only_for_tests_is_left_out() {
    let text = "fn a() { now() }\n#[cfg(test)]\nmod tests {\n  fn b() { later() }\n}\nfn c() {}\n#[cfg(test)]\nmod far;\nfn d() {}\n";
    let left = Source::read("crates/domain/src/x.rs", text).code_outside_tests();
    assert!(left.contains("now") && left.contains("fn c") && left.contains("fn d"), "{left}");
    assert!(!left.contains("later") && !left.contains("far"), "{left}");
    assert_eq!(left.lines().count(), text.lines().count());
    assert!(Source::read("crates/domain/src/x_tests.rs", text).code_outside_tests().is_empty());
}

#[test]
fn a_word_is_not_found_inside_a_longer_name() {
    assert_eq!(lines_with("a now b\nknow\nnow_then\nx.now()", "now").len(), 2);
    assert_eq!(lines_with("Timestamp::now()\nTimestamp::nowhere()", "::now(").len(), 1);
}
