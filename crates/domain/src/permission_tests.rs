//! Who may do what, as tables.

use uuid::Uuid;

use super::*;
use crate::Language;
use crate::actor::{AccountScope, Rights};

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn ticket() -> TicketFacts {
    TicketFacts {
        customer: CustomerId(Uuid::from_u128(1)),
        account: Some(account(10)),
        sub_account: None,
        author: UserId(Uuid::from_u128(100)),
        joined: false,
    }
}

fn customer_user(user: u128, customer: u128, rights: &[Right], scope: AccountScope) -> Actor {
    Actor {
        user: UserId(Uuid::from_u128(user)),
        name: "Claire".into(),
        language: Language::Fr,
        zone: "Europe/Paris".into(),
        side: Side::Customer {
            customer: CustomerId(Uuid::from_u128(customer)),
            rights: rights.iter().copied().collect::<Rights>(),
            scope,
        },
    }
}

fn operator_user(level: Level) -> Actor {
    Actor { side: Side::Operator { level }, ..customer_user(900, 1, &[], AccountScope::All) }
}

#[test]
fn who_sees_a_ticket() {
    let all = AccountScope::All;
    let only_11 = AccountScope::accounts(vec![account(11)]);
    for (who, actor, joined, expected) in [
        ("the author", customer_user(100, 1, &[], all.clone()), false, Ok(())),
        (
            "the author, moved to another account",
            customer_user(100, 1, &[], only_11.clone()),
            false,
            Err(Denied::Hidden),
        ),
        ("a colleague without the option", customer_user(101, 1, &[], all.clone()), false, Err(Denied::Hidden)),
        ("a colleague who joined", customer_user(101, 1, &[], all.clone()), true, Ok(())),
        ("a colleague with the option", customer_user(101, 1, &[Right::SeeAllTickets], all.clone()), false, Ok(())),
        (
            "a colleague of another account",
            customer_user(101, 1, &[Right::SeeAllTickets], only_11),
            false,
            Err(Denied::Hidden),
        ),
        ("another customer with every option", customer_user(101, 2, &Right::ALL, all), true, Err(Denied::Hidden)),
        ("an agent", operator_user(Level::Agent), false, Ok(())),
    ] {
        let facts = TicketFacts { joined, ..ticket() };
        assert_eq!(see_ticket(&actor, &facts), expected, "{who}");
    }
}

#[test]
fn replying_and_settling_need_their_own_options() {
    let with = |rights: &[Right]| customer_user(100, 1, rights, AccountScope::All);
    assert_eq!(reply(&with(&[Right::Reply]), &ticket()), Ok(()));
    assert_eq!(reply(&with(&[Right::Validate]), &ticket()), Err(Denied::Forbidden(Right::Reply)));
    assert_eq!(settle(&with(&[Right::Validate]), &ticket()), Ok(()));
    assert_eq!(settle(&with(&[Right::Reply]), &ticket()), Err(Denied::Forbidden(Right::Validate)));
    assert_eq!(reply(&operator_user(Level::Administrator), &ticket()), Err(Denied::Hidden));
    assert_eq!(settle(&customer_user(100, 2, &Right::ALL, AccountScope::All), &ticket()), Err(Denied::Hidden));
}

#[test]
fn joining_needs_scope_and_the_right_to_file() {
    let scope = AccountScope::accounts(vec![account(10)]);
    assert_eq!(join_ticket(&customer_user(5, 1, &[Right::FileTickets], scope.clone()), &ticket()), Ok(()));
    assert_eq!(join_ticket(&customer_user(5, 1, &[], scope), &ticket()), Err(Denied::Forbidden(Right::FileTickets)));
    let elsewhere = AccountScope::accounts(vec![account(11)]);
    assert_eq!(join_ticket(&customer_user(5, 1, &Right::ALL, elsewhere), &ticket()), Err(Denied::Hidden));
    assert_eq!(join_ticket(&customer_user(5, 2, &Right::ALL, AccountScope::All), &ticket()), Err(Denied::Hidden));
    assert_eq!(join_ticket(&operator_user(Level::Lead), &ticket()), Err(Denied::Hidden));
}

#[test]
fn the_operators_verbs_are_closed_to_customers() {
    let customer = customer_user(100, 1, &Right::ALL, AccountScope::All);
    for verb in [answer, run_installation, see_late, see_archive] {
        assert_eq!(verb(&customer), Err(Denied::Hidden));
    }
    assert_eq!(answer(&operator_user(Level::Agent)), Ok(()));
    assert_eq!(see_late(&operator_user(Level::Agent)), Err(Denied::Hidden));
    assert_eq!(see_late(&operator_user(Level::Lead)), Ok(()));
    assert_eq!(run_installation(&operator_user(Level::LevelTwo)), Err(Denied::Hidden));
    assert_eq!(run_installation(&operator_user(Level::Administrator)), Ok(()));
    assert_eq!(see_archive(&operator_user(Level::LevelTwo)), Err(Denied::Hidden));
    assert_eq!(see_archive(&operator_user(Level::Administrator)), Ok(()));
    assert_eq!(file_ticket(&operator_user(Level::Administrator)), Err(Denied::Hidden));
}

