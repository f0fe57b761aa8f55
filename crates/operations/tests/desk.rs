//! What the operator's administrator looks after: customers and accounts, and the operator's own people.

mod support;

use domain::Language;
use domain::actor::{Actor, Level};
use domain::audit::Act;
use domain::refusal::{FieldRefusal, Refusal};
use operations::Error;
use operations::audit::Asked;
use operations::identity::SignIn;
use operations::people::NewAgent;
use support::{World, for_each_world};

const KARIM: &str = "karim@consigne.example";

fn refusal<T: std::fmt::Debug>(done: operations::Result<T>, field: &str) -> FieldRefusal {
    match done.expect_err("refused") {
        Error::Refused(Refusal::Fields(fields)) if fields.len() == 1 && fields[0].0 == field => fields[0].1.clone(),
        other => panic!("{other:?}"),
    }
}

fn karim() -> NewAgent {
    NewAgent {
        email: KARIM.to_owned(),
        name: "Karim Haddad".to_owned(),
        team: "Lyon".to_owned(),
        level: Level::Agent,
        language: Language::Fr,
    }
}

async fn acts_of(world: &World, reader: &Actor) -> Vec<Act> {
    let asked = Asked { who: reader.name.clone(), ..Asked::default() };
    world.operations.trail(reader, &asked).await.expect("a page").rows.iter().rev().map(|row| row.act).collect()
}

#[tokio::test]
async fn customers_and_accounts_are_added_found_and_recorded_by_who_added_them() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let sofia = world.agent("sofia@consigne.example", Level::LevelTwo).await;
        let id = ops.add_customer_as(&paul, "Élodie & fils", "Europe/Paris").await.expect("added");
        assert_eq!(
            refusal(ops.add_customer_as(&paul, "elodie & FILS", "Europe/Paris").await, "name"),
            FieldRefusal::Taken
        );
        assert_eq!(refusal(ops.add_customer_as(&paul, "Autre", "Mars/Nord").await, "zone"), FieldRefusal::NotOffered);
        ops.add_account_as(&paul, id, "FR-10").await.expect("added");
        assert_eq!(refusal(ops.add_account_as(&paul, id, "FR-10").await, "number"), FieldRefusal::Taken);
        ops.add_sub_account_as(&paul, id, "FR-10", "B1").await.expect("added");
        let other = world.customer("Timbres du Sud").await;
        let foreign = ops.add_sub_account_as(&paul, other, "FR-10", "B2").await;
        assert_eq!(refusal(foreign, "account"), FieldRefusal::NotOffered);
        world.user(id, "Administrateur", "claire@elodie.example").await;

        let names = async |search: &str| -> Vec<String> {
            let page = ops.customers(&paul, search, "").await.expect("a page");
            page.rows.into_iter().map(|row| row.name).collect()
        };
        assert_eq!(names("").await, ["Élodie & fils", "Timbres du Sud"]);
        for search in ["elodie", "ÉLODIE", "FR-10"] {
            assert_eq!(names(search).await, ["Élodie & fils"], "{search}");
        }
        assert_eq!(names("nothing").await, [""; 0]);
        let page = ops.customer_page(&paul, id).await.expect("a page");
        assert_eq!((page.users, page.accounts.len(), page.accounts[0].1.as_slice()), (1, 1, &["B1".to_owned()][..]));

        for refused in [ops.customers(&sofia, "", "").await.err(), ops.customer_page(&sofia, id).await.err()] {
            assert!(matches!(refused, Some(Error::NotFound)), "{refused:?}");
        }
        let hidden = ops.add_account_as(&sofia, id, "FR-11").await;
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
        assert_eq!(acts_of(&world, &paul).await, [Act::CustomerAdded, Act::AccountAdded, Act::AccountAdded]);
    })
    .await;
}

#[tokio::test]
async fn an_agent_is_let_in_by_mail_changed_at_once_and_let_go_with_his_sessions() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let id = ops.add_agent_as(&paul, &karim()).await.expect("added");
        assert_eq!(refusal(ops.add_agent_as(&paul, &karim()).await, "email"), FieldRefusal::Taken);
        let mails = ops.outgoing_mails(&paul, None).await.expect("mails");
        assert_eq!(mails.iter().map(|mail| mail.to_address.as_str()).collect::<Vec<_>>(), [KARIM]);
        world.password(KARIM, "quatre vélos verts").await;
        let form = SignIn {
            email: KARIM.to_owned(),
            password: "quatre vélos verts".to_owned(),
            address: "192.0.2.7".to_owned(),
            ..SignIn::default()
        };
        let token = ops.sign_in(form).await.expect("signed in").token;
        ops.change_agent(&paul, id, "Karim H.", "lead", "Lille").await.expect("changed");
        let signed = ops.actor_of(&token).await.expect("read").expect("signed in");
        assert_eq!(signed.actor.side, domain::actor::Side::Operator { level: Level::Lead });
        let page = ops.agents(&paul).await.expect("a page");
        assert_eq!(page.teams, ["Lille", "Paris"]);
        assert_eq!(
            refusal(ops.change_agent(&paul, id, "Karim", "king", "Lille").await, "level"),
            FieldRefusal::NotChosen
        );
        ops.let_agent_go(&paul, id).await.expect("gone");
        assert_eq!(ops.actor_of(&token).await.expect("read"), None);
        ops.take_agent_back(&paul, id).await.expect("back");
        assert_eq!(ops.actor_of(&token).await.expect("read"), None, "what ended stays ended");
        let acts = acts_of(&world, &paul).await;
        let told: Vec<Act> = acts.into_iter().filter(|act| *act != Act::MailRead).collect();
        assert_eq!(told, [Act::UserAdded, Act::UserChanged, Act::UserDisabled, Act::UserEnabled]);
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let last = FieldRefusal::LastAdministrator;
        assert_eq!(refusal(ops.let_agent_go(&paul, paul.user).await, "level"), last);
        assert_eq!(refusal(ops.change_agent(&paul, paul.user, "Paul", "agent", "Paris").await, "level"), last);
        let anne = world.agent("anne@consigne.example", Level::Administrator).await;
        let (one, other) = tokio::join!(ops.let_agent_go(&paul, anne.user), ops.let_agent_go(&anne, paul.user));
        assert!(one.is_ok() != other.is_ok(), "one of them stays: {one:?} {other:?}");
        let customer = world.customer("Lunettes").await;
        let claire = world.user(customer, "Administrateur", "claire@lunettes.example").await;
        let who = if one.is_ok() { &paul } else { &anne };
        let foreign = ops.let_agent_go(who, claire.user).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "a customer's user is none of the operator's: {foreign:?}");
        assert!(matches!(ops.agents(&claire).await, Err(Error::NotFound)));
    })
    .await;
}
