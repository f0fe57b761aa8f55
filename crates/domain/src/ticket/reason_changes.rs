//! What changed between two versions of the matrix: for the page before it is published, for the trail, and for whoever
//! meets a new version in the middle of a form.

use serde::{Deserialize, Serialize};

use super::reason::{Bilingual, Matrix, Subject};
use super::reason_edit::Part;

/// What became of a part of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeKind {
    /// It is new, or back.
    Added,
    /// It is no longer there, or no longer offered.
    Retired,
    /// It is called otherwise.
    Renamed,
    /// What it asks, takes or holds up changed.
    Changed,
    /// It stands at another place among its likes.
    Moved,
}

/// A part of the matrix: a subject, or something in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The key of the subject.
    pub subject: String,
    /// What of it, by its key; none for the subject itself.
    pub item: Option<(Part, String)>,
}

/// A part of the matrix that is otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// Which part it is.
    pub spot: Spot,
    /// The name of its subject.
    pub subject: Bilingual,
    /// Its name, as it is now or was last.
    pub name: Bilingual,
    /// Its name before, where that changed.
    pub before: Option<Bilingual>,
}

/// A part, as far as it is compared.
struct Compared<'a> {
    key: &'a str,
    label: &'a Bilingual,
    retired: bool,
    rest: String,
}

/// All that is otherwise in `after`, in its order; what is gone follows.
#[must_use]
pub fn changes(before: &Matrix, after: &Matrix) -> Vec<Change> {
    let mut found = Vec::new();
    let (old, new): (Vec<_>, Vec<_>) =
        (before.subjects.iter().map(subject).collect(), after.subjects.iter().map(subject).collect());
    compare(&old, &new, &mut |kind, one, before| {
        let spot = Spot { subject: one.key.to_owned(), item: None };
        found.push(Change { kind, spot, subject: one.label.clone(), name: one.label.clone(), before });
    });
    for subject in &after.subjects {
        if let Some(earlier) = before.subject(&subject.key) {
            found.extend(inside(earlier, subject));
        }
    }
    for key in after.disabled.iter().filter(|key| !before.disabled.contains(key) && before.subject(key).is_none()) {
        let name = Bilingual { fr: key.clone(), en: key.clone() };
        let spot = Spot { subject: key.clone(), item: None };
        found.push(Change { kind: ChangeKind::Retired, spot, subject: name.clone(), name, before: None });
    }
    found
}

/// What somebody who fills in a subject meets otherwise than before: the parts that his choice asks for.
#[must_use]
pub fn subject_changes(before: &Subject, after: &Subject, sub_reason: Option<&str>) -> Vec<Change> {
    let met = |subject: &Subject| {
        let mut met = subject.clone();
        met.sub_reasons.retain(|one| Some(one.key.as_str()) == sub_reason);
        met.fields = subject.fields_for(sub_reason).cloned().collect();
        met.slots = subject.slots_for(sub_reason).cloned().collect();
        met.fields.iter_mut().for_each(|one| one.only_for.clear());
        met.slots.iter_mut().for_each(|one| one.only_for.clear());
        met
    };
    let mut found = inside(&met(before), &met(after));
    found.retain(|change| change.kind != ChangeKind::Moved);
    found
}

fn inside(before: &Subject, after: &Subject) -> Vec<Change> {
    let mut found = Vec::new();
    for part in Part::ALL {
        compare(&items(before, *part), &items(after, *part), &mut |kind, one, renamed| {
            let spot = Spot { subject: after.key.clone(), item: Some((*part, one.key.to_owned())) };
            let subject = after.label.clone();
            found.push(Change { kind, spot, subject, name: one.label.clone(), before: renamed });
        });
    }
    found
}

