//! On the server a piece is written, and nothing else.

use std::future::Future;
use std::pin::Pin;

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Position, PositionState, Render, RenderHtml};

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

/// How a view is written besides the place it is written to.
struct Manner<'a> {
    position: &'a mut Position,
    escape: bool,
    mark_branches: bool,
    attributes: Vec<AnyAttribute>,
}

/// What is asked of a view whose type is forgotten.
trait Part: Send {
    fn length(&self) -> usize;
    fn look_ahead(&mut self);
    fn wait(self: Box<Self>) -> Pin<Box<dyn Future<Output = Piece> + Send>>;
    fn write(self: Box<Self>, page: &mut String, manner: Manner<'_>);
    fn stream(self: Box<Self>, page: &mut StreamBuilder, manner: Manner<'_>);
}

/// Keeps the place of a view that has no node of its own; the browser looks for it.
const PLACEHOLDER: &str = "<!--<() />-->";

impl<View: RenderHtml + 'static> Part for View {
    fn length(&self) -> usize {
        self.html_len()
    }

    fn look_ahead(&mut self) {
        self.dry_resolve();
    }

    fn wait(self: Box<Self>) -> Pin<Box<dyn Future<Output = Piece> + Send>> {
        Box::pin(async move { (*self).resolve().await.into_piece() })
    }

    fn write(self: Box<Self>, page: &mut String, manner: Manner<'_>) {
        let Manner { position, escape, mark_branches, attributes } = manner;
        self.to_html_with_buf(page, position, escape, mark_branches, attributes);
        if !View::EXISTS {
            page.push_str(PLACEHOLDER);
        }
    }

    fn stream(self: Box<Self>, page: &mut StreamBuilder, manner: Manner<'_>) {
        let Manner { position, escape, mark_branches, attributes } = manner;
        self.to_html_async_with_buf::<false>(page, position, escape, mark_branches, attributes);
        if !View::EXISTS {
            page.push_sync(PLACEHOLDER);
        }
    }
}

/// Only the browser builds.
impl Render for Piece {
    type State = ();

    fn build(self) {}

    fn rebuild(self, (): &mut ()) {}
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

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) {}

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
