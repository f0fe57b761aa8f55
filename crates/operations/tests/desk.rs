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
        let billed: Vec<_> = page.accounts.iter().map(|one| (one.number.as_str(), one.part_number.as_str())).collect();
        assert_eq!((page.users, page.administered, billed), (1, true, vec![("FR-10", ""), ("FR-10", "B1")]));

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
        assert_eq!(refusal(ops.add_agent_as(&paul, &karim()).await, "team"), FieldRefusal::NotOffered);
        for team in ["Lyon", "Lille"] {
            ops.add_team(&paul, team).await.expect("a team");
        }
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
        assert_eq!(page.teams, ["Lille", "Lyon", "Paris"]);
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
        assert_eq!(told[..2], [Act::TeamAdded, Act::TeamAdded]);
        assert_eq!(told[2..], [Act::UserAdded, Act::UserChanged, Act::UserDisabled, Act::UserEnabled]);
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

#[tokio::test]
async fn a_team_is_renamed_with_its_people_and_retired_only_once_nobody_is_in_it() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let marc = world.agent("marc@consigne.example", Level::Agent).await;
        let paris = ops.teams(&paul).await.expect("teams").remove(0);
        assert_eq!((paris.team.name.as_str(), paris.people.len()), ("Paris", 2), "one team for both");
        assert_eq!(refusal(ops.add_team(&paul, " paris ").await, "name"), FieldRefusal::Taken);
        let nord = ops.add_team(&paul, "Nord").await.expect("added");
        let paris = paris.team.id;

        ops.rename_team(&paul, paris, "Paris", "Île-de-France").await.expect("renamed");
        let late = ops.rename_team(&paul, paris, "Paris", "Paname").await;
        assert!(matches!(late, Err(Error::Refused(Refusal::ChangedMeanwhile))), "{late:?}");
        assert_eq!(refusal(ops.rename_team(&paul, nord, "Nord", "ile-de-france").await, "name"), FieldRefusal::Taken);
        let teams = async || -> Vec<(String, usize, bool)> {
            let teams = ops.teams(&paul).await.expect("teams").into_iter();
            teams.map(|one| (one.team.name, one.people.len(), one.team.retired_at.is_some())).collect()
        };
        assert_eq!(teams().await, [("Nord".to_owned(), 0, false), ("Île-de-France".to_owned(), 2, false)]);

        assert_eq!(refusal(ops.retire_team(&paul, paris, "").await, "to"), FieldRefusal::NotChosen);
        assert_eq!(refusal(ops.retire_team(&paul, paris, &paris.to_string()).await, "to"), FieldRefusal::NotOffered);
        ops.retire_team(&paul, paris, &nord.to_string()).await.expect("handed over");
        assert_eq!(teams().await, [("Nord".to_owned(), 2, false), ("Île-de-France".to_owned(), 0, true)]);
        let into = ops.change_agent(&paul, marc.user, "Marc", "agent", "Île-de-France").await;
        assert_eq!(refusal(into, "team"), FieldRefusal::NotOffered, "nobody is put into a retired team");
        ops.restore_team(&paul, paris).await.expect("restored");
        ops.change_agent(&paul, marc.user, "Marc", "agent", "ile-de-france").await.expect("moved");
        assert_eq!(teams().await, [("Nord".to_owned(), 1, false), ("Île-de-France".to_owned(), 1, false)]);

        let hidden = [ops.teams(&marc).await.err(), ops.add_team(&marc, "Sud").await.err()];
        assert!(hidden.iter().all(|error| matches!(error, Some(Error::NotFound))), "{hidden:?}");
        let acts = acts_of(&world, &paul).await;
        assert_eq!(acts[..4], [Act::TeamAdded, Act::TeamRenamed, Act::TeamRetired, Act::TeamRestored]);
    })
    .await;
}

