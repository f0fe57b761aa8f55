//! Adding customers, accounts and people from the command line: once, and once more.

mod support;

use domain::Language;
use domain::actor::{Level, Right, Rights, Side};
use domain::refusal::{FieldRefusal, Refusal};
use operations::people::{Added, NewAgent, NewUser};
use operations::{Error, Result};
use support::for_each_world;

/// The one field that was refused, and why.
fn refused_field<T: std::fmt::Debug>(answer: Result<T>) -> (String, FieldRefusal) {
    match answer {
        Err(Error::Refused(Refusal::Fields(fields))) if fields.len() == 1 => fields.into_iter().next().expect("one"),
        other => panic!("not one refused field: {other:?}"),
    }
}

fn new_user(email: &str, customer: &str, profile: &str) -> NewUser {
    NewUser {
        email: email.into(),
        name: String::new(),
        customer: customer.into(),
        profile: profile.into(),
        language: Language::Fr,
    }
}

#[tokio::test]
async fn a_customer_is_added_once() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let first = operations.add_customer(" Lunettes de la Côte ", "Europe/Paris").await.expect("added");
        let Added::New(id) = first else { panic!("new: {first:?}") };
        let again = operations.add_customer("LUNETTES DE LA COTE", "Europe/Paris").await.expect("added");
        assert_eq!(again, Added::Existing(id));
        let elsewhere = operations.add_customer("Lunettes de la Côte", "America/Martinique").await.expect("added");
        assert_eq!(elsewhere, Added::Differs(id));
        for (name, zone, expected) in [
            ("  ", "Europe/Paris", ("name".to_owned(), FieldRefusal::Missing)),
            (&"x".repeat(201), "Europe/Paris", ("name".to_owned(), FieldRefusal::TooLong(200))),
            ("Autre", "Europe/Nowhere", ("zone".to_owned(), FieldRefusal::NotOffered)),
        ] {
            assert_eq!(refused_field(operations.add_customer(name, zone).await), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn an_account_belongs_to_one_customer() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let lunettes = world.customer("Lunettes").await;
        world.customer("Chapeaux").await;
        let added = operations.add_account("lunettes", "FR-0001").await.expect("added");
        let Added::New(account) = added else { panic!("new: {added:?}") };
        let by_id = operations.add_account(&lunettes.to_string(), " FR-0001 ").await.expect("added");
        assert_eq!(by_id, Added::Existing(account));
        assert_eq!(operations.add_account("Chapeaux", "FR-0001").await.expect("added"), Added::Differs(account));
        let nobody = operations.add_account("Gants", "FR-0009").await;
        assert_eq!(refused_field(nobody), ("customer".into(), FieldRefusal::NotOffered));

        let part = operations.add_sub_account("FR-0001", "A").await.expect("added");
        let Added::New(part) = part else { panic!("new: {part:?}") };
        assert_eq!(operations.add_sub_account("FR-0001", "A").await.expect("added"), Added::Existing(part));
        let nowhere = operations.add_sub_account("FR-0009", "A").await;
        assert_eq!(refused_field(nowhere), ("account".into(), FieldRefusal::NotOffered));
    })
    .await;
}

#[tokio::test]
async fn users_get_the_usual_profiles_without_anybody_making_them() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let customer = world.customer("Lunettes").await;
        let boss = world.user(customer, "administrator", "jeanne.roy@lunettes.example").await;
        let Side::Customer { rights, .. } = &boss.side else { panic!("a customer's user") };
        assert_eq!((boss.name.as_str(), *rights), ("Jeanne Roy", Rights::all()));

        let claire = world.user(customer, "Collaborateur", "claire@lunettes.example").await;
        let Side::Customer { rights, .. } = claire.side else { panic!("a customer's user") };
        for (right, expected) in [
            (Right::SeeAllTickets, true),
            (Right::FileTickets, true),
            (Right::Validate, true),
            (Right::SearchParcels, true),
            (Right::Users, false),
            (Right::Profiles, false),
            (Right::AuditTrail, false),
        ] {
            assert_eq!(rights.has(right), expected, "{right:?}");
        }
        let other = operations.add_user(&new_user("x@lunettes.example", "Lunettes", "Roi")).await;
        assert_eq!(refused_field(other), ("profile".into(), FieldRefusal::NotOffered));
    })
    .await;
}

#[tokio::test]
async fn a_user_is_added_once_whatever_the_case_of_his_address() {
    for_each_world(async |world| {
        let operations = &world.operations;
        world.customer("Lunettes").await;
        world.customer("Chapeaux").await;
        let added = operations.add_user(&new_user("Claire@Lunettes.example", "Lunettes", "Collaborateur")).await;
        let Added::New(claire) = added.expect("added") else { panic!("new") };
        for (user, expected) in [
            (new_user("claire@lunettes.example", "Lunettes", "collaborateur"), Added::Existing(claire)),
            (new_user("claire@lunettes.example", "Lunettes", "Administrateur"), Added::Differs(claire)),
            (new_user("CLAIRE@lunettes.example", "Chapeaux", "Collaborateur"), Added::Differs(claire)),
        ] {
            assert_eq!(operations.add_user(&user).await.expect("added"), expected);
        }
        let agent = NewAgent {
            email: "claire@lunettes.example".into(),
            name: String::new(),
            team: "Paris".into(),
            level: Level::Agent,
            language: Language::Fr,
        };
        assert_eq!(operations.add_agent(&agent).await.expect("added"), Added::Differs(claire));
        let wrong = operations.add_user(&new_user("claire", "Lunettes", "Collaborateur")).await;
        assert_eq!(refused_field(wrong), ("email".into(), FieldRefusal::NotAnEmail));
    })
    .await;
}

#[tokio::test]
async fn an_agent_is_added_once_and_has_a_team() {
    for_each_world(async |world| {
        let operations = &world.operations;
        let karim = NewAgent {
            email: "karim@carrier.example".into(),
            name: "Karim B.".into(),
            team: "Paris".into(),
            level: Level::Lead,
            language: Language::En,
        };
        let Added::New(id) = operations.add_agent(&karim).await.expect("added") else { panic!("new") };
        let actor = operations.actor(id).await.expect("read").expect("Karim");
        assert_eq!((actor.name.as_str(), actor.side), ("Karim B.", Side::Operator { level: Level::Lead }));
        assert_eq!(operations.add_agent(&karim).await.expect("added"), Added::Existing(id));
        let promoted = NewAgent { level: Level::Administrator, ..karim.clone() };
        assert_eq!(operations.add_agent(&promoted).await.expect("added"), Added::Differs(id));
        let nowhere = NewAgent { team: " ".into(), ..karim };
        assert_eq!(refused_field(operations.add_agent(&nowhere).await), ("team".into(), FieldRefusal::Missing));
    })
    .await;
}

#[tokio::test]
async fn a_link_from_the_command_line_opens_the_account() {
    for_each_world(async |world| {
        let customer = world.customer("Lunettes").await;
        world.user(customer, "Collaborateur", "claire@lunettes.example").await;
        let link = world.operations.reset_password("CLAIRE@lunettes.example").await.expect("a link");
        assert!(link.starts_with("https://consigne.example/reset-password/"), "{link}");
        let nobody = world.operations.reset_password("nobody@lunettes.example").await;
        assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
    })
    .await;
}
