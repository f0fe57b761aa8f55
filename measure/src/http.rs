//! A browser reduced to what a measurement needs: one kept connection, one cookie, whole answers.

use std::io::Read;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::Outcome;

/// What a browser's form is sent as.
const FORM: &str = "application/x-www-form-urlencoded";

/// The largest answer that is taken, in bytes.
const BODY_MAX: usize = 16 * 1024 * 1024;

/// What of an answer is counted and not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Bytes.
    pub bytes: u64,
    /// Lines.
    pub lines: u64,
}

/// What is sent besides an address.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sent<'a> {
    /// The body; nothing is sent without one.
    pub body: &'a [u8],
    /// What the body is.
    pub kind: &'a str,
    /// What the sender proves himself with, or empty.
    pub bearer: &'a str,
}

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Where it leads, or empty.
    pub location: String,
    /// The first `Set-Cookie`, or empty.
    pub set_cookie: String,
    /// Its body as it came over the wire.
    pub body: Vec<u8>,
    encoding: String,
    length: Option<usize>,
    chunked: bool,
    last: bool,
}

impl Answer {
    /// Its body as text.
    pub fn text(&self) -> Outcome<String> {
        let bytes = match self.encoding.as_str() {
            "" => self.body.clone(),
            "br" => {
                let mut plain = Vec::with_capacity(self.body.len() * 8);
                let mut reader = brotli::Decompressor::new(self.body.as_slice(), 16 * 1024);
                reader.read_to_end(&mut plain).map_err(|error| format!("an answer is no Brotli: {error}"))?;
                plain
            }
            other => return Err(format!("an answer came as {other}, which was not asked for")),
        };
        String::from_utf8(bytes).map_err(|error| format!("an answer is no text: {error}"))
    }

    fn note(&mut self, line: &str) -> Outcome<()> {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("no header: {line}"))?;
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => self.length = Some(value.parse().map_err(|_| format!("no length: {value}"))?),
            "transfer-encoding" => self.chunked = value.eq_ignore_ascii_case("chunked"),
            "content-encoding" => value.clone_into(&mut self.encoding),
            "connection" => self.last = value.eq_ignore_ascii_case("close"),
            "location" => value.clone_into(&mut self.location),
            "set-cookie" if self.set_cookie.is_empty() => value.clone_into(&mut self.set_cookie),
            _ => {}
        }
        Ok(())
    }
}

/// One client with a connection of its own.
#[derive(Debug)]
pub struct Client {
    address: SocketAddr,
    cookie: String,
    wire: Option<BufReader<TcpStream>>,
    /// Whether the next answer must not be compressed.
    plain: bool,
}

impl Client {
    /// A client that has not connected yet and is nobody.
    pub const fn new(address: SocketAddr) -> Self {
        Client { address, cookie: String::new(), wire: None, plain: false }
    }

    /// Another client of the same session, with a connection of its own.
    pub fn again(&self) -> Self {
        Client { address: self.address, cookie: self.cookie.clone(), wire: None, plain: false }
    }

    /// The server that it talks to.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on it shows this cookie.
    pub fn show(&mut self, cookie: &str) {
        cookie.clone_into(&mut self.cookie);
    }

    /// Ends its connection; the next call opens another.
    pub fn hang_up(&mut self) {
        self.wire = None;
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.call("GET", path, Sent::default()).await
    }

