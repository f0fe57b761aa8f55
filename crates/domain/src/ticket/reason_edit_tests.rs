//! Steps of the editor, on the operator's matrix and on a customer's own over it.

use super::*;
use crate::ticket::reason::{DayCount, WindowStart, lint, matrix};

fn texts(fr: &str, en: &str) -> Texts {
    let text = |fr: &str, en: &str| Bilingual { fr: fr.to_owned(), en: en.to_owned() };
    Texts { label: text(fr, en), help: text("", "") }
}

fn subject(key: &str, fr: &str, en: &str) -> Edit {
    Edit::Subject { key: key.to_owned(), texts: texts(fr, en), window: None, leads_to: None }
}

fn item(subject: &str, part: Part, key: &str, name: &str, kind: &str, holds: bool, only_for: &[&str]) -> Edit {
    Edit::Item {
        subject: subject.to_owned(),
        part,
        key: key.to_owned(),
        texts: texts(name, name),
        kind: kind.to_owned(),
        holds,
        only_for: only_for.iter().map(|one| (*one).to_owned()).collect(),
    }
}

#[test]
fn what_is_new_gets_a_key_of_its_name_and_stands_last() {
    let mut own = matrix().clone();
    let added = own.edit(None, &subject("", "Colis mouillé à l’arrivée", "")).expect("added");
    assert_eq!(added.0, "colis_mouille_a_l_arrivee");
    assert_eq!(own.edit(None, &subject("", "Retard", "Delay")).expect("added").0, "delay_2");
    assert_eq!(own.edit(None, &subject("", "3 jours", "")).expect("added").0, "r3_jours");
    assert_eq!(own.subjects.len(), 13);
    let broken = item("delay", Part::SubReason, "", "Panne", "", false, &[]);
    assert_eq!(own.edit(None, &broken), Ok(("delay".to_owned(), "panne".to_owned())));
    let photo = item("delay", Part::Attachment, "", "Photo", "photo", true, &["panne"]);
    own.edit(None, &photo).expect("added");
    let delay = own.subject("delay").expect("there");
    assert_eq!(delay.slots_for(Some("panne")).count(), 1);
    assert_eq!(delay.slots_for(None).count(), 0);
    // The names in one language alone are what remains to be done.
    let missing: Vec<_> = lint(&own.to_toml()).iter().map(|one| (one.rule, one.subject.clone())).collect();
    assert_eq!(
        missing,
        [("missing-language", "colis_mouille_a_l_arrivee".to_owned()), ("missing-language", "r3_jours".to_owned())]
    );
}

#[test]
fn what_cannot_be_accepted_is_said_at_its_field() {
    let mut own = matrix().clone();
    let fields = |result: Result<(String, String), NotEdited>| match result {
        Err(NotEdited::Fields(fields)) => fields,
        other => panic!("{other:?}"),
    };
    let long = "é".repeat(LABEL_MAX + 1);
    assert_eq!(
        fields(own.edit(None, &subject("delay", &long, ""))),
        [("label_fr".to_owned(), FieldRefusal::TooLong(LABEL_MAX))]
    );
    assert_eq!(fields(own.edit(None, &subject("", " ", ""))), [("label_fr".to_owned(), FieldRefusal::Missing)]);
    let days = Window { days: 0, count: DayCount::Working, from: WindowStart::Delivery };
    let edit = Edit::Subject { key: String::new(), texts: texts("a", "a"), window: Some(days), leads_to: None };
    assert_eq!(fields(own.edit(None, &edit))[0].0, "days");
    let no_kind = item("delay", Part::Information, "", "Poids", "weight", false, &[]);
    assert_eq!(fields(own.edit(None, &no_kind)), [("kind".to_owned(), FieldRefusal::NotChosen)]);
    let foreign = item("delay", Part::Information, "", "Poids", "text", false, &["in_person"]);
    assert_eq!(fields(own.edit(None, &foreign))[0].0, "only_for");
    assert_eq!(own.edit(None, &subject("nothing", "a", "a")), Err(NotEdited::Gone));
    assert_eq!(&own, matrix(), "a refused step changes nothing");
}

