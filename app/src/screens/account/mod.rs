//! Somebody's own account: who he is to us, where he is signed in, and what he may set for himself.

mod screen;
mod sessions;

pub use screen::AccountScreen;
