//! Event streams from outside, on sockets: Claire of a customer and Karim of the operator watch the same thread.

mod portal;

use std::time::Duration;

use axum::body::Body;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use operations::live::Caps;
use operations::{Clock, Operations};
use server::accept::Limits;
use server::connection;
use server::live::Terms;
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;

use portal::{CLAIRE, KARIM, LONG, Portal, cookie, read_until, sign_in, streams};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_writes_the_other_hears_within_a_second() {
    let portal = Portal::open().await;
    let number = portal.file().await;
    let (claire, karim) = (sign_in(&portal, CLAIRE).await, sign_in(&portal, KARIM).await);
    let mut hers = portal.stream(&claire, "/live", None).await;
    let mut his = portal.stream(&karim, "/live", None).await;
    for expected in [
        "HTTP/1.1 200 OK",
        "content-type: text/event-stream\r\n",
        "cache-control: no-store\r\n",
        "x-accel-buffering: no\r\n",
        "event: here\nid: 1\ndata: {}\n\n",
    ] {
        hers.until(expected).await;
    }
    assert!(!hers.heard.contains("content-encoding"), "{}", hers.heard);
    let retry = hers.heard.split("retry: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    assert!(retry.is_some_and(|retry: u64| (1_000..3_000).contains(&retry)), "{}", hers.heard);

    portal.reply(&number).await;
    for wire in [&mut hers, &mut his] {
        let took = wire.until("event: changed\nid: 2\n").await;
        assert!(took < Duration::from_secs(1), "{took:?}");
        wire.until("\"sequence\":2}\n\n").await;
        assert!(wire.heard.contains("data: {\"ticket\":\""), "{}", wire.heard);
    }

    // A note is told to the operator alone, and nobody is told a word of what it says.
    portal.note(&number, "CANARI").await;
    his.until("event: changed\nid: 3\n").await;
    assert!(!hers.within(Duration::from_millis(300)).await.contains("id: 3"));
    assert!(!format!("{}{}", hers.heard, his.heard).contains("CANARI"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_goes_on_where_it_was_cut() {
    let portal = Portal::open().await;
    let number = portal.file().await;
    for _ in 0..3 {
        portal.reply(&number).await;
    }
    let other = portal.file().await;
    let claire = sign_in(&portal, CLAIRE).await;

    let mut wire = portal.stream(&claire, "/live", Some(2)).await;
    wire.until("id: 5\n").await;
    assert_eq!(wire.changes(), [4, 5], "two of one thread are told as one, in order");
    assert!(!wire.heard.contains("event: here"), "its id would pass over what is still to be told");
    portal.reply(&other).await;
    wire.until("id: 6\n").await;
    assert_eq!(wire.changes(), [4, 5, 6]);

    // Another tab takes over; the header of a browser that comes back says more than the address it first asked for.
    let mut taken_over = portal.stream(&claire, "/live?after=3", None).await;
    taken_over.until("id: 6\n").await;
    assert_eq!(taken_over.changes(), [4, 6]);
    let mut back = portal.stream(&claire, "/live?after=3", Some(5)).await;
    back.until("id: 6\n").await;
    assert_eq!(back.changes(), [6]);

    for odd in ["-4", "999", "x", "99999999999999999999", "%00"] {
        let mut lost = portal.stream(&claire, &format!("/live?after={odd}"), None).await;
        lost.until("event: resync\nid: 6\ndata: {}\n\n").await;
        assert!(lost.changes().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stream_of_a_session_that_ends_is_closed_within_two_seconds() {
    let portal = Portal::open().await;
    let (claire, second) = (sign_in(&portal, CLAIRE).await, sign_in(&portal, CLAIRE).await);
    let mut here = portal.stream(&claire, "/live", None).await;
    let mut elsewhere = portal.stream(&second, "/live", None).await;
    let head = [("cookie", &*cookie(&claire)), ("sec-fetch-site", "same-origin")];
    assert_eq!(portal.status("HEAD", &head).await, "200");

    portal.operations.revoke_session(&portal.claire, claire.session).await.expect("revoked");
    let took = here.until("event: ended\ndata: {}\n\n").await;
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert!(here.is_complete().await, "{}", here.heard);
    for method in ["HEAD", "GET"] {
        assert_eq!(portal.status(method, &head).await, "401");
    }

    // Another process of the installation ends the other one: nothing but the database tells this process.
    let (store, settings) = (portal.operations.store().clone(), portal.operations.settings().clone());
    let other = Operations::open(store, Clock::running(), settings).expect("a second process");
    other.revoke_session(&portal.claire, second.session).await.expect("revoked");
    let took = elsewhere.until("event: ended").await;
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_our_own_pages_and_only_who_is_signed_in() {
    let portal = Portal::open().await;
    let claire = sign_in(&portal, CLAIRE).await;
    let cookie = cookie(&claire);
    let own = format!("http://{}", portal.address);
    let port = format!("http://127.0.0.1:{}", portal.address.port() ^ 1);
    let secure = format!("https://{}", portal.address);
    for (name, value, expected) in [
        ("origin", own.as_str(), "200"),
        ("sec-fetch-site", "same-origin", "200"),
        ("referer", own.as_str(), "200"),
        ("origin", "https://evil.test", "403"),
        ("origin", "null", "403"),
        ("origin", &port, "403"),
        ("origin", &secure, "403"),
        ("sec-fetch-site", "cross-site", "403"),
        ("sec-fetch-site", "same-site", "403"),
        ("x-nothing", "at all", "403"),
    ] {
        assert_eq!(portal.status("GET", &[("cookie", &cookie), (name, value)]).await, expected, "{name}: {value}");
    }
    assert_eq!(portal.status("GET", &[("origin", &own)]).await, "401");
    assert_eq!(portal.status("GET", &[("origin", &own), ("cookie", "session=x")]).await, "401");
    assert_eq!(portal.status("GET", &[("origin", "https://evil.test")]).await, "403");
    assert_eq!(portal.status("POST", &[("origin", &own), ("cookie", &cookie), ("content-length", "0")]).await, "405");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_stream_shows_that_it_lives_and_one_that_is_left_is_closed() {
    let terms = Terms { beat: Duration::from_millis(100), caps: Caps { per_person: 2, total: 3 } };
    let portal = Portal::open_with(terms).await;
    let number = portal.file().await;
    let (claire, karim) = (sign_in(&portal, CLAIRE).await, sign_in(&portal, KARIM).await);
    let mut wire = portal.stream(&claire, "/live", None).await;
    wire.until("\n:\n\n").await;
    // A note moves her position along, and that is all she learns of it.
    portal.note(&number, "Rien").await;
    wire.until("event: here\nid: 2\n").await;
    assert!(wire.changes().is_empty());

    let (second, third) = (portal.stream(&claire, "/live", None).await, portal.stream(&claire, "/live", None).await);
    wire.until("retry: 60000\n\n").await;
    assert!(wire.is_complete().await, "the oldest gives way");
    let _his = portal.stream(&karim, "/live", None).await;
    let (cookie, site) = (cookie(&karim), ("sec-fetch-site", "same-origin"));
    assert_eq!(portal.status("GET", &[("cookie", &cookie), site]).await, "503");

    drop((second, third));
    let began = Instant::now();
    while portal.operations.live().listeners() > 1 {
        assert!(began.elapsed() < LONG, "streams that are left stay open");
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(portal.status("GET", &[("cookie", &cookie), site]).await, "200");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_end_when_the_program_does() {
    let mut portal = Portal::open().await;
    let claire = sign_in(&portal, CLAIRE).await;
    let mut wires = Vec::new();
    for _ in 0..5 {
        wires.push(portal.stream(&claire, "/live", None).await);
    }
    let began = Instant::now();
    portal.stop.cancel();
    let cut = timeout(LONG, &mut portal.ended).await.expect("in time").expect("ended");
    assert_eq!(cut, 0, "none had to be cut");
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    for mut wire in wires {
        assert!(wire.is_complete().await, "{}", wire.heard);
        assert_eq!(wire.heard.matches("retry: ").count(), 2, "each is told when to come back: {}", wire.heard);
        assert!(!wire.heard.contains("event: ended"), "the session is not over");
    }
}

/// `security.md` L07: 64 KiB for a reader who does not take what he asked for, and then he is told to read again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_who_stops_reading_costs_little_and_holds_up_nobody() {
    let portal = Portal::open().await;
    let mut tickets = Vec::new();
    for _ in 0..60 {
        tickets.push(portal.file().await);
    }
    let karim = sign_in(&portal, KARIM).await;
    let mut awake = portal.stream(&karim, "/live", None).await;

    // The same server on a pipe of 1 KiB, so that no buffer of the kernel takes what the reader does not.
    let (mut reader, pipe) = tokio::io::duplex(1_024);
    let app = streams(&portal.operations, &portal.stop, Terms::default());
    let service =
        service_fn(move |request: http::Request<hyper::body::Incoming>| app.clone().oneshot(request.map(Body::new)));
    let serving = tokio::spawn(async move {
        let builder = connection::protocol(&Limits::default());
        let _ = builder.serve_connection(TokioIo::new(pipe), service).await;
    });
    let head = format!(
        "GET /live HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\nsec-fetch-site: same-origin\r\n\r\n",
        portal.address,
        cookie(&karim)
    );
    reader.write_all(head.as_bytes()).await.expect("sent");
    while portal.operations.live().listeners() < 2 {
        sleep(Duration::from_millis(10)).await;
    }

    // Far more than all buffers take, in a row: first what fills them, then more than the hub keeps.
    for turn in 0..1_800 {
        portal.note(&tickets[turn % tickets.len()], "Encore").await;
    }
    let took = awake.until("id: 1860\n").await;
    assert!(took < Duration::from_secs(2), "whoever reads hears in time: {took:?}");

    let mut taken = String::new();
    read_until(&mut reader, &mut taken, "event: resync\nid: 1860\n").await;
    assert!(taken.len() <= 64 * 1024, "{} bytes were kept for it", taken.len());
    assert!(taken.len() > 4 * 1024, "the pipe was never full: {}", taken.len());
    portal.note(&tickets[0], "Enfin").await;
    read_until(&mut reader, &mut taken, "event: changed\nid: 1861\n").await;
    serving.abort();
}
