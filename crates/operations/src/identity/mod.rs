//! Signing in and staying signed in.
//!
//! The policy, in one place (ASVS 5.0 V6 and V7):
//! - A session is a row; its cookie holds 256 random bits of which only the SHA-256 is stored. It ends 14 days after it
//!   was last heard of and 60 days after it began, whichever comes first; signing in always makes a new one and ends the
//!   one the browser had.
//! - Tries to sign in are counted per quarter of an hour: 10 for an address from one network, 50 for an address from
//!   all networks, 60 from one network. Right ones are not counted. Known and unknown addresses are answered alike and
//!   as slowly. A browser that was once signed in as that person has 10 tries of its own, so that nobody locks him out.
//! - Links to choose a password are asked for at most 3 times an hour per address and 20 times per network; they live
//!   2 hours, work once, and a newer one ends the older. Choosing a password ends all sessions.
//! - What ended stays ended, also when the clock is set back.

mod hashing;
mod own;
mod password;
mod sessions;
mod sign_in;
mod strength;
mod throttle;

pub(crate) use hashing::Hashing;
pub use own::OwnAccount;
pub use password::LINK_HOURS;
pub use sessions::{SessionRow, Signed};
pub(crate) use sessions::{idle_since, token_hash};
pub use sign_in::{SignIn, SignedIn};
pub use strength::{PASSWORD_AT_LEAST, PASSWORD_AT_MOST, check_strength};
