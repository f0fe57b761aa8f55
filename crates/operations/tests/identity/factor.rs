//! The second factor: setting it up, signing in with it, recovering, and administrators who ask for it.

use domain::Actor;
use domain::audit::Act;
use domain::refusal::{FieldRefusal, Refusal};
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use operations::audit::Asked;
use operations::identity::{CodeSignedIn, Entered, FactorProof, SignInCode};
use operations::{Error, Operations, Result};
use sha1::Sha1;

use crate::support::{World, for_each_world};
use crate::{CLAIRE, OTHER_PASSWORD, PASSWORD, claire, form, is_signed_in, refused, sign_in};

/// What an application shows now for a secret (RFC 6238).
fn shown(operations: &Operations, secret: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let values = secret.bytes().filter_map(|letter| LETTERS.iter().position(|one| *one == letter));
    let bits: String = values.map(|value| format!("{value:05b}")).collect();
    let key: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit == b'1')))
        .collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).expect("a key");
    mac.update(&(operations.now().as_second() / 30).to_be_bytes());
    let sum = mac.finalize().into_bytes();
    let start = usize::from(sum[19] & 15);
    let number = u32::from_be_bytes([sum[start] & 127, sum[start + 1], sum[start + 2], sum[start + 3]]) % 1_000_000;
    format!("{number:06}")
}

fn proof(code: &str) -> FactorProof {
    FactorProof { password: PASSWORD.to_owned(), code: code.to_owned() }
}

/// Sets a second factor up in a browser; yields its secret and the codes to recover with.
async fn set_up(world: &World, actor: &Actor, cookie: &str) -> (String, Vec<String>) {
    let ops = &world.operations;
    ops.begin_second_factor(actor).await.expect("begun");
    let secret = ops.second_factor(actor, cookie).await.expect("read").secret;
    ops.confirm_second_factor(actor, &proof(&shown(ops, &secret)), cookie).await.expect("confirmed");
    (secret, ops.second_factor(actor, cookie).await.expect("read").codes)
}

/// Types the password; yields the secret by which the code is awaited.
async fn awaited(world: &World, password: &str) -> String {
    match world.operations.enter(form(CLAIRE, password)).await.expect("a right password") {
        Entered::Code { token } => token,
        Entered::In(_) => panic!("no code was asked for"),
    }
}

async fn type_code(world: &World, token: &str, code: &str) -> Result<CodeSignedIn> {
    let typed = SignInCode { token: token.to_owned(), code: code.to_owned(), ..SignInCode::default() };
    world.operations.sign_in_with_code(&typed).await
}

fn wrong_code<T>(answer: Result<T>) -> bool {
    refused(answer) == Refusal::Fields(vec![("code".to_owned(), FieldRefusal::WrongCode)])
}

#[tokio::test]
async fn claire_sets_it_up_and_signs_in_with_it() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let ops = &world.operations;
        let here = sign_in(&world, CLAIRE, PASSWORD).await;
        assert!(matches!(
            ops.confirm_second_factor(&claire, &proof("123456"), &here.token).await,
            Err(Error::NotFound)
        ));
        ops.begin_second_factor(&claire).await.expect("begun");
        let own = ops.second_factor(&claire, &here.token).await.expect("read");
        assert!(own.since.is_none() && own.address.contains("otpauth://totp/Consigne:claire.moreau@lunettes.example"));
        // Before it is confirmed, nothing changes.
        let other = sign_in(&world, CLAIRE, PASSWORD).await;

        let secret = own.secret.clone();
        let code = shown(ops, &secret);
        let wrong = FactorProof { password: "another".to_owned(), code: code.clone() };
        assert_eq!(
            refused(ops.confirm_second_factor(&claire, &wrong, &here.token).await),
            Refusal::Fields(vec![("password".to_owned(), FieldRefusal::WrongPassword)])
        );
        assert!(wrong_code(ops.confirm_second_factor(&claire, &proof("abc"), &here.token).await));
        ops.confirm_second_factor(&claire, &proof(&code), &here.token).await.expect("on");
        let own = ops.second_factor(&claire, &here.token).await.expect("read");
        assert_eq!((own.since, own.codes.len(), own.codes_left), (Some(ops.now()), 10, 10));
        assert!(is_signed_in(&world, &here.token).await, "this session stays");
        assert!(!is_signed_in(&world, &other.token).await, "the others knew the password alone");
        let elsewhere = ops.second_factor(&claire, "another browser").await.expect("read");
        assert!(elsewhere.codes.is_empty() && elsewhere.secret.is_empty());
        ops.noted_recovery_codes(&claire).await.expect("noted");
        assert!(ops.second_factor(&claire, &here.token).await.expect("read").codes.is_empty());

        // The password opens nothing by itself, and no code works twice.
        let token = awaited(&world, PASSWORD).await;
        assert!(ops.awaits_code(&token).await.expect("read") && !is_signed_in(&world, &token).await);
        assert!(wrong_code(type_code(&world, &token, &code).await), "it was used to set up");
        world.wait(SignedDuration::from_secs(30));
        let code = shown(ops, &secret);
        let signed = type_code(&world, &token, &format!("{} {}", &code[..3], &code[3..])).await.expect("in");
        assert!(is_signed_in(&world, &signed.signed.token).await);
        assert_eq!(refused(type_code(&world, &token, &code).await), Refusal::SignInOver);
        let again = awaited(&world, PASSWORD).await;
        assert!(wrong_code(type_code(&world, &again, &code).await), "it was used to sign in");

        world.wait(SignedDuration::from_mins(11));
        assert_eq!(refused(type_code(&world, &again, &shown(ops, &secret)).await), Refusal::SignInOver);
    })
    .await;
}

