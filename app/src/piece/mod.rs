//! Views that have forgotten their type: what a screen is made of.
//!
//! Leptos' own `AnyView` would do. But in the browser it carries, for every kind of view, a second way of taking the
//! page over, for pages whose code is loaded bit by bit; ours never are, and that way was a quarter of the bundle. And
//! on the server it carries all that only a browser does, which was a third of the time to build. So there are two of
//! our own, and each can do what is asked of it where it is.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod server;

#[cfg(target_arch = "wasm32")]
pub use browser::{IntoPiece, Piece};
use leptos::children::{ChildrenOptContainer, ToChildren};
#[cfg(not(target_arch = "wasm32"))]
pub use server::{IntoPiece, Piece};

/// What is written between the tags of a component.
pub struct Children(Box<dyn FnOnce() -> Piece + Send>);

impl Children {
    /// Makes the views.
    #[must_use]
    pub fn show(self) -> Piece {
        (self.0)()
    }
}

impl<Make, View> ToChildren<Make> for Children
where
    Make: FnOnce() -> View + Send + 'static,
    View: IntoPiece + 'static,
{
    fn to_children(make: Make) -> Self {
        Children(Box::new(move || make().into_piece()))
    }
}

impl<View> ToChildren<ChildrenOptContainer<View>> for Children
where
    View: IntoPiece + Send + 'static,
{
    fn to_children(view: ChildrenOptContainer<View>) -> Self {
        Children(Box::new(move || view.0.into_piece()))
    }
}
