//! People, their profiles, sessions, links and counted tries, on both engines.

mod support;

use domain::Language;
use domain::actor::{AccountScope, Level, Right, Rights, Side};
use domain::id::{AccountId, CustomerId, ProfileId, SessionId, SubAccountId, UserId};
use jiff::{SignedDuration, Timestamp};
use store::people::{self, Account, Customer, Person, PersonPlace, Profile};
use store::sessions::{self, NewSession};
use store::{Scope, Store, StoreError, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

fn lunettes() -> Customer {
    Customer {
        id: CustomerId(Uuid::from_u128(1)),
        name: "Lunettes de la Côte".into(),
        zone: "Europe/Paris".into(),
        created_at: at(0),
    }
}

fn account(n: u128, number: &str) -> Account {
    Account { id: AccountId(Uuid::from_u128(n)), customer: lunettes().id, number: number.into() }
}

fn profile() -> Profile {
    Profile {
        id: ProfileId(Uuid::from_u128(20)),
        customer: lunettes().id,
        name: "Collaborateur".into(),
        rights: [Right::Reply, Right::SearchParcels].into_iter().collect(),
        scope: AccountScope::accounts(vec![account(10, "").id, account(11, "").id]),
    }
}

fn claire() -> Person {
    Person {
        id: UserId(Uuid::from_u128(100)),
        email: "Claire.Moreau@lunettes.example".into(),
        name: "Claire Moreau".into(),
        password_hash: String::new(),
        language: Language::Fr,
        zone: "Europe/Paris".into(),
        place: PersonPlace::Customer(lunettes().id, profile().id),
        shortcuts: true,
        disabled_at: None,
        created_at: at(0),
    }
}

fn karim() -> Person {
    Person {
        id: UserId(Uuid::from_u128(101)),
        email: "karim@carrier.example".into(),
        name: "Karim".into(),
        language: Language::En,
        place: PersonPlace::Operator { level: Level::Lead, team: "paris".into() },
        ..claire()
    }
}

/// A customer with two accounts, a profile on both, Claire under that profile, and Karim of the operator.
async fn with_people(store: &Store) {
    let mut tx = tx(store).await;
    people::insert_customer(&mut tx, &lunettes()).await.expect("a customer");
    people::insert_account(&mut tx, &account(11, "FR-0002"), at(0)).await.expect("an account");
    people::insert_account(&mut tx, &account(10, "FR-0001"), at(0)).await.expect("an account");
    people::insert_profile(&mut tx, &profile()).await.expect("a profile");
    people::insert_person(&mut tx, &claire()).await.expect("a person");
    people::insert_person(&mut tx, &karim()).await.expect("a person");
    tx.commit().await.expect("kept");
}

fn session(n: u128, person: &Person) -> NewSession {
    NewSession {
        id: SessionId(Uuid::from_u128(n)),
        token_hash: format!("hash-{n}"),
        person: person.id,
        agent: "Firefox".into(),
        address: "192.0.2.7".into(),
        created_at: at(0),
        expires_at: at(1_000),
    }
}

#[tokio::test]
async fn a_customer_is_found_by_id_and_by_name_however_typed() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        assert_eq!(people::find_customer(&mut tx, lunettes().id).await.expect("read"), Some(lunettes()));
        assert_eq!(people::customer_zone(&mut tx, lunettes().id).await.expect("read"), "Europe/Paris");
        let typed = people::find_customer_by_name(&mut tx, "LUNETTES de la cote").await.expect("read");
        assert_eq!(typed, Some(lunettes()));
        assert_eq!(people::find_customer_by_name(&mut tx, "Lunettes").await.expect("read"), None);

        let twin = Customer { id: CustomerId(Uuid::from_u128(2)), name: "lunettes de la cote".into(), ..lunettes() };
        let twice = people::insert_customer(&mut tx, &twin).await;
        assert!(matches!(twice, Err(StoreError::Conflict { .. })), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn accounts_and_their_parts_are_found_by_number() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        let first = account(10, "FR-0001");
        assert_eq!(people::find_account(&mut tx, "FR-0001").await.expect("read"), Some(first.clone()));
        assert_eq!(people::find_account(&mut tx, "FR-0009").await.expect("read"), None);
        let listed = people::list_accounts(&mut tx, lunettes().id).await.expect("read");
        assert_eq!(listed, [first.clone(), account(11, "FR-0002")]);

        let part = SubAccountId(Uuid::from_u128(30));
        people::insert_sub_account(&mut tx, part, first.id, "A", at(0)).await.expect("a part");
        assert_eq!(people::find_sub_account(&mut tx, first.id, "A").await.expect("read"), Some(part));
        let elsewhere = account(11, "").id;
        assert_eq!(people::find_sub_account(&mut tx, elsewhere, "A").await.expect("read"), None);
        let again = people::insert_sub_account(&mut tx, SubAccountId(Uuid::from_u128(31)), first.id, "A", at(0)).await;
        assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn profiles_keep_their_options_and_their_scope() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        let all = Profile {
            id: ProfileId(Uuid::from_u128(21)),
            name: "Administrateur".into(),
            rights: Rights::all(),
            scope: AccountScope::All,
            ..profile()
        };
        people::insert_profile(&mut tx, &all).await.expect("a profile");
        assert_eq!(people::list_profiles(&mut tx, lunettes().id).await.expect("read"), [all, profile()]);
        assert_eq!(people::list_profiles(&mut tx, CustomerId(Uuid::nil())).await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn a_person_is_found_by_his_address_however_typed() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        assert_eq!(people::find_person(&mut tx, karim().id).await.expect("read"), Some(karim()));
        for typed in [
            "claire.moreau@lunettes.example",
            " CLAIRE.MOREAU@LUNETTES.EXAMPLE\r\n",
            "claire.moreau @lunettes\u{200b}.example",
        ] {
            let found = people::find_person_by_email(&mut tx, typed).await.expect("read");
            assert_eq!(found, Some(claire()), "{typed:?}");
        }
        for other in ["clairemoreau@lunettes.example", "cläire.moreau@lunettes.example", "", "%"] {
            assert_eq!(people::find_person_by_email(&mut tx, other).await.expect("read"), None, "{other:?}");
        }
        let twin =
            Person { id: UserId(Uuid::from_u128(102)), email: "CLAIRE.moreau@lunettes.example".into(), ..claire() };
        let twice = people::insert_person(&mut tx, &twin).await;
        assert!(matches!(twice, Err(StoreError::Conflict { .. })), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn a_person_changes_one_thing_at_a_time() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        let id = claire().id;
        people::lock_person(&mut tx, id).await.expect("a lock");
        people::update_password(&mut tx, id, "$argon2id$…").await.expect("a change");
        people::update_language(&mut tx, id, Language::En).await.expect("a change");
        people::update_shortcuts(&mut tx, id, false).await.expect("a change");
        assert!(people::disable_person(&mut tx, id, at(5)).await.expect("a change"));
        assert!(!people::disable_person(&mut tx, id, at(9)).await.expect("no second change"));
        let changed = Person {
            password_hash: "$argon2id$…".into(),
            language: Language::En,
            shortcuts: false,
            disabled_at: Some(at(5)),
            ..claire()
        };
        assert_eq!(people::find_person(&mut tx, id).await.expect("read"), Some(changed));
        assert_eq!(people::find_person(&mut tx, karim().id).await.expect("read"), Some(karim()));
    })
    .await;
}

#[tokio::test]
async fn an_actor_is_a_person_with_his_profile_as_of_now() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        let actor = people::find_actor(&mut tx, claire().id).await.expect("read").expect("Claire");
        assert_eq!(actor.name, "Claire Moreau");
        let Side::Customer { customer, rights, scope } = actor.side else { panic!("a customer's user") };
        assert_eq!((customer, rights, scope), (lunettes().id, profile().rights, profile().scope));

        let actor = people::find_actor(&mut tx, karim().id).await.expect("read").expect("Karim");
        assert_eq!((actor.side, actor.language), (Side::Operator { level: Level::Lead }, Language::En));

        people::disable_person(&mut tx, claire().id, at(1)).await.expect("a change");
        assert_eq!(people::find_actor(&mut tx, claire().id).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn a_cookie_leads_to_its_user_until_the_session_is_revoked_or_he_is_disabled() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        sessions::insert_session(&mut tx, &session(1, &claire())).await.expect("a session");
        sessions::insert_session(&mut tx, &session(2, &claire())).await.expect("a session");
        sessions::insert_session(&mut tx, &session(3, &karim())).await.expect("a session");

        let signed = sessions::find_signed(&mut tx, "hash-1").await.expect("read").expect("a session");
        assert_eq!((signed.session, signed.actor.user), (session(1, &claire()).id, claire().id));
        assert_eq!((signed.seen_at, signed.expires_at, signed.shortcuts), (at(0), at(1_000), true));
        assert_eq!(sessions::find_signed(&mut tx, "hash-9").await.expect("read"), None);

        let revoked = sessions::revoke_token(&mut tx, "hash-1", at(7)).await.expect("a change");
        assert_eq!(revoked, Some(session(1, &claire()).id));
        assert_eq!(sessions::revoke_token(&mut tx, "hash-1", at(8)).await.expect("no second change"), None);
        assert_eq!(sessions::find_signed(&mut tx, "hash-1").await.expect("read"), None);
        let browser = sessions::find_browser(&mut tx, "hash-1").await.expect("read");
        assert_eq!(browser, Some((session(1, &claire()).id, "claire.moreau@lunettes.example".into())));

        people::disable_person(&mut tx, karim().id, at(1)).await.expect("a change");
        assert_eq!(sessions::find_signed(&mut tx, "hash-3").await.expect("read"), None);
        assert!(sessions::find_signed(&mut tx, "hash-2").await.expect("read").is_some());
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_latest_first_and_revoked_by_their_owner_alone() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        for n in 1..=3 {
            sessions::insert_session(&mut tx, &session(n, &claire())).await.expect("a session");
        }
        let foreign = session(4, &karim());
        sessions::insert_session(&mut tx, &foreign).await.expect("a session");
        sessions::touch_session(&mut tx, session(2, &claire()).id, at(50)).await.expect("a change");
        sessions::touch_session(&mut tx, session(2, &claire()).id, at(40)).await.expect("never back");

        let listed = sessions::list_sessions(&mut tx, claire().id, at(60), at(-1)).await.expect("read");
        let order: Vec<SessionId> = listed.iter().map(|session| session.id).collect();
        assert_eq!(order, [2, 3, 1].map(|n| SessionId(Uuid::from_u128(n))));
        assert_eq!((listed[0].seen_at, listed[0].created_at), (at(50), at(0)));
        assert_eq!((listed[0].agent.as_str(), listed[0].address.as_str()), ("Firefox", "192.0.2.7"));

        let idle = sessions::list_sessions(&mut tx, claire().id, at(60), at(10)).await.expect("read");
        assert_eq!(idle.len(), 1, "those not heard of are left out");
        assert_eq!(sessions::list_sessions(&mut tx, claire().id, at(1_000), at(-1)).await.expect("read"), []);

        let own = session(1, &claire()).id;
        assert!(!sessions::revoke_session(&mut tx, foreign.id, claire().id, at(61)).await.expect("not his"));
        assert!(sessions::revoke_session(&mut tx, own, claire().id, at(61)).await.expect("his"));
        assert!(!sessions::revoke_session(&mut tx, own, claire().id, at(62)).await.expect("already"));

        let kept = session(2, &claire()).id;
        let others = sessions::revoke_sessions(&mut tx, claire().id, Some(kept), at(63)).await.expect("a change");
        assert_eq!(others, [session(3, &claire()).id]);
        assert_eq!(sessions::revoke_sessions(&mut tx, claire().id, None, at(64)).await.expect("a change"), [kept]);
        assert!(sessions::find_signed(&mut tx, "hash-4").await.expect("read").is_some());
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_once_and_with_all_of_its_persons_links() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        for hash in ["one", "two"] {
            sessions::insert_link(&mut tx, hash, claire().id, at(0), at(7_200)).await.expect("a link");
        }
        let link = sessions::find_link(&mut tx, "one").await.expect("read").expect("a link");
        assert_eq!((link.person, link.email), (claire().id, claire().email));
        assert_eq!((link.created_at, link.expires_at, link.used_at), (at(0), at(7_200), None));

        assert!(sessions::end_link(&mut tx, "one", at(5)).await.expect("a change"));
        assert!(!sessions::end_link(&mut tx, "one", at(6)).await.expect("no second change"));
        assert!(!sessions::end_link(&mut tx, "none", at(6)).await.expect("nothing"));
        sessions::end_links(&mut tx, claire().id, at(9)).await.expect("a change");
        for (hash, ended) in [("one", at(5)), ("two", at(9))] {
            let link = sessions::find_link(&mut tx, hash).await.expect("read").expect("a link");
            assert_eq!(link.used_at, Some(ended), "{hash}");
        }
        people::disable_person(&mut tx, claire().id, at(10)).await.expect("a change");
        assert_eq!(sessions::find_link(&mut tx, "one").await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn tries_are_counted_by_key_kind_and_time() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        sessions::lock_attempts(&mut tx, "k").await.expect("a lock");
        for (id, key, kind, second) in [
            ("a", "k", "sign-in", 10),
            ("b", "k", "sign-in", 20),
            ("c", "k", "link", 30),
            ("d", "other", "sign-in", 40),
        ] {
            sessions::insert_attempt(&mut tx, id, key, kind, at(second)).await.expect("a try");
        }
        let mut count =
            async |after: i64| sessions::count_attempts(&mut tx, "k", "sign-in", at(after)).await.expect("a count");
        assert_eq!(count(0).await, (2, Some(at(10))));
        assert_eq!(count(10).await, (1, Some(at(20))));
        assert_eq!(count(20).await, (0, None));
        sessions::delete_attempt(&mut tx, "b").await.expect("a change");
        let left = sessions::count_attempts(&mut tx, "k", "sign-in", at(0)).await.expect("a count");
        assert_eq!(left, (1, Some(at(10))));
    })
    .await;
}

