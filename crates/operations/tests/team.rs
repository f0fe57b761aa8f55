//! What a customer's administrator does with his team: profiles, users, invitations.

mod support;

use domain::actor::{AccountScope, Actor, Right, Side};
use domain::id::CustomerId;
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Language, permission};
use jiff::SignedDuration;
use operations::identity::SignIn;
use operations::team::{Accepting, Invitation, TypedProfile, seen};
use operations::{Error, Operations, Result};
use store::Scope;
use support::{World, for_each_world};

const PASSWORD: &str = "quatre mots sans rapport";

/// The one field that was refused, and why.
fn refused_field<T>(answer: Result<T>) -> (String, FieldRefusal) {
    match answer {
        Err(Error::Refused(Refusal::Fields(fields))) if fields.len() == 1 => fields.into_iter().next().expect("one"),
        Err(other) => panic!("not one refused field: {other:?}"),
        Ok(_) => panic!("not refused"),
    }
}

fn refusal<T>(answer: Result<T>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("not a refusal: {other:?}"),
        Ok(_) => panic!("not refused"),
    }
}

/// Lunettes with two accounts, and Claire who administers it.
async fn lunettes(world: &World) -> (CustomerId, Actor) {
    let customer = world.customer("Lunettes").await;
    world.account(customer, "FR-10").await;
    world.account(customer, "FR-20").await;
    world.operations.add_sub_account("FR-10", "NORD").await.expect("a part");
    (customer, world.user(customer, "Administrateur", "claire@lunettes.example").await)
}

async fn now(ops: &Operations, actor: &Actor) -> Actor {
    ops.actor(actor.user).await.expect("read").expect("may sign in")
}

fn typed(name: &str, rights: &[Right], billed: &[String]) -> TypedProfile {
    TypedProfile {
        name: name.to_owned(),
        rights: rights.iter().map(|right| right.as_str().to_owned()).collect(),
        scope: if billed.is_empty() { "all" } else { "some" }.to_owned(),
        billed: billed.to_vec(),
        seen: String::new(),
    }
}

/// The id by which a form names an account or a part of one.
async fn billed(ops: &Operations, actor: &Actor, number: &str, part: &str) -> String {
    let all = ops.billed_names(actor).await.expect("accounts");
    let one = all.into_iter().find(|one| one.number == number && one.part_number == part).expect("billed");
    one.part.map_or_else(|| one.account.to_string(), |part| part.to_string())
}

async fn profile_named(ops: &Operations, actor: &Actor, name: &str) -> String {
    let all = ops.profiles(actor).await.expect("profiles");
    all.into_iter().find(|one| one.profile.name == name).expect("a profile").profile.id.to_string()
}

async fn open(ops: &Operations, actor: &Actor) -> Vec<Invitation> {
    ops.team(actor).await.expect("a team").invitations
}

/// The secrets in the mails that let somebody in, the latest first.
async fn secrets(ops: &Operations) -> Vec<String> {
    let mut tx = ops.store().read(Scope::System).await.expect("a connection");
    let mut secrets = Vec::new();
    for row in store::mails::list(&mut tx, None, 50).await.expect("a list") {
        let mail = store::mails::find(&mut tx, row.id).await.expect("read").expect("a mail");
        let link =
            mail.body.split_whitespace().find_map(|word| word.strip_prefix("https://consigne.example/invitations/"));
        secrets.extend(link.map(str::to_owned));
    }
    secrets
}

fn accepting(name: &str) -> Accepting {
    Accepting {
        name: name.to_owned(),
        password: PASSWORD.to_owned(),
        language: Language::Fr,
        address: "192.0.2.7".to_owned(),
        agent: String::new(),
    }
}

