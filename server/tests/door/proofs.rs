//! Proofs of delivery as a browser without scripts sees them.

use domain::Language;
use http::StatusCode;
use jiff::ToSpan;
use operations::feed::{self, FeedFormat, FeedOptions};

use crate::files::PIXEL;
use crate::forms::{form, hidden};
use crate::portal::{ANA, Browser, CLAIRE, KARIM, Portal};

/// A parcel that was delivered two days ago and signed for, one delivered an hour ago, and one on its way.
async fn three(portal: &Portal) {
    let ops = &portal.operations;
    let now = ops.now().to_zoned(operations::zone("Europe/Paris"));
    let (label, long_ago) = (now.date().strftime("%d/%m/%Y").to_string(), now.checked_sub(2.days()).expect("a day"));
    let recent = now.checked_sub(1.hour()).expect("an hour");
    ops.add_account("Lunettes de la Côte", "FR-10").await.expect("an account");
    let parcels: String =
        ["XY1", "XY2", "XY3"].iter().map(|number| format!("{number};colissimo;FR-10;{label};CMD-{number}\n")).collect();
    let parcels = format!("tracking_number;carrier;account;label_date;sender_reference\n{parcels}");
    assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    let written = |at: &jiff::Zoned| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let scans = format!(
        "tracking_number;state;at;place;label\nXY1;delivered;{};Lyon;Livré\nXY2;delivered;{};Nantes;Livré\n",
        written(&long_ago),
        written(&recent)
    );
    let mapping = feed::Mapping::parse("zone = \"Europe/Paris\"\ncarrier = \"colissimo\"").expect("a mapping");
    let options = FeedOptions { mapping, ..FeedOptions::default() };
    let reading = feed::read(FeedFormat::Csv, scans.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    ops.import_scans(&reading).await.expect("a report");
    let images = tempfile::tempdir().expect("a folder");
    std::fs::write(images.path().join("s.png"), PIXEL).expect("written");
    let proofs = format!(
        "tracking_number;carrier;delivered_at;signatory;handover;signature\nXY1;colissimo;{};Mme Lefèvre;neighbour;s.png\n",
        written(&long_ago)
    );
    let report = ops.import_proofs(proofs.as_bytes(), Some(images.path()), "p.csv").await.expect("a report");
    assert_eq!((report.added, report.rejected.len()), (1, 0));
}

async fn id(browser: &Browser<'_>, portal: &Portal, number: &str) -> String {
    let actor = browser.signed().await.actor;
    portal.operations.parcel(&actor, number).await.expect("seen").parcel.id.to_string()
}

#[tokio::test]
async fn a_proof_is_seen_saved_in_both_languages_and_kept_by_nobody_on_the_way() {
    let portal = Portal::open().await;
    three(&portal).await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    for browser in [&mut claire, &mut karim] {
        let page = browser.get("/parcels/XY1/proof").await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["Mme Lefèvre", "à un voisin", "la signature recueillie à la remise", "/proof/image"] {
            assert!(page.body.contains(said), "{said} in {}", page.body);
        }
        assert_eq!(page.header("cache-control"), "no-store");
        for (path, name) in [
            ("/parcels/XY1/proof.pdf", "preuve-XY1.pdf"),
            ("/parcels/XY1/proof.pdf?language=fr", "preuve-XY1.pdf"),
            ("/parcels/XY1/proof.pdf?language=en", "proof-XY1.pdf"),
        ] {
            let paper = browser.get(path).await;
            assert_eq!((paper.status, paper.header("content-type")), (StatusCode::OK, "application/pdf"), "{path}");
            assert!(paper.header("content-disposition").contains(name), "{path}");
            assert!(paper.body.starts_with("%PDF-1.7"), "{path}");
            assert_eq!(paper.header("cache-control"), "private, no-store", "{path}");
            assert_eq!(paper.header("content-security-policy"), "sandbox; default-src 'none'", "{path}");
        }
        let image = browser.get("/parcels/XY1/proof/image").await;
        assert_eq!((image.status, image.header("content-type")), (StatusCode::OK, "image/png"));
        assert_eq!(image.header("cache-control"), "private, no-store");
        assert_eq!(image.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(image.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn what_cannot_be_had_says_from_when_and_foreign_missing_and_signed_out_look_alike() {
    let portal = Portal::open().await;
    three(&portal).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let early = claire.get("/parcels/XY2/proof").await;
    assert_eq!(early.status, StatusCode::OK);
    assert!(early.body.contains("24 heures après la livraison"), "{}", early.body);
    assert!(!early.body.contains("proof.pdf") && !early.body.contains("proof/image"), "{}", early.body);
    let not = claire.get("/parcels/XY3/proof").await;
    assert!(not.body.contains("pas encore de preuve"), "{}", not.body);
    for path in ["/parcels/XY2/proof.pdf", "/parcels/XY2/proof/image", "/parcels/XY9/proof.pdf", "/parcels/XY9/proof"] {
        assert_eq!(claire.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    portal.operations.add_customer("Vélos du Nord", "Europe/Paris").await.expect("a customer");
    let vera = operations::people::NewUser {
        email: "vera@velos.example".to_owned(),
        name: String::new(),
        customer: "Vélos du Nord".to_owned(),
        profile: "Administrateur".to_owned(),
        language: Language::Fr,
    };
    portal.operations.add_user(&vera).await.expect("a user");
    portal
        .operations
        .set_password(&portal.link("vera@velos.example").await, crate::portal::PASSWORD)
        .await
        .expect("a password");
    let mut vera = portal.signed_in("vera@velos.example").await;
    let mut stranger = portal.browser();
    stranger.accepts = "*/*";
    for path in ["/parcels/XY1/proof.pdf", "/parcels/XY1/proof/image"] {
        assert_eq!(vera.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(vera.get("/parcels/XY1/proof").await.status, StatusCode::NOT_FOUND);
    let sent = vera.post("/parcels/XY1/proof", &[("form", "send"), ("deed", "a")]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_proof_goes_to_ones_own_address_once() {
    let portal = Portal::open().await;
    three(&portal).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get("/parcels/XY1/proof").await.body;
    let deed = hidden(form(&page, "send"), "deed");
    assert!(!deed.is_empty());
    for _ in 0..2 {
        let sent = claire.post("/parcels/XY1/proof", &[("form", "send"), ("deed", deed)]).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/parcels/XY1/proof?sent=1"));
    }
    let after = claire.get("/parcels/XY1/proof?sent=1").await.body;
    assert!(after.contains(&format!("en route vers {CLAIRE}")), "{after}");
    let ana = portal.signed_in(ANA).await.signed().await.actor;
    let mails = portal.operations.outgoing_mails(&ana, None).await.expect("an administrator");
    let proofs: Vec<_> = mails.iter().filter(|mail| mail.kind == "proof").collect();
    assert_eq!(proofs.len(), 1);
    let files = portal.operations.outgoing_mail_files(&ana, proofs[0].id).await.expect("an administrator");
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["preuve-XY1.pdf"]);
    let shown = portal.signed_in(ANA).await.get(&format!("/admin/mail/{}", proofs[0].id)).await.body;
    assert!(shown.contains("preuve-XY1.pdf"), "{shown}");
}

#[tokio::test]
async fn ticked_parcels_are_counted_then_made_in_the_background() {
    let portal = Portal::open().await;
    three(&portal).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let (one, two, three) =
        (id(&claire, &portal, "XY1").await, id(&claire, &portal, "XY2").await, id(&claire, &portal, "XY3").await);
    let ticked = [("parcel", one.as_str()), ("parcel", &two), ("parcel", &three)];
    let page = claire.post("/parcels/proofs", &ticked).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for said in ["3 colis choisis", "1 preuve disponible", "2 colis sans preuve", "1 pas encore livré"] {
        assert!(page.body.contains(said), "{said} in {}", page.body);
    }
    let deed = hidden(form(&page.body, "make"), "deed").to_owned();
    assert!(!deed.is_empty());
    assert_eq!(page.body.matches("name=\"parcel\"").count(), 3, "the choice is said again");

    let seen = claire.post("/parcels/proofs", &[&[("form", "make"), ("make", "page")], &ticked[..]].concat()).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.body.contains("Mme Lefèvre") && seen.body.contains(&format!("/parcels/{one}/proof.pdf")));

    let wanted = [&[("form", "make"), ("deed", deed.as_str()), ("make", "zip")], &ticked[..]].concat();
    let begun = claire.post("/parcels/proofs", &wanted).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let place = begun.location().to_owned();
    assert!(place.starts_with("/downloads/"), "{place}");
    assert_eq!(claire.post("/parcels/proofs", &wanted).await.location(), place, "pressed twice, made once");
    portal.operations.run_long_work().await.expect("a round");
    let file = claire.get(&format!("{place}/file")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/zip"));
    assert!(file.header("content-disposition").contains("preuves-de-livraison.zip"));
    assert!(file.body.starts_with("PK"));
}

#[tokio::test]
async fn nothing_ticked_and_what_no_page_wrote_are_answered_in_words() {
    let portal = Portal::open().await;
    three(&portal).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    for page in [claire.get("/parcels/proofs").await, claire.post("/parcels/proofs", &[]).await] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Aucun colis choisi"), "{}", page.body);
    }
    let made = claire.post("/parcels/proofs", &[("form", "make"), ("make", "zip")]).await;
    assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY);
    let strange = claire.post("/parcels/proofs", &[("parcel", "x")]).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
    let one = id(&claire, &portal, "XY1").await;
    let fields = [("form", "make"), ("make", "everything"), ("parcel", one.as_str())];
    assert_eq!(claire.post("/parcels/proofs", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut stranger = portal.browser();
    let asked = stranger.post("/parcels/proofs", &[("parcel", one.as_str())]).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.body);
}

#[tokio::test]
async fn the_parcels_page_and_a_request_for_a_proof_lead_to_the_one_that_is_here() {
    let portal = Portal::open().await;
    three(&portal).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let one = id(&claire, &portal, "XY1").await;
    let parcel = claire.get("/parcels/XY1").await.body;
    assert!(parcel.contains(&format!("/parcels/{one}/proof.pdf")), "{parcel}");
    let early = claire.get("/parcels/XY2").await.body;
    assert!(early.contains("24 heures après la livraison") && !early.contains("proof.pdf"), "{early}");
    assert!(!claire.get("/parcels/XY3").await.body.contains("/proof"));

    let actor = claire.signed().await.actor;
    for (number, leads) in [("XY1", true), ("XY2", false)] {
        let draft = portal.operations.start_filing(&actor, number).await.expect("a draft");
        let subjects = claire.get(&format!("/requests/new/{draft}/subject")).await.body;
        assert_eq!(subjects.contains("La preuve de livraison de ce colis est disponible"), leads, "{subjects}");
        portal.operations.choose_subject(&actor, draft, "proof_of_delivery", "get_proof").await.expect("chosen");
        let details = claire.get(&format!("/requests/new/{draft}/details")).await.body;
        assert_eq!(details.contains(&format!("href=\"/parcels/{one}/proof\"")), leads, "{details}");
        assert!(details.contains("name=\"body\""), "filing goes on all the same");
        portal.operations.choose_subject(&actor, draft, "delay", "").await.expect("chosen");
        let other = claire.get(&format!("/requests/new/{draft}/details")).await.body;
        assert!(!other.contains("La preuve de livraison de ce colis est disponible"), "{other}");
    }
}
