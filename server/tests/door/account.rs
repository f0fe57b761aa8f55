//! One's own account, and the pages of the administrator.

use http::StatusCode;

use crate::portal::{ANA, CLAIRE, KARIM, Portal};

#[tokio::test]
async fn claire_ends_a_session_in_another_browser() {
    let portal = Portal::open().await;
    let mut here = portal.signed_in(CLAIRE).await;
    let mut there = portal.signed_in(CLAIRE).await;
    let page = here.get("/account").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in [CLAIRE, "Lunettes de la Côte", "Europe/Paris", "Firefox sur Linux", "203.0.113.7", "Ce navigateur"] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let sessions: Vec<&str> =
        page.body.split("name=\"session\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let [_, other] = sessions[..] else { panic!("two sessions, not {sessions:?}") };

    // A02: somebody else's session is none.
    let mut karim = portal.signed_in(KARIM).await;
    let foreign = karim.post("/account", &[("form", "revoke"), ("session", other)]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(there.get("/account").await.status, StatusCode::OK);

    let ended = here.post("/account", &[("form", "revoke"), ("session", other)]).await;
    assert_eq!((ended.status, ended.location()), (StatusCode::SEE_OTHER, "/account?done=session"));
    assert!(here.get(ended.location()).await.body.contains("La session est terminée."));
    assert_eq!(there.get("/account").await.location(), "/sign-in?next=/account");
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn claire_ends_all_her_other_sessions_and_then_this_one() {
    let portal = Portal::open().await;
    let mut here = portal.signed_in(CLAIRE).await;
    let mut there = portal.signed_in(CLAIRE).await;
    here.accepts = "application/json";
    let ended = here.post("/account", &[("form", "revoke-others")]).await;
    assert_eq!(ended.status, StatusCode::OK);
    assert!(ended.body.contains("\"location\":\"!/account?done=sessions\""), "{}", ended.body);
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);

    here.accepts = "text/html";
    let page = here.get("/account").await.body;
    let own =
        page.split("name=\"session\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a session");
    let left = here.post("/account", &[("form", "revoke"), ("session", own)]).await;
    assert_eq!(left.location(), "/sign-in?from=sign-out");
    assert!(here.cookies.is_empty(), "{:?}", here.cookies);
}

#[tokio::test]
async fn settings_are_kept_and_a_link_is_sent() {
    let portal = Portal::open().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let ticked = |page: &str| {
        let input = page.split("<input").find(|input| input.contains("name=\"shortcuts\"")).expect("the box");
        input.split('>').next().is_some_and(|input| input.contains("checked"))
    };
    assert!(ticked(&browser.get("/account").await.body));
    browser.post("/account", &[("form", "shortcuts")]).await;
    assert!(!ticked(&browser.get("/account").await.body));
    browser.post("/account", &[("form", "shortcuts"), ("shortcuts", "on")]).await;
    assert!(ticked(&browser.get("/account").await.body));

    let asked = browser.post("/account", &[("form", "password")]).await;
    assert_eq!(asked.location(), "/account?done=password");
    assert!(browser.get(asked.location()).await.body.contains("Le lien part vers"));
    assert_eq!(browser.post("/account", &[("form", "other")]).await.status, StatusCode::NOT_FOUND);

    let mut stranger = portal.browser();
    let refused = stranger.post("/account", &[("form", "revoke-others")]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.body.contains("href=\"/sign-in?next=%2Faccount\""), "{}", refused.body);
    stranger.accepts = "*/*";
    let refused = stranger.post("/account", &[("form", "revoke-others")]).await;
    assert_eq!((refused.status, refused.location()), (StatusCode::SEE_OTHER, "/sign-in?next=%2Faccount"));
    stranger.accepts = "application/json";
    let refused = stranger.post("/account", &[("form", "revoke-others")]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_administrator_reads_the_mails_that_go_out() {
    let portal = Portal::open().await;
    portal.browser().post("/forgot-password", &[("form", "forgot"), ("email", CLAIRE)]).await;
    let mut ana = portal.signed_in(ANA).await;
    let mut page = ana.get("/admin/mail").await;
    for _ in 0..100 {
        if page.body.contains(CLAIRE) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        page = ana.get("/admin/mail").await;
    }
    assert!(page.body.contains("Aucun serveur de courriel"), "{}", page.body);
    assert!(!page.body.contains("action=\"/admin/clock\""), "only a demo's clock can be moved");
    let path = page.body.split("href=\"/admin/mail/").nth(1).and_then(|rest| rest.split('"').next());
    let path = format!("/admin/mail/{}", path.expect("a mail"));
    let mail = ana.get(&path).await;
    assert_eq!(mail.status, StatusCode::OK);
    assert!(mail.body.contains(CLAIRE), "{}", mail.body);

    for path in ["/admin/mail", path.as_str(), "/admin/mail/nothing"] {
        for email in [CLAIRE, KARIM] {
            let hidden = portal.signed_in(email).await.get(path).await;
            assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{email} {path}");
        }
    }
    assert_eq!(ana.get("/admin/mail/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_a_demo_s_administrator_moves_the_clock() {
    let month = [("form", "clock"), ("days", "31")];
    let portal = Portal::demo().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let mut ana = portal.signed_in(ANA).await;
    assert!(ana.get("/admin/mail").await.body.contains("action=\"/admin/clock\""));
    let before = portal.operations.now();
    assert_eq!(claire.post("/admin/clock", &month).await.status, StatusCode::NOT_FOUND);
    let moved = ana.post("/admin/clock", &month).await;
    assert_eq!((moved.status, moved.location()), (StatusCode::SEE_OTHER, "/admin/mail"));
    assert!(portal.operations.now().duration_since(before).as_hours() >= 31 * 24);
    let page = ana.get("/admin/mail").await;
    assert_eq!(page.status, StatusCode::OK, "nobody is signed out by it");
    assert!(page.body.contains("+ 31 jours"), "{}", page.body);
    assert_eq!(claire.get("/account").await.status, StatusCode::OK);

    let portal = Portal::open().await;
    let mut ana = portal.signed_in(ANA).await;
    assert_eq!(ana.post("/admin/clock", &month).await.status, StatusCode::NOT_FOUND);
}
