//! Icons out of the one sprite, `public/icons.svg`: they cost the bundle nothing and take the colour of their text.

use leptos::prelude::*;

/// Declares the glyphs with their symbols in the sprite, so that the list exists once.
macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident = $symbol:literal,)+) => {
        /// A drawing of the sprite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph {
            $($(#[$doc])* $name,)+
        }

        impl Glyph {
            /// Every glyph, in the order of the sprite.
            pub const ALL: &'static [Glyph] = &[$(Glyph::$name,)+];

            /// The id of its `<symbol>`.
            #[must_use]
            pub const fn symbol(self) -> &'static str {
                match self {
                    $(Glyph::$name => $symbol,)+
                }
            }

            /// The address of its `<symbol>`.
            const fn address(self) -> &'static str {
                match self {
                    $(Glyph::$name => concat!("/icons.svg#", $symbol),)+
                }
            }
        }
    };
}

glyphs! {
    /// A person: somebody must act.
    Person = "person",
    /// A clock: it takes its time.
    Clock = "clock",
    /// A tick: done.
    Check = "check",
    /// A warning triangle: went wrong.
    Warning = "warning",
    /// A cross: close, remove.
    Cross = "cross",
    /// A paper clip: files.
    Paperclip = "paperclip",
    /// A magnifying glass.
    Search = "search",
    /// Three lines: the menu of a phone.
    Lines = "lines",
    /// A parcel.
    Parcel = "parcel",
    /// A lorry: on its way.
    Truck = "truck",
    /// Back.
    ArrowLeft = "arrow-left",
    /// On.
    ArrowRight = "arrow-right",
    /// A return to the sender.
    Return = "return",
    /// Opens below.
    ChevronDown = "chevron-down",
    /// Two sheets: copy.
    Copy = "copy",
    /// A bell: notices.
    Bell = "bell",
    /// A lock: an internal note.
    Lock = "lock",
    /// Leaves the product.
    External = "external",
    /// An arrow into a tray: download.
    Download = "download",
    /// An arrow out of a tray: upload.
    Upload = "upload",
    /// Can be sorted.
    Sort = "sort",
    /// Sorted, smallest or oldest first.
    SortUp = "sort-up",
    /// Sorted, largest or newest first.
    SortDown = "sort-down",
    /// Add.
    Plus = "plus",
    /// Less.
    Minus = "minus",
    /// More deeds.
    Dots = "dots",
    /// A full dot: neutral state.
    Dot = "dot",
    /// An i in a circle.
    Info = "info",
    /// A pin: a place.
    Pin = "pin",
    /// A globe: language.
    Globe = "globe",
    /// A sun: light look.
    Sun = "sun",
    /// A moon: dark look.
    Moon = "moon",
    /// A speech bubble: a message.
    Message = "message",
    /// A sheet of paper.
    File = "file",
    /// A framed picture.
    Image = "image",
    /// A pencil: edit.
    Pencil = "pencil",
    /// A funnel: filters.
    Filter = "filter",
    /// A star: rating, automatic ticket.
    Star = "star",
    /// An envelope: mail.
    Envelope = "envelope",
    /// A door: sign out.
    Door = "door",
    /// A calendar.
    Calendar = "calendar",
    /// A tag: reason or label.
    Tag = "tag",
    /// An eye: seen.
    Eye = "eye",
    /// Two arrows in a circle: again.
    Again = "again",
    /// A camera: take a picture.
    Camera = "camera",
}

/// One icon. It is hidden from assistive technology: the word that says the same stands beside it.
#[component]
pub fn Icon(
    /// Which drawing.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" width="16" height="16">
            <use href=glyph.address()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Glyph;

    #[test]
    fn every_glyph_is_drawn_and_every_drawing_is_named() {
        let sprite = include_str!("../../../public/icons.svg");
        let drawn: Vec<&str> =
            sprite.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let named: Vec<&str> = Glyph::ALL.iter().map(|glyph| glyph.symbol()).collect();
        assert_eq!(drawn, named);
    }
}
