//! What the fields of one form share: the refusal, what was typed before it, and whether it is on its way.

use std::sync::Arc;

use leptos::prelude::*;

use crate::error::{Attempt, Failure};

/// The state of the form around a field; fields find it in their context and serve themselves from it.
#[derive(Clone)]
pub struct FormState {
    /// The form's name on its page; it begins the id of every field in it.
    pub name: Arc<str>,
    /// Why the last try was refused, until the next one.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether the deed is on its way; it cannot be sent a second time meanwhile.
    pub pending: RwSignal<bool>,
    /// The name and value of the button that sent it, joined by `=`.
    pub submitter: RwSignal<String>,
    /// How many files are still on their way; the deed waits for them.
    pub uploads: RwSignal<u32>,
    /// How many deeds this form has sent; fields empty themselves when it grows.
    pub sent: RwSignal<u32>,
    attempt: Option<Arc<Attempt>>,
}

impl FormState {
    /// The state of a form that was just shown, perhaps after a refused try without scripts.
    ///
    /// An attempt that belongs to another form of the page is left aside.
    #[must_use]
    pub fn new(name: &str, attempt: Option<Attempt>) -> Self {
        let attempt = attempt.filter(|attempt| attempt.form == name);
        FormState {
            name: name.into(),
            failure: RwSignal::new(attempt.as_ref().and_then(|attempt| attempt.failure.clone())),
            pending: RwSignal::new(false),
            submitter: RwSignal::new(String::new()),
            uploads: RwSignal::new(0),
            sent: RwSignal::new(0),
            attempt: attempt.map(Arc::new),
        }
    }

    /// Does something each time this form has sent its deed: fields go back to what they were at first.
    pub(super) fn after_sending(&self, deed: impl Fn() + 'static) {
        let sent = self.sent;
        Effect::new(move |before: Option<u32>| {
            let now = sent.get();
            if before.is_some_and(|before| before != now) {
                deed();
            }
            now
        });
    }

    /// What was typed into a field in the refused try, where the field was sent.
    #[must_use]
    pub fn typed(&self, field: &str) -> Option<String> {
        self.attempt.as_ref()?.value(field).map(str::to_owned)
    }

    /// Whether a choice was ticked in the refused try; `None` where there was none.
    #[must_use]
    pub fn ticked(&self, field: &str, value: &str) -> Option<bool> {
        self.attempt.as_ref().map(|attempt| attempt.has(field, value))
    }
}

/// Whether this page answers a refused try of a form of that name, which then must be in sight.
#[must_use]
pub fn refused_here(form: &str) -> bool {
    use_context::<Attempt>().is_some_and(|attempt| attempt.form == form)
}

/// The form around the component that is being built, where it stands in one.
pub(super) fn form_around() -> Option<FormState> {
    use_context::<FormState>()
}

/// The id of a field: unique on the page, the same on the server and in the browser.
///
/// Anything but letters, digits and `_` turns into `-`, so that names such as `slot[invoice]` can be linked to.
#[must_use]
pub(super) fn field_id(form: &str, field: &str) -> String {
    let mut id = String::with_capacity(form.len() + field.len() + 1);
    for part in [form, field] {
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(part.chars().map(|sign| if sign.is_alphanumeric() || sign == '_' { sign } else { '-' }));
    }
    id
}

#[cfg(test)]
mod tests {
    use super::field_id;

    #[test]
    fn ids_can_be_linked_to() {
        for (form, field, id) in [
            ("reply", "message", "reply-message"),
            ("", "q", "q"),
            ("file", "slot[invoice]", "file-slot-invoice-"),
            ("a b", "c\"d", "a-b-c-d"),
        ] {
            assert_eq!(field_id(form, field), id);
        }
    }
}
