//! Somebody's own account: who he is to us, where he is signed in, and what he may set for himself.

mod screen;
mod second_factor;
mod sessions;

pub use screen::AccountScreen;
pub use second_factor::SecondFactorScreen;
