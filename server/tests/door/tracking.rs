//! Tracking messages: the forms, and the links in the mails, which need nobody to be signed in.

use http::StatusCode;
use operations::feed::{self, FeedFormat, FeedOptions};

use crate::portal::{CLAIRE, KARIM, Portal};

const PAGE: &str = "/parcels/6A18987970674/messages";

/// The address at the end of the first link of that path in a mail.
fn link(text: &str, path: &str) -> String {
    let start = format!("https://portal.example.com{path}");
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("{start} in {text}"));
    format!("{path}{}", rest.split_whitespace().next().unwrap_or_default())
}

async fn scan(portal: &Portal, state: &str) {
    let options = FeedOptions {
        mapping: feed::Mapping::parse("zone = \"UTC\"\ncarrier = \"colissimo\"").expect("a mapping"),
        ..FeedOptions::default()
    };
    let at = portal.operations.now().strftime("%Y-%m-%dT%H:%M:%SZ");
    let file = format!("tracking_number;state;at;place\n6A18987970674;{state};{at};Brest\n");
    let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    portal.operations.import_scans(&reading).await.expect("a report");
}

#[tokio::test]
async fn claire_subscribes_herself_and_unsubscribes() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let parcel = browser.get("/parcels/6A18987970674").await;
    assert!(parcel.body.contains(&format!("href=\"{PAGE}\"")), "{}", parcel.body);
    let page = browser.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.body.matches("<h1").count(), 1);
    assert!(!page.body.contains("<script type=\"module\""), "no bundle takes this page over");

    let fields = [("form", "subscribe"), ("who", "own"), ("language", "en"), ("events", "delivered")];
    let done = browser.post(PAGE, &fields).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("{PAGE}?done=subscribed").as_str()));
    let page = browser.get(done.location()).await;
    assert!(page.body.contains("C’est fait") && page.body.contains("Un événement · en anglais"), "{}", page.body);
    let own = browser.get("/tracking-messages").await;
    assert!(own.body.contains(CLAIRE), "{}", own.body);

    let (_, id) = own.body.split_once("name=\"subscription\" value=\"").expect("a button");
    let id = &id[..36];
    let ended = browser.post("/tracking-messages", &[("form", "unsubscribe"), ("subscription", id)]).await;
    assert_eq!((ended.status, ended.location()), (StatusCode::SEE_OTHER, "/tracking-messages?done=ended"));
    assert!(browser.get("/tracking-messages").await.body.contains("Aucun abonnement"));
    let nothing = browser.post(PAGE, &[("form", "unsubscribe"), ("subscription", "nothing")]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_is_refused_comes_back_with_everything_typed() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut browser = portal.signed_in(CLAIRE).await;
    let fields = [("form", "subscribe"), ("who", "other"), ("address", "yanis <b>"), ("language", "en")];
    let refused = browser.post(PAGE, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "value=\"yanis &lt;b&gt;\"",
        "id=\"subscribe-address-error\"",
        "id=\"subscribe-events-group-error\"",
        "2 points",
    ] {
        assert!(refused.body.contains(kept), "{kept} in {}", refused.body);
    }
    // What was not ticked stays so, and what was chosen stays chosen.
    assert_eq!(refused.body.matches("type=\"checkbox\"").count(), 12);
    let ticked: Vec<&str> = refused
        .body
        .split("<input")
        .filter(|input| {
            let input = input.split('>').next().unwrap_or_default();
            input.contains(" checked") && !input.contains("type=\"hidden\"")
        })
        .collect();
    assert_eq!(ticked.len(), 2, "{ticked:?}");

    for (name, value) in [("who", "nobody"), ("language", "de"), ("events", "lost")] {
        let mut fields = vec![("form", "subscribe"), ("who", "own"), ("language", "fr"), ("events", "delivered")];
        fields.retain(|(field, _)| *field != name);
        fields.push((name, value));
        assert_eq!(browser.post(PAGE, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
    }
}

#[tokio::test]
async fn others_find_no_such_page() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut agent = portal.signed_in(KARIM).await;
    for page in [PAGE, "/parcels/NOTHING/messages", "/tracking-messages"] {
        assert_eq!(agent.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let fields = [("form", "subscribe"), ("who", "own"), ("language", "fr"), ("events", "delivered")];
    assert_eq!(agent.post(PAGE, &fields).await.status, StatusCode::NOT_FOUND);
    assert!(!agent.get("/parcels/6A18987970674").await.body.contains("/messages\""));
    let mut nobody = portal.browser();
    for page in [PAGE, "/tracking-messages"] {
        let led = nobody.get(page).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER);
        assert!(led.location().starts_with("/sign-in?next=/"), "{}", led.location());
    }
}

/// RFC 8058 §3.2: the mail program posts without cookies, without an origin and without anybody looking.
#[tokio::test]
async fn one_press_of_a_mail_program_ends_the_messages() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let fields = [("form", "subscribe"), ("who", "own"), ("language", "fr"), ("events", "out_for_delivery")];
    claire.post(PAGE, &fields).await;
    scan(&portal, "out_for_delivery").await;
    let stop = link(&portal.mails().await[0], "/unsubscribe/");

    let mut program = portal.browser();
    program.accepts = "*/*";
    program.site = "";
    let press = [("List-Unsubscribe", "One-Click")];
    for _ in 0..2 {
        let done = program.post(&stop, &press).await;
        assert_eq!((done.status, done.body.as_str()), (StatusCode::OK, "OK\n"));
        assert_eq!(done.header("set-cookie"), "");
    }
    // As multipart too, which the RFC prefers; and a secret of nobody's is what never existed.
    assert_eq!(program.upload_all(&stop, &press, &[]).await.status, StatusCode::OK);
    let unknown = program.post("/unsubscribe/nothing", &press).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(claire.get("/tracking-messages").await.body.contains("Aucun abonnement"));

    // Another site's page cannot make a browser press it.
    let mut lured = portal.browser();
    lured.site = "cross-site";
    assert_eq!(lured.post(&stop, &press).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_pages_behind_the_links_work_signed_out_in_the_language_of_the_mail() {
    let portal = Portal::open().await;
    portal.parcel().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let yanis = "yanis@example.org";
    let fields = [
        ("form", "subscribe"),
        ("who", "other"),
        ("address", yanis),
        ("language", "en"),
        ("events", "out_for_delivery"),
        ("events", "delivered"),
    ];
    let asked = claire.post(PAGE, &fields).await;
    assert_eq!(asked.location(), format!("{PAGE}?done=asked"));
    assert!(claire.get(PAGE).await.body.contains("À confirmer"));

    let confirm = link(&portal.mails().await[0], "/confirm/");
    let mut reader = portal.browser();
    let page = reader.get(&confirm).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["<html lang=\"en\"", "Confirm my address", yanis, "Lunettes de la Côte", "Out for delivery"] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    assert_eq!(page.header("referrer-policy"), "strict-origin");
    // Looking confirmed nothing: mail scanners look, too.
    assert!(reader.get(&confirm).await.body.contains("Confirm my address"));
    let done = reader.post(&confirm, &[("form", "confirm")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, confirm.as_str()));
    assert!(reader.get(&confirm).await.body.contains("Your address is confirmed"));

    scan(&portal, "out_for_delivery").await;
    let stop = link(&portal.mails().await[0], "/unsubscribe/");
    let page = reader.get(&stop).await;
    assert!(page.body.contains("<html lang=\"en\"") && page.body.contains("Stop these messages"), "{}", page.body);
    assert_eq!(page.body.matches("<h1").count(), 1);
    // A language that somebody chose here comes first.
    reader.post("/language", &[("language", "fr"), ("next", stop.as_str())]).await;
    assert!(reader.get(&stop).await.body.contains("<html lang=\"fr\""));
    let done = reader.post(&stop, &[("form", "stop")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, stop.as_str()));
    assert!(reader.get(&stop).await.body.contains("Vous ne recevrez plus ces messages"));
    // What it stood for is over, so the link that confirmed stands for nothing.
    assert_eq!(reader.get(&confirm).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_secret_of_nobodys_looks_like_what_never_existed() {
    let portal = Portal::open().await;
    let mut nobody = portal.browser();
    for page in ["/unsubscribe/nothing", "/confirm/nothing"] {
        assert_eq!(nobody.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        for form in ["stop", "confirm", "other", ""] {
            assert_eq!(nobody.post(page, &[("form", form)]).await.status, StatusCode::NOT_FOUND, "{page} {form}");
        }
    }
    let main = |body: &str| body.split_once("<main").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    let nowhere = main(&nobody.get("/nothing").await.body);
    let unknown = main(&nobody.get("/unsubscribe/nothing").await.body);
    let title = |body: &str| body.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).map(str::to_owned);
    assert_eq!(title(&unknown), title(&nowhere));
}
