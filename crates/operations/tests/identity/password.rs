//! Forgetting a password and choosing another.

use std::time::Duration;

use domain::refusal::{FieldRefusal, Refusal};
use jiff::SignedDuration;
use operations::Operations;
use operations::live::Signal;
use store::Scope;
use store::mails::OutgoingMail;

use crate::support::for_each_world;
use crate::{CLAIRE, OTHER_PASSWORD, PASSWORD, claire, form, is_signed_in, refused, secret, sign_in, wrong};

/// The mails that were written, the latest first, once there are so many.
async fn mails(operations: &Operations, wanted: usize) -> Vec<OutgoingMail> {
    for _ in 0..200 {
        let mut tx = operations.store().read(Scope::System).await.expect("a connection");
        let rows = store::mails::list(&mut tx, None, 50).await.expect("a list");
        if rows.len() >= wanted {
            let mut mails = Vec::new();
            for row in rows {
                mails.push(store::mails::find(&mut tx, row.id).await.expect("read").expect("a mail"));
            }
            return mails;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{wanted} mails were not written");
}

/// The link in a mail's text.
fn link_in(mail: &OutgoingMail) -> String {
    let link = mail.body.split_whitespace().find(|word| word.starts_with("https://consigne.example/reset-password/"));
    link.expect("a link").to_owned()
}

#[tokio::test]
async fn claire_forgets_her_password_and_chooses_another() {
    for_each_world(async |world| {
        claire(&world).await;
        let signed = sign_in(&world, CLAIRE, PASSWORD).await;
        world.operations.ask_password_link(" CLAIRE.moreau@lunettes.example ", "192.0.2.7").await.expect("asked");
        let written = mails(&world.operations, 1).await;
        // S06: one mail, to the stored address, whatever was typed.
        assert_eq!(written.len(), 1);
        assert_eq!(written[0].to_address, CLAIRE);
        let link = link_in(&written[0]);

        // S08: mail scanners that follow the link use nothing up.
        for _ in 0..3 {
            let owner = world.operations.password_link_owner(secret(&link)).await.expect("an answer");
            assert_eq!(owner.as_deref(), Some(CLAIRE));
        }
        // A password that is too easy leaves the link as it is.
        for (password, refusal) in [
            ("court", FieldRefusal::TooShort(12)),
            ("motdepasse2026", FieldRefusal::TooEasy),
            ("xx claire.moreau xx", FieldRefusal::TooEasy),
        ] {
            let answer = world.operations.set_password(secret(&link), password).await;
            assert_eq!(refused(answer), Refusal::Fields(vec![("password".into(), refusal)]), "{password}");
        }

        // S02: choosing another one ends every session.
        let mut stream = world.operations.live().subscribe();
        world.operations.set_password(secret(&link), OTHER_PASSWORD).await.expect("chosen");
        assert!(!is_signed_in(&world, &signed.token).await);
        assert!(matches!(stream.try_recv(), Ok(Signal::UserEnded(_))));
        assert!(wrong(world.operations.sign_in(form(CLAIRE, PASSWORD)).await));
        sign_in(&world, CLAIRE, OTHER_PASSWORD).await;

        // S07: it works once.
        let answer = world.operations.set_password(secret(&link), PASSWORD).await;
        assert_eq!(refused(answer), Refusal::LinkExpired);
        assert_eq!(world.operations.password_link_owner(secret(&link)).await.expect("an answer"), None);
        sign_in(&world, CLAIRE, OTHER_PASSWORD).await;
    })
    .await;
}

#[tokio::test]
async fn asking_for_a_link_tells_nothing_and_sends_nothing_to_strangers() {
    for_each_world(async |world| {
        claire(&world).await;
        let asked = ["nobody@lunettes.example", "claire.moreau@lunettes.example.evil.example", CLAIRE];
        for email in asked {
            world.operations.ask_password_link(email, "192.0.2.7").await.expect("asked");
        }
        let written = mails(&world.operations, 1).await;
        assert_eq!(written.iter().map(|mail| mail.to_address.as_str()).collect::<Vec<_>>(), [CLAIRE]);

        // S06: what is no single address is refused alike for all.
        for (typed, refusal) in [
            ("claire.moreau@lunettes.example,evil@evil.example", FieldRefusal::NotAnEmail),
            ("claire.moreau@lunettes.example\r\nBcc: evil@evil.example", FieldRefusal::NotAnEmail),
            ("[\"claire.moreau@lunettes.example\",\"evil@evil.example\"]", FieldRefusal::NotAnEmail),
            ("", FieldRefusal::Missing),
        ] {
            let answer = world.operations.ask_password_link(typed, "192.0.2.7").await;
            assert_eq!(refused(answer), Refusal::Fields(vec![("email".into(), refusal)]), "{typed:?}");
        }

        // Known and unknown wait alike after three.
        for email in [CLAIRE, "nobody@lunettes.example"] {
            for _ in 0..2 {
                world.operations.ask_password_link(email, "198.51.100.9").await.expect("asked");
            }
            let answer = world.operations.ask_password_link(email, "203.0.113.5").await;
            assert_eq!(refused(answer), Refusal::TooManyTries { seconds: 3_600 }, "{email}");
        }
    })
    .await;
}

// S07: a newer link ends the older one, two hours end the newest, and a clock set back revives neither.
#[tokio::test]
async fn a_link_is_ended_by_a_newer_one_and_by_time() {
    for_each_world(async |world| {
        claire(&world).await;
        let older = world.operations.reset_password(CLAIRE).await.expect("a link");
        world.wait(SignedDuration::from_mins(1));
        let newer = world.operations.reset_password(CLAIRE).await.expect("a link");
        let choose = async |link: &str| world.operations.set_password(secret(link), OTHER_PASSWORD).await;
        assert_eq!(refused(choose(&older).await), Refusal::LinkExpired);

        world.wait(SignedDuration::from_hours(2));
        assert_eq!(refused(choose(&newer).await), Refusal::LinkExpired);
        world.wait(SignedDuration::from_hours(-1));
        assert_eq!(refused(choose(&newer).await), Refusal::LinkExpired, "found too old, it stays so");

        let future = world.operations.reset_password(CLAIRE).await.expect("a link");
        world.wait(SignedDuration::from_hours(-24));
        assert_eq!(refused(choose(&future).await), Refusal::LinkExpired, "one from the future");
        assert_eq!(world.operations.password_link_owner(secret(&future)).await.expect("an answer"), None);
        for forged in ["", "x", "../../etc/passwd"] {
            let answer = world.operations.set_password(forged, OTHER_PASSWORD).await;
            assert_eq!(refused(answer), Refusal::LinkExpired, "{forged:?}");
        }
        sign_in(&world, CLAIRE, PASSWORD).await;
    })
    .await;
}

// S07: fifty at once, one of them wins.
#[tokio::test]
async fn of_fifty_who_use_a_link_at_once_one_succeeds() {
    for_each_world(async |world| {
        claire(&world).await;
        let link = world.operations.reset_password(CLAIRE).await.expect("a link");
        let tries: Vec<_> = (0..50)
            .map(|n| {
                let (operations, token) = (world.operations.clone(), secret(&link).to_owned());
                let password = format!("{n} tramways bleus");
                tokio::spawn(async move { (operations.set_password(&token, &password).await, password) })
            })
            .collect();
        let mut winners = Vec::new();
        for attempt in tries {
            match attempt.await.expect("it ran") {
                (Ok(()), password) => winners.push(password),
                (answer, _) => assert_eq!(refused(answer), Refusal::LinkExpired),
            }
        }
        assert_eq!(winners.len(), 1);
        sign_in(&world, CLAIRE, &winners[0]).await;
    })
    .await;
}
