//! Whose network address a call comes from, behind proxies that we were told to trust.
//!
//! The last hop is the socket's peer. Only if it is a trusted proxy do we believe the address that it wrote at the
//! right end of `X-Forwarded-For`, and so on to the left: whatever stands further left was written by the client.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use ipnet::IpNet;

/// The header in which proxies note where a call came from.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The networks whose `X-Forwarded-For` we believe (`--trusted-proxy`).
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// Trusts these networks.
    #[must_use]
    pub fn new(networks: &[IpNet]) -> Self {
        TrustedProxies(networks.into())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The client's address: the first from the right that is no trusted proxy.
    ///
    /// An entry that is no address ends the walk at the proxy that wrote it, because nothing left of it can be
    /// believed either.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut address = peer.to_canonical();
        let lines: Vec<&str> =
            headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or_default()).collect();
        for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trusts(address) {
                break;
            }
            let Some(before) = parse(entry) else { break };
            address = before.to_canonical();
        }
        address
    }
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn parse(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    entry
        .parse::<IpAddr>()
        .ok()
        .or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
        .or_else(|| entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

/// Whether somebody else's program stands between the client and us, whether we trust it or not.
#[must_use]
pub fn was_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", FORWARDED_FOR, "via", "x-real-ip"].iter().any(|name| headers.contains_key(*name))
}

/// Puts the client's address beside the call as `ConnectInfo<IpAddr>`, which handlers can extract.
///
/// The socket's own peer stays there as `ConnectInfo<SocketAddr>`.
pub async fn identify(State(proxies): State<TrustedProxies>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let client = proxies.client(peer.ip(), request.headers());
        request.extensions_mut().insert(ConnectInfo(client));
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use http::{HeaderMap, HeaderValue};
    use ipnet::IpNet;

    use super::TrustedProxies;

    #[test]
    fn only_what_trusted_proxies_wrote_is_believed() {
        let networks: Vec<IpNet> = ["10.0.0.0/8", "127.0.0.1/32"].iter().filter_map(|net| net.parse().ok()).collect();
        assert_eq!(networks.len(), 2);
        let proxies = TrustedProxies::new(&networks);
        for (peer, lines, expected) in [
            ("203.0.113.9", vec![], "203.0.113.9"),
            ("203.0.113.9", vec!["198.51.100.7"], "203.0.113.9"),
            ("127.0.0.1", vec!["198.51.100.7"], "198.51.100.7"),
            ("127.0.0.1", vec!["1.2.3.4, 198.51.100.7"], "198.51.100.7"),
            ("127.0.0.1", vec!["1.2.3.4, 198.51.100.7, 10.1.1.1"], "198.51.100.7"),
            ("127.0.0.1", vec!["1.2.3.4", "198.51.100.7", "10.1.1.1"], "198.51.100.7"),
            ("127.0.0.1", vec!["198.51.100.7, unknown, 10.1.1.1"], "10.1.1.1"),
            ("127.0.0.1", vec!["nonsense"], "127.0.0.1"),
            ("127.0.0.1", vec![], "127.0.0.1"),
            ("127.0.0.1", vec!["198.51.100.7:5123"], "198.51.100.7"),
            ("127.0.0.1", vec!["[2001:db8::1]:443"], "2001:db8::1"),
            ("127.0.0.1", vec!["[2001:db8::1]"], "2001:db8::1"),
            ("::ffff:127.0.0.1", vec!["198.51.100.7"], "198.51.100.7"),
        ] {
            let mut headers = HeaderMap::new();
            for line in &lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            let (peer, expected): (IpAddr, IpAddr) = match (peer.parse(), expected.parse()) {
                (Ok(peer), Ok(expected)) => (peer, expected),
                _ => panic!("the table holds no address: {peer} {expected}"),
            };
            assert_eq!(proxies.client(peer, &headers), expected, "{peer} {lines:?}");
        }
    }
}
