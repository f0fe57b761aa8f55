//! Searching parcels without scripts: the two forms, what they refuse, and the files.

use http::StatusCode;

use crate::portal::{CLAIRE, KARIM, Portal};

/// What every page of results holds of the one parcel.
const NUMBER: &str = "6A18987970674";

#[tokio::test]
async fn one_number_leads_to_its_parcel_and_a_reference_to_a_list() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let answer = claire.post("/parcels", &[("form", "quick"), ("q", " 6a 18987970674"), ("by", "number")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.location().to_owned();
    let answer = claire.get(&address).await;
    assert!(answer.status.is_redirection(), "{} {}", answer.status, answer.body);
    assert_eq!(answer.location(), "/parcels/6A18987970674");

    let answer = claire.post("/parcels", &[("form", "quick"), ("q", "cmd 1\nCMD-9"), ("by", "reference")]).await;
    let address = answer.location().to_owned();
    let page = claire.get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["Un colis trouvé", "href=\"/parcels/6A18987970674\"", "<li>CMD-9</li>", "name=\"found\""] {
        assert!(page.body.contains(part), "{part} in {}", page.body);
    }
    // The detail below the row, without leaving the list.
    let page = claire.get(&format!("{address}&open=6A18987970674")).await.body;
    assert!(page.contains("results-open") && page.contains("aria-expanded=\"true\""), "{page}");
}

#[tokio::test]
async fn a_long_paste_is_answered_at_once_and_keeps_its_text() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let paste: String = (0..199).map(|n| format!("REFERENCE-OF-A-LONG-NAME-{n:05}\n")).collect::<String>() + "CMD-1";
    let page = claire.post("/parcels", &[("form", "quick"), ("q", &paste), ("by", "reference")]).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["Un colis trouvé", "199 numéros ou références sans résultat", "REFERENCE-OF-A-LONG-NAME-00198\n"]
    {
        assert!(page.body.contains(part), "{part}");
    }
}

#[tokio::test]
async fn what_is_too_much_is_refused_in_words_and_kept() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let many: String = (0..201).map(|n| format!("REF{n}\n")).collect();
    for path in ["/parcels", "/parcels/export"] {
        let page = claire.post(path, &[("form", "quick"), ("q", &many), ("by", "number")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        for part in ["Vous avez collé 201 numéros", "role=\"alert\"", "aria-invalid=\"true\"", "REF200\n"] {
            assert!(page.body.contains(part), "{path}: {part} in {}", page.body);
        }
        let huge = "0123456789\n".repeat(95_000);
        let page = claire.post(path, &[("form", "quick"), ("q", &huge), ("by", "number")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.body.contains("40\u{202f}000 caractères au plus"), "{path}");
        assert!(page.body.matches("0123456789\n").count() > 5_000, "{path}: its beginning is kept");
        let page = claire.post(path, &[("form", "quick"), ("q", " "), ("by", "number")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[tokio::test]
async fn a_wrong_check_digit_is_said_and_searched_all_the_same() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get("/parcels?q=6A18987970675%0A6A18987970674&by=number").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Le caractère de contrôle de ce numéro ne convient pas"), "{}", page.body);
    assert!(page.body.contains("<li>6A18987970675</li>") && page.body.contains("Un colis trouvé"), "{}", page.body);
}

#[tokio::test]
async fn criteria_find_sort_filter_and_refuse_beside_the_field() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let page = claire.get("/parcels?tab=criteria&sender_reference=cmd+1&sort=-number").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "Un colis trouvé",
        "aria-sort=\"descending\"",
        "value=\"sender_reference=cmd%201&amp;sort=-number\"",
        "href=\"/parcels?tab=criteria&amp;state=preparing&amp;sender_reference=cmd%201&amp;sort=-number\"",
        "<option value=\"FR-10\"",
    ] {
        assert!(page.body.contains(part), "{part} in {}", page.body);
    }
    assert!(karim.get("/parcels?tab=criteria&account=FR-10").await.body.contains("Un colis trouvé"));
    assert!(claire.get("/parcels?account=FR-99").await.body.contains("Aucun colis ne correspond"));

    let page = claire.get("/parcels?tab=criteria&from=2026-11-02&until=2026-11-01&recipient=C%C5%93ur").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["La fin de la période précède son début", "href=\"#until\"", "value=\"Cœur\"", "value=\"2026-11-02\""]
    {
        assert!(page.body.contains(part), "{part} in {}", page.body);
    }
    let file = claire.get("/parcels/export?from=2026-11-02&until=2026-11-01").await;
    assert_eq!(file.location(), "/parcels?from=2026-11-02&until=2026-11-01");
}

#[tokio::test]
async fn columns_are_kept_for_the_person() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let next = "/parcels?tab=criteria&sort=number";
    let wanted = [("form", "columns"), ("next", next), ("column", "account"), ("column", "no_such")];
    let answer = claire.post("/parcels", &wanted).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, next));
    let page = claire.get(next).await.body;
    assert!(page.contains("data-label=\"Compte\"") && !page.contains("data-label=\"Destinataire\""), "{page}");
    let answer = claire.post("/parcels", &[("form", "columns"), ("next", "//evil.example")]).await;
    assert_eq!(answer.location(), "/");
}

