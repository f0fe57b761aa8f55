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
        let huge = "0123456789".repeat(95_000);
        let page = claire.post(path, &[("form", "quick"), ("q", &huge), ("by", "number")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.body.contains("40\u{202f}000 caractères au plus"), "{path}");
        assert!(page.body.matches("0123456789").count() > 5_000, "{path}: its beginning is kept");
        // One number, however often it was pasted.
        let often = "0123456789\n".repeat(95_000);
        let page = claire.post(path, &[("form", "quick"), ("q", &often), ("by", "number")]).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
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
    assert!(nowhere.body.contains("<h1") && nowhere.body.contains("Claire Moreau"), "{}", nowhere.body);
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

/// Announces parcels of Claire's, labelled today.
async fn announce(portal: &Portal, lines: &[&str]) {
    let ops = &portal.operations;
    let today = ops.now().to_zoned(operations::zone("Europe/Paris")).date();
    let head = "tracking_number;carrier;account;shipment;sender_reference;postcode;country;service;label_date";
    let lines: Vec<String> = lines.iter().map(|line| format!("{line}{today}")).collect();
    let file = format!("{head}\n{}\n", lines.join("\n"));
    ops.add_account("Lunettes de la Côte", "FR-10").await.expect("an account");
    assert_eq!(ops.import_parcels(file.as_bytes()).await.expect("a report").rejected, []);
}

#[tokio::test]
async fn every_link_of_a_parcel_that_shares_its_number_leads_to_it() {
    let portal = Portal::open().await;
    announce(&portal, &["SAME1;colissimo;FR-10;;FIRST;;;;", "SAME1;dpd;FR-10;;SECOND;;;;"]).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let actor = claire.signed().await.actor;
    let one = portal.operations.parcel(&actor, "SAME1").await.expect("a parcel");
    for parcel in [&one.parcel, &one.namesakes[0]] {
        let (id, reference) = (parcel.id.to_string(), parcel.sender_reference.as_str());
        let page = claire.get(&format!("/parcels/{id}")).await.body;
        for link in ["print", "export"] {
            assert!(page.contains(&format!("href=\"/parcels/{id}/{link}\"")), "{link} in {page}");
            let linked = claire.get(&format!("/parcels/{id}/{link}")).await.body;
            assert!(link == "export" || linked.contains(reference), "{reference} in {linked}");
        }
        assert!(page.contains(&format!("name=\"number\" value=\"{id}\"")), "{page}");
        // A list that holds only one of them links to that one.
        let list = claire.get(&format!("/parcels?tab=criteria&sender_reference={reference}")).await.body;
        assert!(list.contains(&format!("href=\"/parcels/{id}\"")), "{list}");
        let list = claire.get(&format!("/parcels?tab=criteria&sender_reference={reference}&open={id}")).await.body;
        assert!(list.contains(&format!("href=\"/parcels/{id}/print\"")), "{list}");
        let start = claire.get(&format!("/requests/new?parcel={id}")).await.body;
        assert!(start.contains(&format!("value=\"{id}\"")), "{start}");
        let draft = claire.post("/requests/new", &[("form", "contact"), ("number", &id)]).await.location().to_owned();
        let details = claire.get(&draft.replace("/subject", "/check")).await.body;
        assert!(details.contains(reference), "{reference} in {details}");
    }
    // A number that is typed for a request says which parcels there are.
    let typed = claire.post("/requests/new", &[("form", "start"), ("query", "SAME1")]).await;
    assert_eq!(typed.location(), "/requests/new?q=SAME1");
}

#[tokio::test]
async fn whoever_comes_from_a_parcel_chooses_the_subject_unless_there_is_something_to_check() {
    let portal = Portal::open().await;
    announce(
        &portal,
        &["ALONE1;colissimo;FR-10;;;;;;", "PAIR1;colissimo;FR-10;ENV-1;;;;;", "PAIR2;colissimo;FR-10;ENV-1;;;;;"],
    )
    .await;
    let mut claire = portal.signed_in(CLAIRE).await;
    for (number, step) in [("ALONE1", "/subject"), ("PAIR1", "/check")] {
        let began = claire.post("/requests/new", &[("form", "contact"), ("number", number)]).await;
        assert!(began.location().ends_with(step), "{number}: {}", began.location());
    }
    // From the opened row of results, whose form holds more.
    let row = [("form", "results"), ("here", "/parcels"), ("criteria", ""), ("all", "1"), ("number", "ALONE1")];
    assert!(claire.post("/requests/new", &row).await.location().ends_with("/subject"));
    let began = claire.post("/requests/new", &[("form", "choose"), ("number", "ALONE1")]).await;
    assert!(began.location().ends_with("/check"), "{}", began.location());
}

#[tokio::test]
async fn a_delivery_is_told_by_the_clock_of_its_place_and_a_row_by_its_last_scan() {
    let portal = Portal::open().await;
    announce(&portal, &["AA1;colissimo;FR-10;;CMD-1;;;;"]).await;
    let ops = &portal.operations;
    let mapping =
        operations::feed::Mapping::parse("zone = \"Europe/Paris\"\ncarrier = \"colissimo\"").expect("a mapping");
    let options = operations::feed::FeedOptions { mapping, ..Default::default() };
    let at = |hours: i64, offset: i8| {
        let at = ops.now().checked_add(jiff::SignedDuration::from_hours(hours)).expect("a moment");
        at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(offset)))
    };
    let written = |at: &jiff::Zoned| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let (delivered, later) = (at(-30, -4), at(-6, 1));
    let file = format!(
        "tracking_number;state;at;place;label\nAA1;delivered;{};Pointe-à-Pitre;Livré contre signature\n\
         AA1;in_transit;{};Roissy;ROISSY HUB\n",
        written(&delivered),
        written(&later)
    );
    let reading = operations::feed::read(operations::feed::FeedFormat::Csv, file.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    ops.import_scans(&reading).await.expect("a report");
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get("/parcels/AA1").await.body;
    let here = delivered.with_time_zone(later.time_zone().clone());
    let said = |at: &jiff::Zoned| format!(" à {}.", at.strftime("%H:%M"));
    assert!(page.contains(&said(&delivered)) && !page.contains(&said(&here)), "{page}");
    let row = claire.get("/parcels?tab=criteria").await.body;
    let event = row.split("data-label=\"Dernier événement\"").nth(1).unwrap_or_default();
    let event = event.split("</td>").next().unwrap_or_default();
    assert!(event.contains("Roissy") && !event.contains("Livraison effectuée"), "{event}");
    assert!(event.contains("Colis en cours d") || event.contains("cheminement"), "{event}");
}