#[tokio::test]
async fn what_parcels_are_billed_to_is_renamed_and_retired_and_its_history_stays() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let sofia = world.agent("sofia@consigne.example", Level::LevelTwo).await;
        let id = world.customer("Lunettes").await;
        world.customer("Timbres").await;
        let (account, other) = (world.account(id, "FR-10").await, world.account(id, "FR-20").await);
        ops.add_sub_account_as(&paul, id, "FR-10", "B1").await.expect("a part");
        let claire = world.user(id, "Administrateur", "claire@lunettes.example").await;
        let parcels = "tracking_number;carrier;account;sub_account;label_date\n\
                       6A18987970674;colissimo;FR-10;;27/02/2026\n\
                       6A18987970681;colissimo;FR-10;B1;27/02/2026\n\
                       6A18987970698;colissimo;FR-20;;27/02/2026\n";
        assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);

        ops.rename_customer(&paul, id, "Lunettes", "Lunettes & Co").await.expect("renamed");
        assert_eq!(
            refusal(ops.rename_customer(&paul, id, "Lunettes & Co", "TIMBRES").await, "name"),
            FieldRefusal::Taken
        );
        let late = ops.rename_customer(&paul, id, "Lunettes", "Verres").await;
        assert!(matches!(late, Err(Error::Refused(Refusal::ChangedMeanwhile))), "{late:?}");
        let account = account.to_string();
        assert_eq!(refusal(ops.rename_billed(&paul, &account, "FR-10", "FR-20").await, "number"), FieldRefusal::Taken);
        ops.rename_billed(&paul, &account, "FR-10", "FR-11").await.expect("renamed");
        let late = ops.rename_billed(&paul, &account, "FR-10", "FR-12").await;
        assert!(matches!(late, Err(Error::Refused(Refusal::ChangedMeanwhile))), "{late:?}");

        let filed = async |number: &str| {
            let draft = ops.start_filing(&claire, number).await.expect("a draft");
            ops.choose_subject(&claire, draft, "delay", "").await.expect("a subject");
            let information = std::collections::BTreeMap::from([("content".to_owned(), "Deux montures".to_owned())]);
            let body = "Où est-il ?".to_owned();
            let details = operations::tickets::filing::FilingDetails { information, body, files: Vec::new() };
            ops.file_ticket(&claire, draft, &details).await
        };
        let number = filed("6A18987970674").await.expect("filed").number;
        ops.retire_billed(&paul, &account, true).await.expect("retired");
        ops.retire_billed(&paul, &account, true).await.expect("again changes nothing");
        for parcel in ["6A18987970674", "6A18987970681"] {
            let refused = filed(parcel).await;
            assert!(matches!(refused, Err(Error::Refused(Refusal::AccountRetired))), "{parcel}: {refused:?}");
        }
        filed("6A18987970698").await.expect("the other account is in use");
        ops.thread(&claire, &number).await.expect("what was filed stays");
        ops.retire_billed(&paul, &account, false).await.expect("restored");
        filed("6A18987970681").await.expect("filed");
        let part = ops.customer_page(&paul, id).await.expect("a page").accounts.remove(1).part.expect("a part");
        ops.retire_billed(&paul, &part.to_string(), true).await.expect("retired");
        filed("6A18987970674").await.expect("only its part is retired");
        assert!(matches!(filed("6A18987970681").await, Err(Error::Refused(Refusal::AccountRetired))));

        let other = other.to_string();
        for refused in [
            ops.rename_billed(&sofia, &other, "FR-20", "FR-21").await,
            ops.retire_billed(&sofia, &other, true).await,
            ops.rename_customer(&claire, id, "Lunettes & Co", "Moi").await,
            ops.retire_billed(&paul, "nowhere", true).await,
        ] {
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let acts = acts_of(&world, &paul).await;
        let told =
            [Act::CustomerRenamed, Act::AccountRenamed, Act::AccountRetired, Act::AccountRestored, Act::AccountRetired];
        assert_eq!(acts[1..], told, "{acts:?}");
    })
    .await;
}

#[tokio::test]
async fn a_customers_first_administrator_is_invited_by_the_operator_and_by_nobody_once_there_is_one() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let sofia = world.agent("sofia@consigne.example", Level::LevelTwo).await;
        let id = world.customer("Lunettes").await;
        let invite = async |email: &str| ops.invite_administrator(&paul, id, email, Language::En).await;
        assert_eq!(refusal(invite("claire").await, "email"), FieldRefusal::NotAnEmail);
        invite("eve@lunettes.example").await.expect("invited");
        invite("claire@lunettes.example").await.expect("invited");
        let open = ops.customer_page(&paul, id).await.expect("a page").invitations;
        let eve = open.iter().find(|one| one.email.starts_with("eve")).expect("open").id;
        ops.revoke_first_invitation(&paul, id, eve).await.expect("revoked");
        let again = ops.revoke_first_invitation(&paul, id, eve).await;
        assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
        let claire = ops.customer_page(&paul, id).await.expect("a page").invitations.remove(0).id;
        ops.invite_administrator_again(&paul, id, claire, Language::En).await.expect("sent again");

        let mails = ops.outgoing_mails(&paul, None).await.expect("mails");
        assert_eq!(mails.len(), 3, "{mails:?}");
        let mut links = Vec::new();
        for mail in &mails {
            let mut tx = ops.store().read(store::Scope::System).await.expect("a transaction");
            let body = store::mails::find(&mut tx, mail.id).await.expect("read").expect("a mail").body;
            let secret = body.split("/invitations/").nth(1).expect("a link");
            links
                .push(secret.chars().take_while(|sign| sign.is_ascii_alphanumeric() || "-_".contains(*sign)).collect());
        }
        let links: Vec<String> = links;
        let accepting = || operations::team::Accepting {
            name: "Claire".to_owned(),
            password: "quatre vélos verts".to_owned(),
            language: Language::En,
            address: "192.0.2.7".to_owned(),
            agent: "Firefox".to_owned(),
        };
        // The last mail alone opens anything, and once.
        let mut entered = 0;
        for link in &links {
            entered += usize::from(ops.accept_invitation(link, accepting()).await.is_ok());
        }
        assert_eq!(entered, 1);
        for link in &links {
            assert!(ops.accept_invitation(link, accepting()).await.is_err());
        }
        let page = ops.customer_page(&paul, id).await.expect("a page");
        assert_eq!((page.users, page.administered, page.invitations), (1, true, Vec::new()));
        let over = invite("late@lunettes.example").await;
        assert!(matches!(over, Err(Error::Refused(Refusal::ChangedMeanwhile))), "{over:?}");
        let hidden = ops.invite_administrator(&sofia, id, "x@lunettes.example", Language::Fr).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    })
    .await;
}
