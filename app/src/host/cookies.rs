//! The two cookies of the product: who is signed in, and the language that somebody chose.
//!
//! Both are out of reach of scripts. Over https the session's name begins with `__Host-`, which browsers take only
//! encrypted, for the whole site and from this very host (RFC 6265bis §4.1.3.2); plain http serves this machine alone.

use axum::http::{HeaderMap, header};
use domain::Language;

/// How long a browser keeps the session's cookie, in seconds: as long as a session can last. The session itself may
/// end sooner.
const SESSION_KEPT: u32 = 60 * 24 * 60 * 60;

/// How long it keeps it between the password and the code of a sign-in, in seconds.
const PENDING_KEPT: u32 = 10 * 60;

/// How long a browser keeps the chosen language, in seconds: a year.
const LANGUAGE_KEPT: u32 = 365 * 24 * 60 * 60;

/// The longest value that can be a session's secret.
const TOKEN_AT_MOST: usize = 64;

/// The name of the session's cookie.
#[must_use]
pub const fn session_name(https: bool) -> &'static str {
    if https { "__Host-session" } else { "session" }
}

/// The secret of the session, where the browser sends one.
#[must_use]
pub fn session_token(headers: &HeaderMap, https: bool) -> Option<String> {
    let name = session_name(https);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
        .find(|token| !token.is_empty() && token.len() <= TOKEN_AT_MOST)
        .map(str::to_owned)
}

/// Whether the browser brings a language that somebody chose in it.
#[must_use]
pub fn has_language(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix("language="))
        .any(|code| Language::from_code(code).is_some())
}

/// The `Set-Cookie` line of a session that has just begun.
#[must_use]
pub fn session(token: &str, https: bool) -> String {
    line(session_name(https), token, SESSION_KEPT, https)
}

/// The `Set-Cookie` line of a sign-in that waits for its code. It takes the session's place, which there is none of yet.
#[must_use]
pub fn pending(token: &str, https: bool) -> String {
    line(session_name(https), token, PENDING_KEPT, https)
}

/// The `Set-Cookie` line by which a browser forgets its session.
#[must_use]
pub fn no_session(https: bool) -> String {
    line(session_name(https), "", 0, https)
}

/// The `Set-Cookie` line of a chosen language.
#[must_use]
pub fn language(language: Language, https: bool) -> String {
    line("language", language.code(), LANGUAGE_KEPT, https)
}

fn line(name: &str, value: &str, seconds: u32, https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use domain::Language;

    use super::{language, no_session, session, session_token};

    #[test]
    fn cookies_are_bound_as_tightly_as_the_connection_allows() {
        assert_eq!(session("s3", false), "session=s3; Path=/; Max-Age=5184000; SameSite=Lax; HttpOnly");
        assert_eq!(session("s3", true), "__Host-session=s3; Path=/; Max-Age=5184000; SameSite=Lax; HttpOnly; Secure");
        assert_eq!(no_session(true), "__Host-session=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure");
        assert_eq!(language(Language::En, false), "language=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    }

    #[test]
    fn only_the_session_of_this_kind_of_connection_is_read() {
        let long = format!("session={}", "x".repeat(65));
        for (cookies, https, expected) in [
            (vec!["session=abc"], false, Some("abc")),
            (vec!["a=b; session=abc; language=fr"], false, Some("abc")),
            (vec!["language=fr", "session=abc"], false, Some("abc")),
            (vec!["session=abc"], true, None),
            (vec!["__Host-session=abc; session=def"], true, Some("abc")),
            (vec!["__Host-session=abc"], false, None),
            (vec!["sessions=abc"], false, None),
            (vec!["session="], false, None),
            (vec![long.as_str()], false, None),
            (vec![], false, None),
        ] {
            let mut headers = HeaderMap::new();
            for line in &cookies {
                headers.append(header::COOKIE, HeaderValue::from_str(line).expect("a header"));
            }
            assert_eq!(session_token(&headers, https).as_deref(), expected, "{cookies:?} {https}");
        }
    }
}