#[test]
fn what_is_retired_keeps_its_name_and_holds_nobody_up() {
    let mut own = matrix().clone();
    for one in [
        None,
        Some((Part::SubReason, "in_person".to_owned())),
        Some((Part::Information, "content".to_owned())),
        Some((Part::Attachment, "invoice".to_owned())),
    ] {
        let retire = Edit::Retire { subject: "contested_delivery".to_owned(), item: one, retired: true };
        own.edit(None, &retire).expect("retired");
    }
    let subject = own.subject("contested_delivery").expect("kept");
    assert!(own.offered().all(|one| one.key != "contested_delivery"));
    assert_eq!(own.choose("contested_delivery"), Err(FieldRefusal::NotOffered));
    assert_eq!(subject.label.fr, "Contestation de livraison");
    assert_eq!(subject.fields_for(None).count(), 2);
    assert_eq!(subject.offered_sub_reasons().count(), 1);
    assert!(!subject.slots[0].blocks_resolution && !subject.fields[0].required);
    // The letter is asked for by the sub-reason that is gone, and by no other.
    assert_eq!(lint(&own.to_toml()).iter().map(|one| one.rule).collect::<Vec<_>>(), ["dead-name"]);
    let back = Edit::Retire { subject: "contested_delivery".to_owned(), item: None, retired: false };
    own.edit(None, &back).expect("back");
    assert!(own.choose("contested_delivery").is_ok());
}

#[test]
fn the_order_is_changed_one_place_at_a_time() {
    let mut own = matrix().clone();
    let step = |item: Option<(Part, &str)>, up| Edit::Move {
        subject: "swap".to_owned(),
        item: item.map(|(part, key)| (part, key.to_owned())),
        up,
    };
    own.edit(None, &step(None, true)).expect("moved");
    assert_eq!(own.subjects[6].key, "swap");
    let last = Some((Part::SubReason, "not_collected"));
    own.edit(None, &step(last, true)).expect("already the first");
    own.edit(None, &step(last, false)).expect("moved");
    assert_eq!(own.subjects[6].keys(Part::SubReason), ["cancellation", "not_collected", "partly_collected"]);
}

#[test]
fn a_customers_own_takes_over_what_it_changes_and_nothing_more() {
    let mut own = Matrix::default();
    // A step that is refused takes nothing over.
    let refused = item("delay", Part::SubReason, "", " ", "", false, &[]);
    assert!(own.edit(Some(matrix()), &refused).is_err());
    let foreign = item("delay", Part::Information, "", "Poids", "text", false, &["in_person"]);
    assert!(own.edit(Some(matrix()), &foreign).is_err());
    assert_eq!(own, Matrix::default());
    own.edit(Some(matrix()), &item("delay", Part::SubReason, "", "Salon", "", false, &[])).expect("taken over");
    own.edit(Some(matrix()), &Edit::TakeAway { subject: "swap".to_owned() }).expect("taken away");
    assert_eq!(own.subjects.len(), 1);
    let laid = matrix().overridden_by(&own);
    assert_eq!(laid.subject("delay").expect("there").sub_reasons.len(), 1);
    assert_eq!(laid.subject("swap"), None);
    assert_eq!(laid.subjects.len(), 9);
    own.edit(Some(matrix()), &Edit::Follow { subject: "swap".to_owned() }).expect("back");
    own.edit(Some(matrix()), &Edit::Follow { subject: "delay".to_owned() }).expect("back");
    assert_eq!(own, Matrix::default());
    // A key of the operator's is not given to something else.
    assert_eq!(own.edit(Some(matrix()), &subject("", "Fraude", "Fraud")).expect("new").0, "fraud_2");
    assert_eq!(own.edit(Some(matrix()), &Edit::TakeAway { subject: "fraud_2".to_owned() }), Err(NotEdited::Gone));
}

#[test]
fn a_sub_reason_that_goes_takes_along_what_it_alone_asked_for() {
    let mut own = matrix().clone();
    let gone = Some((Part::SubReason, "in_person".to_owned()));
    own.edit(None, &Edit::Remove { subject: "contested_delivery".to_owned(), item: gone }).expect("gone");
    assert_eq!(
        own.subject("contested_delivery").expect("there").keys(Part::Attachment),
        ["invoice", "identity_document"]
    );
    assert_eq!(lint(&own.to_toml()), []);
}

#[test]
fn what_a_form_showed_differs_when_the_thing_does() {
    let mut own = matrix().clone();
    let field = (Part::Information, "imei".to_owned());
    let (before, other) = (own.seen("fraud", Some(&field)), own.seen("fraud", None));
    own.edit(None, &item("fraud", Part::Information, "imei", "IMEI 1", "imei", false, &[])).expect("changed");
    assert_ne!(own.seen("fraud", Some(&field)), before);
    assert_eq!(own.seen("fraud", None), other);
    assert_eq!(own.seen("nothing", None), "");
}