#[tokio::test]
async fn a_profile_for_one_part_lets_an_invited_colleague_see_just_that() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let part = billed(ops, &claire, "FR-10", "NORD").await;
        let made = typed("Entrepôt nord", &[Right::FileTickets, Right::SearchParcels], &[part]);
        let profile = ops.define_profile(&claire, None, &made).await.expect("a profile").to_string();
        ops.invite(&claire, " Nora@lunettes.example", &profile, Language::Fr).await.expect("invited");
        assert_eq!(open(ops, &claire).await[0].email, "Nora@lunettes.example");

        let secret = secrets(ops).await.remove(0);
        let invited = ops.invited(&secret).await.expect("read").expect("open");
        assert_eq!((invited.customer.as_str(), invited.email.as_str()), ("Lunettes", "Nora@lunettes.example"));
        let signed = ops.accept_invitation(&secret, accepting("  ليلى العلوي ")).await.expect("let in");
        assert_eq!(signed.actor.name, "ليلى العلوي");
        let Side::Customer { customer: of, rights, scope } = &signed.actor.side else { panic!("a customer's user") };
        assert_eq!(*of, customer);
        assert!(rights.has(Right::FileTickets) && !rights.has(Right::Users));
        assert!(matches!(scope, AccountScope::Only { accounts, sub_accounts } if accounts.is_empty() && sub_accounts.len() == 1));
        assert!(permission::manage_users(&signed.actor).is_err());
        assert!(open(ops, &claire).await.is_empty(), "it is used up");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_opens_once_for_its_address_for_a_week_and_until_it_is_revoked_or_sent_again() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        world.user(customer, "Collaborateur", "hugo@lunettes.example").await;
        let profile = profile_named(ops, &claire, "Administrateur").await;
        ops.invite(&claire, "a@lunettes.example", &profile, Language::Fr).await.expect("invited");
        world.wait(SignedDuration::from_secs(1));
        ops.invite(&claire, "A@lunettes.example", &profile, Language::En).await.expect("invited again");
        assert_eq!(open(ops, &claire).await.len(), 1, "one address, one invitation");
        let [second, first] = secrets(ops).await.try_into().expect("two mails");
        assert_eq!(ops.invited(&first).await.expect("read"), None);
        for wrong in ["", " ", "\0", &second.to_uppercase(), &second[1..]] {
            assert_eq!(ops.invited(wrong).await.expect("read"), None, "{wrong:?}");
            assert_eq!(refusal(ops.accept_invitation(wrong, accepting("A")).await), Refusal::LinkExpired);
        }
        let weak = Accepting { password: "123456789012".to_owned(), ..accepting("A") };
        assert_eq!(refused_field(ops.accept_invitation(&second, weak).await).0, "password");
        assert_eq!(
            refused_field(ops.accept_invitation(&second, accepting(" \u{202e} ")).await),
            ("name".to_owned(), FieldRefusal::Missing)
        );
        // Of many at once one gets in.
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let (ops, secret) = (ops.clone(), second.clone());
                tokio::spawn(async move { ops.accept_invitation(&secret, accepting("A")).await.is_ok() })
            })
            .collect();
        let mut let_in = 0;
        for one in tries {
            let_in += usize::from(one.await.expect("ended"));
        }
        assert_eq!(let_in, 1);
        assert_eq!(refusal(ops.accept_invitation(&second, accepting("A")).await), Refusal::LinkExpired);

        world.wait(SignedDuration::from_secs(1));
        ops.invite(&claire, "b@lunettes.example", &profile, Language::Fr).await.expect("invited");
        let id = open(ops, &claire).await[0].id;
        let before = secrets(ops).await.remove(0);
        world.wait(SignedDuration::from_secs(1));
        ops.invite_again(&claire, id, Language::Fr).await.expect("sent again");
        let after = secrets(ops).await.remove(0);
        assert_eq!(ops.invited(&before).await.expect("read"), None);
        assert!(ops.invited(&after).await.expect("read").is_some());
        ops.revoke_invitation(&claire, id).await.expect("revoked");
        assert_eq!(refusal(ops.accept_invitation(&after, accepting("B")).await), Refusal::LinkExpired);
        assert!(matches!(ops.revoke_invitation(&claire, id).await, Err(Error::NotFound)));

        world.wait(SignedDuration::from_secs(1));
        ops.invite(&claire, "c@lunettes.example", &profile, Language::Fr).await.expect("invited");
        let late = secrets(ops).await.remove(0);
        world.wait(SignedDuration::from_hours(7 * 24));
        assert_eq!(refusal(ops.accept_invitation(&late, accepting("C")).await), Refusal::LinkExpired);
        assert_eq!(
            refused_field(ops.invite(&claire, "HUGO@lunettes.example", &profile, Language::Fr).await),
            ("email".to_owned(), FieldRefusal::Taken)
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_of_another_customer_looks_like_any_other_to_who_invites_it() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (_, claire) = lunettes(&world).await;
        let chapeaux = world.customer("Chapeaux").await;
        world.user(chapeaux, "Administrateur", "vera@chapeaux.example").await;
        let profile = profile_named(ops, &claire, "Administrateur").await;
        ops.invite(&claire, "vera@chapeaux.example", &profile, Language::Fr).await.expect("as any other");
        assert_eq!(open(ops, &claire).await.len(), 1);
        assert!(secrets(ops).await.is_empty(), "her mail holds no link");
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_more_than_he_has_nor_touches_who_has_more() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let fr10 = billed(ops, &claire, "FR-10", "").await;
        let fr20 = billed(ops, &claire, "FR-20", "").await;
        let own = [Right::Users, Right::Profiles, Right::FileTickets];
        ops.define_profile(&claire, None, &typed("Chef du nord", &own, std::slice::from_ref(&fr10)))
            .await
            .expect("made");
        let nora = world.user(customer, "Chef du nord", "nora@lunettes.example").await;
        let administrator = profile_named(ops, &claire, "Administrateur").await;

        for (wish, part) in [(vec![Right::Validate], &fr10), (vec![Right::FileTickets], &fr20)] {
            let more = typed("Plus", &wish, std::slice::from_ref(part));
            assert_eq!(refusal(ops.define_profile(&nora, None, &more).await), Refusal::MoreThanOwn, "{wish:?}");
        }
        let all = typed("Tout", &[Right::FileTickets], &[]);
        assert_eq!(refusal(ops.define_profile(&nora, None, &all).await), Refusal::MoreThanOwn);
        assert_eq!(
            refusal(ops.invite(&nora, "x@lunettes.example", &administrator, Language::Fr).await),
            Refusal::MoreThanOwn
        );
        assert_eq!(refusal(ops.let_go(&nora, claire.user, "").await), Refusal::MoreThanOwn);
        assert_eq!(
            refusal(ops.change_colleague(&nora, claire.user, "Claire", &administrator).await),
            Refusal::MoreThanOwn
        );
        assert_eq!(
            refusal(ops.delete_profile(&nora, administrator.parse().expect("an id"), "").await),
            Refusal::MoreThanOwn
        );

        let part = billed(ops, &claire, "FR-10", "NORD").await;
        ops.define_profile(&nora, None, &typed("Quai", &[Right::FileTickets], &[part])).await.expect("within her own");
        // Another customer's people and profiles do not exist for her.
        let chapeaux = world.customer("Chapeaux").await;
        let vera = world.user(chapeaux, "Administrateur", "vera@chapeaux.example").await;
        assert!(matches!(ops.colleague(&claire, vera.user).await, Err(Error::NotFound)));
        assert!(matches!(ops.let_go(&claire, vera.user, "").await, Err(Error::NotFound)));
        let theirs = profile_named(ops, &vera, "Administrateur").await;
        assert!(matches!(ops.profile(&claire, theirs.parse().ok()).await, Err(Error::NotFound)));
        assert_eq!(
            refused_field(ops.invite(&claire, "y@lunettes.example", &theirs, Language::Fr).await),
            ("profile".to_owned(), FieldRefusal::NotOffered)
        );
        let agent = world.agent("sofia@consigne.example", domain::actor::Level::Administrator).await;
        assert!(matches!(ops.team(&agent).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_cannot_lock_himself_out_also_not_two_at_once() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let hugo = world.user(customer, "Collaborateur", "hugo@lunettes.example").await;
        let (boss, worker) =
            (profile_named(ops, &claire, "Administrateur").await, profile_named(ops, &claire, "Collaborateur").await);
        let last = Refusal::LastAdministrator;
        assert_eq!(refusal(ops.change_colleague(&claire, claire.user, "Claire", &worker).await), last);
        assert_eq!(refusal(ops.let_go(&claire, claire.user, "").await), last);
        assert_eq!(refusal(ops.delete_profile(&claire, boss.parse().expect("an id"), &worker).await), last);
        let page = ops.profile(&claire, boss.parse().ok()).await.expect("read");
        let less = TypedProfile {
            seen: seen(&page.shown.expect("shown").profile),
            ..typed("Administrateur", &[Right::Users], &[])
        };
        assert_eq!(refusal(ops.define_profile(&claire, boss.parse().ok(), &less).await), last);

        ops.change_colleague(&claire, hugo.user, "Hugo", &boss).await.expect("a second one");
        let hugo = now(ops, &hugo).await;
        let (one, two) = tokio::join!(ops.let_go(&claire, hugo.user, ""), ops.let_go(&hugo, claire.user, ""));
        assert_ne!(one.is_ok(), two.is_ok(), "of two who let each other go one stays");
    })
    .await;
}

