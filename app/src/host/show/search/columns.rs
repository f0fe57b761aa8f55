//! The columns of results, and what stands in them.

use domain::Language;
use domain::parcel::{Criteria, SortKey};
use operations::parcels::Parcel;
use wording::{moment, table};

use super::super::Eyes;
use super::{address_of, pressed};
use crate::api::parcels::ParcelRow;
use crate::api::search::{ListColumn, ResultCell};

/// The words of the columns that can be chosen, in their order. The number always stands first.
pub const COLUMNS: [&str; 13] = [
    "state",
    "event",
    "instruction",
    "recipient",
    "town",
    "country",
    "sender_reference",
    "recipient_reference",
    "account",
    "sub_account",
    "service",
    "label",
    "estimated",
];

/// What is shown to whoever never chose.
const AT_FIRST: [&str; 7] = ["state", "event", "instruction", "recipient", "town", "sender_reference", "label"];

/// The columns, with those that somebody wants; whether an instruction is possible says nothing to those who may give
/// none.
pub(super) fn columns(
    language: Language,
    wanted: Option<&[String]>,
    criteria: Option<&Criteria>,
    instructs: bool,
) -> Vec<ListColumn> {
    let shown = |key: &str| match wanted {
        Some(wanted) => wanted.iter().any(|one| one == key),
        None => AT_FIRST.contains(&key),
    };
    let sorted = |key: &str, label: &str, by: Option<SortKey>| {
        let sort = by.zip(criteria);
        ListColumn {
            key: key.to_owned(),
            label: label.to_owned(),
            shown: key == "number" || shown(key),
            sort: sort
                .map(|(by, criteria)| address_of(&criteria.with_sort(pressed(criteria, by)), None))
                .unwrap_or_default(),
            descending: sort
                .filter(|(by, criteria)| criteria.sort.key == *by)
                .map(|(_, criteria)| criteria.sort.descending),
        }
    };
    let mut columns = vec![sorted("number", table::number(language), Some(SortKey::Number))];
    columns.extend(COLUMNS.into_iter().filter(|key| instructs || *key != "instruction").map(|key| {
        let (label, by) = match key {
            "state" => (table::state(language), None),
            "event" => (table::last_event(language), None),
            "recipient" => (table::recipient(language), Some(SortKey::Recipient)),
            "town" => (table::destination(language), Some(SortKey::Postcode)),
            "country" => (table::country(language), None),
            "sender_reference" => (table::sender_reference(language), None),
            "recipient_reference" => (table::recipient_reference(language), None),
            "account" => (table::account(language), None),
            "sub_account" => (table::sub_account(language), None),
            "service" => (table::service(language), None),
            "label" => (table::label(language), Some(SortKey::Label)),
            "estimated" => (table::estimated(language), None),
            _ => (table::instruction(language), None),
        };
        sorted(key, label, by)
    }));
    columns
}

/// The values of a row, of the columns that are shown after its number; `possible` says whether an instruction can be
/// given, or why not.
pub(super) fn cells(eyes: &Eyes, parcel: &Parcel, row: &ParcelRow, possible: &str, shown: &[&str]) -> Vec<ResultCell> {
    let text = |text: &str| ResultCell { text: text.to_owned(), ..ResultCell::default() };
    let day = |day: jiff::civil::Date| text(&moment::day(eyes.language, day, eyes.today));
    shown
        .iter()
        .filter(|key| **key != "number")
        .map(|key| match *key {
            "state" => ResultCell { mark: Some(row.state.clone()), ..ResultCell::default() },
            "event" => {
                ResultCell { text: row.event.clone(), when: row.at.clone(), more: row.place.clone(), mark: None }
            }
            "recipient" => text(&parcel.recipient_name),
            "town" => text(format!("{} {}", parcel.postcode, parcel.town).trim()),
            "country" => text(&parcel.country),
            "sender_reference" => text(&parcel.sender_reference),
            "recipient_reference" => text(&parcel.recipient_reference),
            "account" => text(&parcel.account_number),
            "sub_account" => text(&parcel.sub_account_number),
            "service" => text(&parcel.service),
            "label" => day(parcel.label_on),
            "estimated" => parcel.standing.estimated_on.map(day).unwrap_or_default(),
            _ => text(possible),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_s_own_columns_are_shown_in_the_order_of_the_table() {
        let shown = |wanted: Option<&[String]>| {
            let columns = columns(Language::Fr, wanted, None, true);
            columns.into_iter().filter(|column| column.shown).map(|column| column.key).collect::<Vec<_>>()
        };
        assert_eq!(shown(None)[1..], AT_FIRST);
        let own = ["service".to_owned(), "no_such_column".to_owned(), "state".to_owned()];
        assert_eq!(shown(Some(&own)), ["number", "state", "service"]);
        assert_eq!(shown(Some(&[])), ["number"]);
    }

    #[test]
    fn who_may_give_no_instruction_is_not_told_that_one_is_possible() {
        let has = |instructs| columns(Language::Fr, None, None, instructs).iter().any(|one| one.key == "instruction");
        assert!(has(true) && !has(false));
    }

    #[test]
    fn only_results_of_criteria_are_sorted() {
        let criteria = Criteria::default();
        let sorted = columns(Language::En, None, Some(&criteria), true);
        let keys: Vec<&str> = sorted.iter().filter(|one| !one.sort.is_empty()).map(|one| one.key.as_str()).collect();
        assert_eq!(keys, ["number", "recipient", "town", "label"]);
        assert_eq!(sorted.iter().filter(|one| one.descending == Some(true)).count(), 1);
        assert!(columns(Language::En, None, None, true).iter().all(|one| one.sort.is_empty()));
    }
}
