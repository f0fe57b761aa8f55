//! What people are told of on the tickets they follow: who follows, how each wants to be told, and what happened.

mod bells;
mod choices;
mod rows;

pub use bells::{Follower, followers, listener, ring};
pub use choices::{Chosen, by_token, choice, keep_choice, keep_usual};
pub use rows::{
    NewNotice, Noticed, Seeing, due_people, insert, list, move_mails, read, read_all, read_to, sweep, to_mail, told,
};
