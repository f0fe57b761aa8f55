//! In the browser a piece is taken over, built and rebuilt, and nothing else.

use std::any::{Any, TypeId};

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// A view that has forgotten its type.
pub struct Piece(Box<dyn Part>);

/// Makes a view forget its type.
pub trait IntoPiece {
    /// The same view without its type.
    fn into_piece(self) -> Piece;
}

impl<View: RenderHtml> IntoPiece for View {
    fn into_piece(self) -> Piece {
        Piece(Box::new(self.into_owned()))
    }
}

/// What is asked of a view whose type is forgotten.
trait Part: Send {
    fn kind(&self) -> TypeId;
    fn build(self: Box<Self>) -> PieceState;
    fn rebuild(self: Box<Self>, state: &mut dyn Any);
    fn take_over(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> PieceState;
}

impl<View: RenderHtml + 'static> Part for View {
    fn kind(&self) -> TypeId {
        TypeId::of::<View>()
    }

    fn build(self: Box<Self>) -> PieceState {
        let state = Box::new((*self).build());
        PieceState { kind: TypeId::of::<View>(), state, placeholder: (!View::EXISTS).then(Rndr::create_placeholder) }
    }

    fn rebuild(self: Box<Self>, state: &mut dyn Any) {
        if let Some(state) = state.downcast_mut::<View::State>() {
            (*self).rebuild(state);
        }
    }

    fn take_over(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> PieceState {
        let state = Box::new((*self).hydrate::<true>(cursor, position));
        let placeholder = (!View::EXISTS).then(|| cursor.next_placeholder(position));
        PieceState { kind: TypeId::of::<View>(), state, placeholder }
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

impl Render for Piece {
    type State = PieceState;

    fn build(self) -> PieceState {
        self.0.build()
    }

    fn rebuild(self, state: &mut PieceState) {
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
        *state = new;
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

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// Only the server writes pages.
    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> PieceState {
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
