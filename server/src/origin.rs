//! Where we are reached: the origins that are ours, and the refusal of calls that name another host.
//!
//! Links are only ever built from the public URL; the check here keeps a forged `Host` from reaching anything that
//! might use it, and a page elsewhere from reaching a demo by rebinding its name to our address (`security.md` S05).

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::uri::{Authority, Scheme};
use http::{StatusCode, Uri, header};

use crate::fault;

/// A scheme, a host and a port, written as browsers write it in `Origin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    https: bool,
    /// Host and port in lower case, without the scheme's usual port.
    authority: String,
}

/// Why a text is no origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnOrigin;

impl fmt::Display for NotAnOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected http:// or https://, a host and nothing after it, as in https://portal.example.com")
    }
}

impl std::error::Error for NotAnOrigin {}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let uri: Uri = text.parse().map_err(|_| NotAnOrigin)?;
        let https = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            _ => return Err(NotAnOrigin),
        };
        let bare = uri.path().is_empty() || uri.path() == "/";
        match uri.authority() {
            Some(authority) if bare && uri.query().is_none() && !authority.as_str().contains('@') => {
                Ok(Origin { https, authority: without_usual_port(authority.as_str(), https) })
            }
            _ => Err(NotAnOrigin),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }
}

impl Origin {
    /// Whether browsers reach us over TLS.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether the host is this very machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = host_of(&self.authority);
        host == "localhost"
            || host.ends_with(".localhost")
            || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn without_usual_port(authority: &str, https: bool) -> String {
    let usual = if https { ":443" } else { ":80" };
    authority.strip_suffix(usual).unwrap_or(authority).to_ascii_lowercase()
}

/// All origins that are ours: the public one first.
#[derive(Clone, Debug)]
pub struct Origins(Arc<[Origin]>);

impl Origins {
    /// The public origin, and this machine's own names where we listen on loopback.
    ///
    /// A proxy on the same machine may hand calls on under the address that it connects to, so that stays allowed
    /// beside the public name.
    #[must_use]
    pub fn new(public: Option<&Origin>, listen: SocketAddr) -> Self {
        let mut origins: Vec<Origin> = public.cloned().into_iter().collect();
        if listen.ip().is_loopback() {
            for host in ["localhost", "127.0.0.1", "[::1]"] {
                let authority = without_usual_port(&format!("{host}:{}", listen.port()), false);
                origins.push(Origin { https: false, authority });
            }
        }
        Origins(origins.into())
    }

    /// The origin that links are built from: the public one, else this machine's.
    #[must_use]
    pub fn public(&self) -> Option<&Origin> {
        self.0.first()
    }

    /// Whether a `Host` (or the authority of an absolute request line) is one of ours.
    #[must_use]
    pub fn knows_host(&self, authority: &str) -> bool {
        self.0.iter().any(|origin| without_usual_port(authority, origin.https) == origin.authority)
    }

    /// Whether an `Origin` header is one of ours; `null` never is.
    #[must_use]
    pub fn knows_origin(&self, text: &str) -> bool {
        text.parse::<Origin>().is_ok_and(|sent| self.0.contains(&sent))
    }
}

/// What a call says about the host that it wants.
fn wanted_host(request: &Request) -> Result<&str, StatusCode> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().map(|host| host.to_str().map_err(|_| StatusCode::BAD_REQUEST)).transpose()?;
    // Two of them are read differently by different programs, which is how requests are smuggled (RFC 9112 §3.2).
    if hosts.next().is_some() {
        return Err(StatusCode::BAD_REQUEST);
    }
    match (request.uri().authority().map(Authority::as_str), host) {
        (Some(line), Some(host)) if !line.eq_ignore_ascii_case(host) => Err(StatusCode::BAD_REQUEST),
        (Some(host), _) | (None, Some(host)) => Ok(host),
        (None, None) => Err(StatusCode::BAD_REQUEST),
    }
}

/// Refuses calls for a host that is not ours with 421 (RFC 9110 §15.5.20), and unclear ones with 400.
///
/// The health addresses answer to any name, because load balancers call them by number.
pub async fn check_host(State(origins): State<Origins>, request: Request, next: Next) -> Response {
    if matches!(request.uri().path(), "/healthz" | "/readyz") {
        return next.run(request).await;
    }
    match wanted_host(&request) {
        Ok(host) if origins.knows_host(host) => next.run(request).await,
        Ok(_) => fault::page(StatusCode::MISDIRECTED_REQUEST, request.headers()),
        Err(status) => fault::page(status, request.headers()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Origins};

    fn origins(public: Option<&str>, listen: &str) -> Origins {
        let public: Option<Origin> = public.and_then(|text| text.parse().ok());
        match listen.parse() {
            Ok(listen) => Origins::new(public.as_ref(), listen),
            Err(error) => panic!("{listen}: {error}"),
        }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for (text, expected) in [
            ("https://Portal.Example.com", Some("https://portal.example.com")),
            ("https://portal.example.com:443/", Some("https://portal.example.com")),
            ("http://localhost:3000", Some("http://localhost:3000")),
            ("https://portal.example.com/consigne", None),
            ("https://portal.example.com/?a=b", None),
            ("https://me@portal.example.com", None),
            ("ftp://portal.example.com", None),
            ("portal.example.com", None),
            ("null", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Origin>().ok().map(|origin| origin.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn hosts_and_origins_of_ours() {
        let behind_proxy = origins(Some("https://portal.example.com"), "127.0.0.1:3000");
        for (host, known) in [
            ("portal.example.com", true),
            ("PORTAL.example.com:443", true),
            ("portal.example.com:8443", false),
            ("localhost:3000", true),
            ("127.0.0.1:3000", true),
            ("127.0.0.1:3001", false),
            ("portal.example.com.evil.test", false),
            ("", false),
        ] {
            assert_eq!(behind_proxy.knows_host(host), known, "{host}");
        }
        for (origin, known) in [
            ("https://portal.example.com", true),
            ("http://portal.example.com", false),
            ("https://portal.example.com:8443", false),
            ("https://evil.portal.example.com", false),
            ("http://localhost:3000", true),
            ("null", false),
        ] {
            assert_eq!(behind_proxy.knows_origin(origin), known, "{origin}");
        }
        let exposed = origins(Some("https://portal.example.com"), "0.0.0.0:3000");
        assert!(!exposed.knows_host("localhost:3000"));
    }

    #[test]
    fn this_machine_is_recognised() {
        for (text, loopback) in [
            ("http://localhost:3000", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:3000", true),
            ("http://demo.localhost", true),
            ("https://portal.example.com", false),
            ("http://192.0.2.1:3000", false),
        ] {
            assert_eq!(text.parse::<Origin>().map(|origin| origin.is_loopback()), Ok(loopback), "{text}");
        }
    }
}
