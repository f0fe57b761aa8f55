//! The gallery: every building block in all its states, for whoever builds or checks a screen.
//!
//! It exists in demonstrations only (`serve --demo`). What it shows is made up and sent nowhere.

mod buttons;
mod conversation;
mod fields;
mod forms;
mod lists;
mod looks;
mod overlays;
mod screen;
mod states;

pub use screen::GalleryScreen;
