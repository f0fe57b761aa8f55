//! The served portal: it counts what is not there, and can be copied while it runs.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use crate::Place;

/// A portal that ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(host: &str, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// A portal that answers, and its host.
fn serve(place: &Place) -> io::Result<(Served, String)> {
    let mut served = Served(place.start("serve --listen 127.0.0.1:0")?);
    let out = served.0.stdout.take().map(BufReader::new);
    let line = out.into_iter().flat_map(BufRead::lines).flatten().find(|line| line.contains("answers at http://"));
    let host = line.as_deref().and_then(|line| line.rsplit("//").next()).unwrap_or_default().to_owned();
    Ok((served, host))
}

#[test]
fn a_copy_is_made_while_the_portal_runs() -> io::Result<()> {
    let place = Place::new()?;
    let (_served, host) = serve(&place)?;
    assert!(place.done("backup copy.tar")?.starts_with("copy.tar: 1 file, "));
    assert!(get(&host, "/healthz")?.starts_with("HTTP/1.1 200"));
    place.done("restore copy.tar --data other")?;
    assert!(place.done("doctor --data other")?.contains("0 tickets"));
    Ok(())
}

#[test]
fn missing_things_are_answered_404_and_counted() -> io::Result<()> {
    let place = Place::new()?;
    let (_served, host) = serve(&place)?;
    let host = host.as_str();
    assert!(get(host, "/healthz")?.starts_with("HTTP/1.1 200"));
    assert!(!get(host, "/metrics")?.contains("consigne_not_found_total{"));
    for path in ["/nowhere/4711", "/nowhere/4712"] {
        assert!(get(host, path)?.starts_with("HTTP/1.1 404"), "{path}");
    }
    let figures = get(host, "/metrics")?;
    assert!(figures.contains("\nconsigne_not_found_total{route=\"unmatched\"} 2\n"), "{figures}");
    Ok(())
}
