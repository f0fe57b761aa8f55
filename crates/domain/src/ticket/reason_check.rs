//! Whether what was filled in satisfies the subject that was chosen. The browser asks before sending, the operation
//! asks again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reason::{InfoField, Subject};
use super::reason_kind::FieldKind;
use super::reason_value::{
    CONTENT_MAX, one_line, read_content, read_date, read_imei, read_money, write_content, write_money,
};
use crate::refusal::FieldRefusal;

/// The form's field for the subject.
pub const SUBJECT_FIELD: &str = "subject";
/// The form's field for the sub-reason.
pub const SUB_REASON_FIELD: &str = "sub_reason";
/// The longest answer to a field of kind text, in characters.
pub const TEXT_MAX: usize = 200;

/// The form's field for an information field: `info-` and its key.
#[must_use]
pub fn field_name(key: &str) -> String {
    format!("info-{key}")
}

/// What was filled into one information field, in the form that is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The key of the information field.
    pub key: String,
    /// The value: text on one line; an IMEI as 15 digits; money as `1234.56` (euros, read again by
    /// [`read_money`]); a date as `2026-11-22`; contents as `description; quantity; value` lines (read again by
    /// [`read_content`]).
    pub value: String,
}

/// Checks the answers to a subject, given by the key of their field (without the `info-` of [`field_name`]).
///
/// Fields left empty are left out. Answers to fields this sub-reason does not ask for are dropped: a draft keeps them
/// when somebody changes the subject. Checking its own result again gives the same result.
///
/// # Errors
/// Everything that cannot be accepted, in the order of the form: at [`SUB_REASON_FIELD`] a choice that is missing or
/// not offered, at [`field_name`] what is wrong with an answer.
pub fn check_answers(
    subject: &Subject,
    sub_reason: Option<&str>,
    answers: &BTreeMap<String, String>,
) -> Result<Vec<Answer>, Vec<(String, FieldRefusal)>> {
    let sub_reason = sub_reason.map(str::trim).filter(|key| !key.is_empty());
    let mut refusals = Vec::new();
    if let Err(refusal) = check_sub_reason(subject, sub_reason) {
        refusals.push((SUB_REASON_FIELD.to_owned(), refusal));
    }

    let mut accepted = Vec::new();
    for field in subject.fields_for(sub_reason) {
        let typed = answers.get(&field.key).map_or("", String::as_str);
        match read_answer(field, typed) {
            Ok(Some(value)) => accepted.push(Answer { key: field.key.clone(), value }),
            Ok(None) => {}
            Err(refusal) => refusals.push((field_name(&field.key), refusal)),
        }
    }
    if refusals.is_empty() { Ok(accepted) } else { Err(refusals) }
}

fn check_sub_reason(subject: &Subject, chosen: Option<&str>) -> Result<(), FieldRefusal> {
    match chosen {
        None if subject.sub_reasons.is_empty() => Ok(()),
        None => Err(FieldRefusal::NotChosen),
        Some(key) if subject.sub_reason(key).is_some_and(|one| !one.retired) => Ok(()),
        Some(_) => Err(FieldRefusal::NotOffered),
    }
}

/// One answer in the form that is stored; `None` where nothing was typed and nothing needs to be.
fn read_answer(field: &InfoField, typed: &str) -> Result<Option<String>, FieldRefusal> {
    let text = match field.kind {
        FieldKind::ContentLines => write_content(&read_content(typed)),
        _ => one_line(typed),
    };
    if text.is_empty() {
        return if field.required { Err(FieldRefusal::Missing) } else { Ok(None) };
    }
    match field.kind {
        FieldKind::Text => at_most(text, TEXT_MAX),
        FieldKind::ContentLines => at_most(text, CONTENT_MAX),
        FieldKind::Imei => read_imei(&text).ok_or(FieldRefusal::NotAnImei),
        FieldKind::Money => read_money(&text).map(write_money).ok_or(FieldRefusal::NotMoney),
        FieldKind::Date => read_date(&text).map(|day| day.to_string()).ok_or(FieldRefusal::NotADate),
    }
    .map(Some)
}

fn at_most(text: String, limit: usize) -> Result<String, FieldRefusal> {
    if text.chars().count() > limit { Err(FieldRefusal::TooLong(limit)) } else { Ok(text) }
}

#[cfg(test)]
#[path = "reason_check_tests.rs"]
mod tests;
