//! What agents have marked as abuse, for leads.

mod screen;

pub use screen::AbuseScreen;
