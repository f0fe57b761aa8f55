//! A person as initials, for lists where the name stands beside.

use leptos::prelude::*;

use crate::piece::IntoPiece;

/// The initials of a person. Hidden from assistive technology: the name stands beside.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: String,
    /// A smaller one, for one line of text.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true" data-small=small>{initials(&name)}</span> }.into_piece()
}

/// The first letters of the first and the last word, in capitals.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|sign| sign.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_two_letters_at_most() {
        for (name, expected) in
            [("Claire Morel", "CM"), ("Jean-Luc de la Tour", "JT"), ("élodie", "É"), ("  ", ""), ("(Sofia) 2", "S2")]
        {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
