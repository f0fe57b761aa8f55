//! The help, which is open to everybody and needs no scripts.

use http::StatusCode;

use crate::portal::{CLAIRE, KARIM, Portal};

/// Addresses of the help, and a word of each in French and in English.
const PAGES: [(&str, &str, &str); 6] = [
    ("/help", "Glossaire", "Glossary"),
    ("/help/glossary", "Que faire selon le statut", "What to do by status"),
    ("/help/faq", "Questions fréquentes", "Frequent questions"),
    ("/help/guide", "Guide d’utilisation", "User guide"),
    ("/help/guide/search", "Trouver vos colis", "Finding your parcels"),
    ("/help/guide/account", "Votre compte", "Your account"),
];

#[tokio::test]
async fn it_answers_everybody_in_both_languages_without_scripts() {
    let portal = Portal::open().await;
    for who in [None, Some(CLAIRE), Some(KARIM)] {
        let mut browser = match who {
            Some(email) => portal.signed_in(email).await,
            None => portal.browser(),
        };
        for (language, place) in [("fr", 0), ("en", 1)] {
            browser.post("/language", &[("language", language), ("next", "/help")]).await;
            for (path, french, english) in PAGES {
                let page = browser.get(path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
                let word = [french, english][place];
                assert!(page.body.contains(word), "{path} in {language}: {word} in {}", page.body);
                assert!(!page.body.contains("type=\"module\"") && !page.body.contains(".wasm"), "{path}");
                assert!(
                    page.header("cache-control").contains("private")
                        || page.header("cache-control").contains("no-store")
                );
                assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn every_page_leads_to_it() {
    let portal = Portal::open().await;
    let mut stranger = portal.browser();
    for path in ["/sign-in", "/forgot-password", "/nothing"] {
        assert!(stranger.get(path).await.body.contains("href=\"/help\""), "{path}");
    }
    let mut claire = portal.signed_in(CLAIRE).await;
    for path in ["/requests", "/parcels", "/account", "/requests/new"] {
        assert!(claire.get(path).await.body.contains("href=\"/help\""), "{path}");
    }
}

#[tokio::test]
async fn a_parcels_page_leads_to_its_state_in_the_glossary() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    portal.filed(&claire).await;
    let parcel = claire.get("/parcels/6A18987970674").await.body;
    let (_, rest) = parcel.split_once("href=\"/help/glossary#").expect("a link to the glossary");
    let anchor = rest.split('"').next().unwrap_or_default();
    assert!(anchor.starts_with("state-"), "{anchor}");
    assert!(claire.get("/help/glossary").await.body.contains(&format!("id=\"{anchor}\"")));
}

#[tokio::test]
async fn the_guide_is_the_same_on_paper() {
    let portal = Portal::open().await;
    let mut stranger = portal.browser();
    let page = stranger.get("/help/guide").await.body;
    for page in [page, stranger.get("/help").await.body] {
        assert!(page.contains("href=\"/help/guide.fr.pdf\""), "{page}");
    }
    for language in ["fr", "en"] {
        for _ in 0..2 {
            let paper = stranger.get(&format!("/help/guide.{language}.pdf")).await;
            assert_eq!((paper.status, paper.header("content-type")), (StatusCode::OK, "application/pdf"));
            assert!(paper.body.starts_with("%PDF-"));
            assert!(
                paper.header("content-disposition").starts_with("attachment; filename=\"consigne-"),
                "{:?}",
                paper.headers
            );
        }
    }
}

#[tokio::test]
async fn what_the_help_does_not_have_is_not_found() {
    let portal = Portal::open().await;
    let mut stranger = portal.browser();
    for path in ["/help/guide/nothing", "/help/nothing", "/help/pictures/nothing.fr.webp", "/help/guide.de.pdf"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_link_and_picture_on_its_pages_is_there() {
    let portal = Portal::open().await;
    let mut stranger = portal.browser();
    let mut seen = std::collections::BTreeMap::new();
    let mut next = vec!["/help".to_owned()];
    while let Some(path) = next.pop() {
        if seen.contains_key(&path) {
            continue;
        }
        let page = stranger.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for target in between(&page.body, "href=\"").chain(between(&page.body, "src=\"")) {
            let target = target.split('#').next().unwrap_or_default();
            if target.starts_with("/help") {
                next.push(target.to_owned());
            }
        }
        seen.insert(path, page.body);
    }
    assert!(seen.len() > 13, "{:?}", seen.keys());
    for (path, page) in &seen {
        for target in between(page, "href=\"") {
            let (to, anchor) = target.split_once('#').unwrap_or((target, ""));
            let to = if to.is_empty() { path.as_str() } else { to };
            if let (Some(there), false) = (seen.get(to), anchor.is_empty() || anchor == "main") {
                assert!(there.contains(&format!("id=\"{anchor}\"")), "{path} leads to {target}");
            }
        }
    }
}

/// What stands after a sign, up to the next quote.
fn between<'a>(text: &'a str, sign: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(sign).skip(1).filter_map(|rest| rest.split('"').next())
}
