//! Files on their way in and out.

use http::StatusCode;

use crate::forms::{form, hidden, sent};
use crate::portal::{CLAIRE, KARIM, Portal};

/// The smallest picture there is: one pixel.
pub const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn id_in(body: &str) -> String {
    body.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned()
}

#[tokio::test]
async fn a_file_is_taken_shown_to_its_sender_alone_and_taken_back() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let taken = claire.upload("/uploads", &[("draft_key", "reply D-1")], "reçu n° 1.png", PIXEL).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    let id = id_in(&taken.body);
    assert!(taken.body.contains(&format!("/files/{id}/thumbnail")), "{}", taken.body);

    let file = claire.get(&format!("/files/{id}")).await;
    assert_eq!(file.status, StatusCode::OK);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cache-control", "private, no-store"),
    ] {
        assert_eq!(file.header(name), value, "{name}");
    }
    let disposition = file.header("content-disposition");
    assert!(
        disposition.starts_with("attachment; filename=\"") && disposition.contains("filename*=UTF-8''re%C3%A7u"),
        "{disposition}"
    );
    let picture = claire.get(&format!("/files/{id}/thumbnail")).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(picture.header("cache-control"), "private, max-age=300");

    // A04: the address alone never suffices.
    for path in [format!("/files/{id}"), format!("/files/{id}/thumbnail"), "/files/nothing".to_owned()] {
        assert_eq!(portal.signed_in(KARIM).await.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        let mut stranger = portal.browser();
        stranger.accepts = "image/webp,*/*";
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let remove = format!("/uploads/{id}/remove");
    assert_eq!(portal.signed_in(KARIM).await.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(claire.post(&remove, &[]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(claire.get(&format!("/files/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(claire.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_file_of_ours_is_refused_in_words() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let large = vec![0_u8; 21 * 1024 * 1024];
    let beyond = vec![0_u8; 42 * 1024 * 1024];
    for (name, content, status, said) in [
        ("vide.pdf", &b""[..], StatusCode::UNPROCESSABLE_ENTITY, "vide"),
        ("page.png", &b"<html><script>alert(1)</script>"[..], StatusCode::UNPROCESSABLE_ENTITY, "JPEG"),
        ("grand.pdf", &large[..], StatusCode::UNPROCESSABLE_ENTITY, "dépasse"),
        ("immense.pdf", &beyond[..], StatusCode::PAYLOAD_TOO_LARGE, "dépasse"),
    ] {
        let refused = claire.upload("/uploads", &[("draft_key", "reply D-1")], name, content).await;
        assert_eq!(refused.status, status, "{name}: {}", refused.body);
        assert!(refused.body.contains("\"kind\":\"invalid\"") && refused.body.contains(said), "{}", refused.body);
    }
    assert_eq!(
        claire.upload("/uploads", &[], "a.png", PIXEL).await.status,
        StatusCode::NOT_FOUND,
        "no form has no key"
    );

    let refused = portal.browser().upload("/uploads", &[("draft_key", "reply D-1")], "a.png", PIXEL).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.body.contains("\"kind\":\"signed_out\""), "{}", refused.body);
}

#[tokio::test]
async fn every_file_that_a_form_cannot_bring_is_named_beside_its_field() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let number = portal.filed(&claire).await;
    let fields = [("form", "reply"), ("draft_key", "reply D-1"), ("body", "Trois pièces.")];
    let files: [(&str, &[u8]); 3] = [("vide.pdf", b""), ("étiquette.png", PIXEL), ("page.png", b"<html>")];
    let refused = claire.upload_all(&format!("/requests/{number}"), &fields, &files).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let field = refused.body.split("id=\"reply-file-hint\"").nth(1).expect("the field");
    let beside = field.split("class=\"file-drop\"").next().expect("its messages");
    assert!(beside.contains("vide.pdf") && beside.contains("page.png"), "{beside}");
    assert!(!beside.contains("étiquette.png"), "{beside}");
    assert!(refused.body.contains("2 points sont à corriger"), "{}", refused.body);
    assert!(refused.body.contains("Trois pièces."), "{}", refused.body);
}

#[tokio::test]
async fn a_disk_that_takes_no_file_costs_no_word() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let number = portal.filed(&claire).await;
    let place = portal.operations.place_for_incoming();
    let folder = place.parent().expect("a folder");
    std::fs::remove_dir_all(folder).expect("removed");
    std::fs::write(folder, "no folder").expect("written");
    let fields = [("form", "reply"), ("draft_key", "reply D-1"), ("body", "Une pièce.")];
    let large = vec![b'x'; 1024 * 1024];
    let refused = claire.upload(&format!("/requests/{number}"), &fields, "facture.pdf", &large).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("facture.pdf") && refused.body.contains("Une pièce.</textarea>"), "{}", refused.body);
}

#[tokio::test]
async fn nothing_is_left_of_what_was_not_taken() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let large = vec![0_u8; 1024 * 1024];
    let refused = claire.upload("/uploads", &[("draft_key", "reply D-1")], "a.pdf", &large).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let place = portal.operations.place_for_incoming();
    let folder = place.parent().expect("a folder");
    assert_eq!(std::fs::read_dir(folder).expect("a folder").count(), 0);
}

#[tokio::test]
async fn only_forms_with_files_may_be_large() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let megabyte = vec![b'x'; 1024 * 1024];
    let fields = [("form", "reply"), ("draft_key", "reply D-2026-000001")];
    let read = claire.upload("/requests/D-2026-000001", &fields, "a.pdf", &megabyte).await;
    assert_ne!(read.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", read.body);
    let text = String::from_utf8_lossy(&megabyte);
    let refused = claire.post("/requests/D-2026-000001", &[("form", "reply"), ("body", &text)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.body.contains("Cet envoi dépasse ce qu’un formulaire peut contenir."), "{}", refused.body);
    let refused = claire.upload("/account", &fields, "a.pdf", &megabyte).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// The smallest document there is.
const PDF: &[u8] = b"%PDF-1.4\n% a page\nstartxref\n0\n%%EOF\n";

#[tokio::test]
async fn a_refused_contest_keeps_its_file_in_sight_and_out_of_the_reply() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    let (thread, desk) = (format!("/requests/{number}"), format!("/desk/{number}"));
    let typed = [("outcome", "parcel_found"), ("body", "Remis ce matin.")];
    let resolved = sent(&mut karim, &desk, "resolve", &typed, &[]).await;
    assert_eq!(resolved.status, StatusCode::SEE_OTHER, "{}", resolved.body);

    let refused = sent(&mut claire, &thread, "contest", &[("body", "")], &[("facture.pdf", PDF)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let contest = form(&refused.body, "contest");
    assert!(contest.contains("facture.pdf") && !hidden(contest, "files").is_empty(), "{contest}");

    let done = sent(&mut claire, &thread, "contest", &[("body", "Il n’a rien reçu.")], &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = claire.get(&thread).await.body;
    assert!(!form(&page, "reply").contains("facture.pdf"), "{page}");
    let log = page.split("role=\"log\"").nth(1).and_then(|log| log.split("</ol>").next()).expect("the thread");
    assert!(log.contains("facture.pdf") && log.contains("Il n’a rien reçu."), "{log}");
}

#[tokio::test]
async fn each_form_of_the_desk_keeps_its_own_files_until_they_go_out() {
    let portal = Portal::open().await;
    let (claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let desk = format!("/desk/{}", portal.filed(&claire).await);
    let forms = ["answer", "ask", "resolve", "note"];
    for name in forms {
        let file = format!("{name}.pdf");
        let refused = sent(&mut karim, &desk, name, &[("body", "")], &[(&file, PDF)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", refused.body);
        assert!(form(&refused.body, name).contains(&file), "{name}: {}", refused.body);
    }
    let page = karim.get(&desk).await.body;
    for name in forms {
        for other in forms {
            assert_eq!(form(&page, name).contains(&format!("{other}.pdf")), name == other, "{name}, {other}: {page}");
        }
    }
    let done = sent(&mut karim, &desk, "answer", &[("body", "Voici."), ("waiting_for", "agent")], &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = karim.get(&desk).await.body;
    assert_eq!(hidden(form(&page, "answer"), "files"), "");
    assert!(page.split("role=\"log\"").nth(1).is_some_and(|log| log.contains("answer.pdf")), "{page}");
}

#[tokio::test]
async fn taking_a_file_back_leaves_the_words_where_they_were_written() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    let desk = format!("/desk/{number}");
    let refused = sent(&mut karim, &desk, "note", &[("body", "")], &[("note.pdf", PDF)]).await;
    let file = hidden(form(&refused.body, "note"), "files").to_owned();
    let typed = [("body", "À vérifier avec l’agence."), ("remove_file", file.as_str())];
    let removed = sent(&mut karim, &desk, "note", &typed, &[]).await;
    assert_eq!(removed.status, StatusCode::OK, "{}", removed.body);
    let note = form(&removed.body, "note");
    assert!(note.contains("À vérifier avec l’agence.</textarea>") && !note.contains("note.pdf"), "{note}");
    assert!(!removed.body.contains("role=\"alert\""), "{}", removed.body);

    let reply = format!("/requests/{number}");
    let refused =
        claire.upload(&reply, &[("form", "reply"), ("draft_key", "x"), ("body", "Ma réponse")], "a.txt", b"a");
    assert_eq!(refused.await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The form of the documents has no words: taking a file out of it leaves those of the reply.
    claire.post(&reply, &[("form", "documents"), ("remove_file", "none")]).await;
    assert!(form(&claire.get(&reply).await.body, "reply").contains("Ma réponse</textarea>"));
}