#[tokio::test]
async fn what_is_long_over_is_swept() {
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut tx = tx(&store).await;
        for n in 1..=3 {
            sessions::insert_session(&mut tx, &session(n, &claire())).await.expect("a session");
        }
        let later = NewSession { expires_at: at(9_000), ..session(4, &claire()) };
        sessions::insert_session(&mut tx, &later).await.expect("a session");
        sessions::insert_link(&mut tx, "old", claire().id, at(0), at(7_200)).await.expect("a link");
        sessions::insert_attempt(&mut tx, "a", "k", "sign-in", at(10)).await.expect("a try");

        assert_eq!(sessions::sweep(&mut tx, at(5)).await.expect("a sweep"), 0);
        sessions::revoke_token(&mut tx, "hash-1", at(3)).await.expect("a change");
        assert_eq!(sessions::sweep(&mut tx, at(5)).await.expect("a sweep"), 1, "the revoked session");
        assert_eq!(sessions::sweep(&mut tx, at(8_000)).await.expect("a sweep"), 4, "two sessions, the link, the try");
        assert!(sessions::find_signed(&mut tx, "hash-4").await.expect("read").is_some());
    })
    .await;
}

#[tokio::test]
async fn of_many_at_once_one_ends_the_link() {
    // S07: the store's part; what people see stands in the tests of `operations`.
    for_each_engine(async |store| {
        with_people(&store).await;
        let mut setup = tx(&store).await;
        sessions::insert_link(&mut setup, "one", claire().id, at(0), at(7_200)).await.expect("a link");
        setup.commit().await.expect("kept");
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut tx = tx(&store).await;
                    people::lock_person(&mut tx, claire().id).await.expect("a lock");
                    let won = sessions::end_link(&mut tx, "one", at(1) + SignedDuration::from_secs(1)).await;
                    tx.commit().await.expect("kept");
                    won.expect("a change")
                })
            })
            .collect();
        let mut winners = 0;
        for attempt in tries {
            winners += u32::from(attempt.await.expect("it ran"));
        }
        assert_eq!(winners, 1);
    })
    .await;
}
