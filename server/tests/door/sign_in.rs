//! Signing in and out, a forgotten password, the language.

use http::StatusCode;

use crate::portal::{ANA, CLAIRE, KARIM, PASSWORD, Portal};

fn form<'a>(email: &'a str, password: &'a str, next: &'a str) -> [(&'a str, &'a str); 4] {
    [("form", "sign-in"), ("email", email), ("password", password), ("next", next)]
}

#[tokio::test]
async fn claire_signs_in_and_goes_on_to_where_she_wanted_to() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    let led = browser.get("/requests?tab=done").await;
    assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, "/sign-in?next=/requests%3Ftab%3Ddone"));

    let door = browser.get(led.location()).await;
    assert_eq!(door.status, StatusCode::OK, "{}", door.body);
    assert!(door.body.contains("name=\"next\" value=\"/requests?tab=done\""), "{}", door.body);
    assert!(door.body.contains("<title>Se connecter · Consigne</title>"), "{}", door.body);
    assert_eq!(door.body.matches("<h1").count(), 1, "{}", door.body);
    assert!(!door.body.contains("colis-en-demonstration"), "a demo's people stand in a demo alone");

    let entered = browser.post("/sign-in", &form(CLAIRE, PASSWORD, "/requests?tab=done")).await;
    assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/requests?tab=done"));
    let cookie = entered.header("set-cookie");
    for part in ["__Host-session=", "Path=/", "SameSite=Lax", "HttpOnly", "Secure"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert_eq!(browser.get("/").await.location(), "/requests");
    assert_eq!(browser.get("/sign-in").await.location(), "/");
    assert_eq!(portal.signed_in(KARIM).await.get("/").await.location(), "/desk");
}

#[tokio::test]
async fn a_wrong_password_comes_back_with_the_address_and_without_the_password() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    let guess = "trois tramways bleus";
    let known = browser.post("/sign-in", &form(CLAIRE, guess, "/account")).await;
    assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(known.body.contains(&format!("value=\"{CLAIRE}\"")), "{}", known.body);
    assert!(known.body.contains("name=\"next\" value=\"/account\""), "{}", known.body);
    assert!(known.body.contains("role=\"alert\""), "{}", known.body);
    assert!(!known.body.contains(guess), "{}", known.body);
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);

    // S04: known and unknown addresses are answered alike.
    let unknown = browser.post("/sign-in", &form("personne@lunettes.example", guess, "/account")).await;
    assert_eq!(unknown.status, known.status);
    let said = |body: &str| body.contains("L’adresse ou le mot de passe ne convient pas.");
    assert!(said(&known.body) && said(&unknown.body));

    let empty = browser.post("/sign-in", &form("", "", "")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["sign-in-email-error", "sign-in-password-error"] {
        assert!(empty.body.contains(&format!("id=\"{field}\"")), "{field} in {}", empty.body);
    }

    browser.accepts = "application/json";
    let json = browser.post("/sign-in", &form(CLAIRE, guess, "")).await;
    assert_eq!(json.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(json.body.starts_with("{\"kind\":\"invalid\""), "{}", json.body);
}

#[tokio::test]
async fn what_is_typed_never_becomes_markup() {
    let portal = Portal::open().await;
    let payload = "\"></title><script>alert(1)</script>";
    let answer = portal.browser().post("/sign-in", &form(payload, "x", payload)).await;
    assert!(!answer.body.contains("<script>alert(1)"), "{}", answer.body);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    for _ in 0..10 {
        let answer = browser.post("/sign-in", &form(CLAIRE, "trois tramways bleus", "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.post("/sign-in", &form(CLAIRE, PASSWORD, "")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("Trop de tentatives"), "{}", answer.body);
}

#[tokio::test]
async fn the_door_leads_to_our_own_pages_alone() {
    let portal = Portal::open().await;
    // I13.
    for next in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\r\nx: y", ""] {
        let answer = portal.browser().post("/sign-in", &form(CLAIRE, PASSWORD, next)).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{next:?}");
        let answer = portal.browser().post("/language", &[("language", "en"), ("next", next)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{next:?}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_there() {
    let portal = Portal::open().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let kept = browser.cookies.clone();
    let left = browser.post("/sign-out", &[]).await;
    assert_eq!((left.status, left.location()), (StatusCode::SEE_OTHER, "/sign-in?from=sign-out"));
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    assert!(browser.get(left.location()).await.body.contains("Vous êtes déconnecté."));
    browser.cookies = kept;
    assert_eq!(browser.get("/account").await.location(), "/sign-in?next=/account");
}

#[tokio::test]
async fn the_language_is_kept_by_the_browser_and_by_the_person() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    assert!(browser.get("/sign-in").await.body.contains("lang=\"fr\""));
    let switched = browser.post("/language", &[("language", "en"), ("next", "/forgot-password")]).await;
    assert_eq!((switched.status, switched.location()), (StatusCode::SEE_OTHER, "/forgot-password"));
    let page = browser.get("/forgot-password").await.body;
    assert!(page.contains("<html lang=\"en\"") && page.contains("Forgotten password"), "{page}");

    // What the person has set comes before what the browser keeps, and is set by the same switch.
    browser.post("/sign-in", &form(CLAIRE, PASSWORD, "")).await;
    assert!(browser.get("/account").await.body.contains("Mon compte"));
    browser.post("/language", &[("language", "en"), ("next", "/account")]).await;
    assert!(portal.signed_in(CLAIRE).await.get("/account").await.body.contains("My account"));

    let wrong = browser.post("/language", &[("language", "xx")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_a_link() {
    let portal = Portal::open().await;
    let mut browser = portal.browser();
    for email in [CLAIRE, "personne@lunettes.example"] {
        let asked = browser.post("/forgot-password", &[("form", "forgot"), ("email", email)]).await;
        assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, "/forgot-password?sent=1"));
    }
    assert!(browser.get("/forgot-password?sent=1").await.body.contains("Si un compte existe à cette adresse"));
    let odd = browser.post("/forgot-password", &[("form", "forgot"), ("email", "claire")]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.body.contains("value=\"claire\""), "{}", odd.body);

    let path = format!("/reset-password/{}", portal.link(ANA).await);
    // S08: reading the link, however often, uses nothing up.
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("referrer-policy"), "strict-origin");
        assert!(page.body.contains(ANA), "{}", page.body);
    }
    let new = "six trottinettes jaunes";
    let send =
        |one: &'static str, other: &'static str| [("form", "reset"), ("password", one), ("password_again", other)];
    for (one, other, said) in [
        (new, "autre chose", "Les deux saisies diffèrent."),
        ("", "", "Remplissez ce champ."),
        ("court", "court", "au moins 12 caractères"),
    ] {
        let refused = browser.post(&path, &send(one, other)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(said), "{said} in {}", refused.body);
        assert!(one.is_empty() || !refused.body.contains(one), "{}", refused.body);
    }
    let chosen = browser.post(&path, &send(new, new)).await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/sign-in?from=password"));
    let entered = browser.post("/sign-in", &form(ANA, new, "")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);

    for gone in [path.as_str(), "/reset-password/nothing"] {
        let page = portal.browser().get(gone).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.body.contains("Lien expiré"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_newcomer_enters_a_demo_with_one_press() {
    let portal = Portal::demo().await;
    let door = portal.browser().get("/sign-in").await.body;
    for person in operations::demo::PEOPLE {
        assert!(door.contains(&format!("name=\"email\" value=\"{}\"", person.email)), "{}", person.email);
    }
    assert!(door.contains(operations::demo::PASSWORD));
}
