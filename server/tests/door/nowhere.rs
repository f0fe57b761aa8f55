//! Addresses that nobody knows.

use http::StatusCode;

use crate::portal::{CLAIRE, KARIM, Portal};

#[tokio::test]
async fn a_lost_reader_finds_his_way_in_his_language() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    claire.post("/language", &[("language", "en"), ("next", "/")]).await;
    for path in ["/nothing/here?x=1", "/requests/new/a/b/c", "/requests//", "/gallery"] {
        let page = claire.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        for part in ["<html lang=\"en\"", "Page not found", "href=\"/parcels\"", "action=\"/language\""] {
            assert!(page.body.contains(part), "{path}: {part} in {}", page.body);
        }
        assert!(!page.body.contains("type=\"module\""), "{path}: {}", page.body);
    }
    let page = claire.get("/nothing/here?x=1").await.body;
    assert!(page.contains("name=\"next\" value=\"/nothing/here?x=1\""), "{page}");
    assert!(portal.signed_in(KARIM).await.get("/nothing").await.body.contains("href=\"/desk\""));
    let stranger = portal.browser().get("/nothing").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert!(
        stranger.body.contains("href=\"/sign-in\"") && stranger.body.contains("Page introuvable"),
        "{}",
        stranger.body
    );
}

#[tokio::test]
async fn programs_keep_the_short_answer() {
    let portal = Portal::open().await;
    let mut program = portal.browser();
    program.accepts = "*/*";
    let answer = program.get("/nothing").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "text/plain; charset=utf-8"));
    assert_eq!(answer.body.lines().count(), 1, "{}", answer.body);
    program.accepts = "text/html";
    let form = program.post("/nothing", &[("a", "b")]).await;
    assert_eq!(form.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_read_that_no_page_makes_is_no_fault_of_ours() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    claire.accepts = "application/json";
    for (path, status) in [
        ("/read/tickets/thread?number=D-2026-000001", StatusCode::BAD_REQUEST),
        ("/read/tickets/thread?number=D-2026-000001&at_desk=perhaps", StatusCode::BAD_REQUEST),
        ("/read/tickets/nothing", StatusCode::NOT_FOUND),
        ("/read/tickets/thread?number=D-1999-000001&at_desk=false", StatusCode::NOT_FOUND),
    ] {
        let answer = claire.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(!answer.body.contains("nothing") && !answer.body.contains("perhaps"), "{path}: {}", answer.body);
    }
}