#[tokio::test]
async fn who_is_let_go_is_out_at_once_and_can_come_back() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let hugo = world.user(customer, "Collaborateur", "hugo@lunettes.example").await;
        world.password("hugo@lunettes.example", PASSWORD).await;
        let wish = || SignIn {
            email: "hugo@lunettes.example".to_owned(),
            password: PASSWORD.to_owned(),
            address: "192.0.2.9".to_owned(),
            ..SignIn::default()
        };
        let signed = ops.sign_in(wish()).await.expect("signed in");
        let mut heard = ops.live().subscribe();
        assert_eq!(
            refused_field(ops.let_go(&claire, hugo.user, &hugo.user.to_string()).await),
            ("to".to_owned(), FieldRefusal::NotOffered)
        );
        ops.let_go(&claire, hugo.user, &claire.user.to_string()).await.expect("gone");
        let asked = operations::audit::Asked { act: "user_disabled".to_owned(), ..Default::default() };
        let told = ops.trail(&claire, &asked).await.expect("a trail").rows;
        assert_eq!(told[0].details.after, "claire@lunettes.example", "who took it over is recorded");
        assert!(ops.actor_of(&signed.token).await.expect("read").is_none());
        assert!(matches!(heard.try_recv(), Ok(operations::live::Signal::UserEnded(user)) if user == hugo.user));
        assert_eq!(refusal(ops.sign_in(wish()).await), Refusal::WrongSignIn);
        ops.take_back(&claire, hugo.user).await.expect("back");
        ops.sign_in(wish()).await.expect("signs in again");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_read_all_requests_hands_nobodys_over_not_even_to_himself() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let own = [Right::Users, Right::FileTickets];
        ops.define_profile(&claire, None, &typed("Personnel", &own, &[])).await.expect("made");
        ops.define_profile(&claire, None, &typed("Dépôt", &[Right::FileTickets], &[])).await.expect("made");
        let nora = world.user(customer, "Personnel", "nora@lunettes.example").await;
        let hugo = world.user(customer, "Dépôt", "hugo@lunettes.example").await;
        assert_eq!(ops.colleague(&nora, hugo.user).await.expect("a page").others.len(), 0);
        for heir in [&nora, &claire] {
            assert_eq!(
                refused_field(ops.let_go(&nora, hugo.user, &heir.user.to_string()).await),
                ("to".to_owned(), FieldRefusal::NotOffered)
            );
        }
        ops.let_go(&nora, hugo.user, "").await.expect("gone");
    })
    .await;
}

