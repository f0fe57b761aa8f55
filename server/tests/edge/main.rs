//! The HTTP edge from outside: sockets that misbehave, headers, refusals, files, and how it all ends.

mod assets;
mod document;
mod ending;
mod figures;
mod headers;
mod multiplexed;
mod portal;
mod refusals;
mod slow;
