//! Files of a request as pages: looked at, replaced, and sent in parts.

use axum::body::Body;
use http::{Request, StatusCode};

use crate::files::PIXEL;
use crate::forms::{form, hidden};
use crate::portal::{CLAIRE, KARIM, Portal};

fn after<'a>(body: &'a str, before: &str) -> &'a str {
    body.split(before).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

#[tokio::test]
async fn a_file_has_a_page_with_its_neighbours_and_can_be_replaced_without_scripts() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let number = portal.filed(&claire).await;
    let thread = format!("/requests/{number}");
    let fields = [("form", "reply"), ("deed", "d1"), ("draft_key", "reply D-1"), ("body", "Deux pièces.")];
    let pdf: &[u8] = b"%PDF-1.4\nstartxref\n0\n%%EOF\n";
    let sent = claire.upload_all(&thread, &fields, &[("carton.png", PIXEL), ("facture.pdf", pdf)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

    let page = claire.get(&thread).await;
    let first = format!("/files/{}", after(&page.body, "href=\"/files/"));
    assert!(first.ends_with("/view"), "{first}");
    let before = portal.operations.store().statements();
    let shown = claire.get(&first).await;
    assert!(portal.operations.store().statements() - before <= 6);
    assert_eq!(shown.status, StatusCode::OK);
    let id = first.trim_end_matches("/view");
    assert!(shown.body.contains(&format!("<img src=\"{id}\"")), "{}", shown.body);
    assert!(shown.body.contains("1 sur 2") && !shown.body.contains("rel=\"prev\""), "{}", shown.body);
    assert!(shown.header("content-security-policy").contains("object-src 'none'"));
    let second = after(&shown.body, "rel=\"next\" href=\"").to_owned();
    let other = claire.get(&second).await;
    assert!(other.body.contains("facture.pdf") && other.body.contains("rel=\"prev\""), "{}", other.body);
    assert!(!other.body.contains("<iframe") && !other.body.contains("<object"), "{}", other.body);

    // The operator looks at it too, and cannot replace what the customer sent.
    let mut karim = portal.signed_in(KARIM).await;
    let theirs = karim.get(&first).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert!(theirs.body.contains(&format!("/desk/{number}")) && !theirs.body.contains("value=\"replace\""));

    // Nothing chosen: the page comes back and says so, with the word that was typed.
    let fields = form(&shown.body, "replace");
    let (key, deed) = (hidden(fields, "draft_key"), hidden(fields, "deed"));
    let posted = [("form", "replace"), ("deed", deed), ("draft_key", key), ("body", "La bonne.")];
    let refused = claire.post(&first, &posted).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("La bonne.</textarea>"), "{}", refused.body);
    let done = claire.upload(&first, &posted, "bonne.pdf", pdf).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let new = claire.get(done.location()).await;
    assert!(new.body.contains("bonne.pdf") && new.body.contains("Voir le fichier remplacé"), "{}", new.body);
    let old = claire.get(&first).await;
    assert!(old.body.contains("Remplacé par") && !old.body.contains("value=\"replace\""), "{}", old.body);
    let thread = karim.get(&format!("/desk/{number}")).await;
    assert!(thread.body.contains("a remplacé un fichier") && thread.body.contains("La bonne."), "{}", thread.body);
}

#[tokio::test]
async fn a_file_goes_on_in_parts_and_nobody_else_adds_to_it() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    claire.accepts = "application/json";
    let whole = format!("%PDF-1.4\n{}\nstartxref\n0\n%%EOF\n", "x".repeat(2_000)).into_bytes();
    let said = format!(
        "{{\"draft_key\":\"reply D-1\",\"slot_key\":\"\",\"name\":\"constat.pdf\",\"size\":{},\"print\":\"1\"}}",
        whole.len()
    );
    let announce = || Request::post("/uploads/parts").header("content-type", "application/json");
    let begun = claire.ask(announce(), Body::from(said.clone())).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let id = after(&begun.body, "\"id\":\"").to_owned();
    let part = |at: usize| Request::post(format!("/uploads/parts/{id}")).header("upload-offset", at.to_string());
    let first = claire.ask(part(0), Body::from(whole[..1_000].to_vec())).await;
    assert!(first.status == StatusCode::OK && first.body.contains("\"here\":1000"), "{}", first.body);
    let wrong = claire.ask(part(500), Body::from(whole[500..].to_vec())).await;
    assert!(wrong.status == StatusCode::CONFLICT && wrong.body.contains("\"here\":1000"), "{}", wrong.body);
    let theirs = portal.signed_in(KARIM).await.ask(part(1_000), Body::from(whole[1_000..].to_vec())).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let lost = portal.browser().ask(part(1_000), Body::from(whole[1_000..].to_vec())).await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    let again = claire.ask(announce(), Body::from(said)).await;
    assert!(again.body.contains("\"here\":1000") && again.body.contains(&id), "{}", again.body);
    let last = claire.ask(part(1_000), Body::from(whole[1_000..].to_vec())).await;
    assert!(last.status == StatusCode::OK && last.body.contains("constat.pdf"), "{}", last.body);
    let large = claire.ask(part(0), Body::from(vec![0_u8; 1024 * 1024 + 1])).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}
