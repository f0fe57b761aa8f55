//! Views that have forgotten their type: what a screen is made of.
//!
//! Leptos' own `AnyView` would do. But in the browser it carries, for every kind of view, a second way of taking the
//! page over, for pages whose code is loaded bit by bit; ours never are, and that way was a quarter of the bundle. And
//! on the server it carries all that only a browser does, which was a good part of the time to build. So this is our
//! own: each machine keeps only what is asked of a view there.

use std::any::{Any, TypeId};
use std::future::Future;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::Arc;

use leptos::children::{ChildrenOptContainer, ToChildren};
use leptos::prelude::{CollectView, For, IntoView, untrack, view};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::keyed::SerializableKey;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// Whether this is the browser's build. It is known when the program is compiled, so that what the other machine does
/// with a view is left out.
const BROWSER: bool = cfg!(target_arch = "wasm32");

/// Keeps the place of a view that has no node of its own: the server writes it, the browser looks for it.
const PLACEHOLDER: &str = "<!--<() />-->";

/// A view that has forgotten its type.
pub struct Piece(Box<dyn Part>);

/// Makes a view forget its type.
pub trait IntoPiece {
    /// The same view without its type.
    fn into_piece(self) -> Piece;
}

/// A view that borrows nothing is kept as it is: making an owned one of it would copy every attribute.
impl<View: RenderHtml + 'static> IntoPiece for View {
    fn into_piece(self) -> Piece {
        Piece(Box::new(self))
    }
}

/// How a view is written besides the place it is written to.
struct Manner<'a> {
    position: &'a mut Position,
    escape: bool,
    mark_branches: bool,
    attributes: Vec<AnyAttribute>,
}

