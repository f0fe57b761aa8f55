//! How the program ends: streams are told, what is under way finishes, what does not is cut (`security.md` L11).

use std::io;
use std::time::{Duration, Instant};

use server::accept::Limits;
use tokio::io::AsyncWriteExt;

use crate::portal::{Portal, rest, short, until};

#[tokio::test]
async fn streams_are_told_and_work_under_way_is_finished() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut watcher = portal.connect().await?;
    watcher.write_all(b"GET /stream HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    until(&mut watcher, "first").await;
    let mut worker = portal.connect().await?;
    worker.write_all(b"GET /late HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    let mut sender = portal.connect().await?;
    sender.write_all(b"POST /form HTTP/1.1\r\nhost: portal.example.com\r\ncontent-length: 6\r\n\r\nabc").await?;
    let mut idler = portal.connect().await?;
    idler.write_all(b"GET / HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    until(&mut idler, "Bonjour").await;
    let silent = portal.connect().await?;
    tokio::time::sleep(Duration::from_millis(50)).await;

    let started = Instant::now();
    portal.stop.cancel();
    let address = portal.address;
    sender.write_all(b"def").await?;
    assert!(rest(&mut watcher).await.contains("event: bye"));
    assert!(rest(&mut worker).await.starts_with("HTTP/1.1 200"));
    assert!(rest(&mut sender).await.contains("\r\n\r\n6"));
    assert_eq!(rest(&mut idler).await, "");
    assert_eq!(portal.ended().await, Some(0));
    assert!(started.elapsed() < Duration::from_secs(2));
    drop(silent);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    Ok(())
}

#[tokio::test]
async fn what_does_not_end_is_cut() -> io::Result<()> {
    let portal = Portal::open(Limits { drain: Duration::from_millis(300), ..short() }).await?;
    let mut stuck = portal.connect().await?;
    stuck.write_all(b"GET /never HTTP/1.1\r\nhost: portal.example.com\r\n\r\n").await?;
    tokio::time::sleep(Duration::from_millis(50)).await;
    portal.stop.cancel();
    assert_eq!(portal.ended().await, Some(1));
    assert_eq!(rest(&mut stuck).await, "");
    Ok(())
}

#[tokio::test]
async fn no_more_connections_than_allowed_are_taken_at_once() -> io::Result<()> {
    let portal = Portal::open(Limits { connections: 1, head: Duration::from_secs(1), ..short() }).await?;
    let first = portal.connect().await?;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut second = portal.connect().await?;
    second.write_all(b"GET / HTTP/1.1\r\nhost: portal.example.com\r\nconnection: close\r\n\r\n").await?;
    let started = Instant::now();
    // The first says nothing and is cut; only then is it the second one's turn.
    assert!(rest(&mut second).await.contains("Bonjour"));
    assert!(started.elapsed() > Duration::from_millis(500));
    drop(first);
    Ok(())
}
