//! HTTP/2 without TLS, as proxies speak it: many calls on one connection, and the same limits.
//!
//! The frames are written by hand (RFC 9113 §4.1), headers as RFC 7541 encodes them without a table of their own.

use std::io;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::portal::{HOST, LONG, Portal, short};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

/// `:status: 200` and `:status: 404` in the table that every connection starts with.
const OK: u8 = 0x88;
const NOT_FOUND: u8 = 0x8d;

struct Client(TcpStream);

struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

impl Client {
    async fn connect(portal: &Portal) -> io::Result<Client> {
        let mut client = Client(portal.connect().await?);
        client.0.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await?;
        client.send(SETTINGS, 0, 0, &[]).await?;
        Ok(client)
    }

    async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> io::Result<()> {
        let length = u8::try_from(payload.len()).map_err(io::Error::other)?;
        let mut frame = vec![0, 0, length, kind, flags];
        frame.extend_from_slice(&stream.to_be_bytes());
        frame.extend_from_slice(payload);
        self.0.write_all(&frame).await
    }

    async fn receive(&mut self) -> io::Result<Frame> {
        let mut head = [0; 9];
        self.0.read_exact(&mut head).await?;
        let [a, b, c, kind, flags, rest @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        self.0.read_exact(&mut payload).await?;
        Ok(Frame { kind, flags, stream: u32::from_be_bytes(rest), payload })
    }

    async fn ask(&mut self, stream: u32, path: &str) -> io::Result<()> {
        let mut headers = vec![0x82, 0x87];
        for (name, value) in [(0x04, path), (0x01, HOST)] {
            headers.extend([name, u8::try_from(value.len()).map_err(io::Error::other)?]);
            headers.extend_from_slice(value.as_bytes());
        }
        self.send(HEADERS, END_STREAM | END_HEADERS, stream, &headers).await
    }

    /// The status byte and the body of the answer on a stream; says yes to settings and pings meanwhile.
    async fn answer(&mut self, stream: u32) -> io::Result<(u8, String)> {
        let (mut status, mut body) = (0, Vec::new());
        loop {
            let frame = self.receive().await?;
            match frame.kind {
                SETTINGS | PING if frame.flags & ACK == 0 => {
                    let echo = if frame.kind == PING { frame.payload } else { Vec::new() };
                    self.send(frame.kind, ACK, 0, &echo).await?;
                }
                HEADERS if frame.stream == stream => status = frame.payload.first().copied().unwrap_or(0),
                DATA if frame.stream == stream => body.extend_from_slice(&frame.payload),
                _ => {}
            }
            if frame.stream == stream && frame.flags & END_STREAM != 0 && frame.kind <= HEADERS {
                return Ok((status, String::from_utf8_lossy(&body).into_owned()));
            }
        }
    }

    /// Reads until the other side closes, saying yes to pings, and answers after how long.
    async fn closed(&mut self) -> io::Result<Duration> {
        let started = Instant::now();
        let goodbye = async { while self.answer(0).await.is_ok() {} };
        timeout(LONG, goodbye).await.map_err(|_| io::Error::other("still open"))?;
        Ok(started.elapsed())
    }
}

#[tokio::test]
async fn one_connection_serves_many_calls_and_leaves_when_idle() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut client = Client::connect(&portal).await?;
    for stream in [1, 3, 5] {
        client.ask(stream, "/").await?;
        assert_eq!(client.answer(stream).await?, (OK, "<p>Bonjour</p>".to_owned()));
        // Longer than a head may take: what follows an answer on such a connection is no head.
        sleep(Duration::from_millis(400)).await;
        client.send(PING, 0, 0, b"are you?").await?;
    }
    client.ask(7, "/nowhere").await?;
    assert_eq!(client.answer(7).await?.0, NOT_FOUND);
    let took = client.closed().await?;
    assert!(took > Duration::from_millis(800), "{took:?}");
    Ok(())
}

#[tokio::test]
async fn an_end_lets_calls_under_way_finish() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut client = Client::connect(&portal).await?;
    client.ask(1, "/").await?;
    assert_eq!(client.answer(1).await?.0, OK);
    client.ask(3, "/late").await?;
    sleep(Duration::from_millis(50)).await;
    portal.stop.cancel();
    assert_eq!(client.answer(3).await?.0, OK);
    client.closed().await?;
    assert_eq!(portal.ended().await, Some(0));
    Ok(())
}

#[tokio::test]
async fn who_only_keeps_settings_going_is_cut() -> io::Result<()> {
    let portal = Portal::open(short()).await?;
    let mut client = Client::connect(&portal).await?;
    let started = Instant::now();
    while client.send(PING, 0, 0, b"are you?").await.is_ok() && started.elapsed() < LONG {
        sleep(Duration::from_millis(50)).await;
    }
    assert!(started.elapsed() < Duration::from_millis(2500), "{:?}", started.elapsed());
    Ok(())
}
