//! What carriers send by themselves, and the pages on which an administrator looks after it.

use std::io::Write;

use axum::body::Body;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{Request, StatusCode};
use operations::feed::FeedFormat;
use operations::feeds::NewFeed;
use serde_json::{Value, json};

use crate::portal::{ANA, Answer, CLAIRE, KARIM, Portal};

const SECRET: &str = "a-secret-of-the-sender";

async fn feed(portal: &Portal, name: &str, format: FeedFormat) {
    let new = NewFeed { name: name.into(), format, carrier: None, mapping: None, secret: Some(SECRET.into()) };
    portal.operations.add_feed(&new).await.expect("answered").expect("added");
}

/// The HMAC-SHA256 of a body under [`SECRET`], worked out by RFC 2104 itself, in hexadecimal.
fn signed(body: &[u8]) -> String {
    let pad = |byte: u8| {
        let mut key = [byte; 64];
        key.iter_mut().zip(SECRET.bytes()).for_each(|(pad, letter)| *pad ^= letter);
        key.to_vec()
    };
    let unhex = |text: String| -> Vec<u8> {
        (0..text.len()).step_by(2).filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
    };
    let inner = unhex(operations::ids::sha256_hex(&[pad(0x36), body.to_vec()].concat()));
    operations::ids::sha256_hex(&[pad(0x5c), inner].concat())
}

async fn send(portal: &Portal, name: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = Request::post(format!("/api/v1/feeds/{name}"));
    for (header, value) in headers {
        request = request.header(*header, *value);
    }
    // Whose page makes a browser ask plays no part: no cookie counts here.
    let mut browser = portal.browser();
    browser.site = "cross-site";
    browser.ask(request, body.into()).await
}

fn bearer() -> (&'static str, &'static str) {
    ("authorization", "Bearer a-secret-of-the-sender")
}

fn parsed(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or(Value::Null)
}

fn webhook(number: &str, status: i64) -> String {
    json!({
        "action": "parcel_status_changed",
        "timestamp": 1_772_438_400_000_i64,
        "parcel": { "tracking_number": number, "status": { "id": status, "message": "x" } }
    })
    .to_string()
}

#[tokio::test]
async fn a_signed_webhook_is_taken_once() {
    let portal = Portal::open().await;
    feed(&portal, "sendcloud", FeedFormat::Sendcloud).await;
    let body = webhook("3STEST1", 11);
    let code = signed(body.as_bytes());
    let first = send(&portal, "sendcloud", &[("sendcloud-signature", &code)], body.clone()).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert_eq!((parsed(&first)["new"].clone(), parsed(&first)["waiting"].clone()), (json!(1), json!(1)));
    let again = send(&portal, "sendcloud", &[("x-consigne-signature", &format!("sha256={code}"))], body.clone()).await;
    assert_eq!((parsed(&again)["new"].clone(), parsed(&again)["known"].clone()), (json!(0), json!(1)));
    // Another action is taken and says nothing.
    let other = json!({ "action": "integration_connected", "timestamp": 1 }).to_string();
    let answer = send(&portal, "sendcloud", &[("sendcloud-signature", &signed(other.as_bytes()))], other).await;
    assert_eq!((answer.status, parsed(&answer)["new"].clone()), (StatusCode::OK, json!(0)));
}

#[tokio::test]
async fn a_wrong_proof_and_no_feed_look_alike() {
    let portal = Portal::open().await;
    feed(&portal, "sendcloud", FeedFormat::Sendcloud).await;
    let body = webhook("3STEST1", 11);
    let wrong = signed(b"another body");
    let mut answers = Vec::new();
    for name in ["sendcloud", "nobody", "Sendcloud", "a%20b"] {
        for headers in [
            &[][..],
            &[("authorization", "Bearer wrong")],
            &[("authorization", "Basic a-secret-of-the-sender")],
            &[("sendcloud-signature", wrong.as_str())],
            &[("x-consigne-signature", "sha256=zz")],
        ] {
            let answer = send(&portal, name, headers, body.clone()).await;
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"feeds\"");
            answers.push((answer.status, answer.body));
        }
    }
    assert!(answers.iter().all(|answer| answer.0 == StatusCode::UNAUTHORIZED && *answer == answers[0]), "{answers:?}");
    let mut claire = portal.signed_in(CLAIRE).await;
    assert_eq!(claire.get("/api/v1/feeds/sendcloud").await.status, StatusCode::METHOD_NOT_ALLOWED);
    let feed = portal.operations.feed("sendcloud").await.expect("read").expect("a feed");
    assert_eq!(feed.tally.deliveries, 0);
}

