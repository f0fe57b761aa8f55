//! Who is calling: the session behind the cookie, the language of the page, the client's address. It is found out once
//! per call, in one statement, and handed on as [`Visit`] among the call's extensions.
//!
//! Whether he may do what he asks is not decided here: every operation asks that for itself. Here people are only led
//! to where they can go on: to the door and back, and from the first page to their work.

use std::net::IpAddr;

use app::host::Visit;
use app::host::cookies;
use app::host::forms::own_path;
use app::host::given_back;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use operations::Operations;
use operations::identity::Signed;

use crate::fault;

/// The longest browser name that is looked at, in bytes.
const AGENT_AT_MOST: usize = 400;

/// The parts of the product that are somebody's own: signed out, one is led to the door and back.
const CLOSED: [&str; 13] = [
    "/parcels",
    "/requests",
    "/desk",
    "/account",
    "/admin",
    "/files",
    "/tracking-messages",
    "/reports",
    "/team",
    "/notifications",
    "/audit",
    "/abuse",
    "/dashboard",
];

/// What lies among them and is open to whoever has the link of a mail.
const OPEN: [&str; 4] =
    ["/reports/confirm/", "/reports/unsubscribe/", "/reports/files/", "/notifications/unsubscribe/"];

/// The door.
const DOOR: &str = "/sign-in";

/// Where a second factor is set up.
const SET_UP: &str = "/account/second-factor";

/// All that is open to somebody who must set one up first.
const BEFORE_SET_UP: [&str; 4] = [SET_UP, "/read/account/second-factor", "/sign-out", "/language"];

/// Knows people by their cookies.
#[derive(Clone)]
pub struct Doorman {
    /// The installation.
    pub operations: Operations,
    /// Whether browsers reach us over TLS, so that cookies may only travel encrypted.
    pub https: bool,
}

/// Finds out who is calling, and leads people who are not where they can go on.
pub async fn identify(State(doorman): State<Doorman>, mut request: Request, next: Next) -> Response {
    let token = cookies::session_token(request.headers(), doorman.https);
    let signed = match signed_in(&doorman.operations, token).await {
        Ok(signed) => signed,
        Err(error) => {
            tracing::error!(%error, "who is calling cannot be found out");
            // A form from another site was refused before us, so what is given back here goes to whoever typed it.
            return if given_back::is_form(request.method(), request.headers()) {
                given_back::without_database(request).await
            } else {
                fault::page(StatusCode::SERVICE_UNAVAILABLE, request.headers())
            };
        }
    };
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && let Some(path) = elsewhere(request.uri(), request.headers(), signed.as_ref())
    {
        return Redirect::to(&path).into_response();
    }
    let language = signed.as_ref().map(|signed| signed.actor.language);
    let language = language.unwrap_or_else(|| fault::language(request.headers()));
    // Whatever else he asks for is answered as if nobody was signed in.
    let signed = signed.filter(|signed| !signed.lacks_factor || BEFORE_SET_UP.contains(&request.uri().path()));
    let address = request.extensions().get::<ConnectInfo<IpAddr>>().map(|ConnectInfo(address)| address.to_string());
    let visit = Visit {
        operations: doorman.operations,
        signed,
        language,
        address: address.clone().unwrap_or_default(),
        agent: agent(request.headers()),
        https: doorman.https,
    };
    request.extensions_mut().insert(language);
    request.extensions_mut().insert(visit);
    operations::audit::called_from(address.unwrap_or_default(), next.run(request)).await
}

async fn signed_in(operations: &Operations, token: Option<String>) -> operations::Result<Option<Signed>> {
    match token {
        Some(token) => operations.actor_of(&token).await,
        None => Ok(None),
    }
}

/// The browser's own name, as far as it is text.
fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    // Header values that are text are ASCII, so every byte is a place to cut.
    agent[..agent.len().min(AGENT_AT_MOST)].to_owned()
}

/// Where somebody goes on who asked for a page that is not for him: to the door, from the door to his work.
fn elsewhere(uri: &Uri, headers: &HeaderMap, signed: Option<&Signed>) -> Option<String> {
    let path = uri.path();
    match signed {
        Some(signed) if signed.lacks_factor => {
            let led = path == "/" || path == DOOR || (is_closed(path) && wants_a_page(headers));
            (led && path != SET_UP).then(|| SET_UP.to_owned())
        }
        Some(signed) if path == "/" => Some(work_of(signed).to_owned()),
        Some(_) if path == DOOR => Some(own_path(&wanted_next(uri))),
        None if path == "/" => Some(DOOR.to_owned()),
        None if is_closed(path) && wants_a_page(headers) => {
            // Behind the door a page is shown: a file would be saved, and the door be left standing there.
            let page = path.strip_suffix("/export").unwrap_or(path);
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            Some(format!("{DOOR}?next={}", encoded(&format!("{page}{query}"))))
        }
        _ => None,
    }
}

