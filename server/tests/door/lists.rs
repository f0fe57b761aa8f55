//! The inbox and the desk, narrowed by the form above them.

use http::StatusCode;

use crate::portal::{ANA, CLAIRE, KARIM, Portal};

#[tokio::test]
async fn a_chosen_state_is_found_whatever_tab_was_open() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    for query in ["tab=&search=&state=created&days=", "tab=customer&search=&state=created&days=7", "state=created"] {
        let page = claire.get(&format!("/requests?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(&number), "{query}: {}", page.body);
        assert!(page.body.contains("name=\"tab\" value=\"all\""), "{query}: {}", page.body);
        let page = karim.get(&format!("/desk?{}", query.replace("tab=customer", "tab=late"))).await;
        assert!(page.body.contains(&number), "{query}: {}", page.body);
    }
}

#[tokio::test]
async fn an_empty_list_says_what_it_was_narrowed_to_and_leads_to_all() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    portal.filed(&claire).await;
    for (query, said) in [
        ("state=closed&days=30&search=CMD-9", "Fermée · Depuis 30 jours · «\u{202f}CMD-9\u{202f}»"),
        ("tab=customer&days=7", "À vous · Depuis 7 jours"),
    ] {
        let page = claire.get(&format!("/requests?{query}")).await.body;
        let empty = page.split("Aucune demande ne correspond").nth(1).unwrap_or_else(|| panic!("{query}: {page}"));
        let empty = empty.split("</section>").next().unwrap_or_default();
        assert!(empty.contains(said) && empty.contains("href=\"/requests?tab=all\""), "{query}: {empty}");
    }
    let page = claire.get("/requests?tab=customer").await.body;
    assert!(page.contains("Rien n’attend de réponse de votre part."), "{page}");
}

#[tokio::test]
async fn the_list_of_what_is_late_is_offered_to_leads_and_above() {
    let portal = Portal::open().await;
    for (email, offered) in [(KARIM, false), (ANA, true)] {
        let mut agent = portal.signed_in(email).await;
        assert_eq!(agent.get("/desk").await.body.contains("tab=late"), offered, "{email}");
        let asked = agent.get("/desk?tab=late").await;
        assert_eq!(asked.status, StatusCode::OK);
        let shown = if offered { "late" } else { "operator" };
        let open = format!("href=\"/desk?tab={shown}\" aria-current=\"page\"");
        assert!(asked.body.contains(&open), "{email}: {}", asked.body);
    }
}