#[tokio::test]
async fn nobodys_letterbox_is_filled_by_invitations_sent_again_or_taken_back() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (_, claire) = lunettes(&world).await;
        let profile = profile_named(ops, &claire, "Administrateur").await;
        for address in ["max@lunettes.example", "Max@Lunettes.example", "max@lunettes.example"] {
            ops.invite(&claire, address, &profile, Language::Fr).await.expect("invited");
            let invitation = open(ops, &claire).await[0].id;
            ops.revoke_invitation(&claire, invitation).await.expect("revoked");
        }
        ops.invite(&claire, "max@lunettes.example", &profile, Language::Fr).await.expect("the fourth");
        let invitation = open(ops, &claire).await[0].id;
        ops.invite_again(&claire, invitation, Language::Fr).await.expect("the fifth");
        let many = refusal(ops.invite_again(&claire, invitation, Language::Fr).await);
        assert!(matches!(many, Refusal::TooManyTries { seconds } if seconds > 3600), "{many:?}");
        ops.revoke_invitation(&claire, invitation).await.expect("revoked");
        let many = refusal(ops.invite(&claire, "max@lunettes.example", &profile, Language::Fr).await);
        assert!(matches!(many, Refusal::TooManyTries { .. }), "{many:?}");
        ops.invite(&claire, "zoe@lunettes.example", &profile, Language::Fr).await.expect("another address");
        world.wait(SignedDuration::from_hours(25));
        ops.invite(&claire, "max@lunettes.example", &profile, Language::Fr).await.expect("the next day");
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_changed_by_who_has_seen_it_and_deleted_once_its_people_have_another() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let id = ops.define_profile(&claire, None, &typed("Quai", &[Right::FileTickets], &[])).await.expect("made");
        let nora = world.user(customer, "Quai", "nora@lunettes.example").await;
        for (wish, field, why) in [
            (typed(" ", &[Right::Reply], &[]), "name", FieldRefusal::Missing),
            (typed(&"x".repeat(81), &[Right::Reply], &[]), "name", FieldRefusal::TooLong(80)),
            (typed("QUAI", &[Right::Reply], &[]), "name", FieldRefusal::Taken),
            (typed("Autre", &[], &[]), "rights", FieldRefusal::NotChosen),
            (
                TypedProfile { rights: vec!["king".into()], ..typed("Autre", &[], &[]) },
                "rights",
                FieldRefusal::NotOffered,
            ),
            (
                TypedProfile { scope: String::new(), ..typed("Autre", &[Right::Reply], &[]) },
                "scope",
                FieldRefusal::NotChosen,
            ),
            (
                TypedProfile { scope: "some".into(), ..typed("Autre", &[Right::Reply], &[]) },
                "billed",
                FieldRefusal::NotChosen,
            ),
            (typed("Autre", &[Right::Reply], &["nothing".to_owned()]), "billed", FieldRefusal::NotOffered),
        ] {
            assert_eq!(refused_field(ops.define_profile(&claire, None, &wish).await), (field.to_owned(), why));
        }
        let shown = ops.profile(&claire, Some(id)).await.expect("read").shown.expect("shown");
        assert_eq!(shown.people, ["Nora"]);
        let change = TypedProfile { seen: seen(&shown.profile), ..typed("Quai sud", &[Right::Reply], &[]) };
        ops.define_profile(&claire, Some(id), &change).await.expect("changed");
        let Side::Customer { rights, .. } = now(ops, &nora).await.side else { panic!("a customer's user") };
        assert!(rights.has(Right::Reply) && !rights.has(Right::FileTickets), "it counts at once");
        assert_eq!(refusal(ops.define_profile(&claire, Some(id), &change).await), Refusal::ChangedMeanwhile);

        ops.invite(&claire, "z@lunettes.example", &id.to_string(), Language::Fr).await.expect("invited");
        assert_eq!(
            refused_field(ops.delete_profile(&claire, id, "").await),
            ("to".to_owned(), FieldRefusal::NotChosen)
        );
        assert_eq!(
            refused_field(ops.delete_profile(&claire, id, &id.to_string()).await),
            ("to".to_owned(), FieldRefusal::NotOffered)
        );
        let boss = profile_named(ops, &claire, "Administrateur").await;
        ops.delete_profile(&claire, id, &boss).await.expect("deleted");
        assert!(permission::manage_users(&now(ops, &nora).await).is_ok());
        assert_eq!(open(ops, &claire).await[0].profile_name, "Administrateur");
    })
    .await;
}

#[tokio::test]
async fn nobody_comes_in_by_the_invitation_of_somebody_who_was_let_go() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let (customer, claire) = lunettes(&world).await;
        let max = world.user(customer, "Administrateur", "max@lunettes.example").await;
        let profile = profile_named(ops, &max, "Administrateur").await;
        ops.invite(&max, "max@prive.example", &profile, Language::Fr).await.expect("invited");
        let secret = secrets(ops).await.remove(0);
        ops.let_go(&claire, max.user, "").await.expect("gone");
        assert!(open(ops, &claire).await.is_empty());
        assert!(ops.accept_invitation(&secret, accepting("Max")).await.is_err());
    })
    .await;
}