#[test]
fn who_gives_an_instruction() {
    let facts = ParcelFacts { customer: CustomerId(Uuid::from_u128(1)), account: Some(account(10)), sub_account: None };
    let both = [Right::SearchParcels, Right::Instructions];
    let elsewhere = AccountScope::accounts(vec![account(11)]);
    for (who, actor, expected) in [
        ("a user with the option", customer_user(1, 1, &both, AccountScope::All), Ok(())),
        (
            "a user without it",
            customer_user(1, 1, &[Right::SearchParcels], AccountScope::All),
            Err(Denied::Forbidden(Right::Instructions)),
        ),
        (
            "a user who may not search",
            customer_user(1, 1, &[Right::Instructions], AccountScope::All),
            Err(Denied::Hidden),
        ),
        ("a user of another account", customer_user(1, 1, &both, elsewhere), Err(Denied::Hidden)),
        ("another customer", customer_user(1, 2, &Right::ALL, AccountScope::All), Err(Denied::Hidden)),
        ("an agent", operator_user(Level::Agent), Ok(())),
    ] {
        assert_eq!(instruct(&actor, &facts), expected, "{who}");
    }
}

#[test]
fn a_part_of_an_account_is_seen_without_the_rest_of_it() {
    let part = |n: u128| SubAccountId(Uuid::from_u128(n));
    let scope = AccountScope::Only { accounts: vec![account(11)], sub_accounts: vec![part(101)] };
    let actor = customer_user(1, 1, &Right::ALL, scope);
    let customer = CustomerId(Uuid::from_u128(1));
    for (what, billed, sub_account, expected) in [
        ("the part named", Some(account(10)), Some(part(101)), Ok(())),
        ("another part of the same account", Some(account(10)), Some(part(102)), Err(Denied::Hidden)),
        ("the same account without a part", Some(account(10)), None, Err(Denied::Hidden)),
        ("a part of an account that is named whole", Some(account(11)), Some(part(111)), Ok(())),
        ("no account at all", None, None, Ok(())),
    ] {
        let parcel = ParcelFacts { customer, account: billed, sub_account };
        assert_eq!(see_parcel(&actor, &parcel), expected, "parcel: {what}");
        let ticket = TicketFacts { account: billed, sub_account, ..ticket() };
        assert_eq!(see_ticket(&actor, &ticket), expected, "ticket: {what}");
    }
}

#[test]
fn who_has_reports() {
    let facts = ReportFacts { customer: CustomerId(Uuid::from_u128(1)), owner: UserId(Uuid::from_u128(100)) };
    let both = [Right::Reports, Right::SearchParcels];
    let all = AccountScope::All;
    for (who, actor, seen, changed) in [
        ("its owner", customer_user(100, 1, &both, all.clone()), Ok(()), Ok(())),
        ("a colleague", customer_user(101, 1, &both, all.clone()), Ok(()), Err(Denied::Hidden)),
        (
            "its owner without the option",
            customer_user(100, 1, &[Right::SearchParcels], all.clone()),
            Err(Denied::Forbidden(Right::Reports)),
            Err(Denied::Forbidden(Right::Reports)),
        ),
        (
            "its owner who may not search",
            customer_user(100, 1, &[Right::Reports], all.clone()),
            Err(Denied::Forbidden(Right::SearchParcels)),
            Err(Denied::Forbidden(Right::SearchParcels)),
        ),
        ("another customer", customer_user(100, 2, &Right::ALL, all), Err(Denied::Hidden), Err(Denied::Hidden)),
        ("an administrator", operator_user(Level::Administrator), Err(Denied::Hidden), Err(Denied::Hidden)),
    ] {
        assert_eq!(see_report(&actor, &facts), seen, "{who}");
        assert_eq!(change_report(&actor, &facts), changed, "{who}");
    }
}

#[test]
fn who_sees_a_parcel() {
    let facts = ParcelFacts { customer: CustomerId(Uuid::from_u128(1)), account: Some(account(10)), sub_account: None };
    assert_eq!(see_parcel(&customer_user(1, 1, &[Right::SearchParcels], AccountScope::All), &facts), Ok(()));
    assert_eq!(see_parcel(&customer_user(1, 1, &[], AccountScope::All), &facts), Err(Denied::Hidden));
    assert_eq!(see_parcel(&customer_user(1, 2, &Right::ALL, AccountScope::All), &facts), Err(Denied::Hidden));
    let elsewhere = AccountScope::accounts(vec![account(11)]);
    assert_eq!(see_parcel(&customer_user(1, 1, &Right::ALL, elsewhere), &facts), Err(Denied::Hidden));
    assert_eq!(see_parcel(&operator_user(Level::Agent), &facts), Ok(()));
    let both = [Right::SearchParcels, Right::Proofs];
    assert_eq!(see_proof(&customer_user(1, 1, &both, AccountScope::All), &facts), Ok(()));
    assert_eq!(
        see_proof(&customer_user(1, 1, &[Right::SearchParcels], AccountScope::All), &facts),
        Err(Denied::Forbidden(Right::Proofs))
    );
    assert_eq!(
        see_proof(&customer_user(1, 1, &[Right::Proofs], AccountScope::All), &facts),
        Err(Denied::Hidden),
        "who may not see the parcel does not learn that there is one"
    );
    assert_eq!(see_proof(&customer_user(1, 2, &both, AccountScope::All), &facts), Err(Denied::Hidden));
    assert_eq!(see_proof(&operator_user(Level::Agent), &facts), Ok(()));
    assert_eq!(search_parcels(&operator_user(Level::Agent)), Ok(()));
    assert_eq!(
        search_parcels(&customer_user(1, 1, &[], AccountScope::All)),
        Err(Denied::Forbidden(Right::SearchParcels))
    );
}

