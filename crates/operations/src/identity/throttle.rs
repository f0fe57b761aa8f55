//! How often somebody may try before he has to wait.
//!
//! Tries are counted in the database, so that several nodes count together, under hashed keys, so that the table tells
//! nobody's address. A try counts before it is judged: of many at once no more get through than the limit says.

use std::net::IpAddr;

use domain::refusal::Refusal;
use jiff::SignedDuration;
use store::Scope;
use store::sessions as rows;

use crate::{Operations, Result, ids};

/// What is tried, and the limits on it.
pub(super) struct Throttle {
    kind: &'static str,
    window: SignedDuration,
    /// Keys and how many tries each has per window. The order is that in which they are locked, and so the same
    /// everywhere: from the narrowest to the widest.
    counters: Vec<(String, i64)>,
}

impl Throttle {
    /// Signing in with an address that is typed.
    pub(super) fn sign_in(email_key: &str, address: &str) -> Self {
        let network = network(address);
        Throttle {
            kind: "sign_in",
            window: SignedDuration::from_mins(15),
            counters: vec![
                (key(&["pair", email_key, &network]), 10),
                (key(&["address", email_key]), 50),
                (key(&["network", &network]), 60),
            ],
        }
    }

    /// Signing in from a browser that was signed in as that very person before.
    pub(super) fn known_browser(session: domain::id::SessionId) -> Self {
        Throttle {
            kind: "sign_in",
            window: SignedDuration::from_mins(15),
            counters: vec![(key(&["browser", &session.to_string()]), 10)],
        }
    }

    /// Proving a second factor.
    pub(super) fn factor(person: domain::id::UserId) -> Self {
        Throttle {
            kind: "factor",
            window: SignedDuration::from_mins(15),
            counters: vec![(key(&["factor", &person.to_string()]), 10)],
        }
    }

    /// The same within a day: of a million codes, three are right at a time.
    pub(super) fn factor_of_the_day(person: domain::id::UserId) -> Self {
        Throttle {
            kind: "factor_of_the_day",
            window: SignedDuration::from_hours(24),
            counters: vec![(key(&["factor", &person.to_string()]), 50)],
        }
    }

    /// Asking for a link to choose a password.
    pub(super) fn password_link(email_key: &str, address: &str) -> Self {
        Throttle {
            kind: "password_link",
            window: SignedDuration::from_hours(1),
            counters: vec![(key(&["address", email_key]), 3), (key(&["network", &network(address)]), 20)],
        }
    }
}

/// The network of an address: the address itself for IPv4; for IPv6 its /64, because that is what one subscriber has.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => address.to_string(),
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Err(_) => "unknown".to_owned(),
    }
}

fn key(parts: &[&str]) -> String {
    ids::sha256_hex(parts.join("\n").as_bytes())
}

impl Operations {
    /// Counts a try, or says how long to wait. The ids it yields take the try back ([`store::sessions::delete_attempt`]).
    pub(super) async fn try_once(&self, throttle: &Throttle) -> Result<Vec<String>> {
        // Those who have to wait are found by reading: a flood of them writes nothing.
        let mut tx = self.store().read(Scope::System).await?;
        self.refuse_if_full(&mut tx, throttle).await?;
        drop(tx);

        let mut tx = self.store().write(Scope::System).await?;
        for (key, _) in &throttle.counters {
            rows::lock_attempts(&mut tx, key).await?;
        }
        self.refuse_if_full(&mut tx, throttle).await?;
        let now = self.now();
        let mut made = Vec::with_capacity(throttle.counters.len());
        for (key, _) in &throttle.counters {
            let id = ids::new_id(now).to_string();
            rows::insert_attempt(&mut tx, &id, key, throttle.kind, now).await?;
            made.push(id);
        }
        tx.commit().await?;
        Ok(made)
    }

    async fn refuse_if_full(&self, tx: &mut store::Tx, throttle: &Throttle) -> Result<()> {
        let now = self.now();
        let since = now.checked_sub(throttle.window).unwrap_or(jiff::Timestamp::MIN);
        let mut wait = 0;
        for (key, limit) in &throttle.counters {
            let (count, first) = rows::count_attempts(tx, key, throttle.kind, since).await?;
            if count >= *limit {
                let ends = first.unwrap_or(now).duration_since(now).saturating_add(throttle.window);
                wait = wait.max(ends.as_secs().clamp(1, throttle.window.as_secs()));
            }
        }
        if wait == 0 {
            return Ok(());
        }
        Err(Refusal::TooManyTries { seconds: u32::try_from(wait).unwrap_or(u32::MAX) }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn addresses_of_one_subscriber_are_one_network() {
        for (one, other, same) in [
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "::ffff:192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("forged, 192.0.2.7", "", true),
        ] {
            assert_eq!(network(one) == network(other), same, "{one} {other}");
        }
    }
}
