//! The audit trail as a customer's administrator reads it.

mod screen;

pub use screen::AuditScreen;