#[tokio::test]
async fn a_postcode_is_found_however_its_country_spaces_it() {
    let portal = Portal::open().await;
    announce(&portal, &["UK1;colissimo;FR-10;;;EC1A 1BB;GB;;"]).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    for typed in ["EC1A+1BB", "ec1a1bb", "EC1A+1", "EC1"] {
        let page = claire.get(&format!("/parcels?tab=criteria&postcode={typed}&sort=-postcode")).await.body;
        assert!(page.contains("href=\"/parcels/UK1\"") && page.contains("EC1A 1BB"), "{typed}: {page}");
        assert!(page.contains("<option value=\"-postcode\" selected"), "{page}");
    }
}

#[tokio::test]
async fn control_characters_in_an_address_are_nothing() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let key = "0198c0de-0000-7000-8000-000000000001~a%00";
    for address in [
        "/parcels?q=%00".to_owned(),
        "/parcels?q=CMD%00-1".to_owned(),
        "/parcels?q=%00A&by=reference".to_owned(),
        "/parcels?q=%00A&by=number".to_owned(),
        format!("/parcels?tab=criteria&after={key}"),
        "/parcels?tab=criteria&recipient=%00&account=%00".to_owned(),
        "/requests/new?q=%00A".to_owned(),
    ] {
        assert_eq!(claire.get(&address).await.status, StatusCode::OK, "{address}");
    }
    assert_eq!(claire.get("/parcels/%00").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reference_of_more_parcels_than_the_frames_list_has_leads_to_all_of_them() {
    let portal = Portal::open().await;
    let lines: Vec<String> = (0..51).map(|n| format!("L{n:03};colissimo;FR-10;;CMD 5;;;;")).collect();
    announce(&portal, &lines.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let answer = claire.get("/parcels?q=cmd-5").await;
    assert_eq!(answer.location(), "/parcels?tab=criteria&sender_reference=cmd-5", "{}", answer.body);
}

#[tokio::test]
async fn parts_of_one_number_are_chosen_with_their_account() {
    let portal = Portal::open().await;
    announce(&portal, &["P1;colissimo;FR-10;;;;;;"]).await;
    let ops = &portal.operations;
    ops.add_account("Lunettes de la Côte", "FR-11").await.expect("an account");
    for account in ["FR-10", "FR-11"] {
        ops.add_sub_account(account, "A").await.expect("a part");
    }
    let today = ops.now().to_zoned(operations::zone("Europe/Paris")).date();
    let file = format!(
        "tracking_number;carrier;account;sub_account;label_date\nP10;dpd;FR-10;A;{today}\nP11;dpd;FR-11;A;{today}\n"
    );
    assert_eq!(ops.import_parcels(file.as_bytes()).await.expect("a report").rejected, []);
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get("/parcels?tab=criteria&sub_account=FR-11+%C2%B7+A").await.body;
    for part in ["href=\"/parcels/P11\"", "<option value=\"FR-11 · A\" selected", "<option value=\"FR-10 · A\""] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("href=\"/parcels/P10\""), "{page}");
    let other = claire.get("/parcels?tab=criteria&account=FR-10&sub_account=FR-11+%C2%B7+A").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
}