#[test]
fn who_has_messages_of_a_parcel_sent() {
    let (customer, account_10) = (CustomerId(Uuid::from_u128(1)), Some(account(10)));
    let facts = ParcelFacts { customer, account: account_10, sub_account: None };
    let rights = [Right::SearchParcels, Right::TrackingMessages];
    assert_eq!(track_parcel(&customer_user(1, 1, &rights, AccountScope::All), &facts), Ok(()));
    assert_eq!(
        track_parcel(&customer_user(1, 1, &rights[..1], AccountScope::All), &facts),
        Err(Denied::Forbidden(Right::TrackingMessages))
    );
    for hidden in [
        customer_user(1, 1, &rights[1..], AccountScope::All),
        customer_user(1, 2, &rights, AccountScope::All),
        customer_user(1, 1, &rights, AccountScope::accounts(vec![account(11)])),
        operator_user(Level::Administrator),
    ] {
        assert_eq!(track_parcel(&hidden, &facts), Err(Denied::Hidden));
    }
}

#[test]
fn who_sees_an_identity_document() {
    let all = AccountScope::All;
    let sent_by = |sender: u128, took_part| IdentityFacts { sender: UserId(Uuid::from_u128(sender)), took_part };
    for (who, actor, document, expected) in [
        ("its sender, who answers no more", customer_user(100, 1, &[], all.clone()), sent_by(100, true), Ok(())),
        (
            "a colleague who reads and answers",
            customer_user(101, 1, &[Right::SeeAllTickets, Right::Reply], all.clone()),
            sent_by(100, false),
            Ok(()),
        ),
        (
            "a colleague who reads alone",
            customer_user(101, 1, &[Right::SeeAllTickets], all.clone()),
            sent_by(100, true),
            Err(Denied::Hidden),
        ),
        (
            "a colleague who answers, but not here",
            customer_user(101, 1, &[Right::Reply], all.clone()),
            sent_by(100, false),
            Err(Denied::Hidden),
        ),
        (
            "who sent it and was moved to another account",
            customer_user(100, 1, &[Right::Reply], AccountScope::accounts(vec![account(11)])),
            sent_by(100, false),
            Err(Denied::Hidden),
        ),
        ("an agent beside it", operator_user(Level::Agent), sent_by(100, false), Err(Denied::Hidden)),
        ("an agent who handles it", operator_user(Level::Agent), sent_by(100, true), Ok(())),
        ("his lead", operator_user(Level::Lead), sent_by(100, false), Ok(())),
        (
            "another customer's user",
            customer_user(100, 2, &[Right::SeeAllTickets, Right::Reply], all),
            sent_by(100, true),
            Err(Denied::Hidden),
        ),
    ] {
        assert_eq!(see_identity_document(&actor, &ticket(), &document), expected, "{who}");
    }
}

#[test]
fn a_file_is_replaced_on_the_side_that_sent_it() {
    let customer = |rights: &[Right]| customer_user(101, 1, rights, AccountScope::All);
    let writes = customer(&[Right::SeeAllTickets, Right::Reply]);
    assert_eq!(replace_file(&writes, &ticket(), false), Ok(()));
    assert_eq!(replace_file(&writes, &ticket(), true), Err(Denied::Hidden));
    let reads = customer(&[Right::SeeAllTickets]);
    assert_eq!(replace_file(&reads, &ticket(), false), Err(Denied::Forbidden(Right::Reply)));
    assert_eq!(replace_file(&operator_user(Level::Agent), &ticket(), true), Ok(()));
    assert_eq!(replace_file(&operator_user(Level::Agent), &ticket(), false), Err(Denied::Hidden));
}

#[test]
fn a_customers_user_files_for_himself_and_an_agent_for_a_customer() {
    let files = customer_user(100, 1, &[Right::FileTickets], AccountScope::All);
    let reads = customer_user(100, 1, &[Right::SeeAllTickets], AccountScope::All);
    let agent = operator_user(Level::Agent);
    assert_eq!((begin_ticket(&files), begin_ticket(&agent)), (Ok(()), Ok(())));
    assert_eq!(begin_ticket(&reads), Err(Denied::Forbidden(Right::FileTickets)));
    assert_eq!((file_ticket_for(&files), file_ticket(&agent)), (Err(Denied::Hidden), Err(Denied::Hidden)));
}