#[tokio::test]
async fn what_is_too_large_broken_or_an_error_is_a_problem() {
    let portal = Portal::open().await;
    feed(&portal, "laposte", FeedFormat::LaposteSuiviV2).await;
    let packed = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("packed")
    };
    let gzip = ("content-encoding", "gzip");
    let error = br#"{"code":"TOO_MANY_REQUESTS","message":"Rate limited"}"#.to_vec();
    for (headers, body, status) in [
        (&[bearer()][..], vec![b' '; server::feeds::BODY + 1], StatusCode::PAYLOAD_TOO_LARGE),
        (&[bearer(), gzip], packed(&vec![b' '; server::feeds::UNPACKED + 1]), StatusCode::PAYLOAD_TOO_LARGE),
        (&[bearer(), gzip], b"not gzip".to_vec(), StatusCode::BAD_REQUEST),
        (&[bearer(), ("content-encoding", "br")], b"{}".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (&[bearer()], b"<html>".to_vec(), StatusCode::UNPROCESSABLE_ENTITY),
        (&[bearer()], Vec::new(), StatusCode::UNPROCESSABLE_ENTITY),
        (&[bearer()], br#"{"returnCode":200,"shipment":[]}"#.to_vec(), StatusCode::UNPROCESSABLE_ENTITY),
        (&[bearer()], error, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = send(&portal, "laposte", headers, body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(parsed(&answer)["status"], json!(status.as_u16()));
    }
    // Ten megabytes of items of which none is any good are answered, each by its position, and harm nobody.
    let mut many = String::from("[");
    while many.len() < server::feeds::BODY - 100 {
        many.push_str("{\"returnCode\":200,\"shipment\":7},");
    }
    many.push_str("1]");
    let answer = send(&portal, "laposte", &[bearer()], many).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(parsed(&answer)["items_rejected"][1]["position"], json!("/1/shipment"));
    // A gzip body is signed as it comes and read as it unpacks.
    let body = packed(br#"{"returnCode":200,"shipment":{"idShip":"6A18987970674","event":[{"code":"DI1","date":"2026-03-01T10:00:00+01:00"}]}}"#);
    let code = signed(&body);
    let answer = send(&portal, "laposte", &[("x-consigne-signature", &code), gzip], body).await;
    assert_eq!((answer.status, parsed(&answer)["new"].clone()), (StatusCode::OK, json!(1)), "{}", answer.body);
}

#[tokio::test]
async fn nobody_without_a_secret_holds_up_those_who_have_one() {
    let portal = Portal::open().await;
    feed(&portal, "sendcloud", FeedFormat::Sendcloud).await;
    let wrong = signed(b"another body");
    let headers = [("sendcloud-signature", wrong.as_str())];
    // Bodies that never come, of senders whose proof is in them: as many as are waited for, and more.
    let slow = (0..40).map(|place| {
        let body = Body::from_stream(futures_util::stream::pending::<Result<bytes::Bytes, std::io::Error>>());
        send(&portal, if place % 2 == 0 { "sendcloud" } else { "nothing" }, &headers, body)
    });
    let known = async {
        // Until then the slow ones have taken all they can have.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        send(&portal, "sendcloud", &[bearer()], webhook("3STEST1", 11)).await
    };
    let known = tokio::time::timeout(std::time::Duration::from_secs(20), known);
    tokio::select! {
        biased;
        _ = futures_util::future::join_all(slow) => panic!("bodies that never come are not answered"),
        answer = known => assert_eq!(answer.expect("in time").status, StatusCode::OK),
    }
}

#[tokio::test]
async fn a_small_body_that_unpacks_to_millions_of_items_is_answered_in_few_words() {
    let portal = Portal::open().await;
    feed(&portal, "laposte", FeedFormat::LaposteSuiviV2).await;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = format!("[{}0]", "0,".repeat(server::feeds::UNPACKED / 2 - 2));
    let body = encoder.write_all(zeros.as_bytes()).and_then(|()| encoder.finish()).expect("packed");
    let answer = send(&portal, "laposte", &[bearer(), ("content-encoding", "gzip")], body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(parsed(&answer)["items_rejected"].as_array().map(Vec::len), Some(100));
    let feed = portal.operations.feed("laposte").await.expect("read").expect("a feed");
    assert_eq!(feed.tally.rejected, 100_001);
}

#[tokio::test]
async fn a_key_makes_a_delivery_the_same_one() {
    let portal = Portal::open().await;
    feed(&portal, "sendcloud", FeedFormat::Sendcloud).await;
    let body = webhook("3STEST1", 11);
    for key in ["idempotency-key", "webhook-id"] {
        let first = send(&portal, "sendcloud", &[bearer(), (key, key)], body.clone()).await;
        let again = send(&portal, "sendcloud", &[bearer(), (key, key)], body.clone()).await;
        assert_eq!((first.status, first.body), (again.status, again.body));
        let other = send(&portal, "sendcloud", &[bearer(), (key, key)], webhook("3STEST2", 11)).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn ana_maps_a_code_and_the_parcel_moves() {
    let portal = Portal::open().await;
    let claire = portal.signed_in(CLAIRE).await;
    portal.filed(&claire).await;
    feed(&portal, "colissimo", FeedFormat::Csv).await;
    let now = portal.operations.now();
    let table = format!(
        "tracking_number;carrier;code;at;label\n6A18987970674;colissimo;ZZ/9 é;{now};Chez le voisin\n\
         6A18987970674;colissimo;DI1;soon;\n"
    );
    let answer = send(&portal, "colissimo", &[bearer()], table).await;
    assert_eq!(parsed(&answer)["unknown_codes"], json!(["ZZ/9 é"]), "{}", answer.body);

    let mut ana = portal.signed_in(ANA).await;
    let feeds = ana.get("/admin/feeds").await;
    assert_eq!(feeds.status, StatusCode::OK);
    for words in ["colissimo", "Rejets", "Pas une date et heure", "Aucun événement n’attend son colis."] {
        assert!(feeds.body.contains(words), "{words} in {}", feeds.body);
    }
    assert!(!feeds.body.contains(SECRET));
    let codes = ana.get("/admin/codes").await;
    for words in
        ["ZZ/9 é", "Chez le voisin", "Codes à associer", "/admin/codes?carrier=colissimo&amp;code=ZZ%2F9+%C3%A9"]
    {
        assert!(codes.body.contains(words), "{words} in {}", codes.body);
    }
    let address = "/admin/codes?carrier=colissimo&code=ZZ%2F9+%C3%A9";
    let form = ana.get(address).await;
    assert!(form.body.contains("Que signifie ZZ/9 é\u{202f}?"), "{}", form.body);
    let fields = |state: &'static str| {
        [("form", "map"), ("carrier", "colissimo"), ("code", "ZZ/9 é"), ("state", state), ("reason", "other")]
    };
    for (state, words) in [("", "reason"), ("none", "other"), ("flying", "flying")] {
        let refused = ana.post(address, &fields(state)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        // What was chosen stays.
        assert!(refused.body.contains("value=\"other\" selected"), "{}", refused.body);
    }
    let done = ana.post(address, &fields("delivered")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = ana.get(done.location()).await;
    for words in [
        "Le code ZZ/9 é est associé.",
        "Un événement a été relu.",
        "Un colis a changé de statut.",
        "Livré · Autre motif",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let parcel = portal.operations.parcel(&claire.signed().await.actor, "6A18987970674").await.expect("a page").parcel;
    assert_eq!(parcel.standing.state, domain::parcel::ParcelState::Delivered);

    let removed = ana.post("/admin/codes", &[("form", "unmap"), ("carrier", "colissimo"), ("code", "ZZ/9 é")]).await;
    assert!(ana.get(removed.location()).await.body.contains("Le sens du code ZZ/9 é est retiré."));
    let gone = ana.post("/admin/codes", &[("form", "unmap"), ("carrier", "colissimo"), ("code", "ZZ/9 é")]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert_eq!(ana.get("/admin/codes?carrier=x&code=y").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_administrators_find_these_pages() {
    let portal = Portal::open().await;
    for email in [CLAIRE, KARIM] {
        let mut browser = portal.signed_in(email).await;
        for path in ["/admin/feeds", "/admin/codes"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{email} {path}");
        }
        let post =
            browser.post("/admin/codes", &[("form", "map"), ("carrier", "a"), ("code", "b"), ("state", "none")]).await;
        assert_eq!(post.status, StatusCode::NOT_FOUND, "{email}");
    }
    assert_eq!(portal.browser().get("/admin/feeds").await.location(), "/sign-in?next=/admin/feeds");
}
