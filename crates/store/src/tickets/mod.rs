//! Tickets: the rows of `ticket` and what belongs to one ticket alone. Threads stand in [`crate::threads`], lists in
//! [`crate::lists`].

mod colleagues;
mod find;
mod keep;
mod mass;
mod parts;
mod row;

pub use colleagues::{OnTicket, assign, unassign};
pub use find::{HeldBack, OpenedTicket, due_for_clock, find, lock, on_parcel, open};
pub use keep::{Change, NewTicket, insert, next_sequence, update};
pub use mass::{WholeTicket, insert_many, next_sequences};
pub use parts::{Contact, Linked, Particulars, contacts, follow, mark_read, particulars};
pub use row::Ticket;
