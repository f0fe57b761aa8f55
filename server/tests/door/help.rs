//! The help, which is open to everybody and needs no scripts.

use http::StatusCode;

use crate::portal::{CLAIRE, KARIM, Portal};

/// Addresses of the help, and a word of each in French and in English.
const PAGES: [(&str, &str, &str); 2] =
    [("/help", "Glossaire", "Glossary"), ("/help/glossary", "Que faire selon le statut", "What to do by status")];

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
