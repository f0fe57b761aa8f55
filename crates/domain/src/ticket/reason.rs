//! The reason matrix: what a ticket can be about, and what each subject asks of the person who files it (S1-08).
//!
//! The matrix is data (`data/reasons.toml`), over which the operator may lay a file of his own; here stand its shape and
//! how two matrices are laid over each other. Its neighbours, reached through this module: reading and
//! linting the file (`reason_lint`), writing it (`reason_write`), changing a matrix (`reason_edit`), what changed between two
//! (`reason_changes`), which versions hold (`reason_version`), checking what was filled in (`reason_check`, `reason_value`) and until when a
//! subject may be claimed (`reason_window`).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::refusal::FieldRefusal;

pub use super::reason_changes::{Change, ChangeKind, Spot, changes, subject_changes};
pub use super::reason_check::{Answer, SUB_REASON_FIELD, SUBJECT_FIELD, TEXT_MAX, check_answers, field_name};
pub use super::reason_edit::{Edit, NAME_MAX, NotEdited, Part, TEXT_OF_HELP_MAX, Texts};
pub use super::reason_kind::{DayCount, FieldKind, LeadsTo, SlotKind, WindowStart};
pub use super::reason_lint::{Finding, lint};
pub use super::reason_value::{
    CONTENT_MAX, ContentLine, read_content, read_date, read_imei, read_money, write_content, write_money,
};
pub use super::reason_version::{Origin, Versions};
pub use super::reason_window::{WindowFacts, check_window, last_claim_day};

static SHIPPED: LazyLock<Matrix> =
    LazyLock::new(|| super::reason_lint::read(include_str!("../../data/reasons.toml")).0);

/// The matrix that comes with the program: the ten subjects of S1, in its order.
#[must_use]
pub fn matrix() -> &'static Matrix {
    &SHIPPED
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

/// The subjects a ticket can have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// The subjects, in the order of the form; those that are retired are no longer offered, and keep their names.
    pub subjects: Vec<Subject>,
    /// Keys of subjects that are taken away (`enabled = false`), also from the matrix beneath.
    pub disabled: Vec<String>,
}

/// One row of the matrix: an *objet de la demande*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The stable word that is stored with each ticket.
    pub key: String,
    /// Its name.
    pub label: Bilingual,
    /// One sentence that helps to choose it.
    pub help: Option<Bilingual>,
    /// The finer choices; where there are any, one must be chosen.
    pub sub_reasons: Vec<SubReason>,
    /// The fields of the form, in its order.
    pub fields: Vec<InfoField>,
    /// The documents that are asked for.
    pub slots: Vec<SlotDefinition>,
    /// Until when it may be claimed; `None` is without limit.
    pub window: Option<Window>,
    /// Where the same thing is had without a ticket.
    pub leads_to: Option<LeadsTo>,
    /// Whether it is no longer offered. What was filed with it keeps its name.
    #[serde(default)]
    pub retired: bool,
}

/// A finer choice within a subject: a *sous-motif*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubReason {
    /// The stable word that is stored with each ticket.
    pub key: String,
    /// Its name.
    pub label: Bilingual,
    /// Whether it is no longer offered. What was filed with it keeps its name.
    #[serde(default)]
    pub retired: bool,
}

/// A field of the form: an *information à récupérer*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InfoField {
    /// The stable word that is stored with each answer. The form's field is called [`field_name`].
    pub key: String,
    /// Its name.
    pub label: Bilingual,
    /// How to fill it in.
    pub hint: Option<Bilingual>,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether filing waits for it.
    pub required: bool,
    /// The sub-reasons that ask for it; empty means all.
    pub only_for: Vec<String>,
    /// Whether it is no longer asked for. What was filed with it keeps its name.
    #[serde(default)]
    pub retired: bool,
}

/// A document that is asked for: a *pièce jointe*. A missing one never blocks filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotDefinition {
    /// The stable word that is stored with each file.
    pub key: String,
    /// Which document it is.
    pub kind: SlotKind,
    /// Its name.
    pub label: Bilingual,
    /// Whether an agent cannot resolve the ticket while it is missing.
    pub blocks_resolution: bool,
    /// What the document must show.
    pub hint: Option<Bilingual>,
    /// The sub-reasons that ask for it; empty means all.
    pub only_for: Vec<String>,
    /// Whether it is no longer asked for. What was filed with it keeps its name.
    #[serde(default)]
    pub retired: bool,
}

