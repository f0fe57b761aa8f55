//! What somebody sees of his own account.

use domain::actor::Level;
use domain::refusal::Refusal;

use crate::support::for_each_world;
use crate::{CLAIRE, PASSWORD, claire, is_signed_in, refused, sign_in};

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

#[tokio::test]
async fn she_changes_her_name_and_her_zone() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let ops = &world.operations;
        ops.change_own(&claire, " Claire  Moreau-Petit ", "america/martinique").await.expect("changed");
        let now = ops.actor(claire.user).await.expect("read").expect("Claire");
        assert_eq!((now.name.as_str(), now.zone.as_str()), ("Claire Moreau-Petit", "America/Martinique"));
        for (name, zone, field) in [("", "Europe/Paris", "name"), ("Claire", "Mars/Olympus", "zone")] {
            let Refusal::Fields(fields) = refused(ops.change_own(&claire, name, zone).await) else { panic!("fields") };
            assert_eq!(fields[0].0, field);
        }
    })
    .await;
}

#[tokio::test]
async fn she_takes_what_is_kept_of_her_and_of_nobody_else() {
    use std::io::Read;

    for_each_world(async |world| {
        let claire = claire(&world).await;
        let customer = claire.customer().expect("a customer");
        world.user(customer, "Collaborateur", "hugo@lunettes.example").await;
        world.password("hugo@lunettes.example", PASSWORD).await;
        sign_in(&world, "hugo@lunettes.example", PASSWORD).await;
        sign_in(&world, CLAIRE, PASSWORD).await;
        let bytes = world.operations.own_data(&claire).await.expect("a file");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
        assert_eq!(zip.len(), 6);
        let mut all = String::new();
        for index in 0..zip.len() {
            zip.by_index(index).expect("an entry").read_to_string(&mut all).expect("text");
        }
        assert!(all.contains(CLAIRE) && all.contains("Firefox") && all.contains("signed_in"), "{all}");
        assert!(!all.contains("hugo") && !all.contains("argon2"), "{all}");
    })
    .await;
}
