//! Writing a matrix as the file that `reasons lint` reads.

use std::fmt::Write;

use super::reason::{Bilingual, InfoField, Matrix, SlotDefinition, SubReason, Subject};

impl Matrix {
    /// The matrix as TOML. Read again it is the same matrix, as long as nothing in it is a finding.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        for subject in &self.subjects {
            write_subject(&mut text, subject);
        }
        for key in &self.disabled {
            head(&mut text, "[[subject]]");
            line(&mut text, "key", &quoted(key));
            line(&mut text, "enabled", "false");
        }
        text
    }
}

/// A table, with an empty line before it unless it is the first.
fn head(text: &mut String, name: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(name);
    text.push('\n');
}

fn line(text: &mut String, key: &str, value: &str) {
    text.push_str(key);
    text.push_str(" = ");
    text.push_str(value);
    text.push('\n');
}

/// A text in quotes, on one line (TOML 1.0, basic strings).
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            control if control.is_control() => {
                let code = u32::from(control);
                // Writing into a text cannot fail.
                let _ = write!(text, "\\u{code:04X}");
            }
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

/// Both languages of a text; one that is still to be written is left out, which the linter then says.
fn bilingual(text: &mut String, key: &str, value: &Bilingual) {
    for (language, words) in [("fr", &value.fr), ("en", &value.en)] {
        if !words.is_empty() {
            line(text, &format!("{key}.{language}"), &quoted(words));
        }
    }
}

fn flag(text: &mut String, key: &str, value: bool) {
    if value {
        line(text, key, "true");
    }
}

fn only_for(text: &mut String, keys: &[String]) {
    if !keys.is_empty() {
        let keys: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
        line(text, "only_for", &format!("[{}]", keys.join(", ")));
    }
}

fn write_subject(text: &mut String, subject: &Subject) {
    head(text, "[[subject]]");
    line(text, "key", &quoted(&subject.key));
    flag(text, "retired", subject.retired);
    bilingual(text, "label", &subject.label);
    if let Some(help) = &subject.help {
        bilingual(text, "help", help);
    }
    if let Some(leads_to) = subject.leads_to {
        line(text, "leads_to", &quoted(leads_to.as_str()));
    }
    if let Some(window) = subject.window {
        let (count, from) = (window.count.as_str(), window.from.as_str());
        line(text, "window", &format!("{{ days = {}, count = \"{count}\", from = \"{from}\" }}", window.days));
    }
    for one in &subject.sub_reasons {
        write_sub_reason(text, one);
    }
    for one in &subject.fields {
        write_field(text, one);
    }
    for one in &subject.slots {
        write_slot(text, one);
    }
}

fn write_sub_reason(text: &mut String, one: &SubReason) {
    head(text, "[[subject.sub_reason]]");
    line(text, "key", &quoted(&one.key));
    flag(text, "retired", one.retired);
    bilingual(text, "label", &one.label);
}

fn write_field(text: &mut String, one: &InfoField) {
    head(text, "[[subject.information]]");
    line(text, "key", &quoted(&one.key));
    flag(text, "retired", one.retired);
    line(text, "kind", &quoted(one.kind.as_str()));
    line(text, "required", if one.required { "true" } else { "false" });
    only_for(text, &one.only_for);
    bilingual(text, "label", &one.label);
    if let Some(hint) = &one.hint {
        bilingual(text, "hint", hint);
    }
}

fn write_slot(text: &mut String, one: &SlotDefinition) {
    head(text, "[[subject.attachment]]");
    line(text, "key", &quoted(&one.key));
    flag(text, "retired", one.retired);
    line(text, "kind", &quoted(one.kind.as_str()));
    line(text, "blocks_resolution", if one.blocks_resolution { "true" } else { "false" });
    only_for(text, &one.only_for);
    bilingual(text, "label", &one.label);
    if let Some(hint) = &one.hint {
        bilingual(text, "hint", hint);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ticket::reason::{lint, matrix};

    #[test]
    fn the_shipped_matrix_is_the_same_when_it_is_read_again() {
        assert_eq!(Matrix::parse(&matrix().to_toml()).as_ref(), Ok(matrix()));
    }

    #[test]
    fn what_is_retired_or_taken_away_stays_so() {
        let mut changed = matrix().clone();
        changed.subjects[0].retired = true;
        changed.subjects[1].sub_reasons[0].retired = true;
        changed.subjects[2].fields[0].retired = true;
        changed.subjects[4].slots[0].retired = true;
        changed.disabled.push("old_one".to_owned());
        assert_eq!(Matrix::parse(&changed.to_toml()), Ok(changed));
    }

    #[test]
    fn a_name_that_is_still_to_be_written_is_a_finding() {
        let mut changed = matrix().clone();
        changed.subjects[0].label.en.clear();
        let found = lint(&changed.to_toml());
        let found: Vec<_> = found.iter().map(|one| (one.rule, one.subject.as_str(), &one.item)).collect();
        assert_eq!(found, [("missing-language", "contested_delivery", &None)]);
    }

    proptest! {
        #[test]
        fn any_words_survive(fr in "\\PC{1,40}", en in "[\"\\\\a-z'\u{202f}«»’é#=\\[\\]{}]{1,40}") {
            prop_assume!(!fr.trim().is_empty() && !en.trim().is_empty());
            let mut changed = matrix().clone();
            changed.subjects[0].label = Bilingual { fr: fr.trim().to_owned(), en: en.trim().to_owned() };
            prop_assert_eq!(Matrix::parse(&changed.to_toml()), Ok(changed));
        }
    }
}
