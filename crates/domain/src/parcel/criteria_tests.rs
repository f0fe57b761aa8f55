use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::parcel::ParcelState;

fn full() -> Criteria {
    Criteria {
        from: Some(date(2026, 11, 1)),
        until: Some(date(2026, 11, 1)),
        state: StateFilter::UndeliveredActionable,
        account: "40012345".into(),
        sub_account: "B & C".into(),
        recipient: "Élodie Cœur".into(),
        recipient_reference: "r=1".into(),
        sender_reference: "CMD+8812 %".into(),
        postcode: "69".into(),
        country: "BE".into(),
        destination: Some(Destination::EuropeanUnion),
        sort: Sort { key: SortKey::Recipient, descending: true },
    }
}

#[test]
fn criteria_are_written_and_read_back() {
    for criteria in [Criteria::default(), full(), full().with_state(StateFilter::State(ParcelState::Notified))] {
        assert_eq!(Criteria::from_query(&criteria.to_query()), Ok(criteria));
    }
    assert_eq!(Criteria::default().to_query(), "");
    let one = Criteria { recipient: "Le Gall".into(), ..Criteria::default() };
    assert_eq!(one.to_query(), "recipient=Le%20Gall");
    assert_eq!(Criteria::from_query("recipient=Le+Gall"), Ok(one));
}

#[test]
fn a_form_is_read_leniently_where_nothing_is_lost() {
    for (pairs, expected) in [
        (vec![("recipient", "  "), ("q", "other"), ("state", "all")], Criteria::default()),
        (
            vec![("postcode", " 69 003 "), ("country", "be")],
            Criteria { postcode: "69003".into(), country: "BE".into(), ..Criteria::default() },
        ),
        (
            vec![("state", "delivered"), ("state", "notified")],
            Criteria { state: StateFilter::State(ParcelState::Notified), ..Criteria::default() },
        ),
        (vec![("recipient", "a\u{0}b\n")], Criteria { recipient: "ab".into(), ..Criteria::default() }),
        (
            vec![("sort", "number")],
            Criteria { sort: Sort { key: SortKey::Number, descending: false }, ..Criteria::default() },
        ),
    ] {
        assert_eq!(Criteria::of_form(pairs.clone()), Ok(expected), "{pairs:?}");
    }
}

#[test]
fn what_cannot_be_searched_for_is_said_beside_its_field() {
    let long = "x".repeat(CRITERION_MAX + 1);
    for (pairs, expected) in [
        (vec![("from", "2026-11-02"), ("until", "2026-11-01")], vec![("until", FieldRefusal::DatesReversed)]),
        (vec![("from", "2026-02-30")], vec![("from", FieldRefusal::NotADate)]),
        (
            vec![("until", "hier"), ("from", "x")],
            vec![("from", FieldRefusal::NotADate), ("until", FieldRefusal::NotADate)],
        ),
        (vec![("state", "lost")], vec![("state", FieldRefusal::NotOffered)]),
        (vec![("country", "FRA")], vec![("country", FieldRefusal::NotOffered)]),
        (vec![("destination", "moon")], vec![("destination", FieldRefusal::NotOffered)]),
        (vec![("sort", "weight")], vec![("sort", FieldRefusal::NotOffered)]),
        (vec![("recipient", long.as_str())], vec![("recipient", FieldRefusal::TooLong(CRITERION_MAX))]),
    ] {
        let expected: Vec<(String, FieldRefusal)> =
            expected.into_iter().map(|(field, refusal)| (field.to_owned(), refusal)).collect();
        assert_eq!(Criteria::of_form(pairs.clone()), Err(expected), "{pairs:?}");
    }
    // The same day twice is a period of one day.
    assert!(Criteria::of_form([("from", "2026-11-01"), ("until", "2026-11-01")]).is_ok());
}

#[test]
fn only_what_was_written_is_read_from_a_query() {
    for query in ["q=1", "recipient", "state=all&state=all", "recipient=%", "recipient=%zz", "recipient=%FF", "from=x"]
    {
        assert_eq!(Criteria::from_query(query), Err(NoCriteria), "{query}");
    }
}

#[test]
fn an_order_is_a_word() {
    for key in SortKey::ALL {
        for descending in [false, true] {
            let sort = Sort { key, descending };
            assert_eq!(Sort::from_word(&sort.word()), Some(sort));
        }
    }
    assert_eq!(Sort::from_word("--label"), None);
    assert!(Criteria::default().with_sort(Sort { key: SortKey::Number, descending: false }).is_empty());
    assert!(!full().is_empty());
}

proptest! {
    #[test]
    fn any_accepted_form_is_written_and_read_back(
        recipient in any::<String>(),
        reference in "[ -~é]{0,40}",
        postcode in "[0-9 A-Za-z]{0,8}",
        state in proptest::sample::select(StateFilter::ALL.to_vec()),
        sort in proptest::sample::select(SortKey::ALL.to_vec()),
        descending in any::<bool>(),
    ) {
        let sort = Sort { key: sort, descending }.word();
        let pairs = [
            ("recipient", recipient.as_str()),
            ("sender_reference", reference.as_str()),
            ("postcode", postcode.as_str()),
            ("state", state.as_str()),
            ("sort", sort.as_str()),
        ];
        if let Ok(criteria) = Criteria::of_form(pairs) {
            prop_assert_eq!(Criteria::from_query(&criteria.to_query()), Ok(criteria));
        }
    }
}
