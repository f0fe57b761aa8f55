//! Signing in and out.

use domain::actor::{AccountScope, Level, Right, Side};
use domain::permission;
use domain::refusal::{FieldRefusal, Refusal};
use operations::identity::SignIn;
use operations::live::Signal;
use store::Scope;

use crate::support::for_each_world;
use crate::{CLAIRE, PASSWORD, claire, form, is_signed_in, refused, sign_in, wrong};

#[tokio::test]
async fn claire_signs_in_and_out() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        assert_eq!(signed.actor, claire);

        let behind = world.operations.actor_of(&signed.token).await.expect("an answer").expect("signed in");
        assert_eq!((behind.actor, behind.session, behind.shortcuts), (claire, signed.session, true));

        world.operations.sign_out(&signed.token).await.expect("signed out");
        assert!(!is_signed_in(&world, &signed.token).await);
        world.operations.sign_out(&signed.token).await.expect("already signed out");
        for nobody in ["", "x", &signed.session.to_string()] {
            assert!(!is_signed_in(&world, nobody).await, "{nobody:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_learns_who_asks_in_one_statement() {
    for_each_world(async |world| {
        claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        let before = world.operations.store().statements();
        assert!(is_signed_in(&world, &signed.token).await);
        assert_eq!(world.operations.store().statements() - before, 1);
    })
    .await;
}

// S06: case and spaces do not matter; nothing else is taken for the same address.
#[tokio::test]
async fn the_address_may_be_typed_with_capitals_and_spaces() {
    for_each_world(async |world| {
        claire(&world).await;
        for typed in [" Claire.Moreau@Lunettes.example ", "CLAIRE.MOREAU@LUNETTES.EXAMPLE\r\n"] {
            assert!(world.operations.sign_in(form(typed, PASSWORD)).await.is_ok(), "{typed:?}");
        }
        for typed in ["claire.moreau@lunettes.example,x@x.example", "clairemoreau@lunettes.example", "%"] {
            assert!(wrong(world.operations.sign_in(form(typed, PASSWORD)).await), "{typed:?}");
        }
        let password = PASSWORD.to_uppercase();
        assert!(wrong(world.operations.sign_in(form(CLAIRE, &password)).await), "the password counts as it is");
        assert_eq!(
            refused(world.operations.sign_in(form(" ", "")).await),
            Refusal::Fields(vec![("email".into(), FieldRefusal::Missing), ("password".into(), FieldRefusal::Missing)])
        );
    })
    .await;
}

// S01: the session is always a new one, and the one the browser had is dead, whoever's it was.
#[tokio::test]
async fn signing_in_again_makes_a_new_session_and_ends_the_old_one() {
    for_each_world(async |world| {
        claire(&world).await;
        let first = sign_in(&world, CLAIRE, PASSWORD).await;
        let mut stream = world.operations.live().subscribe();
        let again = SignIn { earlier: Some(first.token.clone()), ..form(CLAIRE, PASSWORD) };
        let second = world.operations.sign_in(again).await.expect("signed in");
        assert_ne!((&first.token, first.session), (&second.token, second.session));
        assert!(!is_signed_in(&world, &first.token).await);
        assert!(is_signed_in(&world, &second.token).await);
        assert!(matches!(stream.try_recv(), Ok(Signal::SessionEnded(ended)) if ended == first.session));

        world.agent("karim@carrier.example", Level::Agent).await;
        world.password("karim@carrier.example", PASSWORD).await;
        let same_browser = SignIn { earlier: Some(second.token.clone()), ..form("karim@carrier.example", PASSWORD) };
        world.operations.sign_in(same_browser).await.expect("signed in");
        assert!(!is_signed_in(&world, &second.token).await, "Claire's session on that browser");

        // A secret that an attacker chose is never taken over.
        let planted = SignIn { earlier: Some("planted".into()), ..form(CLAIRE, PASSWORD) };
        let signed = world.operations.sign_in(planted).await.expect("signed in");
        assert_ne!(signed.token, "planted");
        assert!(!is_signed_in(&world, "planted").await);

        // A wrong password ends nothing.
        let failed = SignIn { earlier: Some(signed.token.clone()), ..form(CLAIRE, "wrong") };
        assert!(wrong(world.operations.sign_in(failed).await));
        assert!(is_signed_in(&world, &signed.token).await);
    })
    .await;
}

#[tokio::test]
async fn a_profile_says_what_its_users_may_do_and_where() {
    for_each_world(async |world| {
        let customer = world.customer("Lunettes de la Côte").await;
        let account = world.account(customer, "FR-0001").await;
        let scope = AccountScope::accounts(vec![account]);
        world.profile(customer, "Lecture", &[Right::SearchParcels], scope.clone()).await;
        let reader = world.user(customer, "lecture", "reader@lunettes.example").await;
        assert_eq!(permission::search_parcels(&reader), Ok(()));
        assert_eq!(permission::file_ticket(&reader), Err(permission::Denied::Forbidden(Right::FileTickets)));
        let Side::Customer { customer: his, scope: covered, .. } = reader.side else { panic!("a customer's user") };
        assert_eq!((his, covered), (customer, scope));
    })
    .await;
}

#[tokio::test]
async fn an_older_hash_is_made_anew_when_its_owner_signs_in() {
    // Claire's password at a twentieth of today's cost.
    const OLDER: &str =
        "$argon2id$v=19$m=2048,t=1,p=1$rmjmr7Xh1zqbdLZL/eP1+g$N2hEf/R9zlhxLHuhHaI358HnfMKHoXhA8wjWyeuznCI";
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let mut tx = world.operations.store().write(Scope::System).await.expect("a transaction");
        store::people::update_password(&mut tx, claire.user, OLDER).await.expect("a change");
        tx.commit().await.expect("kept");

        sign_in(&world, CLAIRE, PASSWORD).await;
        let mut tx = world.operations.store().read(Scope::System).await.expect("a connection");
        let person = store::people::find_person(&mut tx, claire.user).await.expect("read").expect("Claire");
        assert!(person.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", person.password_hash);
        sign_in(&world, CLAIRE, PASSWORD).await;
    })
    .await;
}