    /// Sends a form.
    pub async fn post<'a>(
        &mut self,
        path: &str,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Outcome<Answer> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.call("POST", path, Sent { body: body.as_bytes(), kind: FORM, bearer: "" }).await
    }

    /// Sends a payload as a program does, with its secret.
    pub async fn deliver(&mut self, path: &str, sent: Sent<'_>) -> Outcome<Answer> {
        self.call("POST", path, sent).await
    }

    /// Reads a file as it comes, uncompressed, and counts its bytes and lines. Whatever is not the file is an error, and
    /// so is one that breaks off.
    pub async fn count(&mut self, path: &str) -> Outcome<Counted> {
        self.count_of("GET", path, Sent::default()).await
    }

    /// The same of a file that a form asks for.
    pub async fn count_posted<'a>(
        &mut self,
        path: &str,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Outcome<Counted> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.count_of("POST", path, Sent { body: body.as_bytes(), kind: FORM, bearer: "" }).await
    }

    async fn count_of(&mut self, method: &str, path: &str, what: Sent<'_>) -> Outcome<Counted> {
        let named = |error| format!("{method} {path}: {error}");
        self.plain = true;
        let sent = self.send(method, path, what).await;
        self.plain = false;
        let mut wire = sent.map_err(named)?;
        let answer = read_head(&mut wire).await.map_err(named)?;
        if answer.status != 200 || !answer.encoding.is_empty() {
            return Err(format!("{path} was answered {} {}", answer.status, answer.encoding));
        }
        let counted = count_body(&mut wire, &answer).await.map_err(named)?;
        if !answer.last {
            self.wire = Some(wire);
        }
        Ok(counted)
    }

    /// Where an address leads on to; empty where it answers by itself, and that answer is not read.
    pub async fn leads(&mut self, path: &str) -> Outcome<String> {
        let mut wire = self.send("GET", path, Sent::default()).await?;
        let mut answer = read_head(&mut wire).await?;
        if answer.status != 303 {
            return Ok(String::new());
        }
        read_body(&mut wire, &mut answer).await?;
        Ok(answer.location)
    }

    /// Opens the stream of events; what comes on it is left to the caller.
    pub async fn listen(&mut self) -> Outcome<BufReader<TcpStream>> {
        let mut wire = self.send("GET", "/live", Sent::default()).await?;
        let answer = read_head(&mut wire).await?;
        if answer.status == 200 { Ok(wire) } else { Err(format!("/live was answered {}", answer.status)) }
    }

    async fn call(&mut self, method: &str, path: &str, sent: Sent<'_>) -> Outcome<Answer> {
        let named = |error| format!("{method} {path}: {error}");
        let mut wire = self.send(method, path, sent).await.map_err(named)?;
        let mut answer = read_head(&mut wire).await.map_err(named)?;
        read_body(&mut wire, &mut answer).await.map_err(named)?;
        if !answer.last {
            self.wire = Some(wire);
        }
        Ok(answer)
    }

    async fn send(&mut self, method: &str, path: &str, sent: Sent<'_>) -> Outcome<BufReader<TcpStream>> {
        let mut wire = match self.wire.take() {
            Some(wire) => wire,
            None => {
                let stream = TcpStream::connect(self.address).await.map_err(said)?;
                stream.set_nodelay(true).map_err(said)?;
                BufReader::new(stream)
            }
        };
        let address = self.address;
        // What a page reads again it reads as JSON, as its own scripts do.
        let accept = if path.starts_with("/read/") { "application/json" } else { "text/html" };
        let coding = if self.plain { "identity" } else { "br" };
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\naccept: {accept}\r\naccept-encoding: {coding}\r\n\
             accept-language: fr\r\nuser-agent: consigne-bench\r\n"
        );
        // A program that delivers is no browser, and shows its secret instead.
        if sent.bearer.is_empty() {
            request.push_str("sec-fetch-site: same-origin\r\n");
        } else {
            request.push_str(&format!("authorization: Bearer {}\r\n", sent.bearer));
        }
        if !self.cookie.is_empty() {
            request.push_str(&format!("cookie: {}\r\n", self.cookie));
        }
        if method == "POST" {
            if sent.bearer.is_empty() {
                request.push_str(&format!("origin: http://{address}\r\n"));
            }
            request.push_str(&format!("content-type: {}\r\ncontent-length: {}\r\n", sent.kind, sent.body.len()));
        }
        request.push_str("\r\n");
        let mut request = request.into_bytes();
        request.extend_from_slice(sent.body);
        wire.get_mut().write_all(&request).await.map_err(said)?;
        Ok(wire)
    }
}

async fn read_head(wire: &mut BufReader<TcpStream>) -> Outcome<Answer> {
    let first = read_line(wire).await?;
    let status = first.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok());
    let mut answer = Answer { status: status.ok_or_else(|| format!("no answer: {first}"))?, ..Answer::default() };
    loop {
        let line = read_line(wire).await?;
        if line.is_empty() {
            return Ok(answer);
        }
        answer.note(&line)?;
    }
}

async fn read_body(wire: &mut BufReader<TcpStream>, answer: &mut Answer) -> Outcome<()> {
    if !answer.chunked {
        return take(wire, &mut answer.body, answer.length.unwrap_or(0)).await;
    }
    loop {
        let line = read_line(wire).await?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(|_| format!("no size of a chunk: {line}"))?;
        take(wire, &mut answer.body, size).await?;
        read_line(wire).await?;
        if size == 0 {
            return Ok(());
        }
    }
}

/// Reads a body to its end without keeping it.
async fn count_body(wire: &mut BufReader<TcpStream>, answer: &Answer) -> Outcome<Counted> {
    let mut counted = Counted::default();
    let mut room = vec![0; 64 * 1024];
    if !answer.chunked {
        pass(wire, &mut counted, &mut room, answer.length.unwrap_or(0)).await?;
        return Ok(counted);
    }
    loop {
        let line = read_line(wire).await?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(|_| format!("no size of a chunk: {line}"))?;
        pass(wire, &mut counted, &mut room, size).await?;
        read_line(wire).await?;
        if size == 0 {
            return Ok(counted);
        }
    }
}

async fn pass(wire: &mut BufReader<TcpStream>, counted: &mut Counted, room: &mut [u8], size: usize) -> Outcome<()> {
    let mut left = size;
    while left > 0 {
        let most = left.min(room.len());
        let part = &mut room[..most];
        wire.read_exact(part).await.map_err(said)?;
        counted.bytes += most as u64;
        counted.lines += part.iter().filter(|byte| **byte == b'\n').count() as u64;
        left -= most;
    }
    Ok(())
}

async fn take(wire: &mut BufReader<TcpStream>, body: &mut Vec<u8>, size: usize) -> Outcome<()> {
    let start = body.len();
    if size > BODY_MAX - start {
        return Err("an answer is too large".to_owned());
    }
    body.resize(start + size, 0);
    wire.read_exact(&mut body[start..]).await.map_err(said)?;
    Ok(())
}

async fn read_line(wire: &mut BufReader<TcpStream>) -> Outcome<String> {
    let mut line = String::new();
    if wire.read_line(&mut line).await.map_err(said)? == 0 {
        return Err("the connection was closed".to_owned());
    }
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

fn said(error: std::io::Error) -> String {
    error.to_string()
}