/// What is asked of a view whose type is forgotten.
trait Part: Send {
    // On the server.
    fn length(&self) -> usize;
    fn look_ahead(&mut self);
    fn wait(self: Box<Self>) -> Pin<Box<dyn Future<Output = Piece> + Send>>;
    fn write(self: Box<Self>, page: &mut String, manner: Manner<'_>);
    fn stream(self: Box<Self>, page: &mut StreamBuilder, manner: Manner<'_>);
    // In the browser.
    fn kind(&self) -> TypeId;
    fn build(self: Box<Self>) -> Option<PieceState>;
    fn rebuild(self: Box<Self>, state: &mut dyn Any);
    fn take_over(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Option<PieceState>;
}

impl<View: RenderHtml + 'static> Part for View {
    fn length(&self) -> usize {
        if BROWSER { 0 } else { self.html_len() }
    }

    fn look_ahead(&mut self) {
        if !BROWSER {
            self.dry_resolve();
        }
    }

    fn wait(self: Box<Self>) -> Pin<Box<dyn Future<Output = Piece> + Send>> {
        if BROWSER {
            Box::pin(std::future::pending())
        } else {
            Box::pin(async move { (*self).resolve().await.into_piece() })
        }
    }

    fn write(self: Box<Self>, page: &mut String, manner: Manner<'_>) {
        if !BROWSER {
            let Manner { position, escape, mark_branches, attributes } = manner;
            self.to_html_with_buf(page, position, escape, mark_branches, attributes);
            if !View::EXISTS {
                page.push_str(PLACEHOLDER);
            }
        }
    }

    fn stream(self: Box<Self>, page: &mut StreamBuilder, manner: Manner<'_>) {
        if !BROWSER {
            let Manner { position, escape, mark_branches, attributes } = manner;
            self.to_html_async_with_buf::<false>(page, position, escape, mark_branches, attributes);
            if !View::EXISTS {
                page.push_sync(PLACEHOLDER);
            }
        }
    }

    fn kind(&self) -> TypeId {
        TypeId::of::<View>()
    }

    fn build(self: Box<Self>) -> Option<PieceState> {
        if !BROWSER {
            return None;
        }
        let state = Box::new((*self).build());
        let placeholder = (!View::EXISTS).then(Rndr::create_placeholder);
        Some(PieceState { kind: TypeId::of::<View>(), state, placeholder })
    }

    fn rebuild(self: Box<Self>, state: &mut dyn Any) {
        if BROWSER && let Some(state) = state.downcast_mut::<View::State>() {
            (*self).rebuild(state);
        }
    }

    fn take_over(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Option<PieceState> {
        if !BROWSER {
            return None;
        }
        let state = Box::new((*self).hydrate::<true>(cursor, position));
        let placeholder = (!View::EXISTS).then(|| cursor.next_placeholder(position));
        Some(PieceState { kind: TypeId::of::<View>(), state, placeholder })
    }
}

/// A piece that stands in the page.
pub struct PieceState {
    kind: TypeId,
    state: Box<dyn Standing>,
    /// Keeps the place of a view that has no node of its own.
    placeholder: Option<types::Placeholder>,
}

/// What is asked of a standing view whose type is forgotten.
trait Standing: Mountable {
    fn as_any(&mut self) -> &mut dyn Any;
}

impl<State: Mountable + 'static> Standing for State {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// Only the browser builds; the server has no state to keep.
impl Render for Piece {
    type State = Option<PieceState>;

    fn build(self) -> Option<PieceState> {
        self.0.build()
    }

    fn rebuild(self, standing: &mut Option<PieceState>) {
        let Some(state) = standing else { return };
        if (*self.0).kind() == state.kind {
            self.0.rebuild((*state.state).as_any());
            return;
        }
        let mut new = self.0.build();
        match &mut state.placeholder {
            Some(placeholder) => {
                placeholder.insert_before_this(&mut new);
            }
            None => {
                state.state.insert_before_this(&mut new);
            }
        }
        state.unmount();
        *standing = new;
    }
}

impl Mountable for PieceState {
    fn unmount(&mut self) {
        self.state.unmount();
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.unmount();
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.state.mount(parent, marker);
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.state.insert_before_this(child)
            || self.placeholder.as_ref().is_some_and(|placeholder| placeholder.insert_before_this(child))
    }

    fn elements(&self) -> Vec<types::Element> {
        self.state.elements()
    }
}

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {
        self.0.look_ahead();
    }

    async fn resolve(self) -> Self {
        self.0.wait().await
    }

    fn html_len(&self) -> usize {
        self.0.length()
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.0.write(buf, Manner { position, escape, mark_branches, attributes });
    }

    /// Always in order: every page of ours is sent whole (`SsrMode::Async`).
    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        buf: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.0.stream(buf, Manner { position, escape, mark_branches, attributes });
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Option<PieceState> {
        self.0.take_over(cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl AddAnyAttr for Piece {
    type Output<New: Attribute> = Self;

    /// No component of ours takes attributes from outside (`<Card {..}>`).
    fn add_any_attr<New: Attribute>(self, _: New) -> Self
    where
        Self::Output<New>: RenderHtml,
    {
        self
    }
}

/// The rows of a list that moves: in the browser each keeps its place by its key, on the server they are only written.
pub fn each<Item, Key, View>(
    items: impl Fn() -> Vec<Item> + Send + 'static,
    key: impl Fn(&Item) -> Key + Clone + Send + 'static,
    show: impl Fn(Item) -> View + Clone + Send + 'static,
) -> Piece
where
    Item: Send + 'static,
    Key: Eq + Hash + SerializableKey + 'static,
    View: IntoView + 'static,
{
    if BROWSER {
        view! { <For each=items key=key children=show/> }.into_piece()
    } else {
        untrack(items).into_iter().map(show).collect_view().into_piece()
    }
}

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

/// What is written between the tags of a component that may show it more than once.
#[derive(Clone)]
pub struct Pieces(Arc<dyn Fn() -> Piece + Send + Sync>);

impl Pieces {
    /// Makes the views.
    #[must_use]
    pub fn show(&self) -> Piece {
        (self.0)()
    }
}

impl<Make, View> ToChildren<Make> for Pieces
where
    Make: Fn() -> View + Send + Sync + 'static,
    View: IntoPiece + 'static,
{
    fn to_children(make: Make) -> Self {
        Pieces(Arc::new(move || make().into_piece()))
    }
}
