//! What operations refuse, as sentences for the person at the command line: what was wrong, and what to type instead.

use domain::refusal::{FieldRefusal, Refusal};
use operations::Error;
use operations::people::{ADMINISTRATOR, COLLABORATOR};

use crate::command::Failed;

/// Says why it was refused; `typed` holds what was typed for each field.
pub fn refused(error: &Error, typed: &[(&str, &str)]) -> Failed {
    let Error::Refused(Refusal::Fields(fields)) = error else { return Failed::new(error) };
    let sentences: Vec<String> = fields
        .iter()
        .map(|(field, refusal)| {
            let value = typed.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value);
            sentence(field, refusal, value)
        })
        .collect();
    Failed::new(sentences.join("; "))
}

fn sentence(field: &str, refusal: &FieldRefusal, value: &str) -> String {
    let called = if field == "email" { "e-mail address" } else { field };
    match (refusal, field) {
        (FieldRefusal::Missing | FieldRefusal::NotChosen, _) => format!("the {called} is empty: give one"),
        (FieldRefusal::TooLong(most), _) => format!("the {called} is longer than {most} characters: shorten it"),
        (FieldRefusal::TooShort(least), _) => format!("the {called} is shorter than {least} characters"),
        (FieldRefusal::NotAnEmail, _) => format!("{value:?} is no e-mail address, as in name@example.com"),
        (FieldRefusal::NotOffered, "profile") => format!(
            "there is no profile {value:?}: there are {ADMINISTRATOR} (or administrator, admin), {COLLABORATOR} (or \
             collaborator), and those that the customer has made"
        ),
        (FieldRefusal::NotOffered, "customer" | "account") => {
            format!("there is no {called} {value:?}: `consigne {field} add` adds one")
        }
        _ => format!("the {called} cannot be {value:?}"),
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::FieldRefusal;
    use operations::Error;

    use super::refused;

    #[test]
    fn each_field_has_a_sentence_without_the_words_of_the_program() {
        for (field, refusal, expected) in [
            ("profile", FieldRefusal::NotOffered, "there is no profile \"X\": there are Administrateur (or "),
            ("customer", FieldRefusal::NotOffered, "there is no customer \"X\": `consigne customer add` adds one"),
            ("account", FieldRefusal::NotOffered, "there is no account \"X\": `consigne account add` adds one"),
            ("email", FieldRefusal::NotAnEmail, "\"X\" is no e-mail address"),
            ("email", FieldRefusal::Missing, "the e-mail address is empty"),
            ("name", FieldRefusal::TooLong(200), "the name is longer than 200 characters"),
            ("zone", FieldRefusal::NotOffered, "the zone cannot be \"X\""),
        ] {
            let said = refused(&Error::field(field, refusal), &[(field, "X")]).to_string();
            assert!(said.starts_with(expected), "{said}");
        }
        let outside = Error::Outside("copy.tar exists already".to_owned());
        assert_eq!(refused(&outside, &[]).to_string(), "copy.tar exists already");
    }
}