fn work_of(signed: &Signed) -> &'static str {
    if signed.actor.is_operator() { "/desk" } else { "/requests" }
}

fn is_closed(path: &str) -> bool {
    if OPEN.iter().any(|open| path.starts_with(open)) {
        return false;
    }
    CLOSED.iter().any(|closed| path.strip_prefix(closed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Whether a person waits for a page, and not a program or an `<img>` for its own kind of thing.
fn wants_a_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The `next` of the door's own address.
fn wanted_next(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    let next = pairs.filter_map(|pair| pair.strip_prefix("next=")).next().unwrap_or_default();
    decoded(next)
}

/// Text as it may stand in a query (RFC 3986 §2.3: all but unreserved characters are escaped).
fn encoded(text: &str) -> String {
    use std::fmt::Write;

    text.bytes().fold(String::with_capacity(text.len() * 2), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// The reverse of [`encoded`]; what is no text or not escaped as it should be becomes nothing.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                let (Some(high), Some(low)) = (digit(high), digit(low)) else { return String::new() };
                bytes.push(high << 4 | low);
                rest = after;
            }
            (b'%', _) => return String::new(),
            (b'+', _) => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use domain::actor::{AccountScope, Actor, Level, Rights, Side};
    use domain::id::{CustomerId, SessionId, UserId};
    use http::{HeaderMap, HeaderValue, Uri};
    use operations::identity::Signed;
    use uuid::Uuid;

    use super::{decoded, elsewhere, encoded};

    fn signed(side: Side) -> Signed {
        let actor = Actor {
            user: UserId(Uuid::nil()),
            name: "Claire Moreau".to_owned(),
            language: Language::Fr,
            zone: "Europe/Paris".to_owned(),
            side,
        };
        Signed { actor, session: SessionId(Uuid::nil()), shortcuts: true, unread: 0, lacks_factor: false }
    }

    fn agent() -> Signed {
        signed(Side::Operator { level: Level::Agent })
    }

    fn customer() -> Signed {
        let customer = CustomerId(Uuid::nil());
        signed(Side::Customer { customer, rights: Rights::all(), scope: AccountScope::All })
    }

    fn led(path: &str, accept: &'static str, signed: Option<&Signed>) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static(accept));
        let uri: Uri = path.parse().expect("the test's own address");
        elsewhere(&uri, &headers, signed)
    }

    #[test]
    fn people_are_led_to_where_they_can_go_on() {
        let (agent, customer) = (agent(), customer());
        let page = "text/html,*/*;q=0.8";
        for (path, who, expected) in [
            ("/", None, Some("/sign-in")),
            ("/", Some(&customer), Some("/requests")),
            ("/", Some(&agent), Some("/desk")),
            ("/requests", None, Some("/sign-in?next=/requests")),
            ("/requests/D-2026-000001", None, Some("/sign-in?next=/requests/D-2026-000001")),
            ("/parcels/export?q=a", None, Some("/sign-in?next=/parcels%3Fq%3Da")),
            ("/parcels?q=a%20b&x=1", None, Some("/sign-in?next=/parcels%3Fq%3Da%2520b%26x%3D1")),
            ("/requestsx", None, None),
            ("/sign-in", None, None),
            ("/forgot-password", None, None),
            ("/reset-password/abc", None, None),
            ("/nothing", None, None),
            ("/requests", Some(&customer), None),
            ("/desk", Some(&customer), None),
            ("/sign-in", Some(&customer), Some("/")),
            ("/sign-in?next=%2Faccount", Some(&customer), Some("/account")),
            ("/sign-in?next=%2F%2Fevil.example", Some(&customer), Some("/")),
            ("/sign-in?next=https://evil.example", Some(&customer), Some("/")),
            ("/sign-in?next=%2F%0d%0aset-cookie:x", Some(&customer), Some("/")),
        ] {
            assert_eq!(led(path, page, who).as_deref(), expected, "{path}");
        }
        assert_eq!(led("/files/1/thumbnail", "image/webp,*/*", None), None);
        assert_eq!(led("/requests", "application/json", None), None);
    }

    #[test]
    fn who_must_set_up_a_second_factor_is_led_there_and_nowhere_else() {
        let lacking = Signed { lacks_factor: true, ..agent() };
        for path in ["/", "/sign-in", "/desk", "/account", "/requests/D-2026-000001"] {
            assert_eq!(led(path, "text/html", Some(&lacking)).as_deref(), Some("/account/second-factor"), "{path}");
        }
        assert_eq!(led("/account/second-factor", "text/html", Some(&lacking)), None);
        assert_eq!(led("/help", "text/html", Some(&lacking)), None);
    }

    #[test]
    fn an_address_survives_the_way_through_the_door() {
        for text in ["/requests?tab=done&search=é à", "/parcels/6A%2018", "/"] {
            assert_eq!(decoded(&encoded(text)), text);
        }
        for broken in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(broken), "", "{broken}");
        }
        assert_eq!(decoded("a+b"), "a b");
    }
}