#[tokio::test]
async fn a_code_to_recover_with_works_once_and_is_told_by_mail() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let (_, codes) = set_up(&world, &claire, "cookie").await;
        let token = awaited(&world, PASSWORD).await;
        let signed = type_code(&world, &token, &codes[3].to_lowercase()).await.expect("in");
        assert_eq!(signed.codes_left, Some(9));
        let token = awaited(&world, PASSWORD).await;
        assert!(wrong_code(type_code(&world, &token, &codes[3]).await));

        // A password chosen by a link does not lead past it.
        world.password(CLAIRE, OTHER_PASSWORD).await;
        let token = awaited(&world, OTHER_PASSWORD).await;
        assert!(!is_signed_in(&world, &token).await);

        let again = FactorProof { password: OTHER_PASSWORD.to_owned(), code: codes[0].clone() };
        world.operations.renew_recovery_codes(&claire, &again, "cookie").await.expect("renewed");
        assert!(wrong_code(type_code(&world, &token, &codes[1]).await), "the earlier ones are over");

        let ana = world.agent("ana@carrier.example", domain::actor::Level::Administrator).await;
        let mails = world.operations.outgoing_mails(&ana, None).await.expect("mails");
        let told = mails.iter().filter(|mail| mail.subject == "Votre second facteur").count();
        assert_eq!(told, 4, "on, a code, a code, new codes");
    })
    .await;
}

#[tokio::test]
async fn tries_are_counted() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let (secret, _) = set_up(&world, &claire, "cookie").await;
        let token = awaited(&world, PASSWORD).await;
        for _ in 0..10 {
            assert!(wrong_code(type_code(&world, &token, "abcdef").await));
        }
        world.wait(SignedDuration::from_secs(30));
        let right = shown(&world.operations, &secret);
        assert!(matches!(refused(type_code(&world, &token, &right).await), Refusal::TooManyTries { .. }));
        world.wait(SignedDuration::from_mins(15));
        let token = awaited(&world, PASSWORD).await;
        type_code(&world, &token, &shown(&world.operations, &secret)).await.expect("in");
    })
    .await;
}

#[tokio::test]
async fn switching_it_off_ends_the_other_sessions() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let (here, there) = (sign_in(&world, CLAIRE, PASSWORD).await, sign_in(&world, CLAIRE, PASSWORD).await);
        let (_, codes) = set_up(&world, &claire, &here.token).await;
        let off = world.operations.drop_second_factor(&claire, &proof("000"), here.session).await;
        assert!(wrong_code(off));
        world.operations.drop_second_factor(&claire, &proof(&codes[9]), here.session).await.expect("off");
        assert!(is_signed_in(&world, &here.token).await && !is_signed_in(&world, &there.token).await);
        sign_in(&world, CLAIRE, PASSWORD).await;
    })
    .await;
}

#[tokio::test]
async fn an_administrator_asks_for_it_and_takes_a_lost_one_away() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let ops = &world.operations;
        let customer = claire.customer().expect("a customer");
        let chief = world.user(customer, "Administrateur", "chief@lunettes.example").await;
        let before = sign_in(&world, CLAIRE, PASSWORD).await;
        world.wait(SignedDuration::from_secs(1));
        assert!(ops.require_factor(&claire, true).await.is_err(), "she administers nothing");
        ops.require_factor(&chief, true).await.expect("required");

        let lacks = async |token: &str| ops.actor_of(token).await.expect("read").expect("signed in").lacks_factor;
        assert!(!lacks(&before.token).await, "what is open goes on");
        let after = sign_in(&world, CLAIRE, PASSWORD).await;
        assert!(lacks(&after.token).await);
        let (_, codes) = set_up(&world, &claire, &after.token).await;
        assert!(!lacks(&after.token).await);

        // Somebody else's administrator finds nobody.
        let other = world.customer("Autre").await;
        let stranger = world.user(other, "Administrateur", "chief@autre.example").await;
        assert!(matches!(ops.reset_colleague_factor(&stranger, claire.user).await, Err(Error::NotFound)));
        ops.reset_colleague_factor(&chief, claire.user).await.expect("reset");
        assert!(!is_signed_in(&world, &after.token).await && !is_signed_in(&world, &before.token).await);
        let anew = sign_in(&world, CLAIRE, PASSWORD).await;
        assert!(lacks(&anew.token).await);
        assert!(matches!(
            ops.renew_recovery_codes(&claire, &proof(&codes[0]), &anew.token).await,
            Err(Error::NotFound)
        ));
        ops.require_factor(&chief, false).await.expect("no longer");
        assert!(!lacks(&anew.token).await);

        // The operator's own people stand by themselves.
        let ana = world.agent("ana@carrier.example", domain::actor::Level::Administrator).await;
        world.password("ana@carrier.example", PASSWORD).await;
        ops.require_factor(&ana, true).await.expect("required");
        let signed = sign_in(&world, "ana@carrier.example", PASSWORD).await;
        assert!(lacks(&signed.token).await && !lacks(&anew.token).await);
    })
    .await;
}

