//! What one is told of: the bell of a ticket, the list, how mails come, and the link that ends them, without scripts.

use http::StatusCode;
use jiff::SignedDuration;

use crate::forms::sent;
use crate::portal::{CLAIRE, KARIM, Portal};

#[tokio::test]
async fn claire_is_told_chooses_how_and_leaves_signed_out() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    let (thread, desk) = (format!("/requests/{number}"), format!("/desk/{number}"));
    let mut nobody = portal.browser();
    for page in ["/notifications", "/account/notifications"] {
        assert_eq!(nobody.get(page).await.location(), format!("/sign-in?next={page}"));
    }
    assert!(claire.get("/notifications").await.body.contains("Rien de nouveau"));

    // Muted and followed again by the one button of the thread.
    assert!(claire.get(&thread).await.body.contains("Mettre en sourdine"));
    for (follows, words) in [("no", "Vous n’êtes pas prévenu"), ("yes", "Vous êtes prévenu de")] {
        let done = claire.post(&thread, &[("form", "bell"), ("follows", follows)]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, thread.as_str()));
        assert!(claire.get(&thread).await.body.contains(words), "{words}");
    }

    // Wrong choices come back; a right one is kept.
    let usual = |pace: &'static str, hour: &'static str| {
        [
            ("form", "choice"),
            ("pace", pace),
            ("hour", hour),
            ("quiet_from", "22"),
            ("quiet_until", "22"),
            ("kinds", "answer"),
        ]
    };
    for wrong in [usual("weekly", "6"), usual("daily", "24"), usual("daily", "")] {
        let refused = claire.post("/account/notifications", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let kept = claire.post("/account/notifications", &usual("hourly", "6")).await;
    assert_eq!(kept.location(), "/account/notifications?done=kept");
    assert!(claire.get(kept.location()).await.body.contains("Vos réglages sont enregistrés."));

    // Answered: the bell counts, the list tells, no mail yet.
    let answer = [("body", "cnry Il arrive."), ("waiting_for", "agent")];
    assert_eq!(sent(&mut karim, &desk, "answer", &answer, &[]).await.status, StatusCode::SEE_OTHER);
    let list = claire.get("/notifications").await.body;
    assert!(list.contains(">1</span>") && list.contains("Notifications\u{202f}: une non lue"), "{list}");
    assert!(list.contains(&format!("{thread}#m-")) && list.contains("a répondu"), "{list}");
    assert!(!list.contains("cnry"), "what was written stands in the thread");
    assert!(!portal.mails().await.iter().any(|mail| mail.contains("cnry")));
    portal.operations.clock().move_by(SignedDuration::from_hours(1));
    assert_eq!(portal.operations.send_notices().await.expect("sent"), 1);
    let mail = portal.mails().await.remove(0);
    assert!(mail.contains(&number) && !mail.contains("cnry"), "{mail}");

    // Read: one, then all.
    let id = list.split("name=\"notice\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a row");
    let read = claire.post("/notifications", &[("form", "read"), ("notice", id)]).await;
    assert_eq!(read.location(), "/notifications?done=read");
    assert!(!claire.get(read.location()).await.body.contains("Marquer lue"));
    let all = claire.post("/notifications", &[("form", "read-all")]).await;
    assert_eq!(all.location(), "/notifications?done=all");
    let wrong = claire.post("/notifications", &[("form", "read"), ("notice", "x")]).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);

    // Another site's page cannot end the mails; the page of the link asks; one press of a mail program ends them.
    let start = "/notifications/unsubscribe/";
    let (_, rest) = mail.split_once(start).expect("a link");
    let stop = format!("{start}{}", rest.split_whitespace().next().unwrap_or_default());
    let press = [("List-Unsubscribe", "One-Click")];
    let mut lured = portal.browser();
    lured.site = "cross-site";
    assert_eq!(lured.post(&stop, &press).await.status, StatusCode::FORBIDDEN);
    let page = nobody.get(&stop).await;
    assert_eq!((page.status, page.header("referrer-policy")), (StatusCode::OK, "strict-origin"));
    assert!(page.body.contains(CLAIRE) && page.body.contains("<html lang=\"fr\""), "{}", page.body);
    let mut program = portal.browser();
    program.accepts = "*/*";
    program.site = "";
    for _ in 0..2 {
        let done = program.post(&stop, &press).await;
        assert_eq!((done.status, done.body.as_str()), (StatusCode::OK, "OK\n"));
    }
    assert_eq!(program.post("/notifications/unsubscribe/nothing", &press).await.status, StatusCode::NOT_FOUND);
    assert!(nobody.get(&stop).await.body.contains("Ces courriels sont arrêtés"));
}
