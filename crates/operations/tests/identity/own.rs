//! What somebody sees of his own account.

use domain::actor::Level;

use crate::support::for_each_world;
use crate::{CLAIRE, PASSWORD, claire, is_signed_in, sign_in};

#[tokio::test]
async fn everybody_sees_where_he_belongs() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let karim = world.agent("karim@carrier.example", Level::Agent).await;
        let own = world.operations.own_account(&claire).await.expect("an account");
        assert_eq!((own.email.as_str(), own.belongs_to.as_str()), (CLAIRE, "Lunettes de la Côte"));
        let own = world.operations.own_account(&karim).await.expect("an account");
        assert_eq!((own.email.as_str(), own.belongs_to.as_str()), ("karim@carrier.example", "Paris"));
    })
    .await;
}

#[tokio::test]
async fn asking_for_another_password_ends_nothing_yet() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        world.operations.ask_own_password_link(&claire, "192.0.2.7").await.expect("asked");
        assert!(is_signed_in(&world, &signed.token).await);
    })
    .await;
}
