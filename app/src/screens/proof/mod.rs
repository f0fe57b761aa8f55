//! Proofs of delivery: one to see, to save and to be sent; many at once.

mod many;
mod one;
mod paper;

pub use many::ProofsScreen;
pub use one::ProofScreen;