/// Until when a subject may be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// How many days, at least one. The day it is counted from is not one of them.
    pub days: u16,
    /// Which days count.
    pub count: DayCount,
    /// The day it is counted from.
    pub from: WindowStart,
}

impl Matrix {
    /// Reads a matrix file: TOML as described at the head of `data/reasons.toml`.
    ///
    /// # Errors
    /// Every [`Finding`] of [`lint`], in the order of the lines; nothing half right is taken.
    pub fn parse(text: &str) -> Result<Matrix, Vec<Finding>> {
        let (matrix, findings) = super::reason_lint::read(text);
        if findings.is_empty() { Ok(matrix) } else { Err(findings) }
    }

    /// This matrix with another laid over it, such as one customer's over the operator's.
    ///
    /// A subject of a key that exists here replaces it at its place, a new one is appended, a disabled one is gone.
    /// A subject that was disabled here comes back when `other` defines it.
    #[must_use]
    pub fn overridden_by(&self, other: &Matrix) -> Matrix {
        let mut subjects: Vec<Subject> = self
            .subjects
            .iter()
            .filter(|subject| !other.disabled.contains(&subject.key))
            .map(|subject| other.subject(&subject.key).unwrap_or(subject).clone())
            .collect();
        subjects.extend(other.subjects.iter().filter(|subject| self.subject(&subject.key).is_none()).cloned());

        let mut disabled = other.disabled.clone();
        disabled.extend(
            self.disabled.iter().filter(|key| !other.disabled.contains(key) && other.subject(key).is_none()).cloned(),
        );
        Matrix { subjects, disabled }
    }

    /// The subjects that can be chosen, in the order of the form.
    pub fn offered(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.iter().filter(|subject| !subject.retired)
    }

    /// The subject of a key, also one that is retired.
    #[must_use]
    pub fn subject(&self, key: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.key == key)
    }

    /// The subject somebody chose in the form.
    ///
    /// # Errors
    /// What to say at the field [`SUBJECT_FIELD`]: not chosen, or not offered.
    pub fn choose(&self, key: &str) -> Result<&Subject, FieldRefusal> {
        let key = key.trim();
        if key.is_empty() {
            return Err(FieldRefusal::NotChosen);
        }
        self.subject(key).filter(|subject| !subject.retired).ok_or(FieldRefusal::NotOffered)
    }
}

impl Subject {
    /// The sub-reasons that can be chosen, in the order of the form.
    pub fn offered_sub_reasons(&self) -> impl Iterator<Item = &SubReason> {
        self.sub_reasons.iter().filter(|sub_reason| !sub_reason.retired)
    }

    /// The sub-reason of a key, also one that is retired.
    #[must_use]
    pub fn sub_reason(&self, key: &str) -> Option<&SubReason> {
        self.sub_reasons.iter().find(|sub_reason| sub_reason.key == key)
    }

    /// The document slot of a key.
    #[must_use]
    pub fn slot(&self, key: &str) -> Option<&SlotDefinition> {
        self.slots.iter().find(|slot| slot.key == key)
    }

    /// The fields to fill in for a sub-reason. Without one: those that every sub-reason asks for.
    pub fn fields_for<'a>(&'a self, sub_reason: Option<&'a str>) -> impl Iterator<Item = &'a InfoField> {
        self.fields.iter().filter(move |field| !field.retired && asks(&field.only_for, sub_reason))
    }

    /// The documents to send for a sub-reason. Without one: those that every sub-reason asks for.
    pub fn slots_for<'a>(&'a self, sub_reason: Option<&'a str>) -> impl Iterator<Item = &'a SlotDefinition> {
        self.slots.iter().filter(move |slot| !slot.retired && asks(&slot.only_for, sub_reason))
    }
}

/// Whether something that is asked for by some sub-reasons only is asked for by this one.
fn asks(only_for: &[String], sub_reason: Option<&str>) -> bool {
    only_for.is_empty() || sub_reason.is_some_and(|key| only_for.iter().any(|one| one == key))
}

#[cfg(test)]
#[path = "reason_tests.rs"]
mod tests;