fn compare<'a>(
    before: &[Compared<'a>],
    after: &[Compared<'a>],
    found: &mut impl FnMut(ChangeKind, &Compared<'a>, Option<Bilingual>),
) {
    let stays = |list: &[Compared<'a>], other: &[Compared<'a>]| -> Vec<&'a str> {
        list.iter().map(|one| one.key).filter(|key| other.iter().any(|one| one.key == *key)).collect()
    };
    let (order_before, order_after) = (stays(before, after), stays(after, before));
    for one in after {
        let Some(earlier) = before.iter().find(|old| old.key == one.key) else {
            if !one.retired {
                found(ChangeKind::Added, one, None);
            }
            continue;
        };
        match (earlier.retired, one.retired) {
            (false, true) => found(ChangeKind::Retired, one, None),
            (true, false) => found(ChangeKind::Added, one, None),
            _ => {}
        }
        if earlier.label != one.label {
            found(ChangeKind::Renamed, one, Some(earlier.label.clone()));
        }
        if earlier.rest != one.rest {
            found(ChangeKind::Changed, one, None);
        }
    }
    // One that moved moves all that it passes: the first that stands otherwise tells enough.
    if let Some((_, key)) = order_before.iter().zip(&order_after).find(|(old, new)| old != new)
        && let Some(one) = after.iter().find(|one| one.key == *key)
    {
        found(ChangeKind::Moved, one, None);
    }
    for one in before.iter().filter(|old| !old.retired && after.iter().all(|new| new.key != old.key)) {
        found(ChangeKind::Retired, one, None);
    }
}

fn subject(one: &Subject) -> Compared<'_> {
    let rest = format!("{:?} {:?} {:?}", one.help, one.window, one.leads_to);
    Compared { key: &one.key, label: &one.label, retired: one.retired, rest }
}

fn items(subject: &Subject, part: Part) -> Vec<Compared<'_>> {
    match part {
        Part::SubReason => subject
            .sub_reasons
            .iter()
            .map(|one| Compared { key: &one.key, label: &one.label, retired: one.retired, rest: String::new() })
            .collect(),
        Part::Information => subject
            .fields
            .iter()
            .map(|one| {
                let rest = format!("{:?} {:?} {} {:?}", one.hint, one.kind, one.required, one.only_for);
                Compared { key: &one.key, label: &one.label, retired: one.retired, rest }
            })
            .collect(),
        Part::Attachment => subject
            .slots
            .iter()
            .map(|one| {
                let rest = format!("{:?} {:?} {} {:?}", one.hint, one.kind, one.blocks_resolution, one.only_for);
                Compared { key: &one.key, label: &one.label, retired: one.retired, rest }
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::reason::matrix;

    fn told(found: &[Change]) -> Vec<String> {
        found
            .iter()
            .map(|one| {
                let item =
                    one.spot.item.as_ref().map_or(String::new(), |(part, key)| format!("/{}/{key}", part.as_str()));
                format!("{:?} {}{item}", one.kind, one.spot.subject)
            })
            .collect()
    }

    #[test]
    fn each_kind_of_change_is_named() {
        let mut after = matrix().clone();
        after.subjects.swap(8, 9);
        after.subjects[0].label.en = "Contested".to_owned();
        after.subjects[0].slots[0].blocks_resolution = false;
        after.subjects[0].fields[1].retired = true;
        after.subjects[7].retired = true;
        let new = after.subjects[1].sub_reasons[0].clone();
        after.subjects[1].sub_reasons.push(crate::ticket::reason::SubReason { key: "third".into(), ..new });
        after.subjects.remove(6);
        assert_eq!(
            told(&changes(matrix(), &after)),
            [
                "Renamed contested_delivery",
                "Retired swap",
                "Moved delay",
                "Retired return_to_sender",
                "Retired contested_delivery/information/imei",
                "Changed contested_delivery/attachment/invoice",
                "Added proof_of_delivery/sub_reason/third",
            ]
        );
        assert_eq!(changes(matrix(), matrix()), []);
    }

    #[test]
    fn who_fills_in_is_told_only_of_what_he_meets() {
        let before = matrix().subject("contested_delivery").expect("of S1");
        let mut after = before.clone();
        // The letter is asked for a delivery in person alone.
        after.slots[2].label.fr = "Lettre".to_owned();
        after.fields[2].required = true;
        assert_eq!(
            told(&subject_changes(before, &after, Some("letterbox"))),
            ["Changed contested_delivery/information/reference"]
        );
        assert_eq!(subject_changes(before, &after, Some("in_person")).len(), 2);
        // Asked for by one more sub-reason, it is new to that one.
        after.slots[2].only_for.push("letterbox".to_owned());
        let found = subject_changes(before, &after, Some("letterbox"));
        assert_eq!(found[1].kind, ChangeKind::Added);
    }
}
