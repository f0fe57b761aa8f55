//! Scheduled reports as a browser without scripts sees them: the form and what it refuses, a report's page, and the links
//! in mails, which need nobody to be signed in.

use http::StatusCode;

use crate::portal::{ANA, Answer, Browser, CLAIRE, KARIM, Portal};

/// A good form.
fn form() -> Vec<(&'static str, String)> {
    let fields = [
        ("form", "create"),
        ("deed", "one"),
        ("name", "Suivi"),
        ("destination", "national"),
        ("destination", "international"),
        ("states", "notified"),
        ("billed", ""),
        ("from_days", "7"),
        ("to_days", "0"),
        ("weekdays", "mon"),
        ("weekdays", "fri"),
        ("time", "08:30"),
        ("ends_on", ""),
        ("formats", "csv"),
        ("formats", "pdf"),
        ("file_name", "suivi"),
        ("language", "fr"),
        ("email", CLAIRE),
        ("recipients", ""),
    ];
    fields.map(|(name, value)| (name, value.to_owned())).to_vec()
}

fn with(changes: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut fields = form();
    for (name, value) in changes {
        fields.retain(|(field, _)| field != name);
        fields.push((name, (*value).to_owned()));
    }
    fields
}

async fn send(browser: &mut Browser<'_>, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

/// Creates a report; yields its page.
async fn created(browser: &mut Browser<'_>, fields: &[(&'static str, String)]) -> String {
    let made = send(browser, "/reports", fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location().trim_end_matches("?done=created").to_owned()
}

#[tokio::test]
async fn claire_creates_reads_pauses_and_deletes_a_report() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let list = browser.get("/reports").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert_eq!(list.body.matches("<h1").count(), 1);
    assert!(list.body.contains("href=\"/reports\""), "the way to it stands in the frame");
    assert!(!list.body.contains("<script type=\"module\""), "no bundle takes this page over");

    let page = created(&mut browser, &form()).await;
    // Two clicks are one report.
    assert_eq!(created(&mut browser, &form()).await, page);
    let shown = browser.get(&format!("{page}?done=created")).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    for words in ["Le relevé est créé", "Lundi, vendredi à 08:30", "value=\"suivi\"", "Rien n’a encore été envoyé"]
    {
        assert!(shown.body.contains(words), "{words} in {}", shown.body);
    }
    let preview = browser.get(&format!("{page}/preview")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    let table = browser.get(&format!("{page}/preview.csv")).await;
    assert_eq!(table.status, StatusCode::OK);
    assert!(table.header("content-disposition").starts_with("attachment; filename=\"suivi-"), "{:?}", table.headers);

    for (deed, words) in [("pause", "Le relevé est en pause"), ("resume", "Le relevé reprend")] {
        let done = browser.post(&page, &[("form", deed)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let location = done.location().to_owned();
        assert!(browser.get(&location).await.body.contains(words), "{words}");
    }
    let gone = browser.post(&page, &[("form", "delete")]).await;
    assert_eq!(gone.location(), "/reports?done=deleted");
    assert!(browser.get("/reports?done=deleted").await.body.contains("Le relevé est supprimé."));
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_refused_comes_back_with_everything_typed() {
    let portal = Portal::open().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let six = "a@port.example\nb@port.example\nc@port.example\nd@port.example\ne@port.example\nf@port.example";
    for (field, value, said) in [
        ("recipients", six, "5 destinataires au plus."),
        ("ends_on", "2020-01-01", "Choisissez une date à venir."),
        ("file_name", "../../suivi", "Écrivez un nom sans dossier"),
        ("file_name", "sui\u{7}vi", "Écrivez un nom sans dossier"),
        ("file_name", "suivi\r\nBcc: x", "Écrivez un nom sans dossier"),
        ("name", "", "Remplissez ce champ."),
        ("from_days", "999", "Écrivez un nombre entier de 0 à 184."),
        ("to_days", "30", "La période finirait avant de commencer"),
        ("time", "08:15", "Choisissez l’une des réponses proposées."),
        ("email", "claire", "Écrivez une adresse de courriel complète"),
        ("billed", "00000000-0000-0000-0000-000000000000", "Choisissez l’une des réponses proposées."),
    ] {
        let refused = send(&mut browser, "/reports", &with(&[(field, value)])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value:?}");
        assert!(refused.body.contains(said), "{field}: {said} in {}", refused.body);
        assert!(refused.body.contains(&format!("href=\"#create-{field}\"")), "{field} is led to: {}", refused.body);
        if field != "name" {
            assert!(refused.body.contains("value=\"Suivi\""), "{field}: the name is kept");
        }
    }
    let kept = send(&mut browser, "/reports", &with(&[("recipients", six)])).await;
    for address in six.lines() {
        assert!(kept.body.contains(address), "{address} is kept");
    }
    let none = send(&mut browser, "/reports", &[("form", "create".to_owned())]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    for group in ["destination", "weekdays", "formats"] {
        assert!(none.body.contains(&format!("id=\"create-{group}-group-error\"")), "{group} in {}", none.body);
    }
    assert!(!browser.get("/reports").await.body.contains("report-row\"><p class=\"report-name\"><a"), "none was made");
}

#[tokio::test]
async fn an_eleventh_report_is_refused() {
    let portal = Portal::open().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    for n in 0..10 {
        created(&mut browser, &with(&[("deed", n.to_string().as_str())])).await;
    }
    let refused = send(&mut browser, "/reports", &with(&[("deed", "eleven")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(
        refused.body.contains("abonnements compris") && refused.body.contains("value=\"Suivi\""),
        "{}",
        refused.body
    );
    let full = browser.get("/reports").await;
    assert!(full.body.contains("Vous avez 10 relevés"), "{}", full.body);
    assert!(!full.body.contains("name=\"file_name\""), "no form invites to an eleventh");
}

#[tokio::test]
async fn a_stale_form_is_told_so_and_keeps_what_was_typed() {
    let portal = Portal::open().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let page = created(&mut browser, &form()).await;
    let first = with(&[("form", "change"), ("version", "1"), ("name", "Autre")]);
    let kept = send(&mut browser, &page, &first).await;
    assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, format!("{page}?done=kept").as_str()));
    let stale = with(&[("form", "change"), ("version", "1"), ("name", "Encore un nom")]);
    let refused = send(&mut browser, &page, &stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.body.contains("Encore un nom") && refused.body.contains("a changé entre-temps"),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn other_peoples_reports_look_like_none() {
    let portal = Portal::open().await;
    let page = created(&mut portal.signed_in(CLAIRE).await, &form()).await;
    let nothing = "/reports/01890000-0000-7000-8000-000000000000";
    for email in [KARIM, ANA] {
        let mut browser = portal.signed_in(email).await;
        assert_eq!(browser.get("/reports").await.status, StatusCode::NOT_FOUND, "{email}");
        for path in [page.as_str(), nothing, "/reports/nothing"] {
            for below in ["", "/preview", "/preview.csv", "/files/nothing"] {
                let answer = browser.get(&format!("{path}{below}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email} {path}{below}");
            }
            for deed in ["change", "pause", "delete", "subscribe", "other"] {
                let answer = browser.post(path, &[("form", deed)]).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email} {deed} {path}");
            }
        }
    }
    let mut stranger = portal.browser();
    assert_eq!(stranger.get("/reports").await.location(), "/sign-in?next=/reports");
    assert_eq!(stranger.get(&page).await.location(), format!("/sign-in?next={page}"));
}

/// The address at the end of the first link of that path in the mails, signed out.
async fn link(portal: &Portal, path: &str) -> String {
    let start = format!("https://portal.example.com{path}");
    let mails = portal.mails().await;
    let found = mails.iter().find_map(|text| text.split_once(&start)).unwrap_or_else(|| panic!("{start} in {mails:?}"));
    format!("{path}{}", found.1.split_whitespace().next().unwrap_or_default())
}

#[tokio::test]
async fn somebody_outside_agrees_and_leaves_by_one_press() {
    let portal = Portal::demo().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut fields = with(&[("recipients", "quai@port.example"), ("time", "00:00")]);
    fields.retain(|(name, _)| *name != "weekdays");
    fields.extend(every_day.map(|day| ("weekdays", day.to_owned())));
    created(&mut claire, &fields).await;

    let question = link(&portal, "/reports/confirm/").await;
    let mut outside = portal.browser();
    let page = outside.get(&question).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<html lang=\"fr\""), "the pages speak the language of the report");
    assert!(page.body.contains("Recevoir les relevés de Lunettes de la Côte"), "{}", page.body);
    assert_eq!(outside.get("/reports/confirm/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(outside.post("/reports/confirm/nothing", &[("form", "confirm")]).await.status, StatusCode::NOT_FOUND);
    let agreed = outside.post(&question, &[("form", "confirm")]).await;
    assert_eq!((agreed.status, agreed.location()), (StatusCode::SEE_OTHER, question.as_str()));
    assert!(outside.get(&question).await.body.contains("Votre adresse est confirmée"));

    portal.operations.clock().move_by(jiff::SignedDuration::from_hours(26));
    assert_eq!(portal.operations.start_due_reports().await.expect("begun"), 1);
    portal.operations.run_long_work().await.expect("worked off");
    let stop = link(&portal, "/reports/unsubscribe/").await;
    let page = outside.get(&stop).await;
    assert!(
        page.body.contains("quai@port.example") && page.body.contains("« Suivi »".replace(' ', "\u{202f}").as_str()),
        "{}",
        page.body
    );
    // A mail program, which has neither cookie nor page.
    let mut program = portal.browser();
    program.site = "";
    program.accepts = "*/*";
    let done = program.post(&stop, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!((done.status, done.body.as_str()), (StatusCode::OK, "OK\n"));
    assert!(outside.get(&stop).await.body.contains("Ce relevé ne vous sera plus envoyé."));
    assert_eq!(outside.post(&stop, &[("form", "other")]).await.status, StatusCode::NOT_FOUND);
    // A link of nobody's answers the same, so that nothing can be found out by it.
    assert!(outside.get("/reports/unsubscribe/nothing").await.body.contains("Ce relevé ne vous sera plus envoyé."));
    assert_eq!(outside.get("/reports/files/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(outside.get("/reports/files/nothing/nothing").await.status, StatusCode::NOT_FOUND);

    // Claire finds the files of what was sent.
    let list = claire.get("/reports").await;
    let page = list.body.split("href=\"/reports/").find_map(|rest| rest.get(..36).filter(|id| id.contains('-')));
    let page = format!("/reports/{}", page.expect("a report"));
    let shown = claire.get(&page).await;
    assert!(shown.body.contains("Envoyé, 2 courriels"), "{}", shown.body);
    let file =
        shown.body.split(&format!("href=\"{page}/files/")).nth(1).and_then(|rest| rest.get(..36)).expect("a file");
    let file = claire.get(&format!("{page}/files/{file}")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(
        portal.signed_in(KARIM).await.get(&format!("{page}/files/{}", &page[9..])).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn criteria_of_a_search_fill_the_form_in() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let page = browser.get("/reports?state=delivered&destination=international&account=FR-10&recipient=x").await.body;
    let box_of = |name: &str, value: &str| {
        let wanted =
            |input: &&str| input.contains(&format!("name=\"{name}\"")) && input.contains(&format!("value=\"{value}\""));
        let input = page.split("<input").map(|rest| rest.split('>').next().unwrap_or_default()).find(wanted);
        input.is_some_and(|input| input.contains(" checked"))
    };
    assert!(box_of("states", "delivered") && !box_of("states", "notified"));
    assert!(box_of("destination", "international") && !box_of("destination", "national"));
    let chosen = page.split("<option").find(|option| option.contains(" selected") && option.contains("FR-10"));
    assert!(chosen.is_some(), "{page}");
}
