//! One file of a request, with its neighbours and what can be done with it.

mod screen;

pub use screen::AttachmentScreen;
