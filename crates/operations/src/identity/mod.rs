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
//! - Who has a second factor (RFC 6238) types its code in a second step, within 10 minutes and in the same browser, before
//!   any session is open: 10 tries a quarter of an hour and 50 a day, each code once. Ten codes to recover with are stored
//!   hashed and work once each. Choosing a password by a link asks for the code as ever. Switching it off, and losing it to
//!   an administrator, ends the other sessions; switching it on does not.
//! - What ended stays ended, also when the clock is set back.

mod hashing;
mod own;
mod own_data;
mod password;
mod pending;
mod required;
mod second_factor;
mod sessions;
mod sign_in;
mod strength;
mod throttle;
mod totp;

pub(crate) use hashing::Hashing;
pub use own::OwnAccount;
pub use password::LINK_HOURS;
pub use pending::{CodeSignedIn, SignInCode};
pub use second_factor::{FactorProof, OwnFactor};
pub use sessions::{SessionRow, Signed};
pub(crate) use sessions::{idle_since, token_hash};
pub use sign_in::{Entered, SignIn, SignedIn};
pub use strength::{PASSWORD_AT_LEAST, PASSWORD_AT_MOST, check_strength};
