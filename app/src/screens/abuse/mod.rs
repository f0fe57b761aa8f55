//! What agents have marked as abuse, for leads.

mod screen;
mod stops;

pub use screen::AbuseScreen;
