//! What a form of a report accepts and what it says otherwise.

use jiff::civil::date;

use super::*;
use crate::parcel::ParcelState;

fn paris() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule of POSIX")
}

/// A Tuesday, 10:00 in Paris.
fn now() -> Timestamp {
    "2027-03-02T09:00:00Z".parse().expect("a moment")
}

fn typed() -> Typed {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Typed {
        name: "Suivi  hebdomadaire\n".to_owned(),
        national: true,
        international: false,
        states: words(&["notified", "undelivered_actionable"]),
        from_days: "7".to_owned(),
        to_days: "0".to_owned(),
        weekdays: words(&["mon", "fri"]),
        time: "08:30".to_owned(),
        ends_on: "2027-12-31".to_owned(),
        formats: words(&["pdf", "csv"]),
        file_name: "suivi".to_owned(),
        language: "fr".to_owned(),
        email: "claire@lemaire.example".to_owned(),
        recipients: "quai@lemaire.example\r\nQuai@Lemaire.example; claire@lemaire.example,\n ventes@lemaire.example"
            .to_owned(),
    }
}

#[test]
fn what_is_typed_becomes_a_report_and_comes_back() {
    let definition = Definition::of(&typed(), now(), &paris(), None).expect("a report");
    assert_eq!(definition.name, "Suivi hebdomadaire");
    assert_eq!(definition.formats, [Format::Csv, Format::Pdf]);
    assert_eq!(definition.schedule.minute, 510);
    assert_eq!(definition.schedule.ends_on, Some(date(2027, 12, 31)));
    assert_eq!(definition.recipients, ["quai@lemaire.example", "ventes@lemaire.example"]);
    assert_eq!(
        definition.selection.parcel_states(),
        [
            ParcelState::InTransit,
            ParcelState::PreparingDelivery,
            ParcelState::Deferred,
            ParcelState::AwaitingInstruction,
            ParcelState::Notified
        ]
    );
    let json = serde_json::to_string(&definition).expect("JSON");
    assert_eq!(serde_json::from_str::<Definition>(&json).ok(), Some(definition.clone()));
    assert_eq!(Definition::of(&definition.typed(), now(), &paris(), None), Ok(definition));
}

#[test]
fn each_field_says_what_is_wrong_with_it() {
    type Change = (&'static str, fn(&mut Typed), FieldRefusal);
    let change: [Change; 22] = [
        ("name", |typed| typed.name = " \n".to_owned(), FieldRefusal::Missing),
        ("name", |typed| typed.name = "x".repeat(81), FieldRefusal::TooLong(80)),
        ("destination", |typed| typed.national = false, FieldRefusal::NotChosen),
        ("states", |typed| typed.states = vec!["lost".to_owned()], FieldRefusal::NotOffered),
        ("from_days", |typed| typed.from_days = "999".to_owned(), FieldRefusal::OutOfRange { least: 0, most: 184 }),
        ("to_days", |typed| typed.to_days = "8".to_owned(), FieldRefusal::WindowReversed),
        ("weekdays", |typed| typed.weekdays = Vec::new(), FieldRefusal::NotChosen),
        ("time", |typed| typed.time = String::new(), FieldRefusal::NotChosen),
        ("time", |typed| typed.time = "24:00".to_owned(), FieldRefusal::NotOffered),
        ("time", |typed| typed.time = "08:15".to_owned(), FieldRefusal::NotOffered),
        ("ends_on", |typed| typed.ends_on = "31/12".to_owned(), FieldRefusal::NotADate),
        ("ends_on", |typed| typed.ends_on = "2027-03-01".to_owned(), FieldRefusal::InThePast),
        ("ends_on", |typed| typed.ends_on = "2027-03-02".to_owned(), FieldRefusal::InThePast),
        // Wednesday and Thursday are ahead, and it is sent on Mondays and Fridays.
        ("ends_on", |typed| typed.ends_on = "2027-03-04".to_owned(), FieldRefusal::NeverDue),
        ("formats", |typed| typed.formats = vec!["docx".to_owned()], FieldRefusal::NotChosen),
        ("file_name", |typed| typed.file_name = "../suivi".to_owned(), FieldRefusal::NotAFileName),
        ("file_name", |typed| typed.file_name = "sui\u{7}vi".to_owned(), FieldRefusal::NotAFileName),
        ("language", |typed| typed.language = "de".to_owned(), FieldRefusal::NotChosen),
        ("email", |typed| typed.email = String::new(), FieldRefusal::Missing),
        ("email", |typed| typed.email = "claire".to_owned(), FieldRefusal::NotAnEmail),
        ("recipients", |typed| typed.recipients = "quai".to_owned(), FieldRefusal::NotAnEmail),
        (
            "recipients",
            |typed| typed.recipients = (1..=6).map(|n| format!("n{n}@lemaire.example\n")).collect(),
            FieldRefusal::TooManyRecipients(5),
        ),
    ];
    for (field, change, expected) in change {
        let mut form = typed();
        change(&mut form);
        assert_eq!(Definition::of(&form, now(), &paris(), None), Err(vec![(field.to_owned(), expected)]), "{field}");
    }
}

#[test]
fn a_report_that_ran_today_cannot_be_put_off_to_later_on_its_last_day() {
    let before = Definition::of(&typed(), now(), &paris(), None).expect("a report").schedule;
    // Later on that Tuesday.
    let mut later = typed();
    (later.weekdays, later.time, later.ends_on) = (vec!["tue".to_owned()], "18:00".to_owned(), "2027-03-02".to_owned());
    let change = |last| Definition::of(&later, now(), &paris(), Some((&before, last)));
    assert_eq!(change(Some(date(2027, 3, 2))), Err(vec![("ends_on".to_owned(), FieldRefusal::NeverDue)]));
    assert!(change(Some(date(2027, 3, 1))).is_ok() && change(None).is_ok());
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let fields: Vec<String> = Definition::of(&Typed::default(), now(), &paris(), None)
        .expect_err("nothing typed")
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields.join(" "), "name destination from_days to_days weekdays time formats file_name language email");
}
