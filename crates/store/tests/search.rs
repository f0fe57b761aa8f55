//! Searching many parcels, on both engines: every page is what going through all parcels one by one finds.

mod support;

use std::sync::{Arc, LazyLock};

use domain::actor::AccountScope;
use domain::contract::Contracts;
use domain::id::{AccountId, CustomerId, InstructionId, ParcelId, SubAccountId, UserId};
use domain::instruction::{Facts, Fate, OpenInstruction, Wish, eligibility};
use domain::parcel::{Criteria, Destination, ParcelState, Sort, SortKey, StateFilter, standing};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use store::convert::{folded, surname_first};
use store::instructions::{GivenBy, Instruction};
use store::parcels::{self, COUNT_LIMIT, KeptStanding, NewParcel, ParcelKey, Sight};
use store::people::{self, Account, Customer};
use store::{Scope, Store, Tx};
use support::for_each_engine;
use uuid::Uuid;

/// More than a search takes by its own index, so that both of its ways are gone.
const MANY: u128 = 5_400;

fn at() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("a moment")
}

fn customer(n: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(n))
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn part(n: u128) -> SubAccountId {
    SubAccountId(Uuid::from_u128(n))
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

/// Two customers; the accounts 10 and 11 of the first with the parts 30 and 31, and 20 of the second.
async fn with_customers(tx: &mut Tx) {
    for (n, name) in [(1, "Lunettes"), (2, "Vélos")] {
        let customer = Customer { id: customer(n), name: name.into(), zone: "Europe/Paris".into(), created_at: at() };
        people::insert_customer(tx, &customer).await.expect("a customer");
    }
    for (id, owner) in [(10, 1), (11, 1), (20, 2)] {
        let account = Account { id: account(id), customer: customer(owner), number: format!("FR-{id}") };
        people::insert_account(tx, &account, at()).await.expect("an account");
    }
    for (id, of, number) in [(30, 10, "A"), (31, 11, "B")] {
        people::insert_sub_account(tx, part(id), account(of), number, at()).await.expect("a part");
    }
}

/// The parcel of a number: each value repeats with a period of its own, so that they meet in every combination.
fn parcel(n: u128) -> NewParcel {
    let one_of = |list: &[&'static str]| list[usize::try_from(n).expect("small") % list.len()];
    let state = ParcelState::ALL[usize::try_from(n % 12).expect("small")];
    let second = n.is_multiple_of(7);
    let of_account = if second { 20 } else { 10 + n % 2 };
    NewParcel {
        id: ParcelId(Uuid::from_u128(n * 7_919 % 1_000_003 + 1)),
        customer: customer(if second { 2 } else { 1 }),
        account: (!n.is_multiple_of(13)).then(|| account(of_account)),
        sub_account: (!second && !n.is_multiple_of(13) && n.is_multiple_of(3)).then(|| part(30 + n % 2)),
        shipment: String::new(),
        carrier: one_of(&["colissimo", "chronopost", "ups", "gls", "unheard_of"]).into(),
        number: format!("N{:05}", n * 3_001 % 99_991),
        label_on: date(2026, 6, 1).saturating_add(i64::try_from(n % 97).expect("small").days()),
        sender_reference: format!("CMD-{}", n % 900),
        recipient_reference: if n.is_multiple_of(5) { String::new() } else { format!("Réf {}", n % 11) },
        recipient_name: format!("Martin {}", one_of(&["Cœur", "Dupont", "Le-Goff", "Élysée", "Sow"])),
        street: String::new(),
        postcode: one_of(&["69003", "69100", "75011", "1000", "SW1A 1AA", "13008"]).into(),
        town: "Ville".into(),
        country: one_of(&["FR", "FR", "FR", "BE", "GB", "FR", "DE", "RE", "MC"]).into(),
        service: "domicile".into(),
        weight_grams: 1,
        declared_value_cents: 0,
        standing: KeptStanding { state, ..KeptStanding::of(&standing(&[]), None, at()) },
        created_at: at(),
    }
}

/// The shipped contracts; Lunettes has one of its own with Chronopost, which takes none, and Vélos one with UPS, which
/// takes some later than the operator's.
static CONTRACTS: LazyLock<Arc<Contracts>> = LazyLock::new(|| {
    let own = [("chronopost", "Lunettes", "[]"), ("ups", "Vélos", "['another_day']\nalso_in = ['deferred']")];
    let own = own.map(|(carrier, customer, takes)| {
        format!(
            "[[contract]]\nkey = '{carrier}_own'\ncarrier = '{carrier}'\nowner = 'customer'\n\
             customer = '{customer}'\ninstructions = {takes}\n"
        )
    });
    let text = format!("{}\n{}", include_str!("../../domain/data/contracts.toml"), own.concat());
    Arc::new(Contracts::parse(&text).expect("contracts"))
});

fn sight(accounts: AccountScope, labelled_from: Option<Date>) -> Sight {
    Sight { accounts, labelled_from, contracts: Arc::clone(&CONTRACTS), now: at() }
}

/// Until when the instruction of a parcel may be replaced, of those that have one.
fn open_until(n: u128) -> Option<Timestamp> {
    match n % 19 {
        3 => Some(at() - 1.second()),
        4 => Some(at()),
        5 => Some(at() + 1.second()),
        _ => None,
    }
}

fn instruction(n: u128, one: &NewParcel, fate: Fate) -> Option<Instruction> {
    Some(Instruction {
        id: InstructionId(Uuid::from_u128(n + 1)),
        parcel: one.id,
        customer: one.customer,
        carrier: one.carrier.clone(),
        parcel_number: one.number.clone(),
        wish: Wish::AnotherDay { day: date(2026, 11, 27) },
        fate,
        reason: String::new(),
        key: format!("key-{n}"),
        replaces: None,
        by: GivenBy { user: UserId(Uuid::from_u128(1)), name: "Claire".into(), operator: false },
        given_at: at(),
        replaceable_until: open_until(n)?,
        waits_until: None,
        accepted_at: None,
        ended_at: None,
        batch: None,
    })
}

/// Whether an instruction can be sent for the parcel of a number, as the rule itself says it.
fn takes_instruction(n: u128, one: &NewParcel) -> bool {
    let customer = if one.customer == customer(1) { "Lunettes" } else { "Vélos" };
    let facts = Facts {
        state: one.standing.state,
        contract: CONTRACTS.of(&one.carrier, customer),
        // Those of every other number are over.
        open: open_until(n)
            .filter(|_| n.is_multiple_of(2))
            .map(|replaceable_until| OpenInstruction { replaceable_until }),
    };
    eligibility(&facts, at()).possible().is_ok()
}

/// Who looks: within whose scope, and what he sees.
struct Eyes {
    scope: Scope,
    sight: Sight,
}

fn eyes(scope: Scope, accounts: AccountScope, labelled_from: Option<Date>) -> Eyes {
    Eyes { scope, sight: sight(accounts, labelled_from) }
}

/// Whether somebody finds a parcel by criteria, as `product.md` says it.
fn is_found(eyes: &Eyes, criteria: &Criteria, (n, one): (u128, &NewParcel)) -> bool {
    let begins = |text: &str, typed: &str| text.starts_with(typed);
    let of_account = |number: &str| one.account.is_some_and(|id| format!("FR-{}", id.0.as_u128()) == number);
    let of_part = |number: &str| {
        one.sub_account.is_some_and(|id| (id == part(30) && number == "A") || (id == part(31) && number == "B"))
    };
    let name = folded(&criteria.recipient);
    (eyes.scope == Scope::Operator || eyes.scope == Scope::Customer(one.customer))
        && eyes.sight.accounts.covers(one.account, one.sub_account)
        && eyes.sight.labelled_from.is_none_or(|from| one.label_on >= from)
        && criteria.from.is_none_or(|from| one.label_on >= from)
        && criteria.until.is_none_or(|until| one.label_on <= until)
        && criteria.state.matches(one.standing.state, takes_instruction(n, one))
        && (criteria.account.is_empty() || of_account(&criteria.account))
        && (criteria.sub_account.is_empty() || of_part(&criteria.sub_account))
        && (begins(&folded(&one.recipient_name), &name) || begins(&surname_first(&one.recipient_name), &name))
        && (criteria.recipient_reference.is_empty()
            || folded(&one.recipient_reference) == folded(&criteria.recipient_reference))
        && (criteria.sender_reference.is_empty() || folded(&one.sender_reference) == folded(&criteria.sender_reference))
        && begins(&folded(&one.postcode), &folded(&criteria.postcode))
        && (criteria.country.is_empty() || one.country == criteria.country)
        && criteria.destination.is_none_or(|zone| zone.covers(&one.country))
}

fn key(one: &NewParcel, sorted_by: SortKey) -> (String, String) {
    let value = match sorted_by {
        SortKey::Label => one.label_on.to_string(),
        SortKey::Number => one.number.clone(),
        SortKey::Recipient => folded(&one.recipient_name),
        SortKey::Postcode => folded(&one.postcode),
    };
    (value, one.id.to_string())
}

fn expected(eyes: &Eyes, criteria: &Criteria, all: &[(u128, &NewParcel)]) -> Vec<ParcelId> {
    let mut found: Vec<&NewParcel> =
        all.iter().filter(|one| is_found(eyes, criteria, **one)).map(|(_, one)| *one).collect();
    found.sort_by_cached_key(|one| key(one, criteria.sort.key));
    if criteria.sort.descending {
        found.reverse();
    }
    found.into_iter().map(|one| one.id).collect()
}

/// The first four pages of some results, one after another.
async fn four_pages(tx: &mut Tx, eyes: &Eyes, criteria: &Criteria, rows: i64) -> Vec<ParcelId> {
    let mut ids = Vec::new();
    let mut after: Option<ParcelKey> = None;
    for _ in 0..4 {
        let page = parcels::results(tx, &eyes.sight, criteria, after.as_ref(), rows).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(ParcelKey::of(last, criteria.sort.key));
        ids.extend(page.iter().map(|parcel| parcel.id));
    }
    ids
}

fn searches() -> Vec<Criteria> {
    let with = |change: &dyn Fn(&mut Criteria)| {
        let mut criteria = Criteria::default();
        change(&mut criteria);
        criteria
    };
    vec![
        Criteria::default(),
        with(&|c| (c.from, c.until) = (Some(date(2026, 7, 1)), Some(date(2026, 7, 3)))),
        with(&|c| c.state = StateFilter::State(ParcelState::Notified)),
        with(&|c| c.state = StateFilter::Undelivered),
        with(&|c| {
            c.state = StateFilter::UndeliveredActionable;
            c.sub_account = "A".into();
            c.from = Some(date(2026, 6, 20));
        }),
        with(&|c| c.state = StateFilter::UndeliveredActionable),
        with(&|c| (c.recipient, c.state) = ("mArtin".into(), StateFilter::UndeliveredActionable)),
        with(&|c| c.account = "FR-11".into()),
        with(&|c| (c.account, c.sub_account) = ("FR-10".into(), "B".into())),
        with(&|c| c.account = "FR-20".into()),
        with(&|c| c.account = "nowhere".into()),
        // Begins with what all of them are called: the walk. The surname of a fifth: few.
        with(&|c| c.recipient = "mArtin".into()),
        with(&|c| c.recipient = "coeur mar".into()),
        with(&|c| (c.recipient, c.state) = ("LE GOFF".into(), StateFilter::State(ParcelState::Delivered))),
        with(&|c| c.recipient_reference = "ref7".into()),
        with(&|c| c.sender_reference = "cmd 12".into()),
        with(&|c| (c.postcode, c.country) = ("69".into(), "FR".into())),
        with(&|c| c.postcode = "SW1A1AA".into()),
        with(&|c| c.country = "BE".into()),
        with(&|c| c.destination = Some(Destination::National)),
        with(&|c| c.destination = Some(Destination::International)),
        with(&|c| c.destination = Some(Destination::EuropeanUnion)),
        with(&|c| {
            c.destination = Some(Destination::RestOfWorld);
            c.state = StateFilter::Undelivered;
            c.recipient = "martin".into();
        }),
        with(&|c| c.recipient = "%".into()),
        // The beginning of a postcode that its country writes with a space, typed with half of the next part.
        with(&|c| c.postcode = "SW1A1".into()),
    ]
}

#[tokio::test]
async fn every_search_finds_what_going_through_all_parcels_finds() {
    for_each_engine(async |store| {
        let all: Vec<NewParcel> = (0..MANY).map(parcel).collect();
        let mut writing = tx(&store).await;
        with_customers(&mut writing).await;
        parcels::insert_many(&mut writing, &all).await.expect("parcels");
        for (n, one) in (0_u128..).zip(&all) {
            let fate = if n.is_multiple_of(2) { Fate::Accepted } else { Fate::Refused };
            if let Some(instruction) = instruction(n, one, fate) {
                store::instructions::insert(&mut writing, &instruction).await.expect("an instruction");
            }
        }
        writing.commit().await.expect("kept");

        let all: Vec<(u128, &NewParcel)> = (0..).zip(&all).collect();
        let own = Scope::Customer(customer(1));
        let narrow = AccountScope::Only { accounts: vec![account(11)], sub_accounts: vec![part(30)] };
        let everybody = [
            eyes(own, AccountScope::All, None),
            eyes(own, narrow, Some(date(2026, 6, 15))),
            eyes(own, AccountScope::accounts(Vec::new()), None),
            eyes(Scope::Operator, AccountScope::All, None),
        ];
        for (who, one) in everybody.iter().enumerate() {
            let mut tx = store.read(one.scope).await.expect("a connection");
            for (place, criteria) in searches().into_iter().enumerate() {
                // What a state leaves over is looked for among what the rest does.
                let any = criteria.with_state(StateFilter::All);
                let all: Vec<_> = all.iter().copied().filter(|parcel| is_found(one, &any, *parcel)).collect();
                // Two of the eight orders each; over all of them every order meets every way.
                for turn in [who + place, who + place + 3] {
                    let sort = Sort { key: SortKey::ALL[turn % 4], descending: (turn / 4 + place) % 2 == 0 };
                    let criteria = criteria.with_sort(sort);
                    let wanted = expected(one, &criteria, &all);
                    // Pages of a length at which short results end within one of them.
                    let found = four_pages(&mut tx, one, &criteria, 47).await;
                    let seen = &wanted[..wanted.len().min(4 * 47)];
                    let (asked, all) = (criteria.to_query(), wanted.len());
                    assert!(found == seen, "{:?} {asked}: {} of {all}", one.scope, found.len());
                }
                let counted = parcels::count_by_filter(&mut tx, &one.sight, &criteria).await.expect("counts");
                for (counted, filter) in counted.into_iter().zip(StateFilter::ALL) {
                    let wanted = expected(one, &criteria.with_state(filter), &all).len();
                    assert_eq!(
                        counted.number,
                        i64::try_from(wanted).expect("small"),
                        "{} {filter}",
                        criteria.to_query()
                    );
                    assert!(!counted.more);
                }
                let count = parcels::count_results(&mut tx, &one.sight, &criteria).await.expect("a count");
                assert_eq!(usize::try_from(count).expect("positive"), expected(one, &criteria, &all).len());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn counts_are_exact_to_ten_thousand() {
    for_each_engine(async |store| {
        let limit = u128::try_from(COUNT_LIMIT).expect("positive");
        let delivered = |n: u128| NewParcel {
            id: ParcelId(Uuid::from_u128(n + 1)),
            number: format!("D{n}"),
            customer: customer(1),
            account: None,
            sub_account: None,
            standing: KeptStanding { state: ParcelState::Delivered, ..parcel(1).standing },
            ..parcel(1)
        };
        let mut tx = tx(&store).await;
        with_customers(&mut tx).await;
        parcels::insert_many(&mut tx, &(0..limit).map(delivered).collect::<Vec<_>>()).await.expect("parcels");
        let eyes = eyes(Scope::System, AccountScope::All, None);
        let count = async |tx: &mut Tx, recipient: &str| {
            let criteria = Criteria { recipient: recipient.into(), ..Criteria::default() };
            let counts = parcels::count_by_filter(tx, &eyes.sight, &criteria).await.expect("counts");
            let place = StateFilter::ALL.iter().position(|one| *one == StateFilter::State(ParcelState::Delivered));
            let counted = counts[place.expect("a filter")];
            assert_eq!(counts[0], counted, "all of them are delivered");
            (counted.number, counted.more)
        };
        for recipient in ["", "Martin"] {
            assert_eq!(count(&mut tx, recipient).await, (COUNT_LIMIT, false), "{recipient}");
        }
        parcels::insert(&mut tx, &delivered(limit)).await.expect("one more");
        for recipient in ["", "Martin"] {
            assert_eq!(count(&mut tx, recipient).await, (COUNT_LIMIT, true), "{recipient}");
        }
        let all = parcels::count_results(&mut tx, &eyes.sight, &Criteria::default()).await.expect("a count");
        assert_eq!(all, COUNT_LIMIT + 1);
    })
    .await;
}

#[tokio::test]
async fn pasted_lists_find_one_s_own_parcels() {
    for_each_engine(async |store| {
        let all: Vec<NewParcel> = (0..400).map(parcel).collect();
        let mut writing = tx(&store).await;
        with_customers(&mut writing).await;
        parcels::insert_many(&mut writing, &all).await.expect("parcels");
        writing.commit().await.expect("kept");
        let numbers: Vec<String> = all.iter().take(200).map(|one| one.number.clone()).collect();
        let sight = sight(AccountScope::All, Some(date(2026, 6, 11)));
        for scope in [Scope::Operator, Scope::Customer(customer(1)), Scope::Customer(customer(2))] {
            let mut tx = store.read(scope).await.expect("a connection");
            let seen = |one: &&NewParcel| {
                one.label_on >= date(2026, 6, 11)
                    && (scope == Scope::Operator || scope == Scope::Customer(one.customer))
            };
            let mut wanted: Vec<ParcelId> = all.iter().take(200).filter(seen).map(|one| one.id).collect();
            let found = parcels::by_pasted_numbers(&mut tx, &sight, &numbers).await.expect("parcels");
            let mut found: Vec<ParcelId> = found.rows.iter().map(|one| one.id).collect();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{scope:?}");

            let references = ["cmd 7".to_owned(), "CMD-8".to_owned(), " - ".to_owned()];
            let found = parcels::by_pasted_references(&mut tx, &sight, &references).await.expect("parcels");
            let wanted =
                all.iter().filter(seen).filter(|one| ["CMD-7", "CMD-8"].contains(&one.sender_reference.as_str()));
            let wanted = wanted.count();
            assert_eq!(found.rows.len(), wanted, "{scope:?}");
            assert_eq!(found.counts.values().sum::<i64>(), i64::try_from(wanted).expect("small"), "{scope:?}");
            assert_eq!(parcels::by_pasted_numbers(&mut tx, &sight, &[]).await.expect("nothing").rows, []);

            let ids: Vec<ParcelId> = all.iter().map(|one| one.id).collect();
            let of_ids = parcels::of_ids(&mut tx, &ids).await.expect("parcels");
            assert_eq!(
                of_ids.len(),
                all.iter().filter(|one| scope == Scope::Operator || scope == Scope::Customer(one.customer)).count()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn of_a_paste_too_long_for_its_rows_each_reference_keeps_some_and_all_are_counted() {
    for_each_engine(async |store| {
        let of = |n: u128, reference: &str, of_account: u128| NewParcel {
            id: ParcelId(Uuid::from_u128(n + 1)),
            customer: customer(1),
            account: Some(account(of_account)),
            sub_account: None,
            number: format!("S{n}"),
            sender_reference: reference.into(),
            // What comes later in the list has an older label.
            label_on: date(2026, 6, 30).saturating_sub(i64::try_from(n / 500).expect("small").days()),
            ..parcel(1)
        };
        let many = (0..1_500).map(|n| of(n, "MANY", 10 + n % 2));
        let all: Vec<NewParcel> = many.chain((1_500..1_503).map(|n| of(n, "FEW", 10))).collect();
        let mut tx = tx(&store).await;
        with_customers(&mut tx).await;
        parcels::insert_many(&mut tx, &all).await.expect("parcels");
        let references = ["many".to_owned(), "few".to_owned(), "none".to_owned()];
        let mut found = async |accounts: AccountScope| {
            let sight = sight(accounts, None);
            let found = parcels::by_pasted_references(&mut tx, &sight, &references).await.expect("parcels");
            let few = found.rows.iter().filter(|one| one.sender_reference == "FEW").count();
            (found.rows.len(), few, found.counts.get("many").copied(), found.counts.get("few").copied())
        };
        assert_eq!(found(AccountScope::All).await, (1_000, 3, Some(1_500), Some(3)));
        assert_eq!(found(AccountScope::accounts(vec![account(10)])).await, (753, 3, Some(750), Some(3)));
        assert_eq!(found(AccountScope::accounts(vec![account(11)])).await, (750, 0, Some(750), None));
        assert_eq!(found(AccountScope::accounts(Vec::new())).await, (0, 0, None, None));
    })
    .await;
}

#[tokio::test]
async fn what_folds_to_nothing_finds_nothing() {
    for_each_engine(async |store| {
        let bare = NewParcel { sender_reference: String::new(), recipient_reference: "-".into(), ..parcel(1) };
        let mut tx = tx(&store).await;
        with_customers(&mut tx).await;
        parcels::insert(&mut tx, &bare).await.expect("a parcel");
        let sight = sight(AccountScope::All, None);
        for criteria in [
            Criteria { sender_reference: "-".into(), ..Criteria::default() },
            Criteria { recipient_reference: "– –".into(), ..Criteria::default() },
            Criteria { recipient: "\u{301}".into(), ..Criteria::default() },
            Criteria { postcode: "-".into(), ..Criteria::default() },
        ] {
            let found = parcels::results(&mut tx, &sight, &criteria, None, 50).await.expect("read");
            assert_eq!(found, [], "{}", criteria.to_query());
            let counts = parcels::count_by_filter(&mut tx, &sight, &criteria).await.expect("counts");
            assert_eq!(counts[0].number, 0, "{}", criteria.to_query());
            assert_eq!(parcels::count_results(&mut tx, &sight, &criteria).await.expect("a count"), 0);
        }
    })
    .await;
}

#[tokio::test]
async fn columns_are_remembered_for_each_person_and_list() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let person = |n: u128| people::Person {
            id: UserId(Uuid::from_u128(n)),
            email: format!("p{n}@example.com"),
            name: "P".into(),
            password_hash: String::new(),
            language: domain::Language::Fr,
            zone: "Europe/Paris".into(),
            place: people::PersonPlace::Operator { level: domain::actor::Level::Agent, team: "Paris".into() },
            shortcuts: false,
            disabled_at: None,
            created_at: at(),
        };
        for n in [1, 2] {
            people::insert_person(&mut tx, &person(n)).await.expect("a person");
        }
        let (one, other) = (person(1).id, person(2).id);
        assert_eq!(people::list_columns(&mut tx, one, "parcels").await.expect("read"), None);
        for columns in [vec!["state", "town"], vec![], vec!["service"]] {
            people::keep_list_columns(&mut tx, one, "parcels", &columns).await.expect("kept");
            let kept = people::list_columns(&mut tx, one, "parcels").await.expect("read").expect("a choice");
            assert_eq!(kept, columns);
        }
        assert_eq!(people::list_columns(&mut tx, one, "tickets").await.expect("read"), None);
        assert_eq!(people::list_columns(&mut tx, other, "parcels").await.expect("read"), None);
    })
    .await;
}