#[tokio::test]
async fn what_happens_to_it_is_recorded() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let (_, codes) = set_up(&world, &claire, "cookie").await;
        let token = awaited(&world, PASSWORD).await;
        assert!(wrong_code(type_code(&world, &token, "123").await));
        type_code(&world, &token, &codes[0]).await.expect("in");
        let ana = world.agent("ana@carrier.example", domain::actor::Level::Administrator).await;
        let rows = world.operations.trail(&ana, &Asked::default()).await.expect("a page").rows;
        let acts: Vec<Act> = rows.iter().map(|row| row.act).collect();
        for act in [Act::FactorOn, Act::CodeFailed, Act::RecoveryCodeUsed, Act::SignedIn] {
            assert!(acts.contains(&act), "{act:?} in {acts:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_secret_lies_sealed_and_what_an_earlier_program_kept_is_sealed_at_the_start() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let ops = &world.operations;
        let here = sign_in(&world, CLAIRE, PASSWORD).await;
        let (secret, _) = set_up(&world, &claire, &here.token).await;
        let secret: String = secret.chars().filter(|letter| *letter != ' ').collect();
        let stored = async || {
            let mut tx = ops.store().read(store::Scope::System).await.expect("a transaction");
            store::second_factor::secrets(&mut tx).await.expect("secrets").remove(0).1
        };
        let sealed = stored().await;
        assert!(sealed.starts_with("sealed:") && !sealed.contains(&secret), "{sealed}");
        assert_eq!(ops.doctor().await.expect("findings").wrong, [""; 0]);

        let mut tx = ops.store().write(store::Scope::System).await.expect("a transaction");
        store::second_factor::replace_secret(&mut tx, claire.user, &sealed, &secret).await.expect("as before");
        tx.commit().await.expect("kept");
        assert_eq!(ops.seal_old_secrets().await.expect("sealed"), 1);
        assert_eq!(ops.seal_old_secrets().await.expect("nothing is left"), 0);
        assert!(stored().await.starts_with("sealed:"));
        world.wait(SignedDuration::from_mins(1));
        let token = awaited(&world, PASSWORD).await;
        type_code(&world, &token, &shown(ops, &secret)).await.expect("the same secret");

        // Under another key it opens nothing, and the doctor says so; recovery codes still do.
        let mut tx = ops.store().write(store::Scope::System).await.expect("a transaction");
        let foreign = format!("sealed:{}:{}", "0".repeat(16), "0".repeat(120));
        let present = store::second_factor::secrets(&mut tx).await.expect("secrets").remove(0).1;
        store::second_factor::replace_secret(&mut tx, claire.user, &present, &foreign).await.expect("replaced");
        tx.commit().await.expect("kept");
        let wrong = ops.doctor().await.expect("findings").wrong;
        assert!(wrong.len() == 1 && wrong[0].contains("1 second factors"), "{wrong:?}");
    })
    .await;
}

#[tokio::test]
async fn a_lost_second_factor_is_taken_away_by_a_command_with_trail_and_mail() {
    for_each_world(async |world| {
        let claire = claire(&world).await;
        let ops = &world.operations;
        assert!(matches!(ops.reset_second_factor(CLAIRE).await, Err(Error::NotFound)), "there is none");
        let here = sign_in(&world, CLAIRE, PASSWORD).await;
        set_up(&world, &claire, &here.token).await;
        assert!(matches!(ops.reset_second_factor("nobody@x.example").await, Err(Error::NotFound)));
        ops.reset_second_factor(&CLAIRE.to_uppercase()).await.expect("reset");
        assert!(!is_signed_in(&world, &here.token).await, "all sessions have ended");
        assert!(matches!(ops.enter(form(CLAIRE, PASSWORD)).await.expect("signed in"), Entered::In(_)));
        let admin = world.agent("paul@consigne.example", domain::actor::Level::Administrator).await;
        let rows = ops.trail(&admin, &Asked { act: "factor_reset".to_owned(), ..Asked::default() }).await;
        let rows = rows.expect("a page").rows;
        assert!(matches!(&rows[..], [one] if one.act == Act::FactorReset), "{rows:?}");
        let mails = ops.outgoing_mails(&admin, None).await.expect("mails");
        assert_eq!(mails.iter().filter(|mail| mail.kind == "second_factor").count(), 2, "switched on, and reset");
    })
    .await;
}
