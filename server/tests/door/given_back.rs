//! Words are given back where nothing can be done with them: the database is away, or the session has ended.

use std::sync::Arc;

use app::host::Visit;
use app::host::forms::PageContext;
use app::shell::Head;
use axum::body::Body;
use axum::extract::Extension;
use domain::Language;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use server::pages;
use tower::ServiceExt;

use crate::portal::{CLAIRE, Portal};

const HOSTILE: &str = "Trois mots </textarea><script>alert(1)</script>";
const INERT: &str = "Trois mots &lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
const THREAD: &str = "/requests/D-2026-000001";

fn reply(body: &str) -> [(&str, &str); 5] {
    [("form", "reply"), ("deed", "k1"), ("state", "created"), ("sequence", "1"), ("body", body)]
}

/// The fields that a page would send again.
fn hidden(page: &str) -> Vec<(String, String)> {
    let part =
        |text: &str, from: &str| text.split(from).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let inputs = page.split("<input type=\"hidden\"").skip(1);
    let text = |value: &str| value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    inputs.filter_map(|input| Some((part(input, "name=\"")?, text(&part(input, "value=\"")?)))).collect()
}

#[tokio::test]
async fn the_database_is_away_and_the_words_come_back() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    portal.operations.close().await;

    let away = claire.post(THREAD, &reply(HOSTILE)).await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE, "{}", away.body);
    assert!(away.body.contains(&format!(">{INERT}</p>")), "{}", away.body);
    assert!(!away.body.contains("<script>alert") && !away.body.contains("type=\"module\""), "{}", away.body);
    assert!(away.body.contains(&format!("method=\"post\" action=\"{THREAD}\"")), "{}", away.body);
    let sent: Vec<String> = hidden(&away.body).into_iter().map(|(name, _)| name).collect();
    assert_eq!(sent, ["form", "deed", "state", "sequence", "body"]);
    assert!(away.body.contains("Envoyer à nouveau"), "{}", away.body);
    let policy = away.header("content-security-policy");
    assert!(policy.contains("form-action 'self'") && !policy.contains("unsafe-inline"), "{policy}");
    assert_eq!(away.header("cache-control"), "no-store");

    claire.cookies.insert("language".to_owned(), "en".to_owned());
    let english = claire.post(THREAD, &reply("Three words")).await.body;
    assert!(english.contains("<html lang=\"en\"") && english.contains("Send again"), "{english}");

    // An address that a browser would take for another site is not posted to.
    let odd = claire.post("//evil.example/requests", &reply("Trois mots")).await.body;
    assert!(odd.contains("action=\"/\"") && !odd.contains("action=\"//"), "{odd}");
}

#[tokio::test]
async fn nothing_comes_back_to_another_site_to_programs_or_where_nothing_was_sent() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    portal.operations.close().await;

    let page = claire.get(THREAD).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("Un problème est survenu") && !page.body.contains("<form"), "{}", page.body);

    claire.site = "cross-site";
    let foreign = claire.post(THREAD, &reply(HOSTILE)).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert!(!foreign.body.contains("Trois mots"), "{}", foreign.body);

    claire.site = "same-origin";
    claire.accepts = "application/json";
    let program = claire.post(THREAD, &reply(HOSTILE)).await;
    assert_eq!(
        (program.status, program.header("content-type")),
        (StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8")
    );
    assert!(!program.body.contains("Trois mots"), "{}", program.body);
}

#[tokio::test]
async fn a_password_never_comes_back() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    portal.operations.close().await;
    let form = [("form", "sign-in"), ("email", CLAIRE), ("password", "six trottinettes jaunes")];
    let away = claire.post("/sign-in", &form).await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.body.contains(CLAIRE) && !away.body.contains("trottinettes"), "{}", away.body);
    assert!(!away.body.contains("<form") && !away.body.contains("Envoyer à nouveau"), "{}", away.body);
    assert!(away.body.contains("href=\"/sign-in\""), "{}", away.body);
}

#[tokio::test]
async fn files_are_asked_for_again() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let megabyte = vec![b'x'; 1024 * 1024];
    let mut nobody = portal.browser();
    let ended = nobody.upload(THREAD, &reply("Trois mots"), "facture.pdf", &megabyte).await;
    portal.operations.close().await;
    let away = claire.upload(THREAD, &reply("Trois mots"), "facture.pdf", &megabyte).await;
    for (answer, status) in [(ended, StatusCode::UNAUTHORIZED), (away, StatusCode::SERVICE_UNAVAILABLE)] {
        assert_eq!(answer.status, status, "{}", answer.body);
        for part in [
            "Trois mots</p>",
            "choisissez-les à nouveau",
            "facture.pdf",
            "enctype=\"multipart/form-data\"",
            "name=\"file\"",
        ] {
            assert!(answer.body.contains(part), "{part} in {}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_reply_outlives_its_session_and_is_sent_once() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let number = portal.filed(&claire).await;
    let thread = format!("/requests/{number}");
    let token = claire.cookies.get("__Host-session").expect("a session").clone();
    portal.operations.sign_out(&token).await.expect("signed out");

    let ended = claire.post(&thread, &reply("Trois mots & <b>deux</b>")).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED, "{}", ended.body);
    assert!(ended.body.contains("Trois mots &amp; &lt;b&gt;deux&lt;/b&gt;</p>"), "{}", ended.body);
    let door = format!("href=\"/sign-in?next=%2Frequests%2F{number}\"");
    assert!(ended.body.contains(&door) && ended.body.contains("target=\"_blank\""), "{}", ended.body);

    claire.cookies = portal.signed_in(CLAIRE).await.cookies;
    let again = hidden(&ended.body);
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for _ in 0..2 {
        let sent = claire.post(&thread, &again).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, thread.as_str()), "{}", sent.body);
    }
    let message = "class=\"message-text\">Trois mots &amp; &lt;b&gt;deux&lt;/b&gt;</p>";
    assert_eq!(claire.get(&thread).await.body.matches(message).count(), 1);
}

#[tokio::test]
async fn words_come_back_when_the_database_goes_away_in_mid_deed() {
    let portal = Portal::open().await;
    let claire = portal.signed_in(CLAIRE).await;
    let visit = Visit {
        operations: portal.operations.clone(),
        signed: Some(claire.signed().await),
        language: Language::Fr,
        address: String::new(),
        agent: String::new(),
        https: true,
    };
    portal.operations.close().await;
    // The door has let her in; from here on nothing answers.
    let forms = app::host::posts::routes()
        .layer(Extension(visit))
        .layer(Extension(PageContext(Arc::new(pages::context(Arc::new(Head::default()))))));
    for (path, field) in [
        (THREAD, "body"),
        ("/requests/new", "query"),
        ("/requests/new/0198c1f0-0000-7000-8000-000000000001/details", "info-content"),
    ] {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .body(Body::from(format!("form=reply&{field}=Trois+mots+%3Cscript%3E")))
            .expect("the test's own request");
        let Ok(response) = forms.clone().oneshot(request).await;
        let status = response.status();
        let bytes = response.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let page = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{path}: {page}");
        assert!(page.contains("Trois mots &lt;script&gt;"), "{path}: {page}");
        assert!(page.contains("Envoyer à nouveau") || page.contains("value=\"Trois mots"), "{path}: {page}");
    }
}
