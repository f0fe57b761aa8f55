//! Clients that dribble, stay silent, or do not take what they asked for (`security.md` O01), and odd heads (I19).

use std::io;
use std::time::{Duration, Instant};

use server::accept::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::portal::{Portal, rest, short, until};

const STEP: Duration = Duration::from_millis(50);

/// Sends a byte every 50 ms until the connection is closed by the other side; answers after how long.
async fn dribble(stream: &mut TcpStream, byte: u8) -> Duration {
    let started = Instant::now();
    let mut buffer = [0; 512];
    while started.elapsed() < Duration::from_secs(4) {
        if stream.write_all(&[byte]).await.is_err() {
            break;
        }
        if let Ok(Ok(0) | Err(_)) = tokio::time::timeout(STEP, stream.read(&mut buffer)).await {
            break;
        }
    }
    started.elapsed()
}

fn assert_soon(took: Duration) {
    assert!(took >= Duration::from_millis(200), "cut too early: {took:?}");
    assert!(took < Duration::from_millis(2500), "cut too late: {took:?}");
}

#[tokio::test]
async fn a_dribbled_head_is_cut() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: ").await?;
    assert_soon(dribble(&mut stream, b'x').await);
    Ok(())
}

#[tokio::test]
async fn a_dribbled_second_head_is_cut_too() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    assert!(until(&mut stream, "Bonjour").await.contains("200 OK"));
    stream.write_all(b"GET / HTTP/1.1\r\nhost: ").await?;
    assert_soon(dribble(&mut stream, b'x').await);
    Ok(())
}

#[tokio::test]
async fn a_dribbled_preface_of_http2_is_cut() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    let started = Instant::now();
    for byte in b"PRI * HTTP/2.0\r\n\r\n" {
        if stream.write_all(&[*byte]).await.is_err() {
            break;
        }
        sleep(STEP).await;
    }
    assert!(!rest(&mut stream).await.contains("still open"));
    assert!(started.elapsed() < Duration::from_millis(2000));
    Ok(())
}

#[tokio::test]
async fn who_says_nothing_is_cut() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    let started = Instant::now();
    assert_eq!(rest(&mut stream).await, "");
    assert_soon(started.elapsed());
    Ok(())
}

#[tokio::test]
async fn an_idle_connection_stays_longer_than_a_head_may_take_and_then_closes() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    for _ in 0..2 {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
        assert!(until(&mut stream, "Bonjour").await.contains("200 OK"));
        sleep(Duration::from_millis(500)).await;
    }
    let started = Instant::now();
    assert_eq!(rest(&mut stream).await, "");
    assert!(started.elapsed() < Duration::from_millis(3500));
    Ok(())
}

#[tokio::test]
async fn a_dribbled_body_is_cut() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"POST /form HTTP/1.1\r\nhost: portal.example.com\r\ncontent-length: 100000\r\n\r\n").await?;
    assert_soon(dribble(&mut stream, b'x').await);
    Ok(())
}

#[tokio::test]
async fn a_body_that_comes_in_pieces_is_taken() -> io::Result<()> {
    let portal = Portal::open(Limits { body: Duration::from_millis(700), ..short() }).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"POST /form HTTP/1.1\r\nhost: portal.example.com\r\ncontent-length: 60000\r\n\r\n").await?;
    for _ in 0..10 {
        stream.write_all(&[b'x'; 6000]).await?;
        sleep(Duration::from_millis(100)).await;
    }
    assert!(until(&mut stream, "60000").await.contains("200 OK"));
    Ok(())
}

#[tokio::test]
async fn who_does_not_take_the_answer_is_cut() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    sleep(Duration::from_millis(1200)).await;
    let mut taken = 0;
    let mut buffer = vec![0; 1024 * 1024];
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        taken += length;
    }
    assert!(taken < 64 * 1024 * 1024, "the answer came whole: {taken}");
    Ok(())
}

#[tokio::test]
async fn a_large_answer_that_is_taken_comes_whole() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: portal.example.com\r\nconnection: close\r\n\r\n").await?;
    let mut all = Vec::new();
    stream.read_to_end(&mut all).await?;
    assert!(all.len() > 64 * 1024 * 1024);
    Ok(())
}

#[tokio::test]
async fn a_stream_outlives_every_limit_while_it_is_read() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut stream = portal.connect().await?;
    stream.write_all(b"GET /stream HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    assert!(until(&mut stream, "first").await.contains("text/event-stream"));
    sleep(Duration::from_millis(1500)).await;
    portal.stop.cancel();
    assert!(rest(&mut stream).await.contains("bye"));
    Ok(())
}

#[tokio::test]
async fn an_oversized_head_is_refused() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let head = format!("GET / HTTP/1.1\r\nhost: portal.example.com\r\nx-long: {}\r\n\r\n", "x".repeat(1024 * 1024));
    let mut stream = portal.connect().await?;
    // The answer may come, and the connection go, while we are still sending.
    let _ = stream.write_all(head.as_bytes()).await;
    let heard = rest(&mut stream).await;
    assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 431"), "{heard}");

    let many: String = (0..200).map(|number| format!("x-{number}: y\r\n")).collect();
    let heard = portal.say(&format!("GET / HTTP/1.1\r\nhost: portal.example.com\r\n{many}\r\n")).await?;
    assert!(heard.starts_with("HTTP/1.1 431"), "{heard}");
    Ok(())
}

#[tokio::test]
async fn requests_that_two_programs_could_read_differently_are_refused() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let start = "POST /form HTTP/1.1\r\nhost: portal.example.com\r\n";
    for (name, rest) in [
        ("two lengths", "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd"),
        ("length and chunks", "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        ("unknown coding", "transfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
        ("bad chunk", "transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
        ("signed length", "content-length: +3\r\n\r\nabc"),
        ("folded header", "x-a: b\r\n c\r\ncontent-length: 3\r\n\r\nabc"),
        ("space before colon", "x-a : b\r\ncontent-length: 3\r\n\r\nabc"),
    ] {
        let heard = portal.say(&format!("{start}{rest}")).await?;
        // RFC 9112 §6.1 lets a server go by the chunks where a length stands beside them, if it closes afterwards.
        let closing = heard.contains("connection: close") && name == "length and chunks";
        assert!(heard.starts_with("HTTP/1.1 400") || closing, "{name}: {heard}");
        assert!(heard.matches("HTTP/1.1 ").count() == 1 && !heard.contains("still open"), "{name}: {heard}");
    }
    Ok(())
}
