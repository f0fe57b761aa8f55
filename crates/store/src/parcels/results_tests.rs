use domain::parcel::{Destination, ParcelState, Sort, StateFilter};
use jiff::civil::date;

use super::conditions::Among;
use super::counts::{each_along, each_of};
use super::takers::Takers;
use super::way::{Named, probe};
use super::*;
use crate::plans::{hold_to_indexes, plan};

fn among(customer: bool) -> Among {
    Among {
        customer: customer.then(|| "c".to_owned()),
        from: "2026-05-22".into(),
        until: Some("2026-11-22".into()),
        seen: Some((vec!["a".into()], vec!["s".into()])),
        account: Some("a".into()),
        sub_accounts: Some(vec!["s".into()]),
        takers: Takers::at(&with_an_own(), Timestamp::UNIX_EPOCH),
    }
}

/// The shipped contracts, and a customer's own with one of their carriers.
fn with_an_own() -> Contracts {
    let own = "[[contract]]\nkey = \"own\"\ncarrier = \"ups\"\nowner = \"customer\"\ncustomer = \"Vélos\"\n";
    let text =
        format!("{}\n{own}instructions = [\"another_day\"]\n", include_str!("../../../domain/data/contracts.toml"));
    Contracts::parse(&text).expect("contracts")
}

fn criteria(key: SortKey, state: StateFilter) -> Criteria {
    Criteria {
        from: Some(date(2026, 5, 22)),
        state,
        recipient: "Cœur".into(),
        recipient_reference: "r".into(),
        sender_reference: "s".into(),
        postcode: "69".into(),
        country: "FR".into(),
        destination: Some(Destination::RestOfWorld),
        sort: Sort { key, descending: true },
        ..Criteria::default()
    }
}

/// What the ways put together on their way.
const MADE: [&str; 11] = ["few", "page", "begun", "ended", "first", "further", "probed", "counted", "typed", "k", "p"];

#[tokio::test]
async fn a_walk_goes_along_the_index_of_its_order() {
    let after = ParcelKey { value: "x".into(), id: ParcelId(uuid::Uuid::nil()) };
    for customer in [true, false] {
        for (key, index) in [
            (SortKey::Label, if customer { "parcel_by_label" } else { "parcel_by_any_label" }),
            (SortKey::Number, "parcel_by_number"),
            (SortKey::Recipient, "parcel_by_recipient"),
            (SortKey::Postcode, "parcel_by_postcode"),
        ] {
            for after in [None, Some(&after)] {
                let criteria = criteria(key, StateFilter::All);
                let mut sql = Built::default();
                walk(&mut sql, &among(customer), &criteria, None, after, 50);
                let steps = plan(&sql.sql).await;
                assert!(steps[0].contains(&format!("INDEX {index} ")) || steps[0].ends_with(index), "{steps:#?}");
                assert!(!steps.iter().any(|step| step.contains("ORDER BY")), "{}\n{steps:#?}", sql.sql);
            }
        }
    }
}

#[tokio::test]
async fn a_state_is_walked_in_the_order_of_its_labels() {
    for (customer, index) in [(true, "parcel_by_state"), (false, "parcel_by_any_state")] {
        let criteria = criteria(SortKey::Label, StateFilter::UndeliveredActionable);
        let mut sql = Built::default();
        walk(&mut sql, &among(customer), &criteria, Some(ParcelState::Notified), None, 50);
        let steps = plan(&sql.sql).await;
        assert!(steps[0].starts_with("SEARCH") && steps[0].contains(index), "{steps:#?}");
        assert!(!steps.iter().any(|step| step.contains("ORDER BY")), "{}\n{steps:#?}", sql.sql);
    }
}

#[tokio::test]
async fn every_way_finds_its_parcels_by_an_index() {
    let named = [
        Named::SenderReference,
        Named::RecipientReference,
        Named::Recipient,
        Named::Postcode,
        Named::State,
        Named::Account,
    ];
    for customer in [true, false] {
        let among = among(customer);
        let criteria = criteria(SortKey::Number, StateFilter::Undelivered);
        for way in named.into_iter().map(Way::Few).chain([Way::Walk, Way::WalkEachState]) {
            let sql = page(&among, &criteria, &way, None, 50).sql;
            hold_to_searches(&sql).await;
        }
        hold_to_searches(&probe(&named, &among, &criteria).sql).await;
        hold_to_searches(&each_along(&among, &criteria).sql).await;
        for typed in &named[..4] {
            hold_to_searches(&each_of(*typed, &among, &criteria).sql).await;
        }
    }
}

#[tokio::test]
async fn what_was_typed_is_found_by_its_own_index_and_not_among_all_of_a_customer() {
    for (named, indexes) in [
        (Named::SenderReference, &["parcel_by_sender_reference"][..]),
        (Named::RecipientReference, &["parcel_by_recipient_reference"]),
        (Named::Recipient, &["parcel_by_recipient", "parcel_by_surname"]),
        (Named::Postcode, &["parcel_by_postcode"]),
    ] {
        let (among, criteria) = (among(true), criteria(SortKey::Label, StateFilter::All));
        for sql in [probe(&[named], &among, &criteria).sql, each_of(named, &among, &criteria).sql] {
            let steps = plan(&sql).await;
            let searched = steps.iter().filter(|step| step.starts_with("SEARCH p ") || step.starts_with("SEARCH k "));
            let by: Vec<bool> =
                searched.map(|step| indexes.iter().any(|index| step.contains(&format!("INDEX {index} (")))).collect();
            assert_eq!(by, vec![true; indexes.len()], "{sql}\n{steps:#?}");
        }
    }
}

/// As [`hold_to_indexes`], and where a table of parcels is read from end to end it is an index in the order of the walk.
async fn hold_to_searches(sql: &str) {
    hold_to_indexes(sql, &MADE).await;
    let read = plan(sql).await;
    let bare: Vec<&String> = read
        .iter()
        .filter(|step| (step.starts_with("SCAN p") || step.starts_with("SCAN k")) && !step.contains("INDEX"))
        .filter(|step| step.starts_with("SCAN p ") || step.starts_with("SCAN k ") || step.len() == 6)
        .collect();
    assert!(bare.is_empty(), "{sql}\n{read:#?}");
}