#[tokio::test]
async fn files_hold_what_was_chosen_and_nothing_of_others() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let file = claire.get("/parcels/export?tab=criteria&sender_reference=CMD-1").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"colis-20"), "{:?}", file.headers);
    assert!(file.body.starts_with("\u{feff}Numéro;") && file.body.contains(NUMBER), "{}", file.body);

    let paste = format!("CMD-9\n{NUMBER}\nXY42");
    for (by, rows) in [
        ("number", ["CMD9,,Introuvable,", "6A18987970674,", "XY42,,Introuvable,"]),
        ("reference", [",,Introuvable,"; 3]),
    ] {
        let quick = [("form", "quick"), ("q", paste.as_str()), ("by", by), ("profile", "english")];
        let file = claire.post("/parcels/export", &quick).await;
        assert_eq!(file.status, StatusCode::OK);
        let lines: Vec<&str> = file.body.lines().skip(1).collect();
        assert_eq!(lines.len(), 3, "{}", file.body);
        for (line, begin) in lines.iter().zip(rows) {
            assert!(line.starts_with(begin), "{begin} in {line}");
        }
    }

    let results = [("form", "results"), ("here", "/parcels?tab=criteria"), ("criteria", ""), ("profile", "english")];
    let file = claire.post("/parcels/export", &[&results[..], &[("all", "1")]].concat()).await;
    assert!(file.body.starts_with("Numéro,Transporteur,") && file.body.contains(NUMBER), "{}", file.body);
    // Nothing ticked: the results again, with what to do.
    let page = claire.post("/parcels/export", &results).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("Cochez au moins un colis") && page.body.contains("Un colis trouvé"), "{}", page.body);
    let forged = claire.post("/parcels/export", &[("form", "results"), ("parcel", "x")]).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);

    let file = claire.get("/parcels/6a18987970674/export").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-disposition").contains("suivi-6A18987970674-20"), "{:?}", file.headers);
    let nowhere = claire.get("/parcels/NOWHERE/export").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(nowhere.body.contains("<h1") && nowhere.body.contains("Claire Morel"), "{}", nowhere.body);
    claire.accepts = "*/*";
    let nowhere = claire.get("/parcels/NOWHERE/export").await;
    assert_eq!((nowhere.status, nowhere.body.contains('<')), (StatusCode::NOT_FOUND, false), "{}", nowhere.body);
    let file = karim.get("/parcels/export?tab=criteria").await;
    assert!(file.body.starts_with("\u{feff}Client;Numéro;"), "{}", file.body);
    assert_eq!(portal.browser().get("/parcels/export").await.location(), "/sign-in?next=/parcels");
}

#[tokio::test]
async fn a_parcel_has_a_sheet_for_paper() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get("/parcels/6A18987970674").await.body;
    for link in ["href=\"/parcels/6A18987970674/print\"", "href=\"/parcels/6A18987970674/export\""] {
        assert!(page.contains(link), "{link} in {page}");
    }
    let sheet = claire.get("/parcels/6A18987970674/print").await;
    assert_eq!(sheet.status, StatusCode::OK);
    for part in ["Suivi du colis 6A 1898 7970 674", "CMD-1", "FR-10"] {
        assert!(sheet.body.contains(part), "{part} in {}", sheet.body);
    }
    assert_eq!(claire.get("/parcels/NOWHERE/print").await.status, StatusCode::NOT_FOUND);
}
