//! Tracking messages (MAS): one parcel's, everything that somebody subscribed to, and the pages behind the links in the
//! mails.

mod links;
mod own;
mod parcel;
mod rows;

pub use links::{ConfirmScreen, FollowScreen, StopScreen};
pub use own::OwnMessagesScreen;
pub use parcel::ParcelMessagesScreen;
